package org.bridgewright.ui.topologyview;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Glyph;
import org.bridgewright.core.topology.scene.Line;
import org.bridgewright.core.topology.scene.Path;
import org.bridgewright.core.topology.scene.Pen;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.ScenePainter;
import org.bridgewright.core.topology.scene.Text;
import org.bridgewright.core.topology.scene.TextMeasure;
import org.bridgewright.core.topology.scene.TextStyle;
import org.bridgewright.core.topology.scene.Tone;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;

/// Draws one frame of the view: the scene, then what belongs to the moment: rates, full lines, targets, ghosts, counts.
final class ViewPainter {
    private static final Words WORDS = Words.of(ViewPainter.class);
    private static final double GHOST_HEIGHT = 26;

    /// How much more than the view is drawn once the user pans: until it is used up, a pan only moves the canvas.
    private static final double MARGIN = 192;

    private final TopologyView view;
    private final Canvas canvas;
    private final Camera eye;
    private Camera camera;
    private double margin;
    private boolean panned;
    private boolean hurried;
    private final DragGesture drag;
    private boolean dirty = true;

    ViewPainter(TopologyView view, Canvas canvas, Camera camera, DragGesture drag) {
        this.view = view;
        this.canvas = canvas;
        this.eye = camera;
        this.camera = camera;
        this.drag = drag;
    }

    void dirty() {
        dirty = true;
    }

    /// The camera has moved sideways, and nothing else has changed.
    void panned() {
        panned = true;
    }

    /// While zooming only the main texts are drawn.
    void hurry(boolean now) {
        hurried = now;
        dirty = true;
    }

    /// @return whether anything is different on screen
    boolean paint(double viewWidth, double viewHeight) {
        if (viewWidth <= 0 || viewHeight <= 0 || !dirty && !panned) {
            return false;
        }
        if (!dirty) {
            double dx = (camera.left() - eye.left()) * eye.scale();
            double dy = (camera.top() - eye.top()) * eye.scale();
            boolean covered =
                    margin > 0
                            && Math.abs(dx + margin) <= margin
                            && Math.abs(dy + margin) <= margin;
            if (covered) {
                canvas.relocate(Math.round(dx), Math.round(dy));
                panned = false;
                return true;
            }
            margin = MARGIN;
        } else {
            margin = panned && margin > 0 ? margin : 0;
        }
        camera = margin > 0 ? eye.grown(margin) : eye;
        double w = viewWidth + 2 * margin;
        double h = viewHeight + 2 * margin;
        if (canvas.getWidth() != w || canvas.getHeight() != h) {
            canvas.setWidth(w);
            canvas.setHeight(h);
        }
        canvas.relocate(-margin, -margin);
        panned = false;
        dirty = false;
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, w, h);
        TopologyScene scene = view.scene();
        CanvasPen pen = new CanvasPen(gc, camera, view.colours()::of, w, h);
        Set<ElementId> moving = new HashSet<>();
        view.staged().forEach(s -> moving.add(s.vnic()));
        Set<ElementId> movingGuests = new HashSet<>();
        view.staged().forEach(s -> movingGuests.add(s.guest()));
        Set<ElementId> impossible = drag.isActive() ? impossible(scene) : Set.of();
        ScenePainter painter =
                new ScenePainter(
                        scene,
                        pen,
                        new ScenePainter.Options(
                                view.getSelected()::contains,
                                id ->
                                        view.isFaded(id)
                                                || drag.drags(id)
                                                || moving.contains(id)
                                                || movingGuests.contains(id)
                                                || impossible.contains(id),
                                camera.scale(),
                                hurried));
        painter.paint(camera.view());
        fullLines(scene, painter);
        rates(scene, pen);
        if (camera.scale() < ScenePainter.DOTS) {
            counts(scene, pen);
        }
        target(scene, pen);
        ghosts(scene, pen);
        return true;
    }

    private Set<ElementId> impossible(TopologyScene scene) {
        Set<ElementId> result = new HashSet<>();
        for (Box box : scene.boxesIn(camera.view())) {
            if (box.kind() == Box.Kind.BAR && box.target().isEmpty()) {
                result.add(box.id());
            }
        }
        return result;
    }

    private void fullLines(TopologyScene scene, ScenePainter painter) {
        Set<ElementId> guests = new HashSet<>();
        view.hovered().ifPresent(guests::add);
        view.getSelected().stream().filter(view::isGuest).limit(20).forEach(guests::add);
        for (ElementId guest : guests) {
            List<Line> lines = scene.fullLines(guest);
            if (!lines.isEmpty()) {
                painter.paintLines(lines);
                view.portsOf(guest).forEach(painter::port);
            }
        }
    }

    private void rates(TopologyScene scene, Pen pen) {
        if (view.rates().isEmpty()
                || camera.scale() * TextStyle.SMALL.size() < ScenePainter.SMALLEST_TEXT) {
            return;
        }
        Rect visible = camera.view();
        for (TopologyScene.RateSlot slot : scene.rateSlots()) {
            String text = view.rates().get(slot.vnic());
            if (text != null && visible.contains(slot.x(), slot.y())) {
                String fit = TextMeasure.fit(text, TextStyle.SMALL, Math.max(slot.room(), 56));
                pen.text(new Text(fit, slot.x(), slot.y(), TextStyle.SMALL, Tone.FAINT), 1, 1);
            }
        }
    }

    /// Far away: how many VMs each area has, and its name, at a readable size.
    private void counts(TopologyScene scene, Pen pen) {
        Map<ElementId, Integer> counts = new HashMap<>();
        List<Box> boxes = scene.boxesIn(camera.view());
        List<Box> areas = boxes.stream().filter(b -> b.kind() == Box.Kind.AREA).toList();
        for (Box box : boxes) {
            if (box.kind() == Box.Kind.GUEST) {
                for (Box area : areas) {
                    if (area.rect().contains(box.rect().centerX(), box.rect().centerY())) {
                        counts.merge(area.id(), 1, Integer::sum);
                        break;
                    }
                }
            }
        }
        for (Box area : areas) {
            int n = counts.getOrDefault(area.id(), 0);
            String text = WORDS.get("count.vms", n);
            double factor = 11.5 / camera.scale() / TextStyle.MODE.size();
            double width = TextMeasure.width(text, TextStyle.MODE) * factor;
            if (n == 0 || width > area.rect().width() * 0.9) {
                continue;
            }
            double x = area.rect().centerX() - width / 2;
            double y = area.rect().y() + area.rect().height() * 0.45;
            pen.fillRect(
                    new Rect(
                            x - 6 / camera.scale(),
                            y - 14 / camera.scale(),
                            width + 12 / camera.scale(),
                            20 / camera.scale()),
                    10 / camera.scale(),
                    Tone.SURFACE,
                    0.9);
            pen.text(new Text(text, x, y, TextStyle.MODE, area.tone()), factor, 1);
        }
    }

    // ---- dragging

    private void target(TopologyScene scene, CanvasPen pen) {
        if (!drag.isActive()) {
            return;
        }
        for (Box box : scene.boxesIn(camera.view())) {
            if (box.kind() == Box.Kind.BAR && box.target().isEmpty()) {
                pen.glyph(
                        Glyph.LOCK,
                        new Rect(box.rect().right() - 22, box.rect().y() + 6, 13, 13),
                        Tone.MUTED,
                        1.4);
            }
        }
        Optional<DropTarget> target = drag.target();
        if (target.isEmpty()) {
            return;
        }
        Optional<Box> bar = scene.box(target.get().element());
        if (bar.isEmpty()) {
            return;
        }
        Rect area =
                scene.box(new ElementId(bar.get().id().value() + "/area"))
                        .map(Box::rect)
                        .orElseGet(() -> opened(bar.get()));
        Tone tone = drag.isAllowed() ? bar.get().tone() : Tone.BAD;
        if (drag.isAllowed()) {
            pen.fillRect(area, 12, tone, 0.12);
        }
        pen.strokeRect(area.grow(-1), 12, new Pen.Stroke(tone, 2, Pen.Dash.OUTLINE, 1));
        if (!drag.isAllowed()) {
            pen.glyph(
                    Glyph.LOCK, new Rect(area.right() - 26, area.y() + 10, 16, 16), Tone.BAD, 1.6);
        }
    }

    /// An empty network is a bar only: it opens while something is over it.
    private static Rect opened(Box bar) {
        Rect r = bar.rect();
        return bar.kind() == Box.Kind.TAB
                ? r.grow(3)
                : new Rect(r.x() - 8, r.y() - 120, r.width() + 16, r.height() + 134);
    }

    // ---- staged moves

    private void ghosts(TopologyScene scene, CanvasPen pen) {
        Map<ElementId, Double> next = new HashMap<>();
        for (StagedMove move : view.staged()) {
            Optional<Box> to = scene.box(move.to());
            if (to.isEmpty()) {
                continue;
            }
            Box bar = to.get();
            double width = TextMeasure.width(move.text(), TextStyle.MODE) + 24;
            double x = next.getOrDefault(bar.id(), bar.rect().x() + 10);
            next.put(bar.id(), x + width + 10);
            Rect ghost = new Rect(x, bar.rect().y() - GHOST_HEIGHT - 26, width, GHOST_HEIGHT);
            double lx = Math.round(ghost.centerX());
            pen.line(
                    Path.of(lx, ghost.bottom(), lx, bar.rect().y()),
                    new Pen.Stroke(bar.tone(), 2, Pen.Dash.LINE, 1));
            pen.fillRect(ghost, 8, Tone.SURFACE, 0.95);
            pen.strokeRect(
                    ghost.grow(-0.5), 8, new Pen.Stroke(Tone.ACCENT, 1.4, Pen.Dash.OUTLINE, 1));
            pen.text(
                    new Text(
                            move.text(),
                            ghost.x() + 12,
                            ghost.centerY() + 4,
                            TextStyle.MODE,
                            Tone.INK),
                    1,
                    1);
            pen.fillRect(new Rect(lx - 4, bar.rect().y() - 4, 8, 8), 3, Tone.SURFACE, 1);
            pen.strokeRect(
                    new Rect(lx - 4, bar.rect().y() - 4, 8, 8), 3, Pen.Stroke.of(bar.tone(), 1.5));
        }
    }
}
