package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.Route;
import org.junit.jupiter.api.Test;

class KernelReaderTest {
    private static KernelState seed() {
        return KernelReader.parse(
                CaptureFolders.outputs(CaptureFolders.lab().resolve("seed/caldera02")));
    }

    private static RawOutputs only(RawOutput... outputs) {
        return RawOutputs.of(List.of(outputs), Optional.empty(), true);
    }

    private static Link link(String name) {
        return seed().links().orElse(List.of()).stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void linksOfTheSeedAreRead() {
        Link bridge = link("virbr0");
        assertTrue(bridge.isBridge());
        assertTrue(bridge.isUp());
        assertEquals(Optional.of(true), bridge.carrier());
        Link nic = link("ens2");
        assertTrue(nic.peerInOtherNamespace());
        assertFalse(nic.hasDevice());
        assertEquals(Optional.of("veth"), nic.infoKind());
        Link tap = link("vnet0");
        assertEquals(Optional.of("virbr0"), tap.master());
        assertTrue(tap.counters().orElseThrow().rxPackets() > 0);
        assertEquals("tap", tap.details().get("type"));
    }

    @Test
    void stateOfBridgesAndPortsIsRead() {
        KernelState state = seed();
        var bridge =
                state.bridges().orElse(List.of()).stream()
                        .filter(b -> b.name().equals("virbr0"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("8000.525400027a00"), bridge.bridgeId());
        assertTrue(bridge.stp());
        assertEquals(Optional.of(2.0), bridge.forwardDelaySeconds());
        BridgePort port =
                state.ports().orElse(List.of()).stream()
                        .filter(p -> p.link().equals("vnet0"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("virbr0", port.bridge());
        assertEquals("forwarding", port.state());
        assertEquals(Optional.of("0x8001"), port.portId());
        assertEquals(Optional.of(1), port.number());
    }

    @Test
    void agesComeFromBrctlInHundredths() {
        FdbEntry entry =
                seed().fdb().orElse(List.of()).stream()
                        .filter(e -> e.link().equals("vnet0") && !e.local())
                        .findFirst()
                        .orElseThrow();
        assertTrue(entry.ageSeconds().isPresent());
    }

    @Test
    void routesOfAllTablesAndFamiliesAreRead() {
        List<Route> routes = seed().routes().orElse(List.of());
        Route out =
                routes.stream()
                        .filter(r -> r.isDefault() && r.table().equals("main"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(4, out.family());
        assertEquals("10.10.10.1", out.gateway().orElseThrow().toString());
        assertTrue(routes.stream().anyMatch(r -> r.family() == 6));
        assertTrue(routes.stream().anyMatch(r -> r.table().equals("local")));
    }

    @Test
    void oneHostileNameHidesNothing() {
        String esc = "[{\"ifindex\":1,\"ifname\":\"a\u001b[31m\",\"flags\":[\"UP\"],\"mtu\":1500}";
        byte[] head = esc.getBytes(StandardCharsets.UTF_8);
        byte[] tail =
                ",{\"ifindex\":2,\"ifname\":\"b\u00ff\u0007\",\"mtu\":1},{\"ifindex\":3,\"ifname\":\"eth0\",\"mtu\":2}]"
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        KernelState state =
                KernelReader.parse(only(RawOutput.of("ip-link-stats.json", 0, all, "")));
        List<Link> links = state.links().orElse(List.of());
        assertEquals(
                List.of("a\u241b[31m", "b\ufffd\u2407", "eth0"),
                links.stream().map(Link::name).toList());
        assertEquals(List.of(false, false, true), links.stream().map(Link::actable).toList());
    }

    @Test
    void oneBrokenEntryHidesOnlyItselfAndIsSaid() {
        KernelState state =
                KernelReader.parse(
                        only(
                                RawOutput.ok(
                                        "ip-link-stats.json",
                                        "[{\"ifname\":\"a\",\"mtu\":1},{\"ifname\":\"b\",\"mtu\":},{\"mtu\":3}]")));
        assertEquals(1, state.links().orElse(List.of()).size());
        assertEquals(2, state.notes().size());
    }

    @Test
    void outputThatEndsInTheMiddleIsMissing() {
        KernelState state =
                KernelReader.parse(
                        only(RawOutput.ok("ip-link-stats.json", "[{\"ifname\":\"a\"},{\"ifna")));
        assertEquals(Kind.BAD_ANSWER, state.links().problem().orElseThrow().kind());
    }

    @Test
    void failuresAreNamedByTheirReason() {
        KernelState state =
                KernelReader.parse(
                        only(
                                RawOutput.of(
                                        "bridge-fdb.json",
                                        127,
                                        new byte[0],
                                        "sh: 1: bridge: not found"),
                                RawOutput.of(
                                        "nft-ruleset.json",
                                        1,
                                        new byte[0],
                                        "Operation not permitted (you must be root)")));
        assertEquals(Kind.TOOL_MISSING, state.fdb().problem().orElseThrow().kind());
        assertTrue(state.fdb().problem().orElseThrow().remedy().contains("iproute2"));
        assertEquals(Kind.NOT_PERMITTED, state.firewall().problem().orElseThrow().kind());
        assertTrue(
                state.firewall().problem().orElseThrow().cause().startsWith("needs root"),
                state.firewall().toString());
        assertEquals(Kind.NOT_READ, state.links().problem().orElseThrow().kind());
    }

    @Test
    void textFormsSayTheSameAsJson() {
        for (String host : List.of("seed/caldera02", "joined/caldera03", "bridged/caldera02")) {
            RawOutputs all = CaptureFolders.outputs(CaptureFolders.lab().resolve(host));
            Map<String, RawOutput> text = new TreeMap<>(all.byName());
            text.keySet().removeIf(name -> name.endsWith(".json"));
            KernelState json = KernelReader.parse(all);
            KernelState plain = KernelReader.parse(new RawOutputs(text, Optional.empty(), false));
            assertEquals(
                    json.links().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    plain.links().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    host);
            assertEquals(
                    json.ports().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    plain.ports().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    host);
            assertEquals(json.addresses(), plain.addresses(), host);
            assertEquals(
                    json.fdb().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    plain.fdb().orElse(List.of()).stream().map(KernelReaderTest::core).toList(),
                    host);
        }
    }

    private static String core(Link l) {
        return String.join(
                " ",
                l.index() + l.name() + l.mac() + l.flags() + l.mtuBytes() + l.operState(),
                "" + l.infoKind() + l.slaveKind() + l.master() + l.peerInOtherNamespace(),
                "" + l.hasDevice() + l.txQueueLength());
    }

    private static String core(BridgePort p) {
        return p.link()
                + p.bridge()
                + p.number()
                + p.portId()
                + p.state()
                + p.cost()
                + p.priority();
    }

    private static String core(FdbEntry e) {
        return e.mac() + e.link() + e.bridge() + e.vlan() + e.local() + e.self();
    }
}
