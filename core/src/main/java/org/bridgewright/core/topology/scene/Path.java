package org.bridgewright.core.topology.scene;

import java.util.Arrays;

/// Corners of a line whose segments are all horizontal or vertical.
public final class Path {
    private final double[] xy;

    private Path(double[] xy) {
        this.xy = xy;
    }

    /// @param xy corners as x, y, x, y...
    /// @throws IllegalArgumentException when there is no second corner or a segment is slanted
    public static Path of(double... xy) {
        double[] kept = withoutRepeats(xy);
        if (kept.length < 4) {
            throw new IllegalArgumentException("a line has two ends: " + Arrays.toString(xy));
        }
        for (int i = 2; i < kept.length; i += 2) {
            if (kept[i] != kept[i - 2] && kept[i + 1] != kept[i - 1]) {
                throw new IllegalArgumentException("a slanted segment in " + Arrays.toString(xy));
            }
        }
        return new Path(kept);
    }

    private static double[] withoutRepeats(double[] xy) {
        double[] kept = new double[xy.length];
        int n = 0;
        for (int i = 0; i + 1 < xy.length; i += 2) {
            boolean repeats = n > 0 && kept[n - 2] == xy[i] && kept[n - 1] == xy[i + 1];
            if (!repeats || i + 2 >= xy.length && n < 4) {
                kept[n++] = xy[i];
                kept[n++] = xy[i + 1];
            }
        }
        return n == kept.length ? kept : Arrays.copyOf(kept, n);
    }

    public int corners() {
        return xy.length / 2;
    }

    /// The scene coordinate of a corner, counted from 0.
    public double x(int corner) {
        return xy[2 * corner];
    }

    /// The scene coordinate of a corner, counted from 0; it grows downwards.
    public double y(int corner) {
        return xy[2 * corner + 1];
    }

    public double endX() {
        return xy[xy.length - 2];
    }

    public double endY() {
        return xy[xy.length - 1];
    }

    /// The same course elsewhere; this one is not changed.
    public Path moved(double dx, double dy) {
        if (dx == 0 && dy == 0) {
            return this;
        }
        double[] at = xy.clone();
        for (int i = 0; i < at.length; i += 2) {
            at[i] += dx;
            at[i + 1] += dy;
        }
        return new Path(at);
    }

    /// The box of segment `i`, from corner `i` to the next; one of its sides is 0.
    public Rect segment(int i) {
        double left = Math.min(x(i), x(i + 1));
        double top = Math.min(y(i), y(i + 1));
        return new Rect(left, top, Math.abs(x(i) - x(i + 1)), Math.abs(y(i) - y(i + 1)));
    }

    public Rect bounds() {
        Rect bounds = segment(0);
        for (int i = 1; i < corners() - 1; i++) {
            bounds = bounds.union(segment(i));
        }
        return bounds;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path that && Arrays.equals(xy, that.xy);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(xy);
    }

    @Override
    public String toString() {
        return Arrays.toString(xy);
    }
}
