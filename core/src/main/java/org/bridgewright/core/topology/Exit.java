package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.Vnic;

/// A way out of a host: a NIC, a bond, or a VLAN on one, as a port of a bridge or with addresses of its own.
///
/// @param nic the NIC or bond that the cable is in
/// @param mac the link's own
/// @param vlan empty = untagged
/// @param port whether it is a port of a bridge, so that a forwarding table tells what is behind it
/// @param seen MACs learnt from outside
/// @param neighbours addresses seen outside, with their MACs
/// @param own MACs that others see through this way out
record Exit(
        HostId host,
        ElementId id,
        ElementId nic,
        String name,
        Optional<MacAddress> mac,
        Optional<String> vlan,
        boolean port,
        boolean fdbKnown,
        Set<MacAddress> seen,
        Map<IpAddress, MacAddress> neighbours,
        Set<MacAddress> own,
        List<IpPrefix> subnets,
        Optional<Route> defaultRoute) {

    /// Whether the forwarding table, not just neighbours, speaks for this exit.
    boolean isWitness() {
        return port && fdbKnown;
    }

    /// All ways out of a host, by id.
    static List<Exit> of(HostDraft host) {
        Map<String, List<Vnic>> vnicsOfLink = new HashMap<>();
        for (HostDraft.GuestDraft guest : host.guests) {
            for (HostDraft.VnicDraft vnic : guest.vnics()) {
                vnic.live
                        .flatMap(live -> live.tap().or(() -> directParent(live)))
                        .ifPresent(
                                link ->
                                        vnicsOfLink
                                                .computeIfAbsent(link, k -> new ArrayList<>(1))
                                                .add(vnic.live.orElseThrow()));
            }
        }
        List<Exit> exits = new ArrayList<>();
        for (HostDraft.LinkDraft draft : host.links) {
            base(host, draft)
                    .filter(b -> !isMember(host, draft))
                    .ifPresent(b -> exits.add(exit(host, draft, b, vnicsOfLink)));
        }
        return exits;
    }

    private static Optional<String> directParent(Vnic vnic) {
        return vnic.source() instanceof Vnic.Source.Direct direct
                ? Optional.of(direct.device())
                : Optional.empty();
    }

    /// The NIC or bond under a link; empty when there is none.
    private static Optional<HostDraft.LinkDraft> base(HostDraft host, HostDraft.LinkDraft draft) {
        return switch (draft.kind()) {
            case LinkKinds.NIC, LinkKinds.BOND, LinkKinds.TEAM -> Optional.of(draft);
            case LinkKinds.VLAN ->
                    draft.link()
                            .parent()
                            .map(host::link)
                            .filter(
                                    p ->
                                            p.kind().equals(LinkKinds.NIC)
                                                    || p.kind().equals(LinkKinds.BOND)
                                                    || p.kind().equals(LinkKinds.TEAM));
            default -> Optional.empty();
        };
    }

    /// Members of a bond go out as the bond.
    private static boolean isMember(HostDraft host, HostDraft.LinkDraft draft) {
        return draft.link()
                .master()
                .map(host::link)
                .filter(m -> m.kind().equals(LinkKinds.BOND) || m.kind().equals(LinkKinds.TEAM))
                .isPresent();
    }

    private static Exit exit(
            HostDraft host,
            HostDraft.LinkDraft draft,
            HostDraft.LinkDraft base,
            Map<String, List<Vnic>> vnicsOfLink) {
        HostIndex index = host.index;
        String name = draft.link().name();
        Optional<HostDraft.LinkDraft> bridge =
                draft.link().master().map(host::link).filter(m -> m.link().isBridge());
        String l3 = bridge.map(b -> b.link().name()).orElse(name);
        Set<MacAddress> seen = new HashSet<>();
        Set<MacAddress> own = new HashSet<>();
        draft.link().mac().ifPresent(own::add);
        addVnics(own, vnicsOfLink.get(name));
        if (bridge.isPresent()) {
            for (FdbEntry entry : draft.facts().fdb) {
                if (!entry.local()) {
                    seen.add(entry.mac());
                }
            }
            bridge.get().link().mac().ifPresent(own::add);
            for (HostIndex.Port port : index.portsOfBridge.getOrDefault(l3, List.of())) {
                HostDraft.LinkDraft member = port.link().draft;
                if (member != null && base(host, member).isEmpty()) {
                    member.link().mac().ifPresent(own::add);
                    addVnics(own, vnicsOfLink.get(port.link().name));
                    port.link().fdb.forEach(e -> own.add(e.mac()));
                }
            }
        }
        LinkFacts carrier = bridge.orElse(draft).facts();
        Map<IpAddress, MacAddress> neighbours = new LinkedHashMap<>();
        for (Neighbour neighbour : carrier.neighbours) {
            neighbour
                    .mac()
                    .filter(mac -> GuestAddresses.answers(neighbour))
                    .filter(mac -> bridge.isEmpty() ? !own.contains(mac) : seen.contains(mac))
                    .ifPresent(mac -> neighbours.put(neighbour.ip(), mac));
        }
        seen.addAll(neighbours.values());
        return new Exit(
                index.host,
                draft.id(),
                base.id(),
                name,
                draft.link().mac(),
                draft.kind().equals(LinkKinds.VLAN)
                        ? Optional.of(draft.link().details().getOrDefault("vlan_id", name))
                        : Optional.empty(),
                bridge.isPresent(),
                index.fdbKnown,
                seen,
                neighbours,
                own,
                carrier.addresses.stream()
                        .map(LinkAddress::ip)
                        .filter(ip -> !ip.address().isLinkLocal())
                        .toList(),
                Optional.ofNullable(index.defaultRoutes.get(l3)));
    }

    private static void addVnics(
            Set<MacAddress> own, @org.jspecify.annotations.Nullable List<Vnic> vnics) {
        if (vnics != null) {
            vnics.forEach(v -> v.mac().ifPresent(own::add));
        }
    }
}
