package org.bridgewright.core.topology.scene;

import java.util.List;

/// Texts that would be too small on screen: while cards are cards they grow to what can be read, where there is room for it;
/// else they go away.
final class Readable {
    private static final double INSET = 5;

    /// A text that ends this near to the right edge, with another before it, is set to that edge.
    private static final double AT_RIGHT = 14;

    /// A text that would have to be cut shorter than this goes away.
    private static final int LEAST_LETTERS = 4;

    private Readable() {}

    /// By how much a text is drawn larger than the scene has it; 0 = not at all.
    static double factor(Text text, double scale) {
        double onScreen = text.style().size() * scale;
        if (onScreen >= ScenePainter.SMALLEST_TEXT) {
            return 1;
        }
        return scale >= ScenePainter.CHIPS ? ScenePainter.SMALLEST_TEXT / onScreen : 0;
    }

    /// The texts of a box that can be read in it.
    static void draw(Box box, Pen pen, double scale, double alpha) {
        List<Text> texts = box.texts();
        double limit = box.rect().right() - INSET;
        for (int i = texts.size() - 1; i >= 0; i--) {
            Text text = texts.get(i);
            if (i + 1 >= texts.size() || texts.get(i + 1).y() != text.y()) {
                limit = box.rect().right() - INSET;
            }
            double factor = factor(text, scale);
            if (factor == 1) {
                pen.text(text, 1, alpha);
                limit = text.x() - INSET;
            } else if (factor > 0) {
                double width = text.width() * factor;
                boolean atRight =
                        i > 0
                                && texts.get(i - 1).y() == text.y()
                                && box.rect().right() - text.x() - text.width() <= AT_RIGHT;
                double x = atRight ? Math.min(text.x(), limit - width) : text.x();
                String shown =
                        TextMeasure.fit(text.text(), text.style(), (limit - x) / factor + 0.01);
                if (shown.length() >= LEAST_LETTERS && x >= box.rect().x() + INSET) {
                    pen.text(
                            new Text(shown, x, text.y(), text.style(), text.tone()), factor, alpha);
                    limit = x - INSET;
                }
            }
        }
    }
}
