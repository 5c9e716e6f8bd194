package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;

/// What must hold for every picture.
final class Pictures {
    private Pictures() {}

    /// Sentences about what is wrong; empty = nothing.
    static List<String> faults(TopologyScene scene) {
        List<String> faults = new ArrayList<>();
        List<Box> solid =
                scene.boxes().stream()
                        .filter(
                                b ->
                                        switch (b.kind()) {
                                            case GUEST,
                                                    BAR,
                                                    STRIP,
                                                    NIC,
                                                    LINK,
                                                    SEGMENT,
                                                    FOLD,
                                                    MISSING ->
                                                    true;
                                            case HOST, AREA, BRACKET, TAB, BADGE -> false;
                                        })
                        .toList();
        overlaps(solid, faults);
        for (Line line : scene.lines()) {
            crossings(scene, line, solid, faults);
        }
        for (TopologyScene.FullLine full : scene.fullLines()) {
            crossings(scene, full.line(), solid, faults);
        }
        for (Box box : scene.boxes()) {
            if (!scene.bounds().grow(1).contains(box.rect())) {
                faults.add(box.id() + " lies outside of the picture");
            }
            for (Text text : box.texts()) {
                if (text.x() < box.rect().x() - 0.5
                        || text.x() + text.width() > box.rect().right() + 0.5) {
                    faults.add("'" + text.text() + "' leaves " + box.id());
                }
            }
        }
        return faults;
    }

    private static void overlaps(List<Box> boxes, List<String> faults) {
        SpatialIndex<Box> index = new SpatialIndex<>(boxes, Box::rect);
        for (Box box : boxes) {
            for (Box other : index.in(box.rect())) {
                if (box.id().compareTo(other.id()) < 0 && box.rect().intersects(other.rect())) {
                    faults.add(box.id() + " overlaps " + other.id());
                }
            }
        }
    }

    /// A line may touch a box only where it ends at it: no point of it lies inside.
    private static void crossings(
            TopologyScene scene, Line line, List<Box> solid, List<String> faults) {
        for (int i = 0; i < line.path().corners() - 1; i++) {
            Rect segment = line.path().segment(i);
            for (Box box : scene.boxesIn(segment)) {
                if (solid.contains(box) && box.rect().grow(-0.6).intersects(thick(segment))) {
                    boolean cable =
                            line.role() == Line.Role.OUTSIDE && line.ends().contains(box.id())
                                    || line.role() == Line.Role.OUTSIDE
                                            && line.subject().equals(box.id());
                    if (!cable) {
                        faults.add(line.role() + " of " + line.subject() + " crosses " + box.id());
                    }
                }
            }
        }
    }

    private static Rect thick(Rect segment) {
        return new Rect(
                segment.x() - 0.2,
                segment.y() - 0.2,
                segment.width() + 0.4,
                segment.height() + 0.4);
    }
}
