package org.bridgewright.core.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bridgewright.core.Fuzz;
import org.junit.jupiter.api.Test;

/// An address from anywhere is taken apart or refused with a reason; what is taken prints as what is taken again.
class HostUriFuzzTest {
    @Test
    void spoiltAddressesAreReadOrRefused() {
        for (String uri :
                List.of(
                        "qemu+ssh://ann@kvm1.example.org:2222/system?keyfile=/home/ann/.ssh/id&socket=/run/libvirt/libvirt-sock",
                        "qemu+ssh://[2001:db8::1]/session?known_hosts=/x",
                        "qemu:///system",
                        "qemu+tls://kvm1:16514/system",
                        "test:///tmp/a.xml",
                        "file:/tmp/a.bwcap!/kvm1",
                        "demo:kvm1")) {
            Fuzz.spoil(
                    uri,
                    uri.getBytes(StandardCharsets.UTF_8),
                    Fuzz.inputs(2_000),
                    b -> {
                        HostUri read = HostUris.parse(new String(b, StandardCharsets.UTF_8));
                        read.label();
                        HostUris.parse(read.text());
                    });
        }
    }
}
