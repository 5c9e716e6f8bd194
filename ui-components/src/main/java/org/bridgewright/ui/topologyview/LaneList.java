package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Rect;

/// The networks, VLANs or port groups of one bar, opened as a list while something is dragged over it: the bar itself takes
/// nothing, and nobody but the user picks one of them.
final class LaneList extends VBox {
    private final List<Targets.Place> places = new ArrayList<>();

    LaneList() {
        getStyleClass().add("topology-lanes");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    /// @param bar where the bar is in the view
    void open(List<Targets.Place> tabs, Rect bar, double width, double height) {
        places.clear();
        places.addAll(tabs);
        getChildren().clear();
        for (Targets.Place tab : tabs) {
            Label row = new Label(text(tab.bar()));
            row.getStyleClass().add("lane");
            row.setMaxWidth(Double.MAX_VALUE);
            getChildren().add(row);
        }
        setVisible(true);
        applyCss();
        autosize();
        layout();
        double below = bar.bottom() + 4;
        double y = below + getHeight() > height ? bar.y() - getHeight() - 4 : below;
        relocate(
                Math.clamp(bar.x(), 4, Math.max(4, width - getWidth() - 4)),
                Math.clamp(y, 4, Math.max(4, height - getHeight() - 4)));
    }

    private static String text(Box tab) {
        return tab.texts().isEmpty() ? tab.sentence() : tab.texts().getFirst().text();
    }

    void close() {
        setVisible(false);
        places.clear();
    }

    boolean covers(double x, double y) {
        return isVisible() && getBoundsInParent().contains(x, y);
    }

    /// The lane under a point of the view.
    Optional<Targets.Place> at(double x, double y) {
        if (!covers(x, y)) {
            return Optional.empty();
        }
        for (int i = 0; i < places.size(); i++) {
            if (getChildren().get(i).getBoundsInParent().contains(parentToLocal(x, y))) {
                return Optional.of(places.get(i));
            }
        }
        return Optional.empty();
    }

    void highlight(Optional<Targets.Place> now) {
        for (int i = 0; i < places.size(); i++) {
            boolean here = now.filter(places.get(i)::equals).isPresent();
            getChildren().get(i).getStyleClass().remove("here");
            if (here) {
                getChildren().get(i).getStyleClass().add("here");
            }
        }
    }
}
