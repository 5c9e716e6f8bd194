package org.bridgewright.ui.topologyview;

import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import org.bridgewright.core.topology.scene.Glyph;
import org.bridgewright.core.topology.scene.Path;
import org.bridgewright.core.topology.scene.Pen;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.Text;
import org.bridgewright.core.topology.scene.Tone;
import org.bridgewright.ui.theme.Fonts;

/// Draws on a canvas, in screen coordinates that it computes itself.
///
/// Boxes are put together by [Corners]; lines are filled rectangles snapped to pixels and cut at the canvas's edge: stroked polylines are many times slower in
/// software rendering.
final class CanvasPen implements Pen {
    private static final double[] LINE_DASH = {5, 4};
    private final GraphicsContext gc;
    private final Corners corners;
    private final Camera camera;
    private final Function<Tone, Color> colours;
    private final double width;
    private final double height;

    CanvasPen(
            GraphicsContext gc,
            Camera camera,
            Function<Tone, Color> colours,
            Corners corners,
            double width,
            double height) {
        this.corners = corners;
        this.gc = gc;
        this.camera = camera;
        this.colours = colours;
        this.width = width;
        this.height = height;
    }

    private Color colour(Tone tone, double alpha) {
        Color colour = colours.apply(tone);
        return alpha >= 1 ? colour : colour.deriveColor(0, 1, 1, alpha);
    }

    @Override
    public void fillRect(Rect rect, double radius, Tone tone, double alpha) {
        Rect r = cut(camera.toScreen(rect), 40);
        if (r.width() <= 0 || r.height() <= 0) {
            return;
        }
        corners.fill(
                gc,
                r.x(),
                r.y(),
                r.width(),
                r.height(),
                radius * camera.scale(),
                colour(tone, alpha));
    }

    @Override
    public void strokeRect(Rect rect, double radius, Stroke stroke) {
        double w = Math.max(0.8, stroke.width() * Math.min(1, camera.scale() + 0.2));
        // The given rectangle is the middle of the line.
        Rect r = cut(camera.toScreen(rect).grow(w / 2), 40);
        if (r.width() <= 0 || r.height() <= 0) {
            return;
        }
        corners.stroke(
                gc,
                r.x(),
                r.y(),
                r.width(),
                r.height(),
                radius * camera.scale() + w / 2,
                w,
                stroke.dash() == Dash.NONE ? 0 : 3.5,
                colour(stroke.tone(), stroke.alpha()));
    }

    /// What is far outside of the canvas need not be drawn; its corners stay out of sight.
    private Rect cut(Rect r, double more) {
        double left = Math.max(r.x(), -more);
        double top = Math.max(r.y(), -more);
        double right = Math.min(r.right(), width + more);
        double bottom = Math.min(r.bottom(), height + more);
        return new Rect(left, top, right - left, bottom - top);
    }

    @Override
    public void hatch(Rect rect, double radius, Tone tone, double alpha) {
        Rect r = camera.toScreen(rect);
        gc.setStroke(colour(tone, alpha));
        gc.setLineWidth(1.5);
        for (double at = 8; at < r.width() + r.height(); at += 8) {
            double x1 = Math.min(at, r.width());
            double y1 = at - x1;
            double y2 = Math.min(at, r.height());
            double x2 = at - y2;
            gc.strokeLine(r.x() + x1, r.y() + y1, r.x() + x2, r.y() + y2);
        }
    }

    @Override
    public void line(Path path, Stroke stroke) {
        double w = Math.max(1, Math.round(stroke.width() * Math.min(1.5, camera.scale())));
        gc.setFill(colour(stroke.tone(), stroke.alpha()));
        boolean dashed = stroke.dash() == Dash.LINE;
        for (int i = 0; i + 1 < path.corners(); i++) {
            double x1 = Math.round(camera.toScreenX(path.x(i)));
            double y1 = Math.round(camera.toScreenY(path.y(i)));
            double x2 = Math.round(camera.toScreenX(path.x(i + 1)));
            double y2 = Math.round(camera.toScreenY(path.y(i + 1)));
            segment(
                    Math.min(x1, x2),
                    Math.min(y1, y2),
                    Math.max(x1, x2),
                    Math.max(y1, y2),
                    w,
                    dashed);
        }
    }

    private void segment(double x1, double y1, double x2, double y2, double w, boolean dashed) {
        double half = Math.floor(w / 2);
        double left = Math.max(-w, x1 - half);
        double top = Math.max(-w, y1 - half);
        double right = Math.min(width + w, x2 - half + w);
        double bottom = Math.min(height + w, y2 - half + w);
        if (right <= left || bottom <= top) {
            return;
        }
        if (!dashed) {
            gc.fillRect(left, top, right - left, bottom - top);
            return;
        }
        boolean horizontal = right - left > bottom - top;
        double from = horizontal ? left : top;
        double to = horizontal ? right : bottom;
        double period = LINE_DASH[0] + LINE_DASH[1];
        // Dashes keep their place in the scene's line, however it is cut.
        double phase = horizontal ? x1 : y1;
        for (double at = from - floorMod(from - phase, period); at < to; at += period) {
            double a = Math.max(from, at);
            double b = Math.min(to, at + LINE_DASH[0]);
            if (b > a) {
                if (horizontal) {
                    gc.fillRect(a, top, b - a, bottom - top);
                } else {
                    gc.fillRect(left, a, right - left, b - a);
                }
            }
        }
    }

    private static double floorMod(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    @Override
    public void arrowHead(double x, double y, boolean down, Tone tone) {
        double sx = Math.round(camera.toScreenX(x));
        double sy = camera.toScreenY(y);
        double s = camera.scale();
        double back = (down ? -8 : 8) * s;
        gc.setFill(colour(tone, 1));
        gc.fillPolygon(
                new double[] {sx - 4.5 * s, sx, sx + 4.5 * s},
                new double[] {sy + back, sy, sy + back},
                3);
    }

    @Override
    public void circle(double x, double y, double radius, Tone fill, boolean filled) {
        double r = (filled ? radius : radius - 0.75) * camera.scale();
        double sx = camera.toScreenX(x);
        double sy = camera.toScreenY(y);
        if (filled) {
            gc.setFill(colour(fill, 1));
            gc.fillOval(sx - r, sy - r, 2 * r, 2 * r);
        } else {
            gc.setStroke(colour(fill, 1));
            gc.setLineWidth(1.5);
            gc.strokeOval(sx - r, sy - r, 2 * r, 2 * r);
        }
    }

    @Override
    public void glyph(Glyph glyph, Rect box, Tone tone, double w) {
        Rect r = camera.toScreen(box);
        double s = r.width() / 16;
        gc.save();
        gc.translate(r.x(), r.y());
        gc.scale(s, s);
        gc.setStroke(colour(tone, 1));
        gc.setLineWidth(w * camera.scale() / s);
        gc.setLineCap(StrokeLineCap.ROUND);
        gc.setLineJoin(StrokeLineJoin.ROUND);
        gc.beginPath();
        gc.appendSVGPath(glyph.path());
        gc.stroke();
        gc.restore();
    }

    @Override
    public void text(Text text, double factor, double alpha) {
        double x = camera.toScreenX(text.x());
        double y = camera.toScreenY(text.y());
        double size = text.style().size() * factor * camera.scale();
        if (text.text().isEmpty() || x > width || y < 0 || y - size > height) {
            return;
        }
        gc.setFont(Fonts.of(text.style(), size));
        gc.setFill(colour(text.tone(), alpha));
        gc.fillText(text.text(), x, Math.round(y));
    }
}
