package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.MacAddress;

/// Whose MAC an address is, over all known hosts. A MAC may have several owners: clones, templates, a bridge that took its NIC's.
final class MacIndex {
    /// @param guest of a vNIC; empty for links
    /// @param active a running guest's vNIC, or a link
    /// @param rank among owners that are equal otherwise: vNIC, NIC, bond, bridge, other links, taps
    record Owner(
            HostId host,
            ElementId id,
            Optional<ElementId> guest,
            String link,
            boolean active,
            int rank) {
        boolean isVnic() {
            return guest.isPresent();
        }
    }

    private final Map<MacAddress, List<Owner>> owners = new HashMap<>();

    MacIndex(Collection<HostDraft> hosts) {
        for (HostDraft host : hosts) {
            for (HostDraft.GuestDraft guest : host.guests) {
                for (HostDraft.VnicDraft vnic : guest.vnics()) {
                    vnic.mac()
                            .ifPresent(
                                    mac ->
                                            add(
                                                    mac,
                                                    new Owner(
                                                            host.index.host,
                                                            vnic.id(),
                                                            Optional.of(guest.id()),
                                                            vnic.live()
                                                                    .flatMap(v -> v.tap())
                                                                    .orElse(""),
                                                            vnic.live().isPresent(),
                                                            0)));
                }
            }
            for (HostDraft.LinkDraft link : host.links) {
                link.link()
                        .mac()
                        .filter(mac -> !mac.text().equals("00:00:00:00:00:00"))
                        .ifPresent(
                                mac ->
                                        add(
                                                mac,
                                                new Owner(
                                                        host.index.host,
                                                        link.id(),
                                                        Optional.empty(),
                                                        link.link().name(),
                                                        true,
                                                        rank(link.kind()))));
            }
        }
    }

    private void add(MacAddress mac, Owner owner) {
        owners.computeIfAbsent(mac, k -> new ArrayList<>(1)).add(owner);
    }

    private static int rank(String kind) {
        return switch (kind) {
            case LinkKinds.NIC -> 1;
            case LinkKinds.BOND, LinkKinds.TEAM -> 2;
            case LinkKinds.BRIDGE, LinkKinds.OVS_BRIDGE -> 3;
            case LinkKinds.TAP, LinkKinds.MACVTAP -> 5;
            default -> 4;
        };
    }

    List<Owner> all(MacAddress mac) {
        return owners.getOrDefault(mac, List.of());
    }

    /// The vNIC that an address of `mac`, known on `host`, belongs to: running ones first, then those of that host.
    Optional<Owner> vnic(MacAddress mac, HostId host) {
        Owner best = null;
        int bestScore = Integer.MAX_VALUE;
        for (Owner owner : all(mac)) {
            int score = (owner.active() ? 0 : 2) + (owner.host().equals(host) ? 0 : 1);
            if (owner.isVnic() && score < bestScore) {
                best = owner;
                bestScore = score;
            }
        }
        return Optional.ofNullable(best);
    }

    /// Who is behind `port` of `host` with `mac`.
    ///
    /// @param local the entry is the bridge's or the port's own
    /// @param outward the port leads out of the host, so that others' MACs are behind it
    Optional<Owner> behind(
            MacAddress mac, HostId host, String port, boolean local, boolean outward) {
        Owner best = null;
        int bestScore = Integer.MAX_VALUE;
        for (Owner owner : all(mac)) {
            boolean here = owner.host().equals(host);
            int score = owner.active() ? 0 : 40;
            if (local) {
                score += here ? owner.isVnic() ? 10 : 0 : 100;
            } else {
                score += here == outward ? 20 : 0;
            }
            score += here && owner.link().equals(port) ? 0 : 9;
            score = score * 10 + owner.rank();
            if (score < bestScore) {
                best = owner;
                bestScore = score;
            }
        }
        return Optional.ofNullable(best);
    }
}
