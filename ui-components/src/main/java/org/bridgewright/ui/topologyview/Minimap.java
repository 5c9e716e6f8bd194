package org.bridgewright.ui.topologyview;

import java.util.function.Function;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.Tone;
import org.bridgewright.core.topology.scene.TopologyScene;

/// The whole picture in a corner, with the part that is on screen; a press or drag in it goes there.
final class Minimap extends Region {
    private static final double WIDEST = 190;
    private static final double HIGHEST = 130;
    private static final double PAD = 6;

    /// Told where the user points, in scene units.
    interface Jump {
        void to(double x, double y);
    }

    private final Canvas canvas = new Canvas(1, 1);
    private Rect bounds = new Rect(0, 0, 1, 1);
    private double factor = 1;
    private TopologyScene drawn = TopologyScene.EMPTY;
    private Rect drawnView = bounds;

    Minimap(Jump jump) {
        getStyleClass().add("topology-minimap");
        setManaged(false);
        getChildren().add(canvas);
        setOnMousePressed(
                e -> {
                    jump.to(
                            bounds.x() + (e.getX() - PAD) / factor,
                            bounds.y() + (e.getY() - PAD) / factor);
                    e.consume();
                });
        setOnMouseDragged(
                e -> {
                    jump.to(
                            bounds.x() + (e.getX() - PAD) / factor,
                            bounds.y() + (e.getY() - PAD) / factor);
                    e.consume();
                });
    }

    void show(
            TopologyScene scene,
            Camera camera,
            Function<Tone, Color> colours,
            double width,
            double height) {
        bounds = scene.bounds();
        boolean useful =
                bounds.width() > 0 && !camera.showsAll(bounds) && width > 500 && height > 350;
        setVisible(useful);
        if (!useful) {
            return;
        }
        if (scene == drawn && camera.view().equals(drawnView)) {
            return;
        }
        drawn = scene;
        drawnView = camera.view();
        factor = Math.min(WIDEST / bounds.width(), HIGHEST / bounds.height());
        double w = Math.ceil(bounds.width() * factor);
        double h = Math.ceil(bounds.height() * factor);
        canvas.setWidth(w);
        canvas.setHeight(h);
        canvas.relocate(PAD, PAD);
        resizeRelocate(
                width - w - 2 * PAD - 14, height - h - 2 * PAD - 14, w + 2 * PAD, h + 2 * PAD);
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, w, h);
        for (Box box : scene.boxes()) {
            switch (box.kind()) {
                case HOST -> fill(gc, box.rect(), colours.apply(Tone.STRIP));
                case AREA ->
                        fill(gc, box.rect(), colours.apply(box.tone()).deriveColor(0, 1, 1, 0.35));
                case BAR -> fill(gc, box.rect(), colours.apply(box.tone()));
                case NIC, STRIP, SEGMENT -> fill(gc, box.rect(), colours.apply(Tone.MUTED));
                default -> {}
            }
        }
        Rect v = camera.view();
        gc.setStroke(colours.apply(Tone.ACCENT));
        gc.setLineWidth(1.5);
        double x = Math.max(0.75, (v.x() - bounds.x()) * factor);
        double y = Math.max(0.75, (v.y() - bounds.y()) * factor);
        gc.strokeRect(
                x,
                y,
                Math.min(w - 0.75, (v.right() - bounds.x()) * factor) - x,
                Math.min(h - 0.75, (v.bottom() - bounds.y()) * factor) - y);
    }

    private void fill(GraphicsContext gc, Rect r, Color colour) {
        gc.setFill(colour);
        gc.fillRect(
                (r.x() - bounds.x()) * factor,
                (r.y() - bounds.y()) * factor,
                Math.max(1, r.width() * factor),
                Math.max(1, r.height() * factor));
    }
}
