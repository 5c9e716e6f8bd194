package org.bridgewright.core.topology;

import static org.bridgewright.core.topology.Snapshots.on;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.junit.jupiter.api.Test;

class OutsideTest {
    private static Topology build(Snapshots... hosts) {
        return Topologies.build(Stream.of(hosts).map(Snapshots::build).toList());
    }

    private static List<String> edges(Topology topology, EdgeKind kind) {
        return topology.edges().stream()
                .filter(e -> e.kind() == kind)
                .map(e -> e.from() + " > " + e.to())
                .toList();
    }

    /// A host whose guest and NIC are on one bridge; MACs carry `n`.
    private static Snapshots bridged(String name, int n) {
        return Snapshots.host(name)
                .nic("ens2", "02:00:00:%02x:00:02".formatted(n))
                .network("default", ForwardMode.ISOLATED, "virbr0")
                .port("ens2", "virbr0")
                .guest("VM1", on("default").mac("52:54:00:%02x:01:01".formatted(n)));
    }

    private static String guestMac(int n) {
        return "52:54:00:%02x:01:01".formatted(n);
    }

    @Test
    void twoHostsThatSeeOnlyEachOtherAreJoinedDirectly() {
        Topology t =
                build(
                        bridged("a", 2).learnt("ens2", guestMac(3)),
                        bridged("b", 3).learnt("ens2", guestMac(2)));
        assertEquals(List.of("a/link/ens2 > b/link/ens2"), edges(t, EdgeKind.CABLE));
        assertEquals(List.of(), t.segments());
    }

    @Test
    void aForeignMacMakesItALan() {
        Topology t =
                build(
                        bridged("a", 2)
                                .learnt("ens2", guestMac(3))
                                .learnt("ens2", "00:11:22:33:44:55"),
                        bridged("b", 3).learnt("ens2", guestMac(2)));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(1, t.segments().size());
        assertEquals(
                List.of("a/link/ens2 > a/segment/ens2", "b/link/ens2 > a/segment/ens2"),
                edges(t, EdgeKind.OUTSIDE));
    }

    @Test
    void threeHostsOnOneSwitchAreOneLanWithoutADirectLink() {
        Topology t =
                build(
                        bridged("a", 2).learnt("ens2", guestMac(3)).learnt("ens2", guestMac(4)),
                        bridged("b", 3).learnt("ens2", guestMac(2)).learnt("ens2", guestMac(4)),
                        bridged("c", 4).learnt("ens2", guestMac(2)).learnt("ens2", guestMac(3)));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(1, t.segments().size());
        assertEquals(3, edges(t, EdgeKind.OUTSIDE).size());
    }

    @Test
    void twoOfThreeHostsOpenIsALanWhenTheThirdIsHeard() {
        Topology t =
                build(
                        bridged("a", 2).learnt("ens2", guestMac(3)).learnt("ens2", guestMac(9)),
                        bridged("b", 3).learnt("ens2", guestMac(2)).learnt("ens2", guestMac(9)));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(1, t.segments().size());
    }

    @Test
    void oneWayIsNotYetADirectLink() {
        Topology t = build(bridged("a", 2).learnt("ens2", guestMac(3)), bridged("b", 3));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(1, t.segments().size());
    }

    @Test
    void aVmThatMovedToAnotherBridgeIsNoProofOfTheOldWire() {
        Snapshots a =
                bridged("a", 2)
                        .learnt("ens2", guestMac(3))
                        .nic("eno1", "02:00:00:02:00:25")
                        .bridge("br0", "02:00:00:02:00:25")
                        .port("eno1", "br0")
                        .learnt("eno1", "00:11:22:33:44:55")
                        .guest("moved", Snapshots.onBridge("br0").mac("52:54:00:02:01:02"));
        Snapshots b =
                bridged("b", 3).learnt("ens2", guestMac(2)).learnt("ens2", "52:54:00:02:01:02");
        Topology t = build(a, b);
        assertEquals(List.of("a/link/ens2 > b/link/ens2"), edges(t, EdgeKind.CABLE));
        assertEquals(List.of(), t.segments());
    }

    @Test
    void sameMacOnTwoOtherHostsProvesNothing() {
        Topology t =
                build(
                        bridged("a", 2).learnt("ens2", guestMac(3)),
                        bridged("b", 3),
                        bridged("c", 3));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(List.of(), t.segments());
    }

    @Test
    void oneMachineOpenedTwiceIsNotJoinedToItself() {
        Topology t = build(bridged("a", 2), bridged("a", 2).learnt("ens2", guestMac(2)));
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(List.of(), t.segments());
    }

    @Test
    void defaultRouteGivesALanWithSubnetAndGateway() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .nic("enp0s25", "02:00:00:02:00:25")
                                .address("enp0s25", "fe80::1/64")
                                .address("enp0s25", "10.10.10.12/24")
                                .defaultRoute("10.10.10.1", "enp0s25"));
        SegmentElement lan = t.segments().getFirst();
        assertEquals("LAN 10.10.10.0/24", lan.name());
        assertEquals("10.10.10.0/24", lan.subnet().orElseThrow().toString());
        assertEquals(IpAddress.parse("10.10.10.1"), lan.gateway());
        assertEquals(List.of(new ElementId("kvm/link/enp0s25")), lan.nics());
    }

    @Test
    void defaultRouteOverABridgeGoesOutThroughItsNic() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .nic("enp0s25", "02:00:00:02:00:25")
                                .bridge("mybridge0", "02:00:00:02:00:25")
                                .port("enp0s25", "mybridge0")
                                .address("mybridge0", "10.10.10.12/24")
                                .defaultRoute("10.10.10.1", "mybridge0"));
        assertEquals(List.of("kvm/link/enp0s25 > kvm/segment/enp0s25"), edges(t, EdgeKind.OUTSIDE));
        assertEquals(List.of("kvm/routing > kvm/link/mybridge0"), edges(t, EdgeKind.ADDRESS));
        assertEquals("LAN 10.10.10.0/24", t.segments().getFirst().name());
    }

    @Test
    void hostsThatSeeOneStationAtOneAddressShareALan() {
        Snapshots a =
                Snapshots.host("a")
                        .nic("mgmt0", "02:00:00:02:00:01")
                        .address("mgmt0", "198.51.100.12/24")
                        .neighbour("198.51.100.1", "mgmt0", "02:00:00:01:00:01");
        Snapshots b =
                Snapshots.host("b")
                        .nic("mgmt0", "02:00:00:03:00:01")
                        .address("mgmt0", "198.51.100.13/24")
                        .neighbour("198.51.100.1", "mgmt0", "02:00:00:01:00:01");
        Topology t = build(a, b);
        assertEquals(1, t.segments().size());
        assertEquals(2, t.segments().getFirst().nics().size());
        assertEquals("neighbour tables", t.segments().getFirst().evidence());
    }

    @Test
    void virtualRouterAddressesProveNothing() {
        Snapshots a =
                Snapshots.host("a")
                        .nic("eth0", "02:00:00:02:00:01")
                        .neighbour("192.168.1.1", "eth0", "00:00:5e:00:01:07");
        Snapshots b =
                Snapshots.host("b")
                        .nic("eth0", "02:00:00:03:00:01")
                        .neighbour("192.168.1.1", "eth0", "00:00:5e:00:01:07");
        assertEquals(List.of(), build(a, b).segments());
    }

    @Test
    void vlansOfOneNicAreLansOfTheirOwn() {
        Snapshots a =
                tagged("a", 2).learnt("eth0.10", guestMac(13)).learnt("eth0.20", guestMac(23));
        Snapshots b =
                tagged("b", 3).learnt("eth0.10", guestMac(12)).learnt("eth0.20", guestMac(22));
        Topology t = build(a, b);
        assertEquals(2, t.segments().size());
        assertEquals(List.of(), edges(t, EdgeKind.CABLE));
        assertEquals(
                List.of(Optional.of("VLAN 10"), Optional.of("VLAN 20")),
                t.edges().stream()
                        .filter(
                                e ->
                                        e.kind() == EdgeKind.OUTSIDE
                                                && e.from().value().startsWith("a/"))
                        .map(Edge::how)
                        .toList());
    }

    private static Snapshots tagged(String name, int n) {
        String nic = "02:00:00:%02x:00:02".formatted(n);
        Snapshots host = Snapshots.host(name).nic("eth0", nic);
        for (int tag : new int[] {10, 20}) {
            host.link(
                            "eth0." + tag,
                            l -> l.mac(nic).kind("vlan").parent("eth0").detail("vlan_id", "" + tag))
                    .bridge("br" + tag, nic)
                    .port("eth0." + tag, "br" + tag)
                    .guest("VM" + tag, Snapshots.onBridge("br" + tag).mac(guestMac(tag + n)));
        }
        return host;
    }
}
