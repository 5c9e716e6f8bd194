package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.SeenMac;
import org.jspecify.annotations.Nullable;

/// The half of [HostJoin] that the kernel tells: links, bridges with their ports, the host's routing. One thread.
final class LinkJoin {
    final List<Element> links = new ArrayList<>();
    final List<Edge> edges = new ArrayList<>();
    private final HostDraft host;
    private final HostIndex index;
    private final MacIndex macs;
    private final Map<String, List<String>> ovsPorts;

    /// @param ovsPorts taps by their bridge of Open vSwitch
    LinkJoin(HostDraft host, MacIndex macs, Map<String, List<String>> ovsPorts) {
        this.host = host;
        this.index = host.index;
        this.macs = macs;
        this.ovsPorts = ovsPorts;
    }

    /// Fills the lists, links sorted by id.
    void join() {
        for (HostDraft.LinkDraft link : host.links) {
            links.add(joinLink(link));
            joinAddresses(link);
        }
    }

    /// What the host itself has on the link.
    private void joinAddresses(HostDraft.LinkDraft draft) {
        String name = draft.link().name();
        Route byDefault = index.defaultRoutes.get(name);
        if (byDefault != null) {
            edges.add(
                    new Edge(
                            EdgeKind.ADDRESS,
                            ElementId.routing(index.host),
                            draft.id(),
                            Optional.of("default"),
                            Optional.of(
                                    byDefault
                                            .gateway()
                                            .map(g -> "default via " + g + " dev " + name)
                                            .orElse("default dev " + name))));
        } else if (carriesHostAddress(draft)) {
            edges.add(
                    new Edge(
                            EdgeKind.ADDRESS,
                            ElementId.routing(index.host),
                            draft.id(),
                            Optional.of("address"),
                            Optional.empty()));
        }
    }

    private Element joinLink(HostDraft.LinkDraft draft) {
        Link link = draft.link();
        link.master()
                .map(host::link)
                .ifPresent(
                        master -> {
                            if (master.link().isBridge()) {
                                edges.add(Edge.of(EdgeKind.PORT, draft.id(), master.id()));
                            } else if (!master.link().name().equals(LinkKinds.OVS_DATAPATH)) {
                                edges.add(Edge.of(EdgeKind.ON, draft.id(), master.id()));
                            }
                        });
        parentOf(draft)
                .map(host::link)
                .ifPresent(parent -> edges.add(Edge.of(EdgeKind.ON, draft.id(), parent.id())));
        List<LinkAddress> own = draft.facts().addresses;
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
        return new LinkElement(
                draft.id(), index.host, draft.kind(), link, own, draft.facts().claimed);
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
        for (HostIndex.Port port :
                index.portsOfBridge.getOrDefault(bridge.link().name(), List.of())) {
            ports.add(new Port(idOf(port.link()), port.port(), seen(port.link())));
        }
        for (String tap : ovsPorts.getOrDefault(bridge.link().name(), List.of())) {
            BridgePort port = HostIndex.portWithoutDetails(tap, bridge.link().name());
            LinkFacts link = Objects.requireNonNull(index.find(tap), tap);
            edges.add(Edge.of(EdgeKind.PORT, idOf(link), bridge.id()));
            ports.add(new Port(idOf(link), port, seen(link)));
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

    private ElementId idOf(LinkFacts link) {
        return link.draft == null ? ElementId.link(index.host, link.name) : link.draft.id();
    }

    private Part<List<SeenMac>> seen(LinkFacts port) {
        return index.snapshot
                .kernel()
                .fdb()
                .map(
                        all -> {
                            boolean outward = isOutward(port.draft);
                            List<SeenMac> seen = new ArrayList<>(port.fdb.size());
                            for (FdbEntry entry : port.fdb) {
                                MacIndex.Owner owner =
                                        macs.behind(
                                                entry.mac(),
                                                index.host,
                                                port.name,
                                                entry.local(),
                                                outward);
                                seen.add(
                                        new SeenMac(
                                                entry,
                                                owner == null
                                                        ? Optional.empty()
                                                        : Optional.of(owner.id)));
                            }
                            seen.sort((a, b) -> a.entry().mac().compareTo(b.entry().mac()));
                            return List.copyOf(seen);
                        });
    }

    private static boolean isOutward(HostDraft.@Nullable LinkDraft port) {
        return port != null
                && switch (port.kind()) {
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

    /// The host's own IP stack.
    RoutingElement routing() {
        ElementId id = ElementId.routing(index.host);
        Optional<HostFacts> facts = index.snapshot.kernel().facts().optional();
        return new RoutingElement(
                id,
                index.host,
                facts.flatMap(f -> f.forwarding(4)),
                facts.flatMap(f -> f.forwarding(6)),
                index.snapshot.kernel().routes());
    }

    /// Not the loopback, not by a link-local address alone, and not a bridge whose network is routed already.
    private boolean carriesHostAddress(HostDraft.LinkDraft draft) {
        Link link = draft.link();
        return !draft.facts().addresses.isEmpty()
                && !link.flags().contains("LOOPBACK")
                && draft.facts().addresses.stream().anyMatch(a -> !a.ip().address().isLinkLocal())
                && index.networksOfBridge.getOrDefault(link.name(), List.of()).stream()
                        .noneMatch(
                                n ->
                                        n.active()
                                                && n.mode()
                                                        .filter(ForwardMode::hasOwnBridge)
                                                        .isPresent());
    }
}
