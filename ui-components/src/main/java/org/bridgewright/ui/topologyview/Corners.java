package org.bridgewright.ui.topologyview;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Rectangles with round corners, put together from filled rectangles and small pictures of their corners.
///
/// In software rendering a round rectangle is a path whose every row is rasterized: of a frame with many cards that was four
/// fifths of the time. Sides are snapped to pixels; the four corners of a colour, radius and width are painted once and kept.
final class Corners {
    private static final int MOST = 1500;

    /// A disc or ring; lengths in device pixels.
    private record Key(int radius, int width, int argb) {}

    private final Map<Key, Image> kept = new HashMap<>();
    private double pixels = 1;

    /// Device pixels of one logical pixel.
    void setPixels(double newPixels) {
        if (newPixels != pixels) {
            pixels = newPixels;
            kept.clear();
        }
    }

    private double snap(double v) {
        return Math.round(v * pixels) / pixels;
    }

    /// All coordinates in logical pixels of the canvas; `radius` is cut to what the sides leave.
    void fill(
            GraphicsContext gc,
            double x,
            double y,
            double w,
            double h,
            double radius,
            Color colour) {
        double left = snap(x);
        double top = snap(y);
        double right = Math.max(left + 1 / pixels, snap(x + w));
        double bottom = Math.max(top + 1 / pixels, snap(y + h));
        gc.setFill(colour);
        int r = radius(radius, right - left, bottom - top);
        if (r < 1) {
            gc.fillRect(left, top, right - left, bottom - top);
            return;
        }
        double c = r / pixels;
        gc.fillRect(left, top + c, right - left, bottom - top - 2 * c);
        gc.fillRect(left + c, top, right - left - 2 * c, c);
        gc.fillRect(left + c, bottom - c, right - left - 2 * c, c);
        corners(gc, image(r, 0, colour), r, left, top, right, bottom);
    }

    /// The outline lies inside of the given rectangle.
    ///
    /// @param dash length of dashes and gaps; 0 = none
    void stroke(
            GraphicsContext gc,
            double x,
            double y,
            double w,
            double h,
            double radius,
            double width,
            double dash,
            Color colour) {
        double left = snap(x);
        double top = snap(y);
        double right = Math.max(left + 1 / pixels, snap(x + w));
        double bottom = Math.max(top + 1 / pixels, snap(y + h));
        int line = Math.max(1, (int) Math.round(width * pixels));
        int r = radius(radius, right - left, bottom - top);
        double c = r / pixels;
        double t = line / pixels;
        gc.setFill(colour);
        side(gc, left + c, top, right - c, top + t, true, dash);
        side(gc, left + c, bottom - t, right - c, bottom, true, dash);
        double over = r < 1 ? t : c;
        side(gc, left, top + over, left + t, bottom - over, false, dash);
        side(gc, right - t, top + over, right, bottom - over, false, dash);
        if (r >= 1) {
            corners(gc, image(r, line, colour), r, left, top, right, bottom);
        }
    }

    private static void side(
            GraphicsContext gc,
            double left,
            double top,
            double right,
            double bottom,
            boolean horizontal,
            double dash) {
        if (right <= left || bottom <= top) {
            return;
        }
        if (dash <= 0) {
            gc.fillRect(left, top, right - left, bottom - top);
            return;
        }
        double to = horizontal ? right : bottom;
        for (double at = (horizontal ? left : top) + dash; at < to; at += 2 * dash) {
            double length = Math.min(dash, to - at);
            if (horizontal) {
                gc.fillRect(at, top, length, bottom - top);
            } else {
                gc.fillRect(left, at, right - left, length);
            }
        }
    }

    private int radius(double radius, double w, double h) {
        return (int) Math.floor(Math.min(radius, Math.min(w, h) / 2) * pixels + 0.01);
    }

    private void corners(
            GraphicsContext gc,
            Image image,
            int r,
            double left,
            double top,
            double right,
            double bottom) {
        double c = r / pixels;
        gc.drawImage(image, 0, 0, r, r, left, top, c, c);
        gc.drawImage(image, r, 0, r, r, right - c, top, c, c);
        gc.drawImage(image, 0, r, r, r, left, bottom - c, c, c);
        gc.drawImage(image, r, r, r, r, right - c, bottom - c, c, c);
    }

    private Image image(int radius, int width, Color colour) {
        int argb =
                (int) Math.round(colour.getOpacity() * 255) << 24
                        | (int) Math.round(colour.getRed() * 255) << 16
                        | (int) Math.round(colour.getGreen() * 255) << 8
                        | (int) Math.round(colour.getBlue() * 255);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        return kept.computeIfAbsent(new Key(radius, width, argb), Corners::paint);
    }

    /// The disc (`width` 0) or ring in a square of two radii, with soft edges.
    private static Image paint(Key key) {
        int side = 2 * key.radius();
        int[] pixels = new int[side * side];
        int alpha = key.argb() >>> 24;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double d = Math.hypot(x + 0.5 - key.radius(), y + 0.5 - key.radius());
                double inside = Math.clamp(key.radius() - d + 0.5, 0, 1);
                if (key.width() > 0) {
                    inside *= Math.clamp(d - (key.radius() - key.width()) + 0.5, 0, 1);
                }
                pixels[y * side + x] =
                        (int) Math.round(alpha * inside) << 24 | key.argb() & 0xffffff;
            }
        }
        WritableImage image = new WritableImage(side, side);
        image.getPixelWriter()
                .setPixels(0, 0, side, side, PixelFormat.getIntArgbInstance(), pixels, 0, side);
        return image;
    }
}
