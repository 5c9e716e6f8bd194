package org.bridgewright.ui.topologyview;

/// The user has dropped something on a possible target.
///
/// @param addToPlan whether Shift was held
/// @param sceneX place of the drop in the view's JavaFX scene
public record MoveRequested(
        DragSubject subject, DropTarget target, boolean addToPlan, double sceneX, double sceneY) {}
