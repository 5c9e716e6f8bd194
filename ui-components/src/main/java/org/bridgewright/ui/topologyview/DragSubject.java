package org.bridgewright.ui.topologyview;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// What is being dragged: guests, or one vNIC of one guest.
///
/// @param vnic empty when a whole card is dragged; the guest's only vNIC is filled in
public record DragSubject(List<ElementId> guests, Optional<ElementId> vnic) {
    public DragSubject {
        guests = List.copyOf(guests);
    }
}
