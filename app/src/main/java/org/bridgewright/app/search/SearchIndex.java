// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.app.inspector.Say;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Topology;

/// What can be found, as words. Pure; made anew for each wiring.
public final class SearchIndex {
    public static final SearchIndex EMPTY = new SearchIndex(List.of());
    private static final int MOST = 40;

    private final List<Entry> entries;

    /// @param seen when its host was seen so; empty while it is open and followed
    public record Hit(
            ElementId id,
            HostId host,
            String kind,
            String name,
            String detail,
            Optional<Instant> seen) {}

    private record Entry(Hit hit, String words) {}

    private SearchIndex(List<Entry> entries) {
        this.entries = entries;
    }

    /// @param seen when hosts that are not followed now were seen so
    public record Source(Topology topology, Map<HostId, Instant> seen) {
        public Source {
            seen = Map.copyOf(seen);
        }
    }

    public static SearchIndex of(List<Source> sources) {
        List<Entry> entries = new ArrayList<>();
        for (Source source : sources) {
            source.topology()
                    .elements()
                    .filter(e -> !isNetworksOwn(source.topology(), e))
                    .forEach(
                            e ->
                                    entries.add(
                                            entry(
                                                    source.topology(),
                                                    e,
                                                    Optional.ofNullable(
                                                            source.seen().get(e.host())))));
        }
        return new SearchIndex(entries);
    }

    /// Everything that contains all words of `query`; whole names first, then beginnings.
    public List<Hit> find(String query) {
        List<String> wanted = List.of(query.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        if (wanted.equals(List.of(""))) {
            return List.of();
        }
        return entries.stream()
                .filter(e -> wanted.stream().allMatch(e.words()::contains))
                .sorted(
                        Comparator.comparingInt((Entry e) -> rank(e.hit(), wanted.getFirst()))
                                .thenComparing(e -> e.hit().id()))
                .limit(MOST)
                .map(Entry::hit)
                .toList();
    }

    private static int rank(Hit hit, String word) {
        String name = hit.name().toLowerCase(Locale.ROOT);
        int kind = hit.kind().equals("guest") ? 0 : 1;
        return (name.equals(word) ? 0 : name.startsWith(word) ? 2 : 4) + kind;
    }

    /// Whether it is a bridge that the picture draws as the bar of its network: the network is the hit.
    private static boolean isNetworksOwn(Topology topology, Element element) {
        return element instanceof Element.BridgeElement bridge
                && networksOn(topology, bridge).findAny().isPresent();
    }

    private static Stream<Element.NetworkElement> networksOn(
            Topology topology, Element.BridgeElement bridge) {
        return all(topology, Element.NetworkElement.class)
                .filter(n -> n.host().equals(bridge.host()))
                .filter(n -> n.network().bridge().filter(bridge.name()::equals).isPresent());
    }

    private static <T extends Element> Stream<T> all(Topology topology, Class<T> type) {
        return topology.elements().filter(type::isInstance).map(type::cast);
    }

    private static Entry entry(Topology topology, Element element, Optional<Instant> seen) {
        StringBuilder words = new StringBuilder();
        String name = element.name();
        String detail = "";
        words.append(name).append(' ').append(element.host()).append(' ');
        switch (element) {
            case Element.GuestElement guest -> {
                detail = guest.guest().stateWord();
                guest.guest().uuid().ifPresent(u -> words.append(u).append(' '));
            }
            case Element.VnicElement vnic -> {
                String owner = topology.find(vnic.guest()).map(Element::name).orElse("");
                name = owner + " " + Say.vnic(vnic.number());
                List<String> addresses =
                        vnic.addresses().stream().map(a -> a.ip().toString()).toList();
                detail =
                        String.join(" · ", addresses)
                                + (addresses.isEmpty() ? "" : " · ")
                                + Say.place(topology, vnic.at());
                words.append(owner).append(' ').append(String.join(" ", addresses)).append(' ');
                vnic.mac().ifPresent(m -> words.append(m).append(' '));
                vnic.live().flatMap(v -> v.tap()).ifPresent(t -> words.append(t).append(' '));
            }
            case Element.NetworkElement network -> {
                detail = Say.mode(network);
                network.network().subnets().forEach(s -> words.append(s).append(' '));
                network.network().bridge().ifPresent(b -> words.append(b).append(' '));
                all(topology, Element.BridgeElement.class)
                        .filter(b -> networksOn(topology, b).anyMatch(network::equals))
                        .forEach(b -> bridge(words, b));
            }
            case Element.BridgeElement bridge -> {
                detail = bridge.kind();
                bridge(words, bridge);
            }
            case Element.LinkElement link -> {
                detail = link.kind();
                link(words, link.link());
                link.addresses().forEach(a -> words.append(a.ip()).append(' '));
            }
            case Element.RoutingElement routing -> detail = routing.kind();
            case Element.SegmentElement segment -> {
                detail = segment.kind();
                segment.subnet().ifPresent(s -> words.append(s).append(' '));
                segment.gateway().ifPresent(g -> words.append(g).append(' '));
            }
        }
        words.append(detail);
        return new Entry(
                new Hit(element.id(), element.host(), element.kind(), name, detail, seen),
                words.toString().toLowerCase(Locale.ROOT));
    }

    private static void bridge(StringBuilder words, Element.BridgeElement bridge) {
        link(words, bridge.link());
        bridge.addresses().forEach(a -> words.append(a.ip()).append(' '));
    }

    private static void link(StringBuilder words, Link link) {
        link.mac().ifPresent(m -> words.append(m).append(' '));
        link.altNames().forEach(n -> words.append(n).append(' '));
    }
}
