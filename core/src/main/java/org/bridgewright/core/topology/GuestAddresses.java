package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ElementId;
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
    private final Map<ElementId, List<KnownAddress>> byVnic = new HashMap<>();

    private GuestAddresses(MacIndex macs) {
        this.macs = macs;
    }

    static Map<ElementId, List<KnownAddress>> of(Collection<HostDraft> hosts, MacIndex macs) {
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
        addresses.byVnic.values().forEach(list -> list.sort(USEFUL_FIRST));
        return addresses.byVnic;
    }

    /// A VM that was moved away keeps its lease and its neighbour entry on the bridge it left: they are not its address now.
    private static boolean hasLeft(MacIndex.Owner owner, HostDraft host, Optional<String> via) {
        if (via.isEmpty() || !owner.host().equals(host.index.host)) {
            return false;
        }
        HostDraft.LinkDraft tap = host.linksByName.get(owner.link());
        HostDraft.LinkDraft bridge = host.linksByName.get(via.get());
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
        macs.vnic(mac, host.index.host)
                .filter(MacIndex.Owner::active)
                .filter(owner -> !hasLeft(owner, host, via))
                .ifPresent(
                        owner -> {
                            List<KnownAddress> known =
                                    byVnic.computeIfAbsent(owner.id(), k -> new ArrayList<>(2));
                            for (KnownAddress k : known) {
                                if (k.ip().equals(ip)) {
                                    return;
                                }
                            }
                            known.add(new KnownAddress(ip, source));
                        });
    }
}
