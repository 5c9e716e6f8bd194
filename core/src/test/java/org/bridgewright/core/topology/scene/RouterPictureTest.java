package org.bridgewright.core.topology.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.junit.jupiter.api.Test;

/// Router VMs between their networks, and lanes and trunks of bars with VLANs.
class RouterPictureTest {
    private static final HostId KVM1 = new HostId("kvm1");
    private static final ElementId FIREWALL = ElementId.guest(KVM1, "firewall");

    private static TopologyScene sound(Viewpoint viewpoint, HostSnapshot snapshot) {
        TopologyScene scene = Arranger.arrange(Topologies.build(List.of(snapshot)), viewpoint);
        assertEquals(List.of(), Pictures.faults(scene));
        return scene;
    }

    /// The gateway of the host is the VM `firewall`, between the LAN bridge and the WAN bridge.
    private static Snapshots home() {
        return Snapshots.host("kvm1")
                .nic("eth0", Snapshots.mac(0, 1))
                .nic("eth1", Snapshots.mac(0, 2))
                .bridge("lan")
                .bridge("wan")
                .port("eth0", "wan")
                .port("eth1", "lan")
                .address("lan", "192.0.2.10/24")
                .defaultRoute("192.0.2.1", "lan")
                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                .network("lab", ForwardMode.ISOLATED, "virbr1");
    }

    private static Rect area(TopologyScene scene, ElementId block) {
        return scene.box(new ElementId(block.value() + "/area")).orElseThrow().rect();
    }

    private static Rect card(TopologyScene scene) {
        return scene.box(FIREWALL).orElseThrow().rect();
    }

    private static void assertBetween(TopologyScene scene, ElementId left, ElementId right) {
        Rect card = card(scene);
        Rect one = area(scene, left);
        Rect other = area(scene, right);
        assertTrue(card.x() > one.x() && card.x() < one.right(), card + " begins in " + one);
        assertTrue(
                card.right() > other.x() && card.right() < other.right(),
                card + " ends in " + other);
        assertTrue(one.right() < other.x(), "two areas");
        for (ElementId bar : List.of(left, right)) {
            assertTrue(
                    scene.lines().stream()
                            .anyMatch(
                                    l ->
                                            l.role() == Line.Role.LINK
                                                    && l.ends().equals(List.of(FIREWALL, bar))
                                                    && l.path().corners() == 2),
                    "a straight link to " + bar);
        }
    }

    @Test
    void theVmThatIsTheNextHopStandsBetweenItsTwoBridges() {
        TopologyScene scene =
                sound(
                        Viewpoint.EMPTY,
                        home().guest(
                                        "firewall",
                                        Snapshots.onBridge("wan").mac(Snapshots.mac(1, 1)),
                                        Snapshots.onBridge("lan").mac(Snapshots.mac(1, 2)))
                                .neighbour("192.0.2.1", "lan", Snapshots.mac(1, 2), "REACHABLE")
                                .guest("a", Snapshots.onBridge("lan").mac(Snapshots.mac(1, 3)))
                                .guest("b", Snapshots.onBridge("wan").mac(Snapshots.mac(1, 4)))
                                .build());
        ElementId lan = ElementId.link(KVM1, "lan");
        ElementId wan = ElementId.link(KVM1, "wan");
        boolean wanLeft = area(scene, wan).x() < area(scene, lan).x();
        assertBetween(scene, wanLeft ? wan : lan, wanLeft ? lan : wan);
        assertTrue(scene.fullLines(FIREWALL).isEmpty(), "nothing is left to be drawn on demand");
    }

    @Test
    void oneThatIsMarkedByHandStandsBetweenANetworkAndABridgeOfTheHost() {
        Snapshots host =
                home().guest(
                                "firewall",
                                Snapshots.on("default").mac(Snapshots.mac(1, 1)),
                                Snapshots.onBridge("wan").mac(Snapshots.mac(1, 2)))
                        .guest("a", Snapshots.on("default").mac(Snapshots.mac(1, 3)));
        TopologyScene plain = sound(Viewpoint.EMPTY, host.build());
        Rect home = area(plain, ElementId.network(KVM1, "default"));
        assertTrue(home.contains(card(plain).x(), card(plain).y()));
        assertTrue(home.contains(card(plain).right(), card(plain).bottom()), "all of it at home");
        TopologyScene scene = sound(Viewpoint.EMPTY.withRouters(Set.of(FIREWALL)), host.build());
        assertBetween(scene, ElementId.network(KVM1, "default"), ElementId.link(KVM1, "wan"));
    }

    @Test
    void anEmptyNetworkGetsAnAreaForItAndAThirdVnicKeepsItsStub() {
        Snapshots host =
                home().guest(
                                "firewall",
                                Snapshots.on("default").mac(Snapshots.mac(1, 1)),
                                Snapshots.on("lab").mac(Snapshots.mac(1, 2)),
                                Snapshots.onBridge("wan").mac(Snapshots.mac(1, 3)));
        TopologyScene scene = sound(Viewpoint.EMPTY.withRouters(Set.of(FIREWALL)), host.build());
        assertBetween(scene, ElementId.network(KVM1, "default"), ElementId.network(KVM1, "lab"));
        assertTrue(
                scene.box(FIREWALL).orElseThrow().texts().stream()
                        .anyMatch(t -> t.text().contains("wan")),
                "the third is named");
        assertTrue(
                scene.lines().stream()
                        .anyMatch(
                                l ->
                                        l.ends()
                                                .equals(
                                                        List.of(
                                                                FIREWALL,
                                                                ElementId.link(KVM1, "wan")))),
                "and its line is drawn whole");
    }

    @Test
    void whatShelvesPutApartStaysInItsOwnArea() {
        Snapshots host = home();
        for (int n = 0; n < 12; n++) {
            host.network("net%02d".formatted(n), ForwardMode.ISOLATED, "virbr%d".formatted(n + 10));
            for (int g = 0; g < 4; g++) {
                host.guest(
                        "vm%d-%d".formatted(n, g),
                        Snapshots.on("net%02d".formatted(n)).mac(Snapshots.mac(n + 2, g)));
            }
        }
        host.guest(
                "firewall",
                Snapshots.on("net11").mac(Snapshots.mac(1, 1)),
                Snapshots.onBridge("wan").mac(Snapshots.mac(1, 2)));
        TopologyScene scene = sound(Viewpoint.EMPTY.withRouters(Set.of(FIREWALL)), host.build());
        Rect home = area(scene, ElementId.network(KVM1, "net11"));
        assertTrue(home.contains(card(scene).x(), card(scene).y()));
        assertTrue(home.contains(card(scene).right(), card(scene).bottom()));
    }

    @Test
    void everySizeOfBothAreasIsSound() {
        for (int left : new int[] {0, 1, 5, 6, 30}) {
            for (int right : new int[] {0, 1, 7, 40}) {
                Snapshots host = home();
                IntStream.range(0, left)
                        .forEach(
                                i ->
                                        host.guest(
                                                "l" + i,
                                                Snapshots.on("default").mac(Snapshots.mac(2, i))));
                IntStream.range(0, right)
                        .forEach(
                                i ->
                                        host.guest(
                                                "r" + i,
                                                Snapshots.on("lab").mac(Snapshots.mac(3, i))));
                host.guest(
                        "firewall",
                        Snapshots.on("lab").mac(Snapshots.mac(1, 1)),
                        Snapshots.on("default").mac(Snapshots.mac(1, 2)),
                        Snapshots.on("default").mac(Snapshots.mac(1, 3)));
                TopologyScene scene =
                        sound(Viewpoint.EMPTY.withRouters(Set.of(FIREWALL)), host.build());
                assertTrue(
                        scene.portsIn(card(scene).grow(2)).stream()
                                        .filter(p -> p.owner().equals(FIREWALL))
                                        .count()
                                == 3,
                        left + " and " + right);
            }
        }
    }

    @Test
    void aVlanAwareBridgeHasALaneForEachVlan() {
        TopologyScene scene =
                sound(
                        Viewpoint.EMPTY,
                        Snapshots.host("kvm1")
                                .nic("eth0", Snapshots.mac(0, 1))
                                .vlanAwareBridge("br0")
                                .port("eth0", "br0")
                                .vlan("eth0", 1, 1, true)
                                .vlan("eth0", 10, 10, false)
                                .vlan("eth0", 20, 20, false)
                                .vlan("eth0", 100, 4000, false)
                                .guest("VM1", Snapshots.onBridge("br0").tags(10, 20, 30))
                                .guest("VM2", Snapshots.onBridge("br0"))
                                .build());
        ElementId bar = ElementId.link(KVM1, "br0");
        assertTrue(scene.box(bar).orElseThrow().target().isEmpty(), "nobody picks a lane for you");
        assertEquals(
                List.of("untagged", "VLAN 10", "VLAN 20"),
                scene.boxes().stream()
                        .filter(b -> b.kind() == Box.Kind.TAB)
                        .map(b -> b.texts().getFirst().text())
                        .toList());
        assertEquals(
                List.of(
                        "Optional[ToBridge[name=br0, vlan=Optional.empty]]",
                        "Optional[ToBridge[name=br0, vlan=Optional[10]]]",
                        "Optional[ToBridge[name=br0, vlan=Optional[20]]]"),
                scene.boxes().stream()
                        .filter(b -> b.kind() == Box.Kind.TAB)
                        .map(b -> b.target().toString())
                        .toList());
    }

    @Test
    void aTrunkLandsOnABracketAndOneVlanOnThePlainBar() {
        TopologyScene scene =
                sound(
                        Viewpoint.EMPTY,
                        Snapshots.host("kvm1")
                                .nic("eth0", Snapshots.mac(0, 1))
                                .bridge("br0")
                                .port("eth0", "br0")
                                .guest("VM1", Snapshots.onBridge("br0").tags(10, 20, 30, 31, 32))
                                .guest("VM2", Snapshots.onBridge("br0").tags(10))
                                .build());
        ElementId bar = ElementId.link(KVM1, "br0");
        for (String guest : List.of("VM1", "VM2")) {
            ElementId id = ElementId.guest(KVM1, guest);
            boolean trunk = guest.equals("VM1");
            assertEquals(
                    trunk ? 2 : 1,
                    scene.lines().stream().filter(l -> l.ends().equals(List.of(id, bar))).count(),
                    guest);
            List<Port> atBar =
                    scene.ports().stream()
                            .filter(p -> p.owner().equals(bar))
                            .filter(p -> p.subject().value().startsWith("kvm1/vnic/" + guest + "/"))
                            .toList();
            assertEquals(trunk ? 2 : 1, atBar.size(), guest);
        }
        assertTrue(
                scene.labels().stream()
                        .anyMatch(l -> l.text().text().endsWith("trunk 10,20,30-32")));
    }
}
