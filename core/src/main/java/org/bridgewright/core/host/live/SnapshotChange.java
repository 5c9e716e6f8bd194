package org.bridgewright.core.host.live;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;

/// Whether two snapshots show the same: when each part was read does not count, nor do values that run by themselves
/// (ages of forwarding entries).
final class SnapshotChange {
    private SnapshotChange() {}

    static boolean same(HostSnapshot a, HostSnapshot b) {
        return a.host().equals(b.host())
                && sameLibvirt(a.libvirt(), b.libvirt())
                && sameKernel(a.kernel(), b.kernel());
    }

    private static boolean sameLibvirt(LibvirtState a, LibvirtState b) {
        return a == b
                || Stream.<Function<LibvirtState, Part<?>>>of(
                                LibvirtState::info,
                                LibvirtState::networks,
                                LibvirtState::guests,
                                LibvirtState::nodeDevices)
                        .allMatch(part -> samePart(part.apply(a), part.apply(b)));
    }

    private static boolean sameKernel(KernelState a, KernelState b) {
        return a == b
                || (Stream.<Function<KernelState, Part<?>>>of(
                                        KernelState::facts,
                                        KernelState::links,
                                        KernelState::addresses,
                                        KernelState::vlans,
                                        KernelState::routes,
                                        KernelState::rules,
                                        KernelState::bonds,
                                        KernelState::firewall,
                                        KernelState::ownerFiles,
                                        KernelState::listeners,
                                        KernelState::guestAddressesByAgent,
                                        KernelState::multicast)
                                .allMatch(part -> samePart(part.apply(a), part.apply(b)))
                        && a.notes().equals(b.notes())
                        && bridges(a.bridges()).equals(bridges(b.bridges()))
                        && ports(a.ports()).equals(ports(b.ports()))
                        && sameFdb(a.fdb(), b.fdb())
                        && neighbours(a.neighbours()).equals(neighbours(b.neighbours())));
    }

    private static boolean samePart(Part<?> a, Part<?> b) {
        return switch (a) {
            case Part.Present<?> pa ->
                    b instanceof Part.Present<?> pb && Objects.equals(pa.value(), pb.value());
            case Part.Missing<?> ma -> b instanceof Part.Missing<?> mb && ma.why().equals(mb.why());
        };
    }

    /// Without the timers, which always run.
    private static Part<List<BridgeState>> bridges(Part<List<BridgeState>> part) {
        return undated(
                part.map(
                        list ->
                                list.stream()
                                        .map(
                                                b ->
                                                        new BridgeState(
                                                                b.name(),
                                                                b.bridgeId(),
                                                                b.rootId(),
                                                                b.stp(),
                                                                b.rootPort(),
                                                                b.rootPathCost(),
                                                                b.priority(),
                                                                b.forwardDelaySeconds(),
                                                                b.helloTimeSeconds(),
                                                                b.maxAgeSeconds(),
                                                                b.ageingTimeSeconds(),
                                                                b.vlanFiltering(),
                                                                b.multicastSnooping(),
                                                                b.topologyChange(),
                                                                Optional.empty()))
                                        .toList()));
    }

    private static Part<List<BridgePort>> ports(Part<List<BridgePort>> part) {
        return undated(
                part.map(
                        list ->
                                list.stream()
                                        .map(
                                                p ->
                                                        new BridgePort(
                                                                p.link(),
                                                                p.bridge(),
                                                                p.number(),
                                                                p.portId(),
                                                                p.state(),
                                                                p.priority(),
                                                                p.cost(),
                                                                p.isolated(),
                                                                p.hairpin(),
                                                                p.learning(),
                                                                p.flooding(),
                                                                p.designatedRoot(),
                                                                p.designatedBridge(),
                                                                p.designatedCost(),
                                                                Optional.empty()))
                                        .toList()));
    }

    private static <T> Part<T> undated(Part<T> part) {
        return switch (part) {
            case Part.Present<T> present -> Part.present(present.value());
            case Part.Missing<T> missing -> missing;
        };
    }

    private static boolean sameFdb(Part<List<FdbEntry>> a, Part<List<FdbEntry>> b) {
        if (a == b) {
            return true;
        }
        return a.map(SnapshotChange::places)
                        .optional()
                        .equals(b.map(SnapshotChange::places).optional())
                && a.problem().equals(b.problem());
    }

    private static List<String> places(List<FdbEntry> entries) {
        return entries.stream()
                .map(e -> e.mac() + " " + e.link() + " " + e.vlan().map(String::valueOf).orElse(""))
                .sorted()
                .toList();
    }

    /// Reachability words of neighbours (`REACHABLE`, `STALE`) go round by themselves; who they are does not.
    private static Optional<List<String>> neighbours(
            Part<List<org.bridgewright.core.model.Neighbour>> part) {
        return part.map(
                        list ->
                                list.stream()
                                        .map(n -> n.ip() + " " + n.mac() + " " + n.link())
                                        .sorted()
                                        .toList())
                .optional();
    }
}
