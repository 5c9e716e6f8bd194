package org.bridgewright.core.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.jspecify.annotations.Nullable;

/// The wiring of all connected hosts as one graph. Built by `Topologies.build`; same snapshots, same topology.
public final class Topology {
    public static final Topology EMPTY = new Topology(List.of(), List.of(), List.of());

    private final List<HostTopology> hosts;
    private final List<Element.SegmentElement> segments;
    private final List<Edge> unsorted;

    /// Sorted when somebody asks for all: a picture does not, and tens of thousands take their time.
    private volatile @Nullable List<Edge> edges;

    /// Made when somebody looks for one: arranging does not.
    private volatile @Nullable Map<ElementId, Element> byId;

    public Topology(
            List<HostTopology> hosts, List<Element.SegmentElement> segments, List<Edge> edges) {
        this.hosts = List.copyOf(hosts);
        this.segments = List.copyOf(segments);
        this.unsorted = List.copyOf(edges);
    }

    public List<HostTopology> hosts() {
        return hosts;
    }

    /// What is on that host; empty when it is not part of this topology.
    public Optional<HostTopology> host(HostId id) {
        return hosts.stream().filter(h -> h.host().equals(id)).findFirst();
    }

    /// LANs beyond the NICs.
    public List<Element.SegmentElement> segments() {
        return segments;
    }

    /// All edges, sorted.
    public List<Edge> edges() {
        List<Edge> sorted = edges;
        if (sorted == null) {
            sorted = unsorted.stream().sorted().toList();
            edges = sorted;
        }
        return sorted;
    }

    /// The edges of one kind, sorted.
    public List<Edge> edges(EdgeKind kind) {
        return unsorted.stream().filter(e -> e.kind() == kind).sorted().toList();
    }

    /// All elements of all hosts, then the segments.
    public Stream<Element> elements() {
        return Stream.concat(hosts.stream().flatMap(h -> h.elements().stream()), segments.stream());
    }

    /// The element of that id on any host or segment; empty when it is not there.
    public Optional<Element> find(ElementId id) {
        Map<ElementId, Element> index = byId;
        if (index == null) {
            index =
                    HashMap.newHashMap(
                            segments.size()
                                    + hosts.stream().mapToInt(h -> h.elements().size()).sum());
            for (HostTopology host : hosts) {
                for (Element element : host.elements()) {
                    index.put(element.id(), element);
                }
            }
            for (Element segment : segments) {
                index.put(segment.id(), segment);
            }
            byId = index;
        }
        return Optional.ofNullable(index.get(id));
    }

    /// The element of that id; empty also when it is of another type.
    public <T extends Element> Optional<T> find(ElementId id, Class<T> type) {
        return find(id).filter(type::isInstance).map(type::cast);
    }
}
