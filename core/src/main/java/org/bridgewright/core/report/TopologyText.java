package org.bridgewright.core.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Edge;
import org.bridgewright.core.topology.EdgeKind;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.VisibleText;
import org.bridgewright.core.words.Words;

/// A topology as text for a terminal: each host's networks and bridges with what hangs on them, then its routing and NICs.
///
/// Controls in names of the host are shown as marks. Same topology, same text.
public final class TopologyText {
    private static final Words WORDS = Words.of(TopologyText.class);

    private final Topology topology;
    private final Tree tree;
    private final Map<ElementId, List<VnicElement>> onElement = new HashMap<>();
    private final Map<String, VnicElement> byTap = new HashMap<>();
    private final Map<ElementId, List<Edge>> outsideOf = new HashMap<>();

    private TopologyText(Topology topology, boolean unicode) {
        this.topology = topology;
        tree = new Tree(unicode);
        for (Edge edge : topology.edges()) {
            if (edge.kind() == EdgeKind.SOURCE) {
                topology.find(edge.from(), VnicElement.class)
                        .ifPresent(
                                v ->
                                        onElement
                                                .computeIfAbsent(edge.to(), k -> new ArrayList<>())
                                                .add(v));
            } else if (edge.kind() == EdgeKind.OUTSIDE || edge.kind() == EdgeKind.CABLE) {
                outsideOf.computeIfAbsent(edge.from(), k -> new ArrayList<>()).add(edge);
                if (edge.kind() == EdgeKind.CABLE) {
                    outsideOf.computeIfAbsent(edge.to(), k -> new ArrayList<>()).add(edge);
                }
            }
        }
        topology.elements()
                .filter(VnicElement.class::isInstance)
                .map(VnicElement.class::cast)
                .forEach(v -> v.tapLink().ifPresent(t -> byTap.put(v.host() + "/" + t.name(), v)));
    }

    /// @param unicode whether the terminal can show lines and dots; else ASCII stands for them
    public static String write(Topology topology, List<Finding> findings, boolean unicode) {
        TopologyText text = new TopologyText(topology, unicode);
        for (HostTopology host : topology.hosts()) {
            text.host(host);
        }
        text.findings(findings);
        return text.tree.toString();
    }

    private void host(HostTopology host) {
        HostSnapshot snapshot = host.snapshot();
        tree.heading(
                host.host().value(),
                snapshot.uri(),
                snapshot.libvirt()
                        .info()
                        .map(LibvirtInfo::version)
                        .map(v -> WORDS.get("host.libvirt", v))
                        .orElse(WORDS.get("host.libvirt.none")),
                snapshot.readAt()
                        .map(t -> WORDS.get("host.read", t.truncatedTo(ChronoUnit.SECONDS)))
                        .orElse(""));
        Set<ElementId> drawnBridges = new HashSet<>();
        List<NetworkElement> networks = of(host, NetworkElement.class);
        for (NetworkElement network : networks) {
            network(network, networks, drawnBridges);
        }
        for (BridgeElement bridge : of(host, BridgeElement.class)) {
            if (!drawnBridges.contains(bridge.id())) {
                bridge(bridge);
            }
        }
        notConnected(host);
        of(host, RoutingElement.class).forEach(this::routing);
        nics(host);
        host.snapshot()
                .libvirt()
                .networks()
                .problem()
                .ifPresent(p -> tree.line(WORDS.get("networks.missing", p.line())));
        host.snapshot()
                .libvirt()
                .guests()
                .problem()
                .ifPresent(p -> tree.line(WORDS.get("guests.missing", p.line())));
        tree.blank();
    }

    private static <T extends Element> List<T> of(HostTopology host, Class<T> type) {
        return host.elements().stream().filter(type::isInstance).map(type::cast).toList();
    }

    // -- networks and bridges
    // ------------------------------------------------------------------------------------

    private void network(
            NetworkElement element, List<NetworkElement> all, Set<ElementId> drawnBridges) {
        VirtualNetwork network = element.network();
        String how =
                topology.edges().stream()
                        .filter(e -> e.kind() == EdgeKind.ROUTED && e.from().equals(element.id()))
                        .flatMap(e -> e.how().stream())
                        .findFirst()
                        .map(h -> WORDS.get("routed." + h))
                        .orElse("");
        tree.bar(
                network.name(),
                WORDS.has("mode." + network.modeWord())
                        ? WORDS.get("mode." + network.modeWord())
                        : network.modeWord(),
                network.bridge()
                        .or(() -> Optional.of(String.join(", ", network.forwardDevices())))
                        .orElse(""),
                String.join(", ", network.subnets().stream().map(Object::toString).toList()),
                network.hasDhcp() ? WORDS.get("dhcp") : "",
                network.active() ? how : WORDS.get("inactive"));
        List<Row> rows = new ArrayList<>();
        Set<ElementId> listed = new HashSet<>();
        Optional<BridgeElement> bridge =
                element.bridge()
                        .filter(drawnBridges::add)
                        .flatMap(b -> topology.find(b, BridgeElement.class));
        long sharing =
                all.stream()
                        .filter(n -> n.network().active() && n.bridge().equals(element.bridge()))
                        .count();
        bridge.ifPresent(
                b ->
                        ports(
                                b,
                                rows,
                                listed,
                                sharing > 1 ? Optional.of(element.id()) : Optional.empty()));
        for (VnicElement vnic : onElement.getOrDefault(element.id(), List.of())) {
            if (listed.add(vnic.id())) {
                rows.add(vnicRow(vnic));
            }
        }
        tree.rows(rows);
    }

    private void bridge(BridgeElement bridge) {
        tree.bar(
                bridge.name(),
                WORDS.get("bridge"),
                bridge.owner().map(o -> WORDS.get("owner", o)).orElse(""),
                texts(bridge.addresses()),
                bridge.link().isUp() ? "" : WORDS.get("down"),
                "");
        List<Row> rows = new ArrayList<>();
        Set<ElementId> listed = new HashSet<>();
        ports(bridge, rows, listed, Optional.empty());
        for (VnicElement vnic : onElement.getOrDefault(bridge.id(), List.of())) {
            if (listed.add(vnic.id())) {
                rows.add(vnicRow(vnic));
            }
        }
        tree.rows(rows);
    }

    /// Taps as their VMs, other ports as links. Of a bridge with several networks each takes its own VMs.
    private void ports(
            BridgeElement bridge,
            List<Row> rows,
            Set<ElementId> listed,
            Optional<ElementId> onlyOfNetwork) {
        for (Port port : bridge.ports()) {
            VnicElement vnic = byTap.get(bridge.host() + "/" + port.port().link());
            if (vnic == null) {
                rows.add(linkRow(port));
            } else if (onlyOfNetwork.isEmpty()
                    || vnic.at() instanceof Attachment.ToNetwork to
                            && to.network().equals(onlyOfNetwork.get())) {
                listed.add(vnic.id());
                rows.add(vnicRow(vnic));
            }
        }
    }

    private Row linkRow(Port port) {
        Optional<Element> element = topology.find(port.link());
        String kind = element.map(e -> WORDS.get("kind." + e.kind())).orElse("");
        Optional<Link> link =
                element.filter(LinkElement.class::isInstance).map(e -> ((LinkElement) e).link());
        return new Row(
                port.port().link(),
                kind,
                link.map(l -> l.carrier().orElse(l.isUp()) ? WORDS.get("up") : WORDS.get("down"))
                        .orElse(""),
                port.port().state().isEmpty() ? "" : WORDS.get("port.state", port.port().state()),
                outside(port.link()));
    }

    private Row vnicRow(VnicElement vnic) {
        Optional<GuestElement> guest = topology.find(vnic.guest(), GuestElement.class);
        String name = guest.map(GuestElement::name).orElse("");
        boolean several = guest.filter(g -> g.vnics().size() > 1).isPresent();
        String state =
                guest.map(GuestElement::guest)
                        .map(g -> g.state().map(GuestState::word).orElse(g.stateWord()))
                        .orElse("");
        String address =
                vnic.addresses().stream()
                        .findFirst()
                        .map(
                                a ->
                                        WORDS.get(
                                                "address",
                                                a.ip().toString(),
                                                WORDS.get("source." + a.source().word())))
                        .orElse("");
        List<String> marks = new ArrayList<>();
        vnic.mac().ifPresent(m -> marks.add(m.text()));
        if (!vnic.shown().map(Vnic::linkUp).orElse(true)) {
            marks.add(WORDS.get("link.down"));
        }
        if (vnic.kernelAt().filter(Attachment.Nowhere.class::isInstance).isPresent()) {
            marks.add(WORDS.get("no.bridge"));
        }
        if (vnic.liveAt().isPresent()
                && vnic.config().isPresent()
                && !vnic.configAt().equals(vnic.liveAt().get())) {
            marks.add(WORDS.get("config.says", nameOf(vnic.configAt())));
        }
        return new Row(
                vnic.live().flatMap(Vnic::tap).orElse("-"),
                several ? WORDS.get("vm.vnic", name, vnic.number()) : name,
                state,
                address,
                String.join("  ", marks));
    }

    private static String nameOf(Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork to -> to.name();
            case Attachment.ToLink to -> to.name();
            case Attachment.Nowhere n -> WORDS.get("nowhere");
            case Attachment.Own own -> own.type();
        };
    }

    private void notConnected(HostTopology host) {
        Set<ElementId> placed = new HashSet<>();
        onElement.values().forEach(list -> list.forEach(v -> placed.add(v.id())));
        List<Row> rows = new ArrayList<>();
        for (VnicElement vnic : of(host, VnicElement.class)) {
            if (!placed.contains(vnic.id())) {
                Row row = vnicRow(vnic);
                rows.add(
                        new Row(
                                row.port(),
                                row.name(),
                                row.state(),
                                nameOf(vnic.at()),
                                row.rest()));
            }
        }
        for (GuestElement guest : of(host, GuestElement.class)) {
            if (guest.vnics().isEmpty()) {
                rows.add(
                        new Row(
                                "-",
                                guest.name(),
                                guest.guest()
                                        .state()
                                        .map(GuestState::word)
                                        .orElse(guest.guest().stateWord()),
                                guest.guest()
                                        .unreadable()
                                        .map(p -> p.line())
                                        .orElse(WORDS.get("no.vnic")),
                                ""));
            }
        }
        if (!rows.isEmpty()) {
            tree.bar(WORDS.get("not.connected"), "", "", "", "", "");
            tree.rows(rows);
        }
    }

    // -- routing and outside
    // -------------------------------------------------------------------------------------

    private void routing(RoutingElement routing) {
        tree.bar(
                WORDS.get("routing"),
                WORDS.get("forwarding", onOff(routing.forwardsV4()), onOff(routing.forwardsV6())),
                "",
                "",
                "",
                "");
        List<Row> rows = new ArrayList<>();
        for (Edge edge : topology.edges()) {
            if (edge.kind() == EdgeKind.ADDRESS && edge.from().equals(routing.id())) {
                Element link = topology.find(edge.to()).orElseThrow();
                rows.add(
                        new Row(
                                link.name(),
                                texts(addresses(link)),
                                "",
                                edge.evidence().orElse(""),
                                ""));
            }
        }
        tree.rows(rows);
        routing.routes().problem().ifPresent(p -> tree.line(WORDS.get("routes.missing", p.line())));
    }

    private static List<LinkAddress> addresses(Element element) {
        return switch (element) {
            case LinkElement e -> e.addresses();
            case BridgeElement e -> e.addresses();
            default -> List.of();
        };
    }

    private static String texts(List<LinkAddress> addresses) {
        return String.join(
                ", ",
                addresses.stream()
                        .filter(a -> !a.ip().address().isLinkLocal())
                        .map(a -> a.ip().toString())
                        .toList());
    }

    private static String onOff(Optional<Boolean> flag) {
        return flag.map(f -> WORDS.get(f ? "flag.on" : "flag.off")).orElse(WORDS.get("unknown"));
    }

    private void nics(HostTopology host) {
        List<LinkElement> nics =
                of(host, LinkElement.class).stream()
                        .filter(l -> Set.of("nic", "bond", "team", "vf", "vlan").contains(l.kind()))
                        .sorted(Comparator.comparing(LinkElement::id))
                        .toList();
        if (nics.isEmpty()) {
            return;
        }
        tree.bar(WORDS.get("nics"), "", "", "", "", "");
        List<Row> rows = new ArrayList<>();
        for (LinkElement nic : nics) {
            Link link = nic.link();
            String role =
                    link.master()
                            .map(m -> WORDS.get("in", m))
                            .or(() -> link.parent().map(p -> WORDS.get("on", p)))
                            .orElse(texts(nic.addresses()));
            String speed = link.speedMbps().map(s -> "  " + WORDS.get("speed", s)).orElse("");
            rows.add(
                    new Row(
                            nic.name(),
                            WORDS.get("kind." + nic.kind()),
                            (link.carrier().orElse(link.isUp())
                                            ? WORDS.get("up")
                                            : WORDS.get("down"))
                                    + speed,
                            role,
                            outside(nic.id())));
        }
        tree.rows(rows);
    }

    private String outside(ElementId nic) {
        List<String> texts = new ArrayList<>();
        for (Edge edge : outsideOf.getOrDefault(nic, List.of())) {
            if (edge.kind() == EdgeKind.CABLE) {
                ElementId other = edge.from().equals(nic) ? edge.to() : edge.from();
                Element end = topology.find(other).orElseThrow();
                texts.add(WORDS.get("cable", end.name(), end.host().value()));
            } else {
                topology.find(edge.to(), SegmentElement.class)
                        .ifPresent(
                                s ->
                                        texts.add(
                                                s.gateway()
                                                        .map(
                                                                g ->
                                                                        WORDS.get(
                                                                                "lan.gateway",
                                                                                s.name(),
                                                                                g.toString()))
                                                        .orElse(s.name())));
            }
        }
        return String.join(", ", texts);
    }

    private void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            tree.line(
                    WORDS.get(
                            "finding",
                            WORDS.get("severity." + finding.severity().word()),
                            finding.id(),
                            finding.subject().value().replaceFirst("/.*", ""),
                            finding.summary()));
        }
    }

    /// One line under a bar.
    record Row(String port, String name, String state, String address, String rest) {}

    /// Lines, aligned per bar.
    private static final class Tree {
        private final StringBuilder out = new StringBuilder();
        private final String branch;
        private final String last;
        private final String dot;

        Tree(boolean unicode) {
            branch = unicode ? "├─ " : "|- ";
            last = unicode ? "└─ " : "`- ";
            dot = unicode ? " · " : " - ";
        }

        void heading(String name, String... facts) {
            out.append(VisibleText.of(name));
            append(facts);
        }

        void bar(String name, String... facts) {
            out.append("  ").append(VisibleText.of(name));
            append(facts);
        }

        private void append(String... facts) {
            String separator = "   ";
            for (String fact : facts) {
                if (!fact.isEmpty()) {
                    out.append(separator).append(VisibleText.of(fact));
                    separator = dot;
                }
            }
            out.append('\n');
        }

        void rows(List<Row> rows) {
            int[] widths = new int[4];
            for (Row row : rows) {
                String[] cells = cells(row);
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.min(44, Math.max(widths[i], cells[i].length()));
                }
            }
            for (int r = 0; r < rows.size(); r++) {
                String[] cells = cells(rows.get(r));
                StringBuilder line = new StringBuilder("    ");
                line.append(r == rows.size() - 1 ? last : branch);
                for (int i = 0; i < widths.length; i++) {
                    line.append(cells[i]);
                    if (widths[i] > 0) {
                        line.append(" ".repeat(Math.max(0, widths[i] - cells[i].length()) + 2));
                    }
                }
                line.append(cells[4]);
                out.append(line.toString().stripTrailing()).append('\n');
            }
        }

        private static String[] cells(Row row) {
            return new String[] {
                VisibleText.of(row.port()),
                VisibleText.of(row.name()),
                VisibleText.of(row.state()),
                VisibleText.of(row.address()),
                VisibleText.of(row.rest())
            };
        }

        void line(String text) {
            out.append(VisibleText.of(text)).append('\n');
        }

        void blank() {
            out.append('\n');
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
