package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.TopologyScene;

/// Where something may be dropped in one scene: the areas of networks with their bars, the room that an empty network opens
/// over its bar, and the tabs of bars that carry several. Scene units.
final class Targets {
    private static final String AREA = "/area";
    private static final double OPENED = 120;
    private static final double APART = 8;

    /// One place.
    ///
    /// @param bar the bar or tab that names it
    /// @param rect where a drop counts
    /// @param opened whether there is nothing but a bar, so that its room must be drawn
    record Place(Box bar, DropTarget target, Rect rect, boolean opened) {}

    private final List<Place> places = new ArrayList<>();
    private final Map<ElementId, List<Place>> tabsOf = new LinkedHashMap<>();
    private final List<Box> locked = new ArrayList<>();

    Targets(TopologyScene scene) {
        List<Box> bars = new ArrayList<>();
        List<Box> tabs = new ArrayList<>();
        for (Box box : scene.boxes()) {
            if (box.kind() == Box.Kind.BAR) {
                bars.add(box);
            } else if (box.kind() == Box.Kind.TAB && box.target().isPresent()) {
                tabs.add(box);
            }
        }
        for (Box tab : tabs) {
            Place place = place(tab, tab.rect(), false);
            places.add(place);
            bars.stream()
                    .filter(b -> b.rect().contains(tab.rect().centerX(), tab.rect().centerY()))
                    .findFirst()
                    .ifPresent(
                            b -> tabsOf.computeIfAbsent(b.id(), k -> new ArrayList<>()).add(place));
        }
        Set<ElementId> inTabs = new HashSet<>(tabsOf.keySet());
        for (Box bar : bars) {
            Optional<Rect> area = scene.box(areaOf(bar.id())).map(Box::rect);
            if (bar.target().isPresent()) {
                places.add(
                        place(
                                bar,
                                area.map(a -> a.union(bar.rect()))
                                        .orElseGet(() -> opened(scene, bar)),
                                area.isEmpty()));
            } else if (!inTabs.contains(bar.id())) {
                locked.add(bar);
            }
        }
    }

    private static Place place(Box bar, Rect rect, boolean opened) {
        return new Place(bar, new DropTarget(bar.id(), bar.target().orElseThrow()), rect, opened);
    }

    private static ElementId areaOf(ElementId bar) {
        return new ElementId(bar.value() + AREA);
    }

    /// An empty network is a bar only: it opens while something is dragged, as far as there is free ground over it.
    private static Rect opened(TopologyScene scene, Box bar) {
        Rect r = bar.rect();
        Rect over = new Rect(r.x() - APART, r.y() - OPENED, r.width() + 2 * APART, OPENED);
        double top = over.y();
        for (Box box : scene.boxesIn(over)) {
            if (box.kind() != Box.Kind.HOST
                    && !box.id().equals(bar.id())
                    && box.rect().intersects(over)
                    && box.rect().y() < r.y()) {
                top = Math.max(top, box.rect().bottom() + APART);
            }
        }
        top = Math.min(top, r.y() - APART);
        return new Rect(over.x(), top, over.width(), r.bottom() + 14 - top);
    }

    /// All of them; tabs first.
    List<Place> all() {
        return places;
    }

    /// Bars that take nothing at all.
    List<Box> locked() {
        return locked;
    }

    /// The tabs of a bar that is no target itself; empty when it has none.
    List<Place> tabsOf(ElementId bar) {
        return tabsOf.getOrDefault(bar, List.of());
    }

    /// The bar with tabs whose bar or area is at a point.
    Optional<Box> tabbedAt(TopologyScene scene, double x, double y) {
        return tabsOf.keySet().stream()
                .flatMap(id -> scene.box(id).stream())
                .filter(
                        bar ->
                                bar.rect().contains(x, y)
                                        || scene.box(areaOf(bar.id()))
                                                .filter(a -> a.rect().contains(x, y))
                                                .isPresent())
                .findFirst();
    }

    /// The place at a point: a tab before the bar it is on, the smaller of two that overlap.
    Optional<Place> at(double x, double y) {
        return places.stream()
                .filter(p -> p.rect().contains(x, y))
                .min(
                        Comparator.comparing((Place p) -> p.bar().kind() != Box.Kind.TAB)
                                .thenComparing(p -> p.rect().width() * p.rect().height()));
    }

    /// Whether the names on a place, its host included, have all words of `filter`.
    static boolean matches(Place place, String filter) {
        String text =
                (place.bar().id().value()
                                + ' '
                                + place.bar().texts().stream()
                                        .map(t -> t.text() + ' ')
                                        .reduce("", String::concat))
                        .toLowerCase(Locale.ROOT);
        for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
