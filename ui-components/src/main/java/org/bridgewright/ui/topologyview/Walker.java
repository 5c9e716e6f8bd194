package org.bridgewright.ui.topologyview;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Direction;
import org.bridgewright.core.topology.scene.TopologyScene;

/// Walks the picture by keyboard: arrows to the nearest neighbour, Tab through the regions.
final class Walker {
    private final TopologyView view;

    Walker(TopologyView view) {
        this.view = view;
    }

    /// To the neighbour, which is then the only one selected; from nowhere to the first element.
    void walk(Direction direction) {
        TopologyScene scene = view.getShown();
        Optional<ElementId> from =
                view.getFocusedElement()
                        .or(
                                () ->
                                        view.getSelected().stream()
                                                .filter(i -> scene.box(i).isPresent())
                                                .findFirst());
        Optional<ElementId> to =
                from.isPresent()
                        ? scene.neighbour(from.get(), direction)
                        : scene.focusable().stream().findFirst().map(Box::id);
        to.ifPresent(
                id -> {
                    view.moveCursor(id);
                    view.getSelected().clear();
                    view.getSelected().add(id);
                });
    }

    /// To the first element of the next region: cards, bars, strip, NICs, outside; host by host.
    ///
    /// @return false at either end, where the focus leaves the picture
    boolean walkRegion(boolean back) {
        TopologyScene scene = view.getShown();
        List<ElementId> firsts = Regions.firsts(scene);
        int now =
                view.getFocusedElement()
                        .map(c -> Regions.indexOf(scene, firsts, c))
                        .orElse(back ? firsts.size() : -1);
        int next = now + (back ? -1 : 1);
        if (next < 0 || next >= firsts.size()) {
            return false;
        }
        view.moveCursor(firsts.get(next));
        return true;
    }
}
