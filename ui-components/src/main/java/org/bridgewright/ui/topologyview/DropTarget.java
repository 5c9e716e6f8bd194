package org.bridgewright.ui.topologyview;

import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;

/// Where it may be dropped.
///
/// @param element the network, bridge or port group
public record DropTarget(ElementId element, MoveTarget target) {}
