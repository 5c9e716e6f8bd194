package org.bridgewright.ui.topologyview;

/// Says what a drop would do. Called on the FX thread at each new target, so it must be quick.
@FunctionalInterface
public interface DropAdvisor {
    /// The sentences for `subject` let go over `target`; must not block.
    DropVerdict advise(DragSubject subject, DropTarget target);
}
