package org.bridgewright.core.topology.scene;

/// One line of text, already cut to its room. `x` is its left end, `y` the baseline.
public record Text(String text, double x, double y, TextStyle style, Tone tone) {
    public double width() {
        return TextMeasure.width(text, style);
    }

    public Rect bounds() {
        return new Rect(x, y - style.size() * 0.8, width(), style.size());
    }
}
