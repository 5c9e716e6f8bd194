package org.bridgewright.ui.topologyview;

import org.bridgewright.core.topology.scene.Rect;

/// Which part of the scene is on screen, and how large. Scales are powers of 1.1, so that glyphs are drawn at few sizes.
final class Camera {
    private static final double STEP = 1.1;
    private static final double LEAST = 0.02;
    private static final double MOST = 3;
    private static final double MARGIN = 12;

    /// Names are 9 pixels high, and cards are cards.
    private static final double READABLE = Math.pow(STEP, -3.5);

    /// The smallest text is 9 pixels high, at its own size.
    private static final double COMFORTABLE = Math.pow(STEP, -1);

    private static final double HOPELESS = 0.4;

    private double scale = 1;
    private double left;
    private double top;
    private double width = 1;
    private double height = 1;

    /// The same camera over a larger picture: `margin` pixels more on each side.
    Camera grown(double margin) {
        Camera larger = new Camera();
        larger.scale = scale;
        larger.left = left - margin / scale;
        larger.top = top - margin / scale;
        larger.width = width + 2 * margin;
        larger.height = height + 2 * margin;
        return larger;
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    double scale() {
        return scale;
    }

    double toScreenX(double x) {
        return (x - left) * scale;
    }

    double toScreenY(double y) {
        return (y - top) * scale;
    }

    double toSceneX(double x) {
        return x / scale + left;
    }

    double toSceneY(double y) {
        return y / scale + top;
    }

    Rect toScreen(Rect r) {
        return new Rect(toScreenX(r.x()), toScreenY(r.y()), r.width() * scale, r.height() * scale);
    }

    /// What is visible.
    Rect view() {
        return new Rect(left, top, width / scale, height / scale);
    }

    void size(double newWidth, double newHeight) {
        width = Math.max(1, newWidth);
        height = Math.max(1, newHeight);
    }

    void pan(double screenDx, double screenDy, Rect bounds) {
        left -= screenDx / scale;
        top -= screenDy / scale;
        keepInSight(bounds);
    }

    /// Something of the picture always stays on screen.
    private void keepInSight(Rect bounds) {
        double keepX = Math.min(bounds.width(), 80 / scale);
        double keepY = Math.min(bounds.height(), 80 / scale);
        left =
                Math.clamp(
                        left,
                        bounds.x() - width / scale + keepX,
                        Math.max(bounds.x() - width / scale + keepX, bounds.right() - keepX));
        top =
                Math.clamp(
                        top,
                        bounds.y() - height / scale + keepY,
                        Math.max(bounds.y() - height / scale + keepY, bounds.bottom() - keepY));
    }

    /// Zooms by `steps` about a point on screen.
    void zoom(int steps, double screenX, double screenY, Rect bounds) {
        double x = toSceneX(screenX);
        double y = toSceneY(screenY);
        scale = snapped(scale * Math.pow(STEP, steps));
        left = x - screenX / scale;
        top = y - screenY / scale;
        keepInSight(bounds);
    }

    private static double snapped(double wanted) {
        double clamped = Math.clamp(wanted, LEAST, MOST);
        return Math.pow(STEP, Math.round(Math.log(clamped) / Math.log(STEP)));
    }

    /// All of `bounds` on screen, never larger than 100 %.
    void fit(Rect bounds) {
        if (bounds.width() <= 0 || bounds.height() <= 0) {
            scale = 1;
            left = -MARGIN;
            top = -MARGIN;
            return;
        }
        double wanted =
                Math.min(
                        (width - 2 * MARGIN) / bounds.width(),
                        (height - 2 * MARGIN) / bounds.height());
        double halves =
                Math.floor(2 * Math.log(Math.clamp(wanted, LEAST, 1)) / Math.log(STEP) + 1e-9);
        scale = Math.pow(STEP, halves / 2);
        double spareX = width / scale - bounds.width();
        double spareY = height / scale - bounds.height();
        left = bounds.x() - Math.min(spareX / 2, Math.max(MARGIN / scale, spareX / 2));
        top = bounds.y() - Math.min(spareY / 2, MARGIN / scale);
    }

    /// The first sight of a picture: all of it when that is readable, or when it is so large that only its shape can be
    /// shown; else its beginning, as large as its small texts need.
    void first(Rect bounds) {
        fit(bounds);
        if (scale < READABLE - 1e-9 && scale > HOPELESS) {
            scale = COMFORTABLE;
            left = bounds.x() - MARGIN / scale;
            top = bounds.y() - MARGIN / scale;
        }
    }

    void hundred(Rect about) {
        scale = 1;
        center(about);
    }

    void center(Rect target) {
        left = target.centerX() - width / scale / 2;
        top = target.centerY() - height / scale / 2;
    }

    /// Scrolls as little as needed to have `target` on screen with some room round it.
    boolean bringIn(Rect target) {
        Rect view = view();
        Rect want = target.grow(Math.min(40, view.width() / 8));
        if (view.contains(want)) {
            return false;
        }
        if (want.width() > view.width()
                || want.height() > view.height()
                || !want.intersects(view)) {
            center(target);
        } else {
            left += Math.min(0, want.x() - view.x()) + Math.max(0, want.right() - view.right());
            top += Math.min(0, want.y() - view.y()) + Math.max(0, want.bottom() - view.bottom());
        }
        return true;
    }

    boolean showsAll(Rect bounds) {
        return view().grow(1).contains(bounds);
    }
}
