package org.bridgewright.core.topology.scene;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;

/// What of a scene goes into a file, and how large that is: the part itself, a margin round it, the legend below.
///
/// @param part in the scene's coordinates
/// @param whole whether that is all of it
record SceneFrame(Rect part, boolean whole) {
    static final double MARGIN = 16;
    private static final double AROUND = 20;

    static SceneFrame whole(TopologyScene scene) {
        return new SceneFrame(scene.bounds(), true);
    }

    /// The part round what is selected; the whole when nothing of it is shown.
    static SceneFrame of(TopologyScene scene, Set<ElementId> selected) {
        return around(scene, selected).orElseGet(() -> whole(scene));
    }

    /// The selected elements with what their lines lead to; empty when the scene shows none of them.
    private static Optional<SceneFrame> around(TopologyScene scene, Set<ElementId> selected) {
        Set<ElementId> shown = new HashSet<>(selected);
        for (Line line : scene.lines()) {
            if (line.ends().stream().anyMatch(selected::contains)) {
                shown.addAll(line.ends());
            }
        }
        for (Port port : scene.ports()) {
            if (selected.contains(port.owner()) || selected.contains(port.subject())) {
                shown.add(port.owner());
                scene.lines().stream()
                        .filter(l -> l.ends().contains(port.subject()))
                        .forEach(l -> shown.addAll(l.ends()));
            }
        }
        return shown.stream()
                .flatMap(id -> scene.boundsOf(id).stream())
                .reduce(Rect::union)
                .map(r -> new SceneFrame(r.grow(AROUND), false));
    }

    double left() {
        return part.x() - MARGIN;
    }

    double top() {
        return part.y() - MARGIN;
    }

    double width() {
        return Math.max(part.width(), Legend.width()) + 2 * MARGIN;
    }

    double height() {
        return part.height() + Legend.HEIGHT + 2 * MARGIN;
    }

    /// Paints ground, scene and legend.
    void paint(TopologyScene scene, Pen pen, ScenePainter.Options options, boolean legend) {
        pen.fillRect(new Rect(left(), top(), width(), height()), 0, Tone.GROUND, 1);
        new ScenePainter(scene, pen, options).paint(whole ? part.grow(MARGIN) : part);
        if (!whole) {
            // What reaches beyond the part ends at its edge.
            double right = left() + width();
            pen.fillRect(new Rect(left(), top(), width(), MARGIN), 0, Tone.GROUND, 1);
            pen.fillRect(new Rect(left(), top(), MARGIN, height()), 0, Tone.GROUND, 1);
            pen.fillRect(
                    new Rect(part.right(), top(), right - part.right(), height()),
                    0,
                    Tone.GROUND,
                    1);
            pen.fillRect(
                    new Rect(left(), part.bottom(), width(), MARGIN + Legend.HEIGHT),
                    0,
                    Tone.GROUND,
                    1);
        }
        if (legend) {
            Legend.draw(pen, part.x() + 4, part.bottom());
        }
    }
}
