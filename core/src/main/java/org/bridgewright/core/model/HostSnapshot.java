package org.bridgewright.core.model;

import java.time.Instant;
import java.util.Optional;

/// Everything that one read of a host gave.
///
/// @param uri as the user named it, without secrets
/// @param readAt empty for a capture that does not say
public record HostSnapshot(
        HostId host,
        String uri,
        Optional<Instant> readAt,
        LibvirtState libvirt,
        KernelState kernel) {
    public HostSnapshot withLibvirt(LibvirtState newLibvirt) {
        return new HostSnapshot(host, uri, readAt, newLibvirt, kernel);
    }

    public HostSnapshot withKernel(KernelState newKernel) {
        return new HostSnapshot(host, uri, readAt, libvirt, newKernel);
    }

    public HostSnapshot withHost(HostId newHost) {
        return new HostSnapshot(newHost, uri, readAt, libvirt, kernel);
    }
}
