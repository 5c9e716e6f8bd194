// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bridgewright.core.report.ToolTruth;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bin/run show` of both hosts says what the hosts' own `virsh`, `brctl`, `ip` and `sysctl` say, field by field, in the
/// states that the lab's scenarios bring them into.
@Tag("lab")
class ShowLabTest {
    private static final List<String> HOSTS = List.of("caldera02", "caldera03");

    @TempDir private Path home;
    private Lab lab = Lab.orSkip();

    @BeforeEach
    void notShared() {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
    }

    @Test
    void seedIsShownAsTheToolsTellIt() throws Exception {
        assertShownAsTheToolsTell("seed");
    }

    @Test
    void joinedIsShownAsTheToolsTellIt() throws Exception {
        try {
            lab.scenario("join");
            assertShownAsTheToolsTell("joined");
        } finally {
            for (String host : HOSTS) {
                lab.exec(host, "sh", "-c", "brctl delif virbr0 ens2; true");
            }
        }
    }

    @Test
    void bridgedIsShownAsTheToolsTellIt() throws Exception {
        try {
            lab.scenario("bridged");
            assertShownAsTheToolsTell("bridged");
        } finally {
            lab.exec(
                    "caldera02",
                    "sh",
                    "-c",
                    """
                    sed "s/bridged_network/default/" /tmp/vm2-nic.xml >/tmp/back.xml
                    virsh update-device VM2 /tmp/back.xml --live --config
                    virsh net-destroy bridged_network
                    ip link set mybridge0 down; brctl delbr mybridge0
                    ip addr add 10.10.10.12/24 brd + dev enp0s25
                    ip route add default via 10.10.10.1 dev enp0s25
                    true
                    """);
        }
    }

    private void assertShownAsTheToolsTell(String state) throws Exception {
        BinRun.Ran ran =
                new BinRun(home, lab.file("config"))
                        .run(
                                List.of(
                                        "show",
                                        "qemu+ssh://root@"
                                                + lab.alias(HOSTS.getFirst())
                                                + "/system",
                                        "qemu+ssh://root@" + lab.alias(HOSTS.getLast()) + "/system",
                                        "--format",
                                        "json"));
        assertEquals(0, ran.status(), ran::err);
        JsonNode document = JsonMapper.shared().readTree(ran.out());
        Path captures = home.resolve("captures");
        lab.lab("capture", state, captures.toString());
        for (String host : HOSTS) {
            Path folder = captures.resolve(state).resolve(host);
            new ToolTruth(document, host, file -> read(folder.resolve(file)), true).compareAll();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
