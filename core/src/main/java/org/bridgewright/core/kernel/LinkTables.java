package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bridgewright.core.kernel.PartReader.Source;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Links, bridges and ports, which one output (`ip -d link`) tells at once, completed from sysfs, `bridge` and `brctl`.
record LinkTables(
        Part<List<Link>> links, Part<List<BridgeState>> bridges, Part<List<BridgePort>> ports) {

    /// @param detailed the output says of each link what kind it is
    private record Dump(Entries<JsonNode> nodes, boolean detailed) {}

    static LinkTables read(RawOutputs outputs, PartReader parts) {
        Optional<SysfsText> sysfs = sysfs(outputs);
        Function<RawOutput, Dump> dump =
                raw -> {
                    Entries<JsonNode> nodes = IpLinkText.nodes(raw.text());
                    sysfs.ifPresent(s -> complete(nodes, s));
                    return new Dump(nodes, isDetailed(nodes));
                };
        Part<Dump> read =
                parts.first(
                        "links",
                        Source.of("ip-link-stats.json", dump),
                        Source.of("ip-link.json", dump),
                        Source.of("ip-link-stats.txt", dump),
                        Source.of("ip-link.txt", dump),
                        Source.of("ip-addr.json", dump),
                        Source.of("ip-addr.txt", dump),
                        Source.lenient(
                                "sysfs-links.txt",
                                raw ->
                                        new Dump(
                                                sysfs.orElseGet(() -> SysfsText.parse(""))
                                                        .entries(),
                                                true)));
        Part<List<Link>> links =
                parts.keep(
                        "links",
                        read.map(
                                d ->
                                        Entries.read(
                                                d.nodes(),
                                                (node, i) ->
                                                        LinkEntries.link(node, i, d.detailed())
                                                                .map(l -> extras(l, sysfs)))));
        return new LinkTables(
                links,
                bridges(outputs, parts, read),
                ports(outputs, parts, read).map(ports -> withNumbers(ports, outputs)));
    }

    private static Optional<SysfsText> sysfs(RawOutputs outputs) {
        StringBuilder all = new StringBuilder();
        for (String file : new String[] {"sysfs-links.txt", "sysfs-net.txt", "stp-sysfs.txt"}) {
            outputs.get(file).ifPresent(o -> all.append(o.text()).append('\n'));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(SysfsText.parse(all.toString()));
    }

    private static void complete(Entries<JsonNode> nodes, SysfsText sysfs) {
        for (JsonNode node : nodes.good()) {
            if (node instanceof ObjectNode object) {
                sysfs.completeStp(object);
            }
        }
    }

    private static boolean isDetailed(Entries<JsonNode> nodes) {
        return nodes.good().stream().anyMatch(n -> n.has("linkinfo") || n.has("promiscuity"));
    }

    private static Link extras(Link link, Optional<SysfsText> sysfs) {
        if (sysfs.isEmpty() || !sysfs.get().links().contains(link.name())) {
            return link;
        }
        SysfsText s = sysfs.get();
        boolean device = link.hasDevice() || s.hasDevice(link.name());
        return new Link(
                link.index(),
                link.name(),
                link.actable(),
                link.mac(),
                link.flags(),
                link.mtuBytes(),
                link.operState(),
                link.carrier(),
                link.txQueueLength(),
                link.infoKind(),
                link.slaveKind(),
                link.master(),
                link.parent(),
                link.peerInOtherNamespace(),
                device,
                link.wireless() || s.isWireless(link.name()),
                device ? s.speedMbps(link.name()).or(link::speedMbps) : link.speedMbps(),
                s.driver(link.name()).or(link::driver),
                link.altNames(),
                link.virtualFunctions(),
                link.details(),
                link.counters());
    }

    private static Part<List<BridgeState>> bridges(
            RawOutputs outputs, PartReader parts, Part<Dump> read) {
        if (read instanceof Part.Present<Dump> present && present.value().detailed()) {
            return read.map(d -> trueRoots(d.nodes().good()));
        }
        Part<List<BridgeState>> shown =
                parts.list(
                        "bridges",
                        Source.of(
                                "brctl-show.txt",
                                raw ->
                                        Entries.of(
                                                BrctlText.show(raw.text()).stream()
                                                        .map(LinkTables::bridge)
                                                        .toList())));
        return shown.isPresent()
                ? shown
                : read.problem().<Part<List<BridgeState>>>map(Part::missing).orElse(shown);
    }

    /// `ip` before 6.4 prints the bridge's own id as that of the root; the port towards the root knows better.
    private static List<BridgeState> trueRoots(List<JsonNode> nodes) {
        Map<String, String> roots = new HashMap<>();
        for (JsonNode node : nodes) {
            LinkEntries.port(node)
                    .ifPresent(
                            port ->
                                    port.designatedRoot()
                                            .ifPresent(
                                                    root ->
                                                            roots.put(
                                                                    port.bridge()
                                                                            + "\n"
                                                                            + port.number()
                                                                                    .orElse(0),
                                                                    root)));
        }
        return nodes.stream()
                .flatMap(node -> LinkEntries.bridge(node).stream())
                .map(
                        b ->
                                b.rootPort().filter(number -> number != 0).isPresent()
                                        ? withRoot(b, roots)
                                        : b)
                .toList();
    }

    private static BridgeState withRoot(BridgeState b, Map<String, String> roots) {
        String told = roots.get(b.name() + "\n" + b.rootPort().orElse(0));
        return new BridgeState(
                b.name(),
                b.bridgeId(),
                Optional.ofNullable(told).or(b::rootId),
                b.stp(),
                b.rootPort(),
                b.rootPathCost(),
                b.priority(),
                b.forwardDelaySeconds(),
                b.helloTimeSeconds(),
                b.maxAgeSeconds(),
                b.ageingTimeSeconds(),
                b.vlanFiltering(),
                b.multicastSnooping(),
                b.topologyChange(),
                b.timers());
    }

    private static BridgeState bridge(BrctlText.Shown shown) {
        return new BridgeState(
                shown.bridge(),
                Optional.of(shown.id()),
                Optional.empty(),
                shown.stp(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Part<List<BridgePort>> ports(
            RawOutputs outputs, PartReader parts, Part<Dump> read) {
        if (read instanceof Part.Present<Dump> present) {
            List<BridgePort> ports =
                    present.value().nodes().good().stream()
                            .flatMap(n -> LinkEntries.port(n).stream())
                            .toList();
            // `ip` before 4.5 knows the kind of a port, but not its state.
            boolean told =
                    ports.stream().anyMatch(p -> p.number().isPresent())
                            || ports.isEmpty() && present.value().detailed();
            if (told) {
                return new Part.Present<>(ports, present.readAt());
            }
        }
        Part<List<BridgePort>> other =
                parts.list(
                        "ports",
                        Source.of(
                                "bridge-link-detail.json", raw -> BridgeToolText.ports(raw.text())),
                        Source.of("bridge-link.json", raw -> BridgeToolText.ports(raw.text())),
                        Source.of("bridge-link.txt", raw -> BridgeToolText.ports(raw.text())),
                        Source.of("brctl-show.txt", raw -> shownPorts(raw.text())));
        return other.isPresent()
                ? other
                : read.problem().<Part<List<BridgePort>>>map(Part::missing).orElse(other);
    }

    private static Entries<BridgePort> shownPorts(String text) {
        List<BridgePort> ports = new ArrayList<>();
        for (BrctlText.Shown shown : BrctlText.show(text)) {
            for (String link : shown.ports()) {
                ports.add(
                        new BridgePort(
                                link,
                                shown.bridge(),
                                Optional.empty(),
                                Optional.empty(),
                                "unknown",
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return Entries.of(ports);
    }

    /// Numbers and states of `brctl showstp` for ports whose source tells none.
    private static List<BridgePort> withNumbers(List<BridgePort> ports, RawOutputs outputs) {
        if (ports.stream().allMatch(p -> p.number().isPresent())) {
            return ports;
        }
        Map<String, Map<String, String>> told = new HashMap<>();
        for (RawOutput output : outputs.matching("brctl-showstp-", ".txt")) {
            told.putAll(new LinkedHashMap<>(BrctlText.showstp(output.text()).ports()));
        }
        return ports.stream()
                .map(p -> told.containsKey(p.link()) ? numbered(p, told.get(p.link())) : p)
                .toList();
    }

    private static BridgePort numbered(BridgePort port, Map<String, String> stp) {
        return new BridgePort(
                port.link(),
                port.bridge(),
                port.number()
                        .or(() -> Optional.ofNullable(stp.get("number")).flatMap(Numbers::integer)),
                port.portId()
                        .or(() -> Optional.ofNullable(stp.get("port id")).map(id -> "0x" + id)),
                port.state().equals("unknown")
                        ? stp.getOrDefault("state", port.state())
                        : port.state(),
                port.priority(),
                port.cost()
                        .or(
                                () ->
                                        Optional.ofNullable(stp.get("path cost"))
                                                .flatMap(Numbers::integer)),
                port.isolated(),
                port.hairpin(),
                port.learning(),
                port.flooding(),
                port.designatedRoot().or(() -> Optional.ofNullable(stp.get("designated root"))),
                port.designatedBridge().or(() -> Optional.ofNullable(stp.get("designated bridge"))),
                port.designatedCost(),
                port.timers());
    }
}
