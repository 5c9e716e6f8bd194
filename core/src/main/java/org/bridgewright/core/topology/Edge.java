package org.bridgewright.core.topology;

import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// A link of the graph. `how` and `evidence` as DESIGN's JSON has them.
public record Edge(
        EdgeKind kind,
        ElementId from,
        ElementId to,
        Optional<String> how,
        Optional<String> evidence)
        implements Comparable<Edge> {
    public static Edge of(EdgeKind kind, ElementId from, ElementId to) {
        return new Edge(kind, from, to, Optional.empty(), Optional.empty());
    }

    @Override
    public int compareTo(Edge other) {
        int c = kind.compareTo(other.kind);
        c = c != 0 ? c : from.compareTo(other.from);
        return c != 0 ? c : to.compareTo(other.to);
    }
}
