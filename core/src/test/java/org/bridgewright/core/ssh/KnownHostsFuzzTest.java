package org.bridgewright.core.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bridgewright.core.Fuzz;
import org.junit.jupiter.api.Test;

/// Whatever stands in a known_hosts file, its other lines count.
class KnownHostsFuzzTest {
    private static final String LINES =
            "# mine\n"
                    + "kvm1,192.0.2.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000 a\n"
                    + "@revoked [kvm2]:2222 ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ== b\n"
                    + "@cert-authority *.example.org,!x.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ11 c\n"
                    + "|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|BBBBBBBBBBBBBBBBBBBBBBBBBBA= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ22\n";

    @Test
    void spoiltLinesAreLeftOut() {
        Fuzz.spoil(
                "known_hosts",
                LINES.getBytes(StandardCharsets.UTF_8),
                Fuzz.inputs(1_000),
                b ->
                        KnownHosts.parse(
                                Path.of("known_hosts"), new String(b, StandardCharsets.UTF_8)));
    }
}
