package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element.KnownAddress;

/// The addresses of running guests by their vNIC: leases of any host, then neighbour tables, then agents.
final class GuestAddresses {
    private final MacIndex macs;

    private GuestAddresses(MacIndex macs) {
        this.macs = macs;
    }

    /// Puts into each vNIC what is known of it.
    static void find(Collection<HostDraft> hosts, MacIndex macs) {
        GuestAddresses addresses = new GuestAddresses(macs);
        for (HostDraft host : hosts) {
            for (VirtualNetwork network :
                    host.index.snapshot.libvirt().networks().orElse(List.of())) {
                for (DhcpLease lease : network.leases().orElse(List.of())) {
                    lease.mac()
                            .ifPresent(
                                    mac ->
                                            addresses.add(
                                                    mac,
                                                    host,
                                                    network.bridge(),
                                                    lease.ip().address(),
                                                    AddressSource.LEASE));
                }
            }
        }
        for (HostDraft host : hosts) {
            for (Neighbour neighbour :
                    host.index.snapshot.kernel().neighbours().orElse(List.of())) {
                if (answers(neighbour)) {
                    neighbour
                            .mac()
                            .ifPresent(
                                    mac ->
                                            addresses.add(
                                                    mac,
                                                    host,
                                                    Optional.of(neighbour.link()),
                                                    neighbour.ip(),
                                                    AddressSource.NEIGHBOUR));
                }
            }
        }
        for (HostDraft host : hosts) {
            for (GuestAddress told :
                    host.index.snapshot.kernel().guestAddressesByAgent().orElse(List.of())) {
                addresses.add(told.mac(), host, Optional.empty(), told.ip(), told.source());
            }
        }
        for (HostDraft host : hosts) {
            for (HostDraft.GuestDraft guest : host.guests) {
                for (HostDraft.VnicDraft vnic : guest.vnics()) {
                    if (vnic.addresses.size() > 1) {
                        vnic.addresses.sort(USEFUL_FIRST);
                    }
                }
            }
        }
    }

    /// A VM that was moved away keeps its lease and its neighbour entry on the bridge it left: they are not its address now.
    private static boolean hasLeft(MacIndex.Owner owner, HostDraft host, Optional<String> via) {
        if (via.isEmpty() || owner.host != host) {
            return false;
        }
        HostDraft.LinkDraft tap = owner.vnic == null ? null : owner.vnic.tap();
        HostDraft.LinkDraft bridge = host.link(via.get());
        return tap != null
                && bridge != null
                && bridge.link().isBridge()
                && tap.link().master().filter(m -> !m.equals(via.get())).isPresent();
    }

    /// Better sources first, then addresses that others can use, then by value.
    private static final Comparator<KnownAddress> USEFUL_FIRST =
            Comparator.comparing((KnownAddress a) -> a.ip().isLinkLocal())
                    .thenComparing(KnownAddress::source)
                    .thenComparing(KnownAddress::ip);

    /// Entries that failed name an address which nobody has.
    static boolean answers(Neighbour neighbour) {
        return neighbour.states().stream()
                .noneMatch(s -> s.equals("FAILED") || s.equals("INCOMPLETE"));
    }

    /// @param via the bridge (or other link) on which the address is known
    private void add(
            MacAddress mac,
            HostDraft host,
            Optional<String> via,
            IpAddress ip,
            AddressSource source) {
        MacIndex.Owner owner = macs.vnic(mac, host.index.host);
        if (owner == null || owner.vnic == null || !owner.active || hasLeft(owner, host, via)) {
            return;
        }
        List<KnownAddress> known = owner.vnic.addresses;
        for (KnownAddress k : known) {
            if (k.ip().equals(ip)) {
                return;
            }
        }
        if (known.isEmpty()) {
            known = new ArrayList<>(2);
            owner.vnic.addresses = known;
        }
        known.add(new KnownAddress(ip, source));
    }
}
