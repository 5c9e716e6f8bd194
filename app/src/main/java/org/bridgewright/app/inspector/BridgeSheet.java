// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.SeenMac;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;

/// The Bridge tab: `brctl show`, `showstp`, `showmacs` of the bridge that an element is on, each MAC with its owner.
public final class BridgeSheet {
    private BridgeSheet() {}

    /// The bridge that belongs to `id`: itself, its network's, the one that it is a port of.
    public static Optional<BridgeElement> bridgeOf(Topology topology, ElementId id) {
        Optional<Element> element = topology.find(id);
        return element.isEmpty()
                ? Optional.empty()
                : switch (element.get()) {
                    case BridgeElement bridge -> Optional.of(bridge);
                    case NetworkElement network ->
                            network.bridge().flatMap(b -> topology.find(b, BridgeElement.class));
                    case VnicElement vnic -> VnicSheet.bridge(topology, vnic);
                    case GuestElement guest ->
                            guest.vnics().stream()
                                    .flatMap(v -> topology.find(v, VnicElement.class).stream())
                                    .flatMap(v -> VnicSheet.bridge(topology, v).stream())
                                    .findFirst();
                    case LinkElement link ->
                            link.link()
                                    .master()
                                    .map(m -> ElementId.link(link.host(), m))
                                    .flatMap(m -> topology.find(m, BridgeElement.class));
                    case Element.RoutingElement routing -> Optional.empty();
                    case Element.SegmentElement segment -> Optional.empty();
                };
    }

    /// The sheet's sections in their order; spanning tree only where its state was read.
    public static List<Section> sections(Topology topology, BridgeElement bridge) {
        List<Section> sections = new ArrayList<>();
        sections.add(show(bridge));
        sections.add(macs(topology, bridge, bridge, WORDS.get("bridge.macs"), true));
        sections.add(ports(bridge));
        bridge.state().ifPresent(state -> sections.add(stp(state)));
        return sections;
    }

    /// One line of `brctl show`.
    private static Section show(BridgeElement bridge) {
        String names =
                bridge.ports().stream().map(p -> p.port().link()).collect(Collectors.joining(", "));
        Facts facts = new Facts().mono(WORDS.get("bridge.name"), bridge.name());
        facts.mono(
                WORDS.get("bridge.id"),
                bridge.state()
                        .flatMap(BridgeState::bridgeId)
                        .orElseGet(() -> WORDS.get("unknown")));
        facts.add(WORDS.get("bridge.stp"), Say.onOff(bridge.state().map(BridgeState::stp)));
        facts.mono(
                WORDS.get("bridge.interfaces"),
                names.isEmpty() ? WORDS.get("bridge.noports") : names);
        return facts.as(WORDS.get("bridge.title"));
    }

    private static Section ports(BridgeElement bridge) {
        List<Port> ports =
                bridge.ports().stream()
                        .sorted(
                                Comparator.comparing(
                                        p -> p.port().number().orElse(Integer.MAX_VALUE)))
                        .toList();
        List<String> heads =
                List.of(
                        WORDS.get("bridge.port"),
                        WORDS.get("bridge.no"),
                        WORDS.get("bridge.state"),
                        WORDS.get("bridge.cost"));
        return new Section.Grid(
                WORDS.get("bridge.ports"),
                heads,
                ports.stream().map(BridgeSheet::portRow).toList(),
                ports.stream().map(p -> Optional.of(p.link())).toList());
    }

    private static List<String> portRow(Port port) {
        return List.of(
                port.port().link(),
                port.port().number().map(Object::toString).orElse(""),
                port.port().state(),
                port.port().cost().map(Object::toString).orElse(""));
    }

    /// @param own with the addresses of the ports themselves, and the port of each
    static Section macs(
            Topology topology, BridgeElement bridge, Element seenFrom, String title, boolean own) {
        List<SeenMac> shown = new ArrayList<>();
        for (Port port : bridge.ports()) {
            switch (port.macs()) {
                case Part.Missing<List<SeenMac>> missing -> {
                    String text = WORDS.get("bridge.macs.missing", missing.why().line());
                    return new Section.Note(title, text);
                }
                case Part.Present<List<SeenMac>> present ->
                        present.value().stream()
                                .filter(seen -> own || !seen.entry().local())
                                .filter(seen -> !seen.entry().mac().isMulticast())
                                .forEach(shown::add);
            }
        }
        if (shown.isEmpty()) {
            return new Section.Note(title, WORDS.get("macs.none"));
        }
        List<String> heads = new ArrayList<>();
        heads.add(WORDS.get("macs.mac"));
        heads.add(WORDS.get("macs.who"));
        if (own) {
            heads.add(WORDS.get("bridge.port"));
        }
        heads.add(WORDS.get("macs.age"));
        return new Section.Grid(
                title,
                heads,
                shown.stream().map(seen -> macRow(topology, seen, seenFrom, own)).toList(),
                shown.stream().map(SeenMac::owner).toList());
    }

    private static List<String> macRow(
            Topology topology, SeenMac seen, Element seenFrom, boolean withPort) {
        FdbEntry entry = seen.entry();
        List<String> row = new ArrayList<>();
        row.add(entry.mac().text());
        row.add(
                seen.owner()
                        .flatMap(topology::find)
                        .map(e -> Say.owner(topology, e, seenFrom))
                        .orElseGet(() -> WORDS.get(entry.local() ? "macs.own" : "macs.unknown")));
        if (withPort) {
            row.add(entry.link());
        }
        row.add(
                entry.local()
                        ? WORDS.get("bridge.local")
                        : entry.ageSeconds().map(Say::seconds).orElse(""));
        return row;
    }

    private static Section stp(BridgeState state) {
        Facts facts = new Facts();
        boolean own = state.rootId().isPresent() && state.rootId().equals(state.bridgeId());
        facts.add(
                WORDS.get("bridge.root"),
                own
                        ? WORDS.get("bridge.root.own")
                        : WORDS.get(
                                "bridge.root.other",
                                state.rootId().orElseGet(() -> WORDS.get("unknown")),
                                state.rootPort().map(Object::toString).orElse("?"),
                                state.rootPathCost().map(Object::toString).orElse("?")));
        time(facts, "bridge.delay", state.forwardDelaySeconds());
        time(facts, "bridge.hello", state.helloTimeSeconds());
        time(facts, "bridge.maxage", state.maxAgeSeconds());
        time(facts, "bridge.ageing", state.ageingTimeSeconds());
        facts.add(WORDS.get("bridge.vlan"), Say.onOff(state.vlanFiltering()));
        state.timers()
                .map(
                        t ->
                                WORDS.get(
                                        "bridge.timers.text",
                                        Say.seconds(t.hello()),
                                        Say.seconds(t.tcn()),
                                        Say.seconds(t.topologyChange()),
                                        Say.seconds(t.gc())))
                .ifPresent(text -> facts.add(WORDS.get("bridge.timers"), text));
        return facts.as(WORDS.get("bridge.stp"));
    }

    private static void time(Facts facts, String key, Optional<Double> seconds) {
        seconds.ifPresent(s -> facts.add(WORDS.get(key), Say.seconds(s)));
    }
}
