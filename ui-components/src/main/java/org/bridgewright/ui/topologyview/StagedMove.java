package org.bridgewright.ui.topologyview;

import org.bridgewright.core.model.ElementId;

/// A move that is planned and not applied: the old place fades, the new one shows a ghost with a dashed link.
///
/// @param to the network or bridge
public record StagedMove(ElementId guest, ElementId vnic, String text, ElementId to) {}
