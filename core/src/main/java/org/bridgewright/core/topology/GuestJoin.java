package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Element.VnicElement;

/// The half of [HostJoin] that libvirt tells: guests, their vNICs, networks. One thread.
final class GuestJoin {
    final List<Element> guests = new ArrayList<>();
    final List<VnicElement> vnics = new ArrayList<>();
    final Map<ElementId, List<VnicElement>> vnicsOfGuest;
    final List<Element> networks = new ArrayList<>();
    final List<Edge> edges = new ArrayList<>();
    private final HostDraft host;
    private final HostIndex index;
    private final Attachments attachments;
    private final MacIndex macs;
    private final Map<String, List<ElementId>> guestsOfNetwork = new HashMap<>();

    GuestJoin(HostDraft host, Attachments attachments, MacIndex macs) {
        this.host = host;
        this.index = host.index;
        this.attachments = attachments;
        this.macs = macs;
        this.vnicsOfGuest = HashMap.newHashMap(host.guests.size());
    }

    /// Fills the lists, each sorted by id.
    void join() {
        for (HostDraft.GuestDraft guest : host.guests) {
            List<ElementId> ids = new ArrayList<>(guest.vnics().size());
            List<VnicElement> own = new ArrayList<>(guest.vnics().size());
            for (HostDraft.VnicDraft vnic : guest.vnics()) {
                ids.add(vnic.id);
                own.add(joinVnic(vnic));
            }
            vnics.addAll(own);
            if (!own.isEmpty()) {
                vnicsOfGuest.put(guest.id(), List.copyOf(own));
            }
            guests.add(new GuestElement(guest.id(), index.host, guest.guest(), ids));
        }
        Set<String> done = new HashSet<>();
        for (VirtualNetwork network : index.snapshot.libvirt().networks().orElse(List.of())) {
            if (done.add(network.name())) {
                networks.add(joinNetwork(network));
            }
        }
        networks.sort(Comparator.comparing(Element::id));
        vnics.sort(Comparator.comparing(VnicElement::id));
    }

    private VnicElement joinVnic(HostDraft.VnicDraft draft) {
        Attachment configAt = attachments.of(draft.config);
        // A running guest's vNIC that only its config has is attached nowhere now.
        boolean running = draft.live.isPresent() || draft.guest.liveXml().isPresent();
        Optional<Attachment> liveAt =
                running ? Optional.of(attachments.of(draft.live)) : Optional.empty();
        HostDraft.LinkDraft tap = draft.tap();
        VnicElement vnic =
                new VnicElement(
                        draft.id,
                        index.host,
                        draft.guestId,
                        draft.number,
                        draft.mac,
                        draft.config,
                        draft.live,
                        configAt,
                        liveAt,
                        attachments.ofKernel(draft, liveAt),
                        tap == null ? Optional.empty() : Optional.of(tap.link()),
                        draft.addresses,
                        draft.guest.managedBy());
        if (tap != null) {
            edges.add(Edge.of(EdgeKind.TAP, vnic.id(), tap.id()));
        }
        switch (vnic.at()) {
            case Attachment.ToNetwork to -> {
                if (to.known()) {
                    edges.add(Edge.of(EdgeKind.SOURCE, vnic.id(), to.network()));
                    List<ElementId> there =
                            guestsOfNetwork.computeIfAbsent(to.name(), k -> new ArrayList<>());
                    // A guest's vNICs come one after the other.
                    if (there.isEmpty() || !there.getLast().equals(draft.guestId)) {
                        there.add(draft.guestId);
                    }
                }
            }
            case Attachment.ToLink to -> {
                if (to.known()) {
                    edges.add(Edge.of(EdgeKind.SOURCE, vnic.id(), to.link()));
                }
            }
            case Attachment.Nowhere n -> {}
            case Attachment.Own o -> {}
        }
        return vnic;
    }

    private NetworkElement joinNetwork(VirtualNetwork network) {
        ElementId id = ElementId.network(index.host, network.name());
        Optional<ElementId> bridge = network.bridge().map(host::link).map(HostDraft.LinkDraft::id);
        bridge.ifPresent(b -> edges.add(Edge.of(EdgeKind.BRIDGE, id, b)));
        for (String device : network.forwardDevices()) {
            HostDraft.LinkDraft draft = host.link(device);
            if (network.bridge().isEmpty() && draft != null) {
                edges.add(Edge.of(EdgeKind.ON, id, draft.id()));
            }
        }
        if (network.active()) {
            routedHow(network)
                    .ifPresent(
                            how ->
                                    edges.add(
                                            new Edge(
                                                    EdgeKind.ROUTED,
                                                    id,
                                                    ElementId.routing(index.host),
                                                    Optional.of(how),
                                                    Optional.empty())));
        }
        List<ElementId> there =
                new ArrayList<>(guestsOfNetwork.getOrDefault(network.name(), List.of()));
        there.sort(null);
        return new NetworkElement(
                id,
                index.host,
                network,
                bridge,
                List.copyOf(there),
                network.leases()
                        .map(
                                leases ->
                                        leases.stream()
                                                .map(lease -> new OwnedLease(lease, ownerOf(lease)))
                                                .toList()));
    }

    private Optional<ElementId> ownerOf(DhcpLease lease) {
        return lease.mac()
                .map(mac -> macs.vnic(mac, index.host))
                .flatMap(owner -> Optional.ofNullable(owner.vnic))
                .map(vnic -> vnic.guestId);
    }

    /// How a network hangs on the host's routing; an isolated one with a host address reaches it and stops there.
    static Optional<String> routedHow(VirtualNetwork network) {
        return network.mode()
                .flatMap(
                        mode ->
                                switch (mode) {
                                    case NAT -> Optional.of("masquerade");
                                    case ROUTE -> Optional.of("forward");
                                    case OPEN -> Optional.of("open");
                                    case ISOLATED ->
                                            network.subnets().isEmpty()
                                                    ? Optional.empty()
                                                    : Optional.of("host-only");
                                    case BRIDGE, PRIVATE, VEPA, PASSTHROUGH, HOSTDEV ->
                                            Optional.empty();
                                });
    }
}
