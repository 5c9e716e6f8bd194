package org.bridgewright.core.topology;

import java.util.List;
import java.util.Map;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;

/// One host of a topology.
///
/// @param snapshot what it was built from
/// @param elements sorted by id
/// @param vnics of each guest by its id, in their order; guests without any are left out
public record HostTopology(
        HostId host,
        HostSnapshot snapshot,
        List<Element> elements,
        Map<ElementId, List<Element.VnicElement>> vnics) {
    public HostTopology {
        elements = List.copyOf(elements);
    }

    /// The vNICs of a guest in their order.
    public List<Element.VnicElement> vnicsOf(ElementId guest) {
        return vnics.getOrDefault(guest, List.of());
    }
}
