package org.bridgewright.core.topology.scene;

import org.bridgewright.core.words.Words;

/// The explanation under an exported picture.
final class Legend {
    private static final Words WORDS = Words.of(Legend.class);
    static final double HEIGHT = 44;

    private record Entry(String key, Tone tone, boolean dashed) {}

    private static final Entry[] ENTRIES = {
        new Entry("legend.nat", Tone.NAT, false),
        new Entry("legend.route", Tone.ROUTED, false),
        new Entry("legend.open", Tone.OPEN, false),
        new Entry("legend.isolated", Tone.ISOLATED, false),
        new Entry("legend.bridge", Tone.BRIDGED, false),
        new Entry("legend.direct", Tone.DIRECT, false),
        new Entry("legend.dashed", Tone.MUTED, true),
    };

    private Legend() {}

    static double width() {
        double width = 0;
        for (Entry entry : ENTRIES) {
            width += TextMeasure.width(WORDS.get(entry.key()), TextStyle.SMALL) + 48;
        }
        return width;
    }

    static void draw(Pen pen, double left, double top) {
        double x = left;
        double y = top + 24;
        for (Entry entry : ENTRIES) {
            pen.line(
                    Path.of(x, y, x + 22, y),
                    new Pen.Stroke(
                            entry.tone(), 2.4, entry.dashed() ? Pen.Dash.LINE : Pen.Dash.NONE, 1));
            String text = WORDS.get(entry.key());
            pen.text(new Text(text, x + 28, y + 3.6, TextStyle.SMALL, Tone.MUTED), 1, 1);
            x += TextMeasure.width(text, TextStyle.SMALL) + 48;
        }
    }
}
