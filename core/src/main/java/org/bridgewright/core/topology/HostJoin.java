package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.SeenMac;
import org.bridgewright.core.topology.Element.VnicElement;

/// Joins libvirt's and the kernel's view of one host, with the MACs of all hosts known.
final class HostJoin {
    private final HostDraft host;
    private final HostIndex index;
    private final Attachments attachments;
    private final MacIndex macs;
    private final Map<ElementId, List<KnownAddress>> addresses;
    private final List<Edge> edges;
    private final Map<String, List<ElementId>> guestsOfNetwork = new HashMap<>();
    private final Map<String, List<String>> ovsPorts = new HashMap<>();
    private final List<Element> vnicElements = new ArrayList<>();

    HostJoin(
            HostDraft host,
            MacIndex macs,
            Map<ElementId, List<KnownAddress>> addresses,
            List<Edge> edges) {
        this.host = host;
        this.index = host.index;
        this.attachments = new Attachments(host);
        this.macs = macs;
        this.addresses = addresses;
        this.edges = edges;
    }

    /// All elements, sorted by id: `guest` before `link`, `network`, `routing`, `vnic`.
    HostTopology join() {
        List<Element> elements = new ArrayList<>();
        for (HostDraft.GuestDraft guest : host.guests) {
            List<ElementId> ids = new ArrayList<>(guest.vnics().size());
            for (HostDraft.VnicDraft vnic : guest.vnics()) {
                ids.add(vnic.id());
                joinVnic(vnic);
            }
            elements.add(new GuestElement(guest.id(), index.host, guest.guest(), ids));
        }
        for (HostDraft.LinkDraft link : host.links) {
            elements.add(joinLink(link));
        }
        List<VirtualNetwork> networks =
                new ArrayList<>(index.snapshot.libvirt().networks().orElse(List.of()));
        networks.sort(
                (a, b) ->
                        ElementId.network(index.host, a.name())
                                .compareTo(ElementId.network(index.host, b.name())));
        Set<String> done = new HashSet<>();
        for (VirtualNetwork network : networks) {
            if (done.add(network.name())) {
                elements.add(joinNetwork(network));
            }
        }
        elements.add(routing());
        vnicElements.sort((a, b) -> a.id().compareTo(b.id()));
        elements.addAll(vnicElements);
        return new HostTopology(index.host, index.snapshot, elements);
    }

    private void joinVnic(HostDraft.VnicDraft draft) {
        Attachment configAt = attachments.of(draft.config());
        // A running guest's vNIC that only its config has is attached nowhere now.
        boolean running = draft.live().isPresent() || draft.guest().liveXml().isPresent();
        Optional<Attachment> liveAt =
                running ? Optional.of(attachments.of(draft.live())) : Optional.empty();
        Optional<Attachment> kernelAt = attachments.ofKernel(draft.live(), liveAt);
        Optional<HostDraft.LinkDraft> tap =
                draft.live().flatMap(Vnic::tap).map(host.linksByName::get);
        VnicElement vnic =
                new VnicElement(
                        draft.id(),
                        index.host,
                        draft.guestId(),
                        draft.number(),
                        draft.mac(),
                        draft.config(),
                        draft.live(),
                        configAt,
                        liveAt,
                        kernelAt,
                        tap.map(HostDraft.LinkDraft::link),
                        addresses.getOrDefault(draft.id(), List.of()),
                        draft.guest().managedBy());
        vnicElements.add(vnic);
        tap.ifPresent(t -> edges.add(Edge.of(EdgeKind.TAP, vnic.id(), t.id())));
        switch (vnic.at()) {
            case Attachment.ToNetwork to -> {
                if (to.known()) {
                    edges.add(Edge.of(EdgeKind.SOURCE, vnic.id(), to.network()));
                    List<ElementId> guests =
                            guestsOfNetwork.computeIfAbsent(to.name(), k -> new ArrayList<>());
                    // A guest's vNICs come one after the other.
                    if (guests.isEmpty() || !guests.getLast().equals(draft.guestId())) {
                        guests.add(draft.guestId());
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
        if (tap.isPresent()) {
            Attachments.linkOf(vnic.at(), index)
                    .filter(b -> isOvsPort(tap.get().link(), b))
                    .ifPresent(
                            b ->
                                    ovsPorts.computeIfAbsent(b, k -> new ArrayList<>(2))
                                            .add(tap.get().link().name()));
        }
    }

    private boolean isOvsPort(Link tap, String bridge) {
        HostDraft.LinkDraft draft = host.linksByName.get(bridge);
        return draft != null
                && draft.kind().equals(LinkKinds.OVS_BRIDGE)
                && tap.master().filter(LinkKinds.OVS_DATAPATH::equals).isPresent();
    }

    private Element joinLink(HostDraft.LinkDraft draft) {
        Link link = draft.link();
        link.master()
                .map(host.linksByName::get)
                .ifPresent(
                        master -> {
                            if (master.link().isBridge()) {
                                edges.add(Edge.of(EdgeKind.PORT, draft.id(), master.id()));
                            } else if (!master.link().name().equals(LinkKinds.OVS_DATAPATH)) {
                                edges.add(Edge.of(EdgeKind.ON, draft.id(), master.id()));
                            }
                        });
        parentOf(draft)
                .map(host.linksByName::get)
                .ifPresent(parent -> edges.add(Edge.of(EdgeKind.ON, draft.id(), parent.id())));
        List<LinkAddress> own = index.addressesOf(link.name());
        if (draft.kind().equals(LinkKinds.BRIDGE) || draft.kind().equals(LinkKinds.OVS_BRIDGE)) {
            return new BridgeElement(
                    draft.id(),
                    index.host,
                    draft.kind(),
                    link,
                    Optional.ofNullable(index.bridgeStates.get(link.name())),
                    BridgeOwners.ownerOf(link.name(), index),
                    own,
                    ports(draft));
        }
        return new LinkElement(draft.id(), index.host, draft.kind(), link, own);
    }

    private Optional<String> parentOf(HostDraft.LinkDraft draft) {
        return switch (draft.kind()) {
            case LinkKinds.VLAN, LinkKinds.MACVTAP -> draft.link().parent();
            case LinkKinds.VF -> host.kinds.functionParent(draft.link());
            case LinkKinds.LINK ->
                    draft.link().infoKind().filter("macvlan"::equals).isPresent()
                            ? draft.link().parent()
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private List<Port> ports(HostDraft.LinkDraft bridge) {
        List<Port> ports = new ArrayList<>();
        for (BridgePort port : index.portsOfBridge.getOrDefault(bridge.link().name(), List.of())) {
            ports.add(new Port(idOfLink(port.link()), port, seen(port)));
        }
        for (String tap : ovsPorts.getOrDefault(bridge.link().name(), List.of())) {
            BridgePort port = HostIndex.portWithoutDetails(tap, bridge.link().name());
            edges.add(Edge.of(EdgeKind.PORT, idOfLink(tap), bridge.id()));
            ports.add(new Port(idOfLink(tap), port, seen(port)));
        }
        ports.sort(
                (a, b) -> {
                    int byNumber =
                            Integer.compare(
                                    a.port().number().orElse(Integer.MAX_VALUE),
                                    b.port().number().orElse(Integer.MAX_VALUE));
                    return byNumber != 0 ? byNumber : a.link().compareTo(b.link());
                });
        return List.copyOf(ports);
    }

    private ElementId idOfLink(String name) {
        HostDraft.LinkDraft draft = host.linksByName.get(name);
        return draft == null ? ElementId.link(index.host, name) : draft.id();
    }

    private Part<List<SeenMac>> seen(BridgePort port) {
        return index.snapshot
                .kernel()
                .fdb()
                .map(
                        all -> {
                            List<FdbEntry> entries =
                                    index.fdbOfPort.getOrDefault(port.link(), List.of());
                            boolean outward = isOutward(port.link());
                            List<SeenMac> seen = new ArrayList<>(entries.size());
                            for (FdbEntry entry : entries) {
                                seen.add(
                                        new SeenMac(
                                                entry,
                                                macs.behind(
                                                                entry.mac(),
                                                                index.host,
                                                                port.link(),
                                                                entry.local(),
                                                                outward)
                                                        .map(MacIndex.Owner::id)));
                            }
                            seen.sort((a, b) -> a.entry().mac().compareTo(b.entry().mac()));
                            return List.copyOf(seen);
                        });
    }

    private boolean isOutward(String port) {
        HostDraft.LinkDraft draft = host.linksByName.get(port);
        return draft != null
                && switch (draft.kind()) {
                    case LinkKinds.NIC,
                            LinkKinds.BOND,
                            LinkKinds.TEAM,
                            LinkKinds.VLAN,
                            LinkKinds.VF,
                            LinkKinds.TUNNEL ->
                            true;
                    default -> false;
                };
    }

    private NetworkElement joinNetwork(VirtualNetwork network) {
        ElementId id = ElementId.network(index.host, network.name());
        Optional<ElementId> bridge =
                network.bridge().map(host.linksByName::get).map(HostDraft.LinkDraft::id);
        bridge.ifPresent(b -> edges.add(Edge.of(EdgeKind.BRIDGE, id, b)));
        for (String device : network.forwardDevices()) {
            HostDraft.LinkDraft draft = host.linksByName.get(device);
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
        List<ElementId> guests =
                new ArrayList<>(guestsOfNetwork.getOrDefault(network.name(), List.of()));
        guests.sort(null);
        return new NetworkElement(
                id,
                index.host,
                network,
                bridge,
                List.copyOf(guests),
                network.leases()
                        .map(
                                leases ->
                                        leases.stream()
                                                .map(
                                                        lease ->
                                                                new OwnedLease(
                                                                        lease,
                                                                        lease.mac()
                                                                                .flatMap(
                                                                                        mac ->
                                                                                                macs
                                                                                                        .vnic(
                                                                                                                mac,
                                                                                                                index.host))
                                                                                .flatMap(
                                                                                        MacIndex
                                                                                                        .Owner
                                                                                                ::guest)))
                                                .toList()));
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

    private RoutingElement routing() {
        ElementId id = ElementId.routing(index.host);
        for (HostDraft.LinkDraft draft : host.links) {
            String name = draft.link().name();
            Route byDefault = index.defaultRoutes.get(name);
            if (byDefault != null) {
                edges.add(
                        new Edge(
                                EdgeKind.ADDRESS,
                                id,
                                draft.id(),
                                Optional.of("default"),
                                Optional.of(
                                        byDefault
                                                .gateway()
                                                .map(g -> "default via " + g + " dev " + name)
                                                .orElse("default dev " + name))));
            } else if (carriesHostAddress(draft.link())) {
                edges.add(
                        new Edge(
                                EdgeKind.ADDRESS,
                                id,
                                draft.id(),
                                Optional.of("address"),
                                Optional.empty()));
            }
        }
        Optional<HostFacts> facts = index.snapshot.kernel().facts().optional();
        return new RoutingElement(
                id,
                index.host,
                facts.flatMap(f -> f.forwarding(4)),
                facts.flatMap(f -> f.forwarding(6)),
                index.snapshot.kernel().routes());
    }

    /// Not the loopback, not by a link-local address alone, and not a bridge whose network is routed already.
    private boolean carriesHostAddress(Link link) {
        return !link.flags().contains("LOOPBACK")
                && index.addressesOf(link.name()).stream()
                        .anyMatch(a -> !a.ip().address().isLinkLocal())
                && index.networksOfBridge.getOrDefault(link.name(), List.of()).stream()
                        .noneMatch(
                                n ->
                                        n.active()
                                                && n.mode()
                                                        .filter(ForwardMode::hasOwnBridge)
                                                        .isPresent());
    }
}
