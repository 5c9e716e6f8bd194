package org.bridgewright.core.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;
import org.jspecify.annotations.Nullable;

/// Whose MAC an address is, over all known hosts. A MAC may have several owners: clones, templates, a bridge that took its NIC's.
final class MacIndex {
    /// A vNIC or a link that has a MAC. Owners of one MAC are a chain, in the order in which they were found.
    static final class Owner {
        final HostDraft host;
        final ElementId id;

        /// Null for links.
        final HostDraft.@Nullable VnicDraft vnic;

        /// The link's name, or the vNIC's tap's; empty for none.
        final String link;

        /// A running guest's vNIC, or a link.
        final boolean active;

        /// Among owners that are equal otherwise: vNIC, NIC, bond, bridge, other links, taps.
        final int rank;

        private @Nullable Owner next;

        private Owner(HostDraft host, HostDraft.VnicDraft vnic) {
            this.host = host;
            this.id = vnic.id;
            this.vnic = vnic;
            this.link = vnic.live.flatMap(Vnic::tap).orElse("");
            this.active = vnic.live.isPresent();
            this.rank = 0;
        }

        private Owner(HostDraft host, HostDraft.LinkDraft link) {
            this.host = host;
            this.id = link.id();
            this.vnic = null;
            this.link = link.link().name();
            this.active = true;
            this.rank = rankOf(link.kind());
        }

        private boolean isOn(HostId wanted) {
            return host.index.host.equals(wanted);
        }
    }

    private final Map<MacAddress, Owner> owners;

    MacIndex(Collection<HostDraft> hosts) {
        owners =
                HashMap.newHashMap(
                        hosts.stream().mapToInt(h -> h.links.size() + h.guests.size()).sum());
        for (HostDraft host : hosts) {
            for (HostDraft.GuestDraft guest : host.guests) {
                for (HostDraft.VnicDraft vnic : guest.vnics()) {
                    if (vnic.mac.isPresent()) {
                        add(vnic.mac.get(), new Owner(host, vnic));
                    }
                }
            }
            for (HostDraft.LinkDraft link : host.links) {
                Optional<MacAddress> mac = link.link().mac();
                if (mac.isPresent() && !mac.get().isZero()) {
                    add(mac.get(), new Owner(host, link));
                }
            }
        }
    }

    private void add(MacAddress mac, Owner owner) {
        Owner first = owners.putIfAbsent(mac, owner);
        if (first != null) {
            Owner last = first;
            while (last.next != null) {
                last = last.next;
            }
            last.next = owner;
        }
    }

    private static int rankOf(String kind) {
        return switch (kind) {
            case LinkKinds.NIC -> 1;
            case LinkKinds.BOND, LinkKinds.TEAM -> 2;
            case LinkKinds.BRIDGE, LinkKinds.OVS_BRIDGE -> 3;
            case LinkKinds.TAP, LinkKinds.MACVTAP -> 5;
            default -> 4;
        };
    }

    /// Whether something on that host has the MAC.
    boolean isOn(MacAddress mac, HostId host) {
        for (Owner owner = owners.get(mac); owner != null; owner = owner.next) {
            if (owner.isOn(host)) {
                return true;
            }
        }
        return false;
    }

    /// The vNIC that an address of `mac`, known on `host`, belongs to: running ones first, then those of that host. Null when
    /// it is nobody's.
    @Nullable Owner vnic(MacAddress mac, HostId host) {
        Owner best = null;
        int bestScore = Integer.MAX_VALUE;
        for (Owner owner = owners.get(mac); owner != null; owner = owner.next) {
            int score = (owner.active ? 0 : 2) + (owner.isOn(host) ? 0 : 1);
            if (owner.vnic != null && score < bestScore) {
                best = owner;
                bestScore = score;
            }
        }
        return best;
    }

    /// Who is behind `port` of `host` with `mac`; null when it is nobody's.
    ///
    /// @param local the entry is the bridge's or the port's own
    /// @param outward the port leads out of the host, so that others' MACs are behind it
    @Nullable Owner behind(
            MacAddress mac, HostId host, String port, boolean local, boolean outward) {
        Owner best = null;
        int bestScore = Integer.MAX_VALUE;
        for (Owner owner = owners.get(mac); owner != null; owner = owner.next) {
            boolean here = owner.isOn(host);
            int score = owner.active ? 0 : 40;
            if (local) {
                score += here ? owner.vnic != null ? 10 : 0 : 100;
            } else {
                score += here == outward ? 20 : 0;
            }
            score += here && owner.link.equals(port) ? 0 : 9;
            score = score * 10 + owner.rank;
            if (score < bestScore) {
                best = owner;
                bestScore = score;
            }
        }
        return best;
    }
}
