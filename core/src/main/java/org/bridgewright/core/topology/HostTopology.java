package org.bridgewright.core.topology;

import java.util.List;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;

/// One host of a topology: its elements, sorted by id, and the snapshot they were built from.
public record HostTopology(HostId host, HostSnapshot snapshot, List<Element> elements) {
    public HostTopology {
        elements = List.copyOf(elements);
    }
}
