package org.bridgewright.core.topology;

import static org.bridgewright.core.topology.Snapshots.on;
import static org.bridgewright.core.topology.Snapshots.onBridge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.junit.jupiter.api.Test;

class TopologiesTest {
    private static final String MAC = "52:54:00:02:01:01";

    private static Topology build(Snapshots... hosts) {
        return Topologies.build(Stream.of(hosts).map(Snapshots::build).toList());
    }

    private static VnicElement vnic(Topology topology, String id) {
        return topology.find(new ElementId(id), VnicElement.class).orElseThrow();
    }

    private static List<String> edges(Topology topology, EdgeKind kind) {
        return topology.edges().stream()
                .filter(e -> e.kind() == kind)
                .map(e -> e.from() + " > " + e.to() + e.how().map(h -> " " + h).orElse(""))
                .toList();
    }

    @Test
    void threeTruthsOfAHealthyVnicAgree() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                                .guest("VM1", on("default").mac(MAC)));
        VnicElement vnic = vnic(t, "kvm/vnic/VM1/" + MAC);
        Attachment network =
                new Attachment.ToNetwork(new ElementId("kvm/network/default"), "default", true);
        assertEquals(network, vnic.configAt());
        assertEquals(Optional.of(network), vnic.liveAt());
        assertEquals(Optional.of(network), vnic.kernelAt());
        assertEquals(List.of("kvm/vnic/VM1/" + MAC + " > kvm/link/vnet0"), edges(t, EdgeKind.TAP));
        assertEquals(List.of("kvm/link/vnet0 > kvm/link/virbr0"), edges(t, EdgeKind.PORT));
        assertEquals(
                List.of("kvm/network/default > kvm/routing masquerade"), edges(t, EdgeKind.ROUTED));
        NetworkElement element =
                t.find(new ElementId("kvm/network/default"), NetworkElement.class).orElseThrow();
        assertEquals(List.of(new ElementId("kvm/guest/VM1")), element.guests());
        assertEquals(Optional.of(new ElementId("kvm/link/virbr0")), element.bridge());
        BridgeElement bridge =
                t.find(new ElementId("kvm/link/virbr0"), BridgeElement.class).orElseThrow();
        assertEquals(Optional.of("libvirt:default"), bridge.owner());
        assertEquals(
                List.of(vnic.id(), new ElementId("kvm/link/vnet0")),
                bridge.ports().getFirst().macs().orElse(List.of()).stream()
                        .map(m -> m.owner().orElseThrow())
                        .toList());
    }

    @Test
    void liveFormOfABridgedNetworkStaysTheNetwork() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .bridge("mybridge0")
                                .network("bridged_network", ForwardMode.BRIDGE, "mybridge0")
                                .guest("VM2", on("bridged_network").mac(MAC)));
        VnicElement vnic = vnic(t, "kvm/vnic/VM2/" + MAC);
        assertEquals(vnic.configAt(), vnic.liveAt().orElseThrow());
        assertEquals(vnic.configAt(), vnic.kernelAt().orElseThrow());
        assertEquals(List.of(), edges(t, EdgeKind.ROUTED));
        assertEquals(
                List.of("kvm/network/bridged_network > kvm/link/mybridge0"),
                edges(t, EdgeKind.BRIDGE));
    }

    @Test
    void tapWithoutMasterIsNowhereAndTapElsewhereIsNamedByItsNetwork() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                                .network("router", ForwardMode.ROUTE, "virbr1", "192.168.132.1/24")
                                .guest("VM1", on("default").mac(MAC).butKernel(""))
                                .guest(
                                        "VM2",
                                        on("default")
                                                .mac("52:54:00:02:01:02")
                                                .butKernel("virbr1")));
        assertEquals(
                Optional.of(new Attachment.Nowhere()), vnic(t, "kvm/vnic/VM1/" + MAC).kernelAt());
        assertEquals(
                Optional.of(
                        new Attachment.ToNetwork(
                                new ElementId("kvm/network/router"), "router", true)),
                vnic(t, "kvm/vnic/VM2/52:54:00:02:01:02").kernelAt());
    }

    @Test
    void vnicsWithOneMacInOneGuestAreToldApart() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0")
                                .guest("VM1", on("default").mac(MAC), on("default").mac(MAC)));
        assertEquals(1, vnic(t, "kvm/vnic/VM1/" + MAC).number());
        assertEquals(2, vnic(t, "kvm/vnic/VM1/" + MAC + "#2").number());
    }

    @Test
    void configOnlyVnicOfARunningGuestIsNotConnectedNow() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0")
                                .guest("VM1", on("default").mac(MAC).butNotLive()));
        VnicElement vnic = vnic(t, "kvm/vnic/VM1/" + MAC);
        assertEquals(new Attachment.Nowhere(), vnic.at());
        assertEquals(List.of(), edges(t, EdgeKind.SOURCE));
    }

    @Test
    void guestThatIsOffStandsWhereItWillStart() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0")
                                .guestOff("VM3", on("default").mac(MAC)));
        VnicElement vnic = vnic(t, "kvm/vnic/VM3/" + MAC);
        assertTrue(vnic.liveAt().isEmpty());
        assertTrue(vnic.kernelAt().isEmpty());
        assertEquals(
                List.of("kvm/vnic/VM3/" + MAC + " > kvm/network/default"),
                edges(t, EdgeKind.SOURCE));
    }

    @Test
    void leaseNamesTheGuestOfAnotherHost() {
        Topology t =
                build(
                        Snapshots.host("caldera02")
                                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                                .lease("default", MAC, "192.168.122.228"),
                        Snapshots.host("caldera03")
                                .network("default", ForwardMode.ISOLATED, "virbr0")
                                .guest("VM1", on("default").mac(MAC)));
        NetworkElement network =
                t.find(new ElementId("caldera02/network/default"), NetworkElement.class)
                        .orElseThrow();
        assertEquals(
                Optional.of(new ElementId("caldera03/guest/VM1")),
                network.leases().orElse(List.of()).getFirst().guest());
        assertEquals(
                "192.168.122.228",
                vnic(t, "caldera03/vnic/VM1/" + MAC).addresses().getFirst().ip().toString());
    }

    @Test
    void leaseOfTheNetworkThatAVmHasLeftIsNotItsAddress() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                                .lease("default", MAC, "192.168.122.186")
                                .neighbour("192.168.122.186", "virbr0", MAC, "STALE")
                                .bridge("br0")
                                .guest("VM2", onBridge("br0").mac(MAC)));
        assertEquals(List.of(), vnic(t, "kvm/vnic/VM2/" + MAC).addresses());
    }

    @Test
    void isolatedNetworkReachesRoutingOnlyWithAHostAddress() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("bare", ForwardMode.ISOLATED, "virbr8")
                                .network("numbered", ForwardMode.ISOLATED, "virbr9", "10.9.0.1/24")
                                .network("open", ForwardMode.OPEN, "virbr7", "10.7.0.1/24"));
        assertEquals(
                List.of(
                        "kvm/network/numbered > kvm/routing host-only",
                        "kvm/network/open > kvm/routing open"),
                edges(t, EdgeKind.ROUTED));
    }

    @Test
    void secondHostOfTheSameNameIsTold() {
        Topology t =
                build(
                        Snapshots.host("kvm").nic("eth0", "02:00:00:00:00:01"),
                        Snapshots.host("kvm").nic("eth0", "02:00:00:00:00:02"));
        assertTrue(t.find(new ElementId("kvm/link/eth0")).isPresent());
        assertTrue(t.find(new ElementId("kvm~2/link/eth0")).isPresent());
    }

    @Test
    void nicRuleForVethPairs() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .link("ens2", l -> l.mac("02:00:00:02:00:02").peerElsewhere())
                                .link("veth12ab", l -> l.mac("02:00:00:02:00:03").peerElsewhere())
                                .link("uplink", l -> l.mac("02:00:00:02:00:04").peerElsewhere())
                                .link("way", l -> l.mac("02:00:00:02:00:05").peerElsewhere())
                                .link("enpair", l -> l.mac("02:00:00:02:00:06").kind("veth"))
                                .address("way", "198.51.100.12/24")
                                .ssh("198.51.100.1", "198.51.100.12")
                                .defaultRoute("192.0.2.1", "uplink"));
        assertEquals("nic", kind(t, "kvm/link/ens2"));
        assertEquals("veth", kind(t, "kvm/link/veth12ab"));
        assertEquals("nic", kind(t, "kvm/link/uplink"));
        assertEquals("nic", kind(t, "kvm/link/way"));
        assertEquals("veth", kind(t, "kvm/link/enpair"));
    }

    @Test
    void linksStandOnWhatCarriesThem() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .nic("eno1", "02:00:00:00:00:01")
                                .nic("eno2", "02:00:00:00:00:02")
                                .link("bond0", l -> l.mac("02:00:00:00:00:01").kind("bond"))
                                .link(
                                        "eno1",
                                        l -> l.mac("02:00:00:00:00:01").device().master("bond0"))
                                .link(
                                        "bond0.7",
                                        l ->
                                                l.mac("02:00:00:00:00:01")
                                                        .kind("vlan")
                                                        .parent("bond0")
                                                        .detail("vlan_id", "7"))
                                .link(
                                        "macvtap0",
                                        l ->
                                                l.mac("52:54:00:00:00:09")
                                                        .kind("macvtap")
                                                        .parent("eno2"))
                                .link(
                                        "eno2",
                                        l ->
                                                l.mac("02:00:00:00:00:02")
                                                        .device()
                                                        .function(0, "02:00:00:00:00:77"))
                                .link("eno2v0", l -> l.mac("02:00:00:00:00:77").device())
                                .link("vx7", l -> l.mac("02:00:00:00:00:78").kind("vxlan"))
                                .bridge("br7")
                                .port("bond0.7", "br7"));
        assertEquals(
                List.of(
                        "kvm/link/bond0.7 > kvm/link/bond0",
                        "kvm/link/eno1 > kvm/link/bond0",
                        "kvm/link/eno2v0 > kvm/link/eno2",
                        "kvm/link/macvtap0 > kvm/link/eno2"),
                edges(t, EdgeKind.ON));
        assertEquals(List.of("kvm/link/bond0.7 > kvm/link/br7"), edges(t, EdgeKind.PORT));
        assertEquals("vf", kind(t, "kvm/link/eno2v0"));
        assertEquals("tunnel", kind(t, "kvm/link/vx7"));
        assertEquals("bond", kind(t, "kvm/link/bond0"));
    }

    @Test
    void macvtapVnicStandsOnItsNic() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .nic("eno1", "02:00:00:00:00:01")
                                .link("macvtap0", l -> l.mac(MAC).kind("macvtap").parent("eno1"))
                                .guest(
                                        "VM1",
                                        Snapshots.onSource(new Vnic.Source.Direct("eno1", "bridge"))
                                                .mac(MAC)
                                                .tap("macvtap0")));
        VnicElement vnic = vnic(t, "kvm/vnic/VM1/" + MAC);
        assertEquals(vnic.liveAt(), vnic.kernelAt());
        assertEquals(
                List.of("kvm/vnic/VM1/" + MAC + " > kvm/link/eno1"), edges(t, EdgeKind.SOURCE));
    }

    @Test
    void sameSnapshotsGiveTheSameTopology() {
        HostSnapshot snapshot = Snapshots.synthetic("kvm", 50, 2, 5);
        Topology a = Topologies.build(List.of(snapshot));
        Topology b = Topologies.build(List.of(snapshot));
        assertEquals(a.edges(), b.edges());
        assertEquals(a.elements().toList(), b.elements().toList());
        List<ElementId> ids = a.hosts().getFirst().elements().stream().map(Element::id).toList();
        assertEquals(ids.stream().sorted().toList(), ids);
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertFalse(ids.isEmpty());
    }

    @Test
    void bridgeOfANetworkThatIsDirectlyNamedIsItsOwnForm() {
        Topology t =
                build(
                        Snapshots.host("kvm")
                                .network("default", ForwardMode.NAT, "virbr0")
                                .guest("VM1", onBridge("virbr0").mac(MAC)));
        VnicElement vnic = vnic(t, "kvm/vnic/VM1/" + MAC);
        assertEquals(vnic.liveAt(), vnic.kernelAt());
        assertEquals(
                List.of("kvm/vnic/VM1/" + MAC + " > kvm/link/virbr0"), edges(t, EdgeKind.SOURCE));
    }

    private static String kind(Topology topology, String id) {
        return topology.find(new ElementId(id)).orElseThrow().kind();
    }
}
