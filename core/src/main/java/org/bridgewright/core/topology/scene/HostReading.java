package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Edge;
import org.bridgewright.core.topology.EdgeKind;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.VlanLanes;
import org.bridgewright.core.words.Words;

/// One host, understood as what will be drawn: its bars with their guests, the strip, the NIC row.
final class HostReading {
    private static final Words WORDS = Words.of(HostReading.class);
    private static final int STOPPED_SHOWN = 3;

    /// The default route of one family.
    record DefaultRoute(Route route, Optional<Block> block, Optional<Unit> unit) {}

    final HostTopology host;
    final NicReading nics;
    final List<Block> blocks;
    final Optional<RoutingElement> routing;
    final int networkCount;
    final int guestCount;
    final List<DefaultRoute> defaultRoutes;
    final Map<ElementId, Block> byElement = new HashMap<>();
    final Map<ElementId, String> how = new HashMap<>();
    final Viewpoint viewpoint;
    final Chains chains;

    /// Gateways of the host's default routes.
    final Set<IpAddress> nextHops;

    /// Cards that stand between two of the blocks.
    final List<Straddler> straddlers;

    /// Open hosts by their machine's UUID, in small letters.
    final Map<String, HostId> machines;

    final HostHeader header;

    int defaultRouteCount;

    HostReading(
            HostTopology host,
            List<Edge> edges,
            Viewpoint viewpoint,
            Marks marks,
            Map<String, HostId> machines,
            HostHeader header) {
        this.host = host;
        this.header = header;
        this.machines = machines;
        this.chains = new Chains(host);
        this.viewpoint = viewpoint;
        this.nics = new NicReading(host);
        int networksFound = 0;
        int guestsFound = 0;
        Optional<RoutingElement> routingFound = Optional.empty();
        for (Element element : host.elements()) {
            switch (element) {
                case NetworkElement n -> networksFound++;
                case GuestElement g -> guestsFound++;
                case RoutingElement r -> routingFound = Optional.of(r);
                default -> {
                    /* read by those who draw it */
                }
            }
        }
        this.networkCount = networksFound;
        this.guestCount = guestsFound;
        this.routing = routingFound;
        for (Edge edge : edges) {
            if (edge.kind() == EdgeKind.ROUTED) {
                edge.how().ifPresent(h -> how.put(edge.from(), h));
            }
        }
        this.nextHops =
                host.snapshot().kernel().routes().orElse(List.of()).stream()
                        .filter(r -> r.isDefault() && r.table().equals("main"))
                        .flatMap(r -> r.gateway().stream())
                        .collect(Collectors.toSet());
        List<Block> all = bars();
        CardReading cards = new CardReading(this, marks);
        all.addAll(cards.read());
        this.blocks = arrangeBlocks(all);
        this.straddlers = Straddler.of(blocks, viewpoint.blocks().containsKey(id()));
        this.defaultRoutes = defaultRoutes();
    }

    HostId id() {
        return host.host();
    }

    private ElementId fold(String kind) {
        return ElementId.of(id(), "fold", kind);
    }

    // ---- bars

    private List<Block> bars() {
        Map<String, List<NetworkElement>> byBridge = new LinkedHashMap<>();
        List<NetworkElement> pools = new ArrayList<>();
        Map<String, BridgeElement> bridges = new LinkedHashMap<>();
        for (Element element : host.elements()) {
            switch (element) {
                case NetworkElement n -> {
                    Optional<String> bridge = n.network().bridge();
                    if (bridge.isPresent()) {
                        byBridge.computeIfAbsent(bridge.get(), k -> new ArrayList<>()).add(n);
                    } else {
                        pools.add(n);
                    }
                }
                case BridgeElement b -> bridges.put(b.name(), b);
                default -> {}
            }
        }
        List<Block> result = new ArrayList<>();
        byBridge.forEach(
                (bridge, networks) ->
                        result.add(
                                networkBlock(networks, Optional.ofNullable(bridges.get(bridge)))));
        pools.forEach(pool -> result.add(networkBlock(List.of(pool), Optional.empty())));
        bridges.forEach(
                (name, bridge) -> {
                    if (!byBridge.containsKey(name) && !chains.isFolded(name)) {
                        result.add(hostBridge(bridge));
                    }
                });
        chains.all()
                .forEach(
                        (bridge, beyond) ->
                                blockOf(beyond).ifPresent(block -> byElement.put(bridge, block)));
        return result;
    }

    private Block networkBlock(List<NetworkElement> networks, Optional<BridgeElement> bridge) {
        NetworkElement first = networks.getFirst();
        VirtualNetwork network = first.network();
        boolean isL2 =
                network.isPool()
                        || network.mode().filter(m -> !m.hasOwnBridge()).isPresent()
                        || network.mode().isEmpty();
        boolean tabbed = networks.size() > 1;
        // A bar of several networks is the bridge's: each network is a tab on it.
        ElementId barId = tabbed ? ElementId.link(id(), network.bridge().orElse("")) : first.id();
        Block block = new Block(barId, Block.Kind.BAR, isL2 ? Block.Zone.L2 : Block.Zone.L3);
        block.networks.addAll(networks);
        networks.forEach(n -> byElement.put(n.id(), block));
        bridge.ifPresent(b -> adopt(block, b));
        block.tone = NetworkLook.tone(network);
        block.glyph = NetworkLook.glyph(network);
        block.stopped = networks.stream().noneMatch(n -> n.network().active());
        block.how = Optional.ofNullable(how.get(first.id()));
        block.look =
                block.stopped
                        ? Box.Look.HATCHED
                        : network.isPool() ? Box.Look.DASHED : Box.Look.PLAIN;
        String mode = NetworkLook.modeWord(network);
        block.mode = block.stopped ? WORDS.get("mode.stopped", mode) : mode;
        block.name = tabbed ? network.bridge().orElse(network.name()) : network.name();
        block.detail = detail(network, bridge, tabbed);
        List<Integer> lanes = isL2 && !tabbed ? VlanLanes.of(host, bridge) : List.of();
        if (tabbed || !network.portGroups().isEmpty()) {
            networks.forEach(n -> addTabs(block, n, tabbed));
        } else if (!lanes.isEmpty()) {
            addLanes(
                    block,
                    lanes,
                    tag -> new MoveTarget.ToNetwork(network.name(), Optional.empty(), tag));
        }
        if (block.tabs.isEmpty()) {
            block.target = Optional.of(new MoveTarget.ToNetwork(network.name()));
        }
        for (String device : network.isPool() ? network.forwardDevices() : List.<String>of()) {
            addUplink(block, first.id(), device, true);
        }
        block.sentence =
                WORDS.get(
                        block.stopped ? "say.network-stopped" : "say.network",
                        block.name,
                        mode,
                        networks.stream().mapToInt(n -> n.guests().size()).sum());
        return block;
    }

    /// What a port is in by itself, then each VLAN.
    private static void addLanes(
            Block block, List<Integer> vlans, Function<Optional<Integer>, MoveTarget> target) {
        block.tabs.add(
                new Block.Tab(
                        new ElementId(block.id.value() + "/vlan/untagged"),
                        WORDS.get("lane.untagged"),
                        Optional.of(target.apply(Optional.empty()))));
        for (int vlan : vlans) {
            block.tabs.add(
                    new Block.Tab(
                            new ElementId(block.id.value() + "/vlan/" + vlan),
                            WORDS.get("lane.vlan", vlan),
                            Optional.of(target.apply(Optional.of(vlan)))));
        }
    }

    private static void addTabs(Block block, NetworkElement n, boolean tabbed) {
        VirtualNetwork network = n.network();
        if (network.portGroups().isEmpty()) {
            block.tabs.add(
                    new Block.Tab(
                            n.id(),
                            network.name(),
                            Optional.of(new MoveTarget.ToNetwork(network.name()))));
        }
        for (VirtualNetwork.PortGroup group : network.portGroups()) {
            String tags =
                    group.vlanTags().isEmpty()
                            ? ""
                            : " "
                                    + String.join(
                                            ",",
                                            group.vlanTags().stream()
                                                    .map(String::valueOf)
                                                    .toList());
            block.tabs.add(
                    new Block.Tab(
                            new ElementId(n.id().value() + "/portgroup/" + group.name()),
                            (tabbed ? network.name() + "/" : "") + group.name() + tags,
                            Optional.of(
                                    new MoveTarget.ToNetwork(
                                            network.name(),
                                            Optional.of(group.name()),
                                            Optional.empty()))));
        }
    }

    private String detail(VirtualNetwork network, Optional<BridgeElement> bridge, boolean tabbed) {
        List<String> parts = new ArrayList<>();
        if (network.isPool()) {
            String devices = String.join(", ", network.forwardDevices());
            int functions = functions(network);
            return functions > 0
                    ? devices + " · " + WORDS.get("bar.pool", used(network), functions)
                    : WORDS.get("bar.no-bridge", devices);
        }
        String name = network.bridge().orElse("");
        boolean bridgeRead = host.snapshot().kernel().links().isPresent();
        if (bridge.isEmpty() && bridgeRead && !block(network).isEmpty()) {
            parts.add(WORDS.get("bar.bridge-absent", name));
        } else if (!tabbed) {
            parts.add(name);
        }
        String addresses =
                network.mode().filter(ForwardMode::hasOwnBridge).isPresent()
                        ? network.subnets().isEmpty()
                                ? WORDS.get("bar.no-address")
                                : network.subnets().getFirst()
                                        + (network.subnets().size() > 1
                                                ? " +" + (network.subnets().size() - 1)
                                                : "")
                        : bridge.map(b -> NicReading.addressText(b.addresses())).orElse("");
        String line = String.join(" · ", parts) + (addresses.isEmpty() ? "" : "  " + addresses);
        return line.strip() + (network.hasDhcp() ? " · " + WORDS.get("bar.dhcp") : "");
    }

    /// How many virtual functions the devices of an SR-IOV network have; 0 for any other network.
    private int functions(VirtualNetwork network) {
        if (network.mode().filter(m -> m == ForwardMode.HOSTDEV).isEmpty()) {
            return 0;
        }
        return network.forwardDevices().stream()
                .flatMap(d -> nics.link(d).stream())
                .mapToInt(l -> l.link().virtualFunctions().size())
                .sum();
    }

    private long used(VirtualNetwork network) {
        return host.elements().stream()
                .filter(
                        e ->
                                e instanceof VnicElement v
                                        && v.live().isPresent()
                                        && v.at() instanceof Element.Attachment.ToNetwork to
                                        && to.name().equals(network.name()))
                .count();
    }

    private static String block(VirtualNetwork network) {
        return network.active() || !network.mode().map(ForwardMode::hasOwnBridge).orElse(false)
                ? network.bridge().orElse("")
                : "";
    }

    private Block hostBridge(BridgeElement bridge) {
        boolean hasUplink = bridge.ports().stream().anyMatch(p -> isUplink(p.port().link()));
        boolean containers = isContainers(bridge);
        Block block =
                new Block(
                        bridge.id(),
                        Block.Kind.BAR,
                        hasUplink || bridge.addresses().isEmpty() && !containers
                                ? Block.Zone.L2
                                : Block.Zone.L3);
        block.name = bridge.name();
        block.how = Optional.ofNullable(how.get(bridge.id()));
        block.mode =
                WORDS.get(
                        containers
                                ? "mode.container"
                                : bridge.kind().equals("ovs-bridge")
                                        ? "mode.ovs"
                                        : "mode.host-bridge");
        block.tone = containers || !hasUplink ? Tone.ISOLATED : Tone.BRIDGED;
        block.glyph = containers ? Glyph.CONTAINER : Glyph.BRIDGE;
        String addresses = NicReading.addressText(bridge.addresses());
        long veths =
                bridge.ports().stream()
                        .map(p -> p.port().link())
                        .filter(l -> isKind(l, "veth") && !chains.isEnd(l))
                        .count();
        block.detail = addresses.isEmpty() ? WORDS.get("bar.no-address") : addresses;
        if (veths > 0) {
            block.detail += " · " + WORDS.get("bar.containers", veths);
        }
        List<Integer> lanes = containers ? List.of() : VlanLanes.of(host, Optional.of(bridge));
        if (!lanes.isEmpty()) {
            addLanes(block, lanes, tag -> new MoveTarget.ToBridge(bridge.name(), tag));
        } else if (!containers) {
            block.target = Optional.of(new MoveTarget.ToBridge(bridge.name()));
        }
        block.sentence = WORDS.get("say.bridge", bridge.name(), 0);
        adopt(block, bridge);
        return block;
    }

    private void adopt(Block block, BridgeElement bridge) {
        block.bridge = bridge;
        byElement.put(bridge.id(), block);
        for (Port port : bridge.ports()) {
            String link = port.port().link();
            if (isUplink(link)) {
                addUplink(block, port.link(), link, port.port().state().equals("forwarding"));
            }
        }
    }

    private void addUplink(Block block, ElementId link, String name, boolean forwarding) {
        nics.exit(host, name)
                .ifPresent(
                        exit ->
                                block.uplinks.add(
                                        new Block.Uplink(
                                                link, exit.unit().id, exit.chips(), forwarding)));
    }

    private boolean isUplink(String link) {
        return nics.link(link)
                .map(LinkElement::kind)
                .filter(
                        k ->
                                switch (k) {
                                    case "tap", "veth", "macvtap", "vf" -> false;
                                    default -> true;
                                })
                .isPresent();
    }

    private boolean isKind(String link, String kind) {
        return nics.link(link).map(LinkElement::kind).filter(kind::equals).isPresent();
    }

    private boolean isContainers(BridgeElement bridge) {
        return bridge.owner()
                        .filter(
                                o ->
                                        o.startsWith("docker")
                                                || o.startsWith("cni")
                                                || o.startsWith("podman")
                                                || o.startsWith("cali")
                                                || o.startsWith("kube"))
                        .isPresent()
                || bridge.name().startsWith("docker")
                || bridge.name().startsWith("cni")
                || bridge.name().matches("br-[0-9a-f]{12}");
    }

    // ---- order and folds

    private List<Block> arrangeBlocks(List<Block> all) {
        List<Block> bars = new ArrayList<>(all);
        foldIfMany(
                bars,
                b -> b.stopped && !b.hasArea() && b.kind == Block.Kind.BAR,
                STOPPED_SHOWN,
                "stopped",
                folded -> WORDS.get("fold.stopped", folded.size()),
                Block.Zone.L3);
        foldIfMany(
                bars,
                b ->
                        b.bridge != null
                                && b.networks.isEmpty()
                                && isContainers(b.bridge)
                                && !b.hasArea(),
                0,
                "containers",
                folded ->
                        WORDS.get(
                                folded.size() == 1 ? "fold.container" : "fold.containers",
                                folded.size(),
                                folded.stream()
                                        .mapToInt(
                                                b -> b.bridge == null ? 0 : b.bridge.ports().size())
                                        .sum()),
                Block.Zone.L3);
        Comparator<Block> sorted =
                Comparator.comparing((Block b) -> b.zone)
                        .thenComparing(b -> b.kind == Block.Kind.FOLD)
                        .thenComparing(b -> b.kind == Block.Kind.UNCONNECTED)
                        .thenComparing(b -> b.zone == Block.Zone.L3 && b.how.isEmpty())
                        .thenComparing(b -> b.networks.isEmpty())
                        .thenComparing(b -> b.name, Naturally.ORDER)
                        .thenComparing(b -> b.id);
        return Ordering.apply(
                bars, b -> b.id, viewpoint.blocks().getOrDefault(id(), List.of()), sorted);
    }

    private void foldIfMany(
            List<Block> bars,
            java.util.function.Predicate<Block> which,
            int shown,
            String kind,
            java.util.function.Function<List<Block>, String> text,
            Block.Zone zone) {
        List<Block> folded = bars.stream().filter(which).toList();
        if (folded.size() <= shown) {
            return;
        }
        Block fold = new Block(fold(kind), Block.Kind.FOLD, zone);
        boolean open = viewpoint.unfolded().contains(fold.id);
        if (!open) {
            bars.removeAll(folded);
            folded.forEach(b -> b.uplinks.clear());
        }
        fold.name = open ? WORDS.get("fold.open") : text.apply(folded);
        fold.sentence = open ? fold.name : WORDS.get("say.fold", fold.name);
        bars.add(fold);
    }

    // ---- routes

    private List<DefaultRoute> defaultRoutes() {
        List<DefaultRoute> result = new ArrayList<>();
        for (int family : new int[] {4, 6}) {
            List<Route> routes =
                    host.snapshot().kernel().routes().orElse(List.of()).stream()
                            .filter(r -> r.family() == family && r.isDefault())
                            .filter(r -> r.table().equals("main") && r.link().isPresent())
                            .sorted(Comparator.comparing(r -> r.metric().orElse(0)))
                            .toList();
            defaultRouteCount += routes.size();
            if (!routes.isEmpty()) {
                Route route = routes.getFirst();
                String link = route.link().orElseThrow();
                Optional<Block> block =
                        Optional.ofNullable(byElement.get(ElementId.link(id(), link)))
                                .filter(blocks::contains);
                Optional<Unit> unit =
                        block.isPresent()
                                ? Optional.empty()
                                : nics.exit(host, link).map(NicReading.Exit::unit);
                result.add(new DefaultRoute(route, block, unit));
            }
        }
        return result;
    }

    // ---- for CardReading

    Optional<Block> blockOf(ElementId element) {
        return Optional.ofNullable(byElement.get(element));
    }
}
