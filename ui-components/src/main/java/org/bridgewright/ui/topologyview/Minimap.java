package org.bridgewright.ui.topologyview;

import java.util.function.Function;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Line;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.Tone;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.jspecify.annotations.Nullable;

/// The whole picture in a corner, with the part that is on screen; a press or drag in it goes there.
final class Minimap extends Region {
    private static final double WIDEST = 190;
    private static final double HIGHEST = 130;
    private static final double PAD = 6;
    private static final double MOST_SEEN = 0.25;

    /// Told where the user points, in scene units.
    interface Jump {
        void to(double x, double y);
    }

    private static final double AWAY = 14;

    private final Canvas canvas = new Canvas(1, 1);
    private final Rectangle frame = new Rectangle();
    private Rect bounds = new Rect(0, 0, 1, 1);
    private double factor = 1;
    private TopologyScene drawn = TopologyScene.EMPTY;
    private @Nullable Color drawnInk;

    /// For what its corner was chosen: it stays there while the user pans.
    private record Place(Rect bounds, double scale, double width, double height) {}

    private @Nullable Place place;

    /// Whether something of the picture is under it, not just the ground of hosts and areas and a line.
    private boolean covers;

    Minimap(Jump jump) {
        getStyleClass().add("topology-minimap");
        setManaged(false);
        frame.getStyleClass().add("frame");
        frame.setManaged(false);
        frame.setMouseTransparent(true);
        getChildren().addAll(canvas, frame);
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
        draw(scene, colours);
        place(scene, camera, width, height);
        Rect v = camera.view();
        if (covers && v.width() * v.height() > MOST_SEEN * bounds.width() * bounds.height()) {
            // Where much of the picture is seen, what it would hide is worth more.
            setVisible(false);
            return;
        }
        double w = canvas.getWidth();
        double h = canvas.getHeight();
        double x = Math.max(0.75, (v.x() - bounds.x()) * factor);
        double y = Math.max(0.75, (v.y() - bounds.y()) * factor);
        frame.setX(PAD + x);
        frame.setY(PAD + y);
        frame.setWidth(Math.max(1, Math.min(w - 0.75, (v.right() - bounds.x()) * factor) - x));
        frame.setHeight(Math.max(1, Math.min(h - 0.75, (v.bottom() - bounds.y()) * factor) - y));
    }

    /// In the corner that covers least of the picture: the lower right one where they are equal.
    private void place(TopologyScene scene, Camera camera, double width, double height) {
        Place now = new Place(scene.bounds(), camera.scale(), width, height);
        if (now.equals(place)) {
            return;
        }
        place = now;
        double w = canvas.getWidth() + 2 * PAD;
        double h = canvas.getHeight() + 2 * PAD;
        double right = width - w - AWAY;
        double bottom = height - h - AWAY;
        double[][] corners = {{right, bottom}, {AWAY, bottom}, {right, AWAY}, {AWAY, AWAY}};
        double least = Double.MAX_VALUE;
        double[] best = corners[0];
        for (double[] corner : corners) {
            double covered = covered(scene, camera, new Rect(corner[0], corner[1], w, h));
            if (covered < least) {
                least = covered;
                best = corner;
            }
        }
        resizeRelocate(best[0], best[1], w, h);
        covers = hides(scene, camera, new Rect(best[0], best[1], w, h));
    }

    /// Whether it stands over more than ground.
    private static boolean hides(TopologyScene scene, Camera camera, Rect screen) {
        Rect under = sceneRect(camera, screen);
        return scene.boxesIn(under).stream()
                        .anyMatch(box -> box.kind() != Box.Kind.HOST && box.kind() != Box.Kind.AREA)
                || !scene.linesIn(under).isEmpty();
    }

    private static Rect sceneRect(Camera camera, Rect screen) {
        return new Rect(
                camera.toSceneX(screen.x()),
                camera.toSceneY(screen.y()),
                screen.width() / camera.scale(),
                screen.height() / camera.scale());
    }

    /// How much of the picture is under a place on screen, in square scene units.
    private static double covered(TopologyScene scene, Camera camera, Rect screen) {
        Rect at = sceneRect(camera, screen);
        double sum = 0;
        for (Box box : scene.boxesIn(at)) {
            double weight = box.kind() == Box.Kind.HOST || box.kind() == Box.Kind.AREA ? 0.1 : 1;
            sum += weight * shared(box.rect(), at);
        }
        for (Line line : scene.linesIn(at)) {
            sum += shared(line.path().bounds().grow(3), at);
        }
        return sum;
    }

    private static double shared(Rect a, Rect b) {
        double w = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
        double h = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
        return w > 0 && h > 0 ? w * h : 0;
    }

    private void draw(TopologyScene scene, Function<Tone, Color> colours) {
        Color ink = colours.apply(Tone.INK);
        if (scene == drawn && ink.equals(drawnInk)) {
            return;
        }
        drawn = scene;
        drawnInk = ink;
        factor = Math.min(WIDEST / bounds.width(), HIGHEST / bounds.height());
        double w = Math.ceil(bounds.width() * factor);
        double h = Math.ceil(bounds.height() * factor);
        canvas.setWidth(w);
        canvas.setHeight(h);
        canvas.relocate(PAD, PAD);
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
