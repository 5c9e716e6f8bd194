package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import org.bridgewright.core.model.ElementId;

/// A place in the NIC row: a NIC, a bond with its members, or another link that leads out.
final class Unit {
    /// One card in it.
    ///
    /// @param lines second and further lines
    record Member(
            ElementId id,
            Glyph glyph,
            String name,
            List<String> lines,
            Tone dot,
            boolean lit,
            Box.Kind kind,
            String sentence) {}

    final ElementId id;
    final boolean bracket;
    String title = "";
    String sentence = "";
    final List<Member> members = new ArrayList<>();

    /// Whether a line above or below ends here; others may be folded.
    boolean used;

    Unit(ElementId id, boolean bracket) {
        this.id = id;
        this.bracket = bracket;
    }

    static final double CARD_HEIGHT = 40;
    static final double LINE = 13;
    private static final double PAD = 10;
    private static final double TITLE = 20;

    double memberWidth(Member member) {
        double text = TextMeasure.width(member.name(), TextStyle.NIC_NAME) + 20;
        for (String line : member.lines()) {
            text = Math.max(text, TextMeasure.width(line, TextStyle.SMALL));
        }
        return Math.clamp(33 + text + 13, 104, 230);
    }

    double memberHeight() {
        int lines = members.stream().mapToInt(m -> m.lines().size()).max().orElse(1);
        return CARD_HEIGHT + Math.max(0, lines - 1) * LINE;
    }

    double width() {
        double sum = 0;
        for (Member member : members) {
            sum += memberWidth(member) + PAD;
        }
        double cards = Math.max(0, sum - PAD);
        return bracket
                ? Math.max(cards, TextMeasure.width(title, TextStyle.SMALL_STRONG)) + 2 * PAD
                : cards;
    }

    double height() {
        return bracket ? memberHeight() + TITLE + 2 * PAD : memberHeight();
    }

    /// Where member `i` stands, when the unit's corner is at `x`, `y`.
    Rect memberRect(int i, double x, double y) {
        double at = bracket ? x + PAD : x;
        for (int k = 0; k < i; k++) {
            at += memberWidth(members.get(k)) + PAD;
        }
        return new Rect(
                at, bracket ? y + PAD + TITLE : y, memberWidth(members.get(i)), memberHeight());
    }
}
