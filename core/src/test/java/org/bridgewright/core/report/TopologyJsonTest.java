package org.bridgewright.core.report;

import static org.bridgewright.core.topology.Snapshots.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TopologyJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static JsonNode document(List<HostSnapshot> hosts) {
        Topology topology = Topologies.build(hosts);
        return JSON.readTree(TopologyJson.write(topology, Diagnosis.findings(topology)));
    }

    private static List<String> faults(JsonNode document) throws IOException {
        return new Schema(JSON.readTree(Files.readString(Path.of("../docs/topology.schema.json"))))
                .faults(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "joined", "bridged", "seed-as-plain-user"})
    void capturesAreAsTheSchemaSays(String state) throws IOException {
        JsonNode document =
                document(
                        Captures.open(Path.of("../lab/captures", state)).stream()
                                .map(CaptureSource::snapshot)
                                .toList());
        assertEquals(List.of(), faults(document));
        assertFalse(document.get("elements").isEmpty());
    }

    @Test
    void aHostOfWhichNothingCouldBeReadIsAllNullAndReasons() throws IOException {
        Problem why =
                Problem.of(Problem.Kind.TIMED_OUT, "It was not read", "no answer", "Try again.");
        HostSnapshot nothing =
                Snapshots.host("kvm")
                        .build()
                        .withKernel(KernelState.missing(why))
                        .withLibvirt(LibvirtState.missing(why));
        JsonNode document = document(List.of(nothing));
        assertEquals(List.of(), faults(document));
        JsonNode host = document.get("hosts").get(0);
        assertEquals("missing", host.get("parts").get("fdb").get("state").asString());
        assertEquals("no answer", host.get("parts").get("fdb").get("why").asString());
        assertTrue(host.get("libvirt").isNull());
        assertTrue(document.get("elements").get(0).get("routes").isNull());
    }

    @Test
    void hostileNamesStayInsideTheirStrings() throws IOException {
        String name = "a\"b\\$(reboot)\u001b[31m\u202e/../é\n";
        Snapshots host =
                Snapshots.host("kvm")
                        .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                        .guest(name, on("default").mac("52:54:00:00:00:01"))
                        .link("x'y\t", l -> l.mac("02:00:00:00:00:09").kind("dummy"))
                        .link("k".repeat(5000), l -> l.kind("dummy"));
        JsonNode document = document(List.of(host.build()));
        assertEquals(List.of(), faults(document));
        JsonNode guest = document.get("elements").get(0);
        assertEquals(name, guest.get("name").asString());
        assertTrue(guest.get("id").asString().matches("kvm/guest/[A-Za-z0-9._:%-]+"));
        String text = TopologyText.write(Topologies.build(List.of(host.build())), List.of(), true);
        assertFalse(text.contains("\u001b"), text);
        assertFalse(text.contains("\u202e"), text);
        assertTrue(text.contains("␛[31m<U+202E>"), text);
    }

    @Test
    void duplicateMacsNameTheOneBehindThePort() {
        String mac = "52:54:00:00:00:01";
        JsonNode document =
                document(
                        List.of(
                                Snapshots.host("a")
                                        .network("default", ForwardMode.NAT, "virbr0")
                                        .guest("VM1", on("default").mac(mac).tap("vnet0"))
                                        .guest("VM2", on("default").mac(mac).tap("vnet1"))
                                        .build(),
                                Snapshots.host("b")
                                        .network("default", ForwardMode.NAT, "virbr0")
                                        .guest("VM1", on("default").mac(mac))
                                        .build()));
        for (JsonNode element : document.get("elements")) {
            if (element.get("id").asString().equals("a/link/virbr0")) {
                for (JsonNode port : element.get("ports")) {
                    String vm = port.get("link").asString().equals("vnet0") ? "VM1" : "VM2";
                    assertEquals(
                            "a/vnic/" + vm + "/" + mac,
                            port.get("macs").get(0).get("owner").asString());
                }
            }
        }
    }

    @Test
    void sameTopologySameText() {
        HostSnapshot snapshot = Snapshots.synthetic("kvm", 20, 2, 3);
        Topology topology = Topologies.build(List.of(snapshot));
        assertEquals(
                TopologyJson.write(topology, List.of()),
                TopologyJson.write(Topologies.build(List.of(snapshot)), List.of()));
    }
}
