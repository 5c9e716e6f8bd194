package org.bridgewright.icons;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// The application's own icons: lines in a box of 16 x 16. The picture's symbols are the scene's own glyphs.
///
/// [#node] has the style class `icon`; the line's colour is `-fx-stroke` of its `.icon-line`.
public enum Icon {
    LOGO("M1 12.5 h14 M1.5 12.5 C2.5 1.5 13.5 1.5 14.5 12.5 M5.5 12.5 v-6 M10.5 12.5 v-6"),
    PICTURE("M2 3 h5 v4 h-5 z M9 9 h5 v4 h-5 z M4.5 7 v4 h4.5"),
    TABLE("M2 3 h12 v10 h-12 z M2 6.5 h12 M2 10 h12 M6 3 v10"),
    PLAN("M3 4 l1.3 1.3 l2.2 -2.5 M9 4 h5 M3 10.5 l1.3 1.3 l2.2 -2.5 M9 11 h5"),
    SEARCH("M7 2.5 a4.5 4.5 0 1 0 0.01 0 M10.3 10.3 l3.7 3.7"),
    MENU("M2.5 4 h11 M2.5 8 h11 M2.5 12 h11"),
    ADD("M8 3 v10 M3 8 h10"),
    REMOVE("M3 8 h10"),
    CLOSE("M4 4 l8 8 M12 4 l-8 8"),
    LOCKED("M3.5 7 h9 v7 h-9 z M5.2 7 v-2 a2.8 2.8 0 0 1 5.6 0 v2"),
    UNLOCKED("M3.5 7 h9 v7 h-9 z M5.2 7 v-2 a2.8 2.8 0 0 1 5.4 -1"),
    WARNING("M8 2 l6.5 11.5 h-13 z M8 6.5 v3.2 M8 11.6 v0.1"),
    ERROR("M8 1.5 a6.5 6.5 0 1 0 0.01 0 M8 4.5 v4.2 M8 11.2 v0.1"),
    NOTE("M8 1.5 a6.5 6.5 0 1 0 0.01 0 M8 7.5 v4 M8 4.8 v0.1"),
    DONE("M3 8.5 l3.2 3.2 l7 -7.4"),
    UNDO("M5.5 3 l-3 3 l3 3 M2.5 6 h7 a3.8 3.8 0 0 1 0 7.5 h-3"),
    REDO("M10.5 3 l3 3 l-3 3 M13.5 6 h-7 a3.8 3.8 0 0 0 0 7.5 h3"),
    REFRESH("M13.5 8 a5.5 5.5 0 1 1 -1.7 -4 M12 1.5 v3 h-3"),
    FIT("M2 5.5 v-3.5 h3.5 M10.5 2 h3.5 v3.5 M14 10.5 v3.5 h-3.5 M5.5 14 h-3.5 v-3.5"),
    ZOOM_IN("M7 2.5 a4.5 4.5 0 1 0 0.01 0 M10.3 10.3 l3.7 3.7 M7 5 v4 M5 7 h4"),
    ZOOM_OUT("M7 2.5 a4.5 4.5 0 1 0 0.01 0 M10.3 10.3 l3.7 3.7 M5 7 h4"),
    MOVE("M2 8 h10 m-3.5 -3.5 l3.5 3.5 l-3.5 3.5 M14.5 3 v10"),
    LINK_DOWN("M2 8 h3.5 M10.5 8 h3.5 M6 5.5 l4 5 M10 5.5 l-4 5"),
    LINK_UP("M2 8 h12 M6 5.5 v5 M10 5.5 v5"),
    START("M4.5 2.5 l8.5 5.5 l-8.5 5.5 z"),
    STOP("M3.5 3.5 h9 v9 h-9 z"),
    POWER("M8 1.5 v6.5 M4.5 4 a5.5 5.5 0 1 0 7 0"),
    COMPUTER("M1.5 2 h13 v9 h-13 z M8 11 v3 M5 14 h6"),
    SERVER("M2 2.5 h12 v4.5 h-12 z M2 9 h12 v4.5 h-12 z M4.5 4.8 v0.1 M4.5 11.3 v0.1"),
    DEMO("M8 1.5 a6.5 6.5 0 1 0 0.01 0 M6.5 5.3 l4 2.7 l-4 2.7 z"),
    COPY("M5.5 5.5 h8 v8 h-8 z M10.5 5.5 v-3 h-8 v8 h3"),
    SAVE("M2.5 2.5 h8.5 l2.5 2.5 v8.5 h-11 z M5 2.5 v3.5 h5 v-3.5 M5 13.5 v-4 h6 v4"),
    EXPORT("M8 10 v-8 m-3 3 l3 -3 l3 3 M3 9 v5 h10 v-5"),
    SETTINGS("M2 4.5 h7 M12 4.5 h2 M10.5 3 v3 M2 11.5 h2 M7 11.5 h7 M5.5 10 v3"),
    HISTORY("M2.6 6.5 a5.6 5.6 0 1 1 -0.2 3 M2.2 3 v3.5 h3.5 M8 5 v3.4 l2.4 1.4"),
    CONSOLE("M1.5 2.5 h13 v11 h-13 z M4 6 l2.3 2 l-2.3 2 M8 10.2 h4"),
    CHEVRON_DOWN("M3.5 6 l4.5 4.5 l4.5 -4.5"),
    CHEVRON_RIGHT("M6 3.5 l4.5 4.5 l-4.5 4.5"),
    HELP(
            "M8 1.5 a6.5 6.5 0 1 0 0.01 0 M6 6.2 a2 2 0 1 1 2.6 2 c-0.5 0.2 -0.6 0.5 -0.6 1.2 M8 11.6 v0.1");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /// SVG path data in units of a 16 x 16 box.
    public String path() {
        return path;
    }

    /// A new node of `size` x `size`, drawn in the colour of `-fx-stroke`. FX thread only.
    public Node node(double size) {
        SVGPath line = new SVGPath();
        line.setContent(path);
        line.setFill(null);
        line.setStrokeWidth(1.4);
        line.setStrokeLineCap(StrokeLineCap.ROUND);
        line.setStrokeLineJoin(StrokeLineJoin.ROUND);
        line.getStyleClass().add("icon-line");
        return new Framed(line, size);
    }

    /// Keeps the 16 x 16 box whatever the line's own bounds, so that icons stand in line.
    private static final class Framed extends Region {
        private final SVGPath line;

        Framed(SVGPath line, double size) {
            this.line = line;
            getStyleClass().add("icon");
            setMinSize(size, size);
            setPrefSize(size, size);
            setMaxSize(size, size);
            line.setManaged(false);
            getChildren().add(line);
        }

        @Override
        protected void layoutChildren() {
            double scale = Math.min(getWidth(), getHeight()) / 16;
            Bounds own = line.getLayoutBounds();
            line.setScaleX(scale);
            line.setScaleY(scale);
            // Scaling is about the middle of its own bounds.
            line.setLayoutX((scale - 1) * own.getCenterX());
            line.setLayoutY((scale - 1) * own.getCenterY());
        }
    }
}
