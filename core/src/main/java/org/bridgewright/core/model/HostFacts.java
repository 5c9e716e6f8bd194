package org.bridgewright.core.model;

import java.util.Map;
import java.util.Optional;

/// Small facts of a host.
///
/// @param sshConnection the session's `SSH_CONNECTION` (client address, port, server address, port)
/// @param sysctls by their name with dots, `net.ipv4.ip_forward` -> `1`; absent = not read
/// @param dmiUuid the machine's own UUID, to recognise a host that is a guest of another
public record HostFacts(
        Optional<String> hostname,
        Optional<String> kernelRelease,
        Optional<String> bootId,
        Optional<String> sshConnection,
        Optional<String> user,
        Optional<String> dmiUuid,
        Map<String, String> sysctls) {
    public HostFacts {
        sysctls = Map.copyOf(sysctls);
    }

    /// Whether the host forwards IPv4 (`family` 4) or IPv6; empty when that was not read.
    public Optional<Boolean> forwarding(int family) {
        String key = family == 4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding";
        return Optional.ofNullable(sysctls.get(key)).map(v -> !v.strip().equals("0"));
    }
}
