package org.bridgewright.ui.topologyview;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.stage.Window;
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
    private final Corners corners = new Corners();
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
        Window window = view.getScene() == null ? null : view.getScene().getWindow();
        corners.setPixels(window == null ? 1 : window.getRenderScaleX());
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.setImageSmoothing(false);
        gc.clearRect(0, 0, w, h);
        TopologyScene scene = view.scene();
        CanvasPen pen = new CanvasPen(gc, camera, view.colours()::of, corners, w, h);
        Set<ElementId> moving = new HashSet<>();
        view.staged().forEach(s -> moving.add(s.vnic()));
        Set<ElementId> movingGuests = new HashSet<>();
        view.staged().forEach(s -> movingGuests.add(s.guest()));
        Set<ElementId> impossible = drag.isActive() ? impossible() : Set.of();
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
        rates(scene, pen, painter);
        if (camera.scale() < ScenePainter.DOTS) {
            counts(scene, pen);
        }
        target(scene, pen);
        ghosts(scene, pen);
        return true;
    }

    private Set<ElementId> impossible() {
        Set<ElementId> result = new HashSet<>();
        drag.targets().locked().forEach(b -> result.add(b.id()));
        for (Targets.Place place : drag.targets().all()) {
            if (!drag.isOpen(place)) {
                result.add(place.bar().id());
                result.add(new ElementId(place.bar().id().value() + "/area"));
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

    private void rates(TopologyScene scene, Pen pen, ScenePainter painter) {
        double factor = painter.factor(new Text("", 0, 0, TextStyle.SMALL, Tone.FAINT));
        if (view.rates().isEmpty() || factor == 0 || hurried) {
            return;
        }
        Rect visible = camera.view();
        for (TopologyScene.RateSlot slot : scene.rateSlots()) {
            String text = view.rates().get(slot.vnic());
            if (text != null && visible.contains(slot.x(), slot.y())) {
                String fit = fit(text, slot.room() / factor);
                pen.text(new Text(fit, slot.x(), slot.y(), TextStyle.SMALL, Tone.FAINT), factor, 1);
            }
        }
    }

    /// The words, or what is left of them from the number on where there is little room, or nothing.
    private static String fit(String text, double room) {
        if (TextMeasure.width(text, TextStyle.SMALL) <= room) {
            return text;
        }
        String number = text.replaceFirst("^\\D+", "");
        return TextMeasure.width(number, TextStyle.SMALL) <= room ? number : "";
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
        Rect visible = camera.view();
        for (Box box : drag.targets().locked()) {
            if (box.rect().intersects(visible)) {
                lock(pen, box.rect(), Tone.MUTED);
            }
        }
        for (Targets.Place place : drag.targets().all()) {
            if (!place.rect().intersects(visible) || place.bar().kind() == Box.Kind.TAB) {
                continue;
            }
            if (!drag.isOpen(place)) {
                if (drag.verdict(place).filter(v -> !v.allowed()).isPresent()) {
                    lock(pen, place.bar().rect(), Tone.MUTED);
                }
            } else {
                // Lit up: the room of an empty network, and the outline of all that would take it.
                if (place.opened()) {
                    pen.fillRect(place.rect(), 12, place.bar().tone(), 0.06);
                }
                pen.strokeRect(
                        place.rect().grow(-1),
                        12,
                        new Pen.Stroke(place.bar().tone(), 1.4, Pen.Dash.OUTLINE, 0.75));
            }
        }
        drag.target().ifPresent(place -> under(place, pen));
    }

    private static void lock(CanvasPen pen, Rect bar, Tone tone) {
        pen.glyph(Glyph.LOCK, new Rect(bar.right() - 22, bar.y() + 6, 13, 13), tone, 1.4);
    }

    /// The place under the pointer, and where the link would go.
    private void under(Targets.Place place, CanvasPen pen) {
        Tone tone = drag.isAllowed() ? place.bar().tone() : Tone.BAD;
        if (drag.isAllowed()) {
            pen.fillRect(place.rect(), 12, tone, 0.14);
        }
        pen.strokeRect(place.rect().grow(-1), 12, new Pen.Stroke(tone, 2, Pen.Dash.OUTLINE, 1));
        if (!drag.isAllowed()) {
            pen.glyph(
                    Glyph.LOCK,
                    new Rect(place.rect().right() - 26, place.rect().y() + 10, 16, 16),
                    Tone.BAD,
                    1.6);
            return;
        }
        Rect card = drag.cardRect();
        Rect bar = place.bar().rect();
        double cx = camera.toSceneX(card.centerX() + margin);
        double cy = camera.toSceneY(card.bottom() + margin);
        double x = Math.clamp(cx, bar.x() + 12, Math.max(bar.x() + 12, bar.right() - 12));
        if (cy < bar.y() - 4) {
            double mid = (cy + bar.y()) / 2;
            pen.line(
                    cx == x
                            ? Path.of(x, cy, x, bar.y())
                            : Path.of(cx, cy, cx, mid, x, mid, x, bar.y()),
                    new Pen.Stroke(tone, 2, Pen.Dash.LINE, 1));
        }
        socket(pen, x, bar.y(), tone);
    }

    private static void socket(Pen pen, double x, double y, Tone tone) {
        Rect port = new Rect(x - 5, y - 5, 10, 10);
        pen.fillRect(port, 3, Tone.SURFACE, 1);
        pen.strokeRect(port, 3, Pen.Stroke.of(tone, 1.5));
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
