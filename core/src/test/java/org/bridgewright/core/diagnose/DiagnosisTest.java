package org.bridgewright.core.diagnose;

import static org.bridgewright.core.topology.Snapshots.on;
import static org.bridgewright.core.topology.Snapshots.onBridge;
import static org.bridgewright.core.topology.Snapshots.onSource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.NetworkSpec;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final String MAC = "52:54:00:02:01:01";

    private static Topology build(Snapshots host) {
        return Topologies.build(List.of(host.build()));
    }

    private static List<Finding> of(Snapshots host) {
        return Diagnosis.findings(build(host));
    }

    private static Snapshots kvm() {
        return Snapshots.host("kvm")
                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24");
    }

    private static Vnic.Source network(String name) {
        return new Vnic.Source.Network(name, Optional.empty(), Optional.empty());
    }

    @Test
    void aHealthyHostHasNoFinding() {
        assertEquals(
                List.of(), of(kvm().guest("VM1", on("default")).guestOff("VM2", on("default"))));
    }

    @Test
    void looseTapsOfOneBridgeAreOneFinding() {
        List<Finding> findings =
                of(
                        Snapshots.host("gnt4")
                                .bridge("br-pte")
                                .bridge("br-cte")
                                .guest(
                                        "app1",
                                        onBridge("br-pte").mac(MAC).tap("tap0").butKernel(""))
                                .guest("app2", onBridge("br-pte").tap("tap1").butKernel(""))
                                .guest("ct1", onBridge("br-cte").tap("tap2").butKernel(""))
                                .guest("mon", onBridge("br-cte").tap("tap7")));
        assertEquals(List.of("orphan-tap", "orphan-tap"), ids(findings));
        Finding pte =
                findings.stream()
                        .filter(f -> f.summary().contains("br-pte"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                "2 taps are in no bridge and belong in br-pte: tap0 of app1, tap1 of app2",
                pte.summary());
        assertEquals(new ElementId("gnt4/vnic/app1/" + MAC), pte.subject());
        assertTrue(pte.concerns(new ElementId("gnt4/link/br-pte")));
        assertTrue(pte.remedy().contains("ip link set tap0 master br-pte"));
        assertTrue(findings.stream().noneMatch(f -> f.toString().contains("tap7")));
    }

    @Test
    void aTapInAnotherBridgeIsAWarning() {
        List<Finding> findings =
                of(kvm().bridge("br0").guest("VM1", on("default").tap("vnet0").butKernel("br0")));
        assertEquals(List.of("orphan-tap"), ids(findings));
        assertEquals(Severity.WARNING, findings.getFirst().severity());
        assertEquals(
                "vnet0 of VM1 is in bridge br0; its live definition says virbr0",
                findings.getFirst().summary());
    }

    @Test
    void aTapOnItsWayBetweenTwoBridgesIsNoFault() {
        Topology before = build(kvm().guest("VM1", on("default").mac(MAC)));
        Topology between = build(kvm().guest("VM1", on("default").mac(MAC).butKernel("")));
        assertEquals(List.of(), Diagnosis.findings(before, between));
        assertEquals(List.of("orphan-tap"), ids(Diagnosis.findings(between, between)));
    }

    @Test
    void aForwardBridgeNetworkAndItsBridgeAreOneWire() {
        assertEquals(
                List.of(),
                of(
                        Snapshots.host("kvm")
                                .bridge("mybridge0")
                                .network("bridged", ForwardMode.BRIDGE, "mybridge0")
                                .guest("VM1", on("bridged"))
                                .guest(
                                        "VM2",
                                        onBridge("mybridge0").butConfig(network("bridged")))));
    }

    @Test
    void liveOnAnotherNetworkThanConfigIsTold() {
        List<Finding> findings =
                of(
                        kvm().network("router", ForwardMode.ROUTE, "virbr1", "192.168.132.1/24")
                                .guest("VM1", on("router").mac(MAC).butConfig(network("default")))
                                .guest("VM2", on("default").butNotInConfig())
                                .guest("VM3", on("default").butNotLive()));
        assertEquals(
                List.of(
                        "live-differs-from-config",
                        "live-differs-from-config",
                        "live-differs-from-config"),
                ids(findings));
        assertEquals(
                "VM1, vNIC 1: live network router, config network default",
                findings.getFirst().summary());
    }

    @Test
    void aTransientGuestHasNoConfigToDifferFrom() {
        assertEquals(List.of(), of(kvm().guest("VM1", GuestState.RUNNING, false, on("default"))));
    }

    @Test
    void aPoolsLiveFormIsNoDifference() {
        assertEquals(
                List.of(),
                of(
                        Snapshots.host("kvm")
                                .nic("eno1", "02:00:00:00:00:01")
                                .network(
                                        new NetworkSpec("pool")
                                                .mode(ForwardMode.BRIDGE)
                                                .devices("eno1"))
                                .link("macvtap0", l -> l.kind("macvtap").parent("eno1").mac(MAC))
                                .guest(
                                        "VM1",
                                        onSource(new Vnic.Source.Direct("eno1", "bridge"))
                                                .mac(MAC)
                                                .tap("macvtap0")
                                                .butConfig(network("pool")))));
    }

    @Test
    void inactiveNetworksCountOnlyWhereAVmRefersToThem() {
        Snapshots unused = kvm().network(new NetworkSpec("spare").bridge("virbr7").inactive());
        assertEquals(List.of(), of(unused));
        List<Finding> off =
                of(
                        kvm().network(
                                        new NetworkSpec("spare")
                                                .bridge("virbr7")
                                                .inactive()
                                                .noAutostart())
                                .guestOff("VM3", on("spare")));
        assertEquals(List.of("network-inactive"), ids(off));
        assertEquals(Severity.WARNING, off.getFirst().severity());
        assertTrue(off.getFirst().remedy().contains("net-autostart spare"));
        List<Finding> running =
                of(
                        kvm().network(new NetworkSpec("spare").bridge("virbr7").inactive())
                                .guest("VM3", on("spare").butKernel("")));
        assertEquals(List.of("network-inactive", "orphan-tap"), ids(running));
        assertEquals(Severity.ERROR, running.getFirst().severity());
    }

    @Test
    void forwardingMattersToRoutedNetworksOnly() {
        assertEquals(
                List.of(),
                of(
                        Snapshots.host("kvm")
                                .sysctl("net.ipv4.ip_forward", "0")
                                .network("default", ForwardMode.ISOLATED, "virbr0", "10.0.0.1/24")
                                .guest("VM1", on("default"))));
        List<Finding> findings =
                of(kvm().sysctl("net.ipv4.ip_forward", "0").guest("VM1", on("default")));
        assertEquals(List.of("forwarding-off"), ids(findings));
        assertEquals(Severity.ERROR, findings.getFirst().severity());
        assertEquals(new ElementId("kvm/routing"), findings.getFirst().subject());
        assertEquals(
                List.of("net.ipv4.ip_forward = 0", "network default: forward mode nat, active"),
                findings.getFirst().evidence());
    }

    @Test
    void ipv6ForwardingIsJudgedApart() {
        Snapshots host =
                Snapshots.host("kvm")
                        .network(
                                "six",
                                ForwardMode.ROUTE,
                                "virbr6",
                                "2001:db8:6::1/64",
                                "10.6.0.1/24");
        List<Finding> findings = of(host);
        assertEquals(List.of("forwarding-off"), ids(findings));
        assertEquals(Severity.WARNING, findings.getFirst().severity());
        assertTrue(findings.getFirst().summary().startsWith("IPv6 forwarding is off"));
    }

    @Test
    void partsThatFailForOneReasonAreOneNote() {
        Problem needsRoot =
                Problem.of(
                        Problem.Kind.NOT_PERMITTED,
                        "The firewall could not be read",
                        "needs root",
                        "Log in as root, or allow sudo for this host.");
        List<Finding> findings = of(kvm().editKernel(k -> withFdbAndFirewall(k, needsRoot)));
        assertEquals(List.of("part-unreadable"), ids(findings));
        assertEquals(Severity.NOTE, findings.getFirst().severity());
        assertEquals(
                "Not read: forwarding table, firewall (needs root)", findings.getFirst().summary());
    }

    private static KernelState withFdbAndFirewall(KernelState k, Problem why) {
        return new KernelState(
                k.facts(),
                k.links(),
                k.addresses(),
                k.bridges(),
                k.ports(),
                Part.missing(why),
                k.vlans(),
                k.routes(),
                k.rules(),
                k.neighbours(),
                k.bonds(),
                Part.missing(why),
                k.ownerFiles(),
                k.listeners(),
                k.guestAddressesByAgent(),
                k.multicast(),
                k.notes());
    }

    private static List<String> ids(List<Finding> findings) {
        return Stream.ofNullable(findings).flatMap(List::stream).map(Finding::id).toList();
    }
}
