package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// Places what stands on a guest's card.
final class CardPainter {
    private static final Words WORDS = Words.of(CardPainter.class);
    private static final double INSET = 9;
    private static final double STUB = 17;

    private final Drawing drawing;
    private final Card card;
    private final Rect rect;

    CardPainter(Drawing drawing, Card card, Rect rect) {
        this.drawing = drawing;
        this.card = card;
        this.rect = rect;
    }

    /// The room that the card's texts want; where an address came from is written only where there is more.
    static double width(Card card) {
        double name = 31 + TextMeasure.width(card.guest().name(), TextStyle.NAME) + 22;
        if (card.mark().isPresent()) {
            name += 18;
        }
        double line =
                TextMeasure.width(card.line(), card.mono() ? TextStyle.CODE : TextStyle.WORDS);
        double widest = Math.max(name, 2 * INSET + line);
        for (Card.Plug plug : card.home()) {
            if (plug.filter().isPresent()) {
                widest =
                        Math.max(
                                widest,
                                2
                                        * (TextMeasure.width(
                                                        plug.filter().get(), TextStyle.CODE_SMALL)
                                                + Label.GLYPH
                                                + 4));
            }
            if (plug.trunk().isPresent()) {
                widest =
                        Math.max(
                                widest,
                                TextMeasure.width(plug.trunk().get(), TextStyle.SMALL_STRONG) + 12);
            }
            if (plug.warn()) {
                widest =
                        Math.max(widest, 2 * TextMeasure.width(plug.label(), TextStyle.CODE_SMALL));
            }
        }
        if (card.isHost().isPresent()) {
            widest = Math.max(widest, 2 * INSET + badgeWidth(card.isHost().get()));
        }
        for (Card.Plug plug : card.away()) {
            widest = Math.max(widest, 2 * INSET + stubWidth(plug));
        }
        return widest;
    }

    private static double stubWidth(Card.Plug plug) {
        return TextMeasure.width(stub(plug), TextStyle.SMALL_STRONG) + 34;
    }

    private static String badge(ElementId host) {
        return WORDS.get("vm.is-host", host.value());
    }

    private static double badgeWidth(ElementId host) {
        return TextMeasure.width(badge(host), TextStyle.SMALL_STRONG) + 16;
    }

    /// Rows below the address: stubs, and the badge of a VM that is a host.
    static int rows(Card card, int stubsShown) {
        return Math.min(card.away().size(), stubsShown) + (card.isHost().isPresent() ? 1 : 0);
    }

    private void drawBadge(ElementId host, int row) {
        double width = Math.min(badgeWidth(host), rect.width() - 2 * INSET);
        Rect pill = new Rect(rect.x() + INSET, stubY(rect, row) - 8, width, 16);
        drawing.box(
                Box.badgeId(card.guest().id(), host),
                Box.Kind.BADGE,
                pill,
                Tone.ACCENT,
                Box.Look.PLAIN,
                List.of(
                        new Text(
                                TextMeasure.fit(badge(host), TextStyle.SMALL_STRONG, width - 12),
                                pill.x() + 7,
                                pill.centerY() + 3.6,
                                TextStyle.SMALL_STRONG,
                                Tone.ACCENT)),
                Optional.empty(),
                Drawing.NOWHERE,
                Optional.empty(),
                WORDS.get("say.is-host", card.guest().name(), host.value()));
    }

    private static String stub(Card.Plug plug) {
        return WORDS.get("vm.stub", plug.nowName());
    }

    void draw(int stubsShown) {
        List<Text> texts = new ArrayList<>();
        double right = rect.right() - INSET;
        double dotX = right - 3;
        double nameRoom = dotX - 9 - (rect.x() + 31);
        Optional<Box.Mark> mark = Optional.empty();
        if (card.mark().isPresent()) {
            Box.Mark m = card.mark().get();
            mark =
                    Optional.of(
                            new Box.Mark(
                                    m.glyph(),
                                    m.tone(),
                                    new Rect(dotX - 22, rect.y() + 10, 14, 14),
                                    m.text()));
            nameRoom -= 18;
        }
        Tone ink = card.active() ? Tone.INK : Tone.MUTED;
        texts.add(
                new Text(
                        TextMeasure.fitMiddle(card.guest().name(), TextStyle.NAME, nameRoom),
                        rect.x() + 31,
                        rect.y() + 21,
                        TextStyle.NAME,
                        ink));
        TextStyle style = card.mono() ? TextStyle.CODE : TextStyle.WORDS;
        double room = rect.width() - 2 * INSET;
        double source = TextMeasure.width(card.source(), TextStyle.SMALL);
        String line = TextMeasure.fitMiddle(card.line(), style, room);
        texts.add(new Text(line, rect.x() + INSET, rect.y() + 42, style, Tone.MUTED));
        if (!card.source().isEmpty() && TextMeasure.width(line, style) + 7 + source <= room) {
            texts.add(
                    new Text(
                            card.source(),
                            right - source,
                            rect.y() + 42,
                            TextStyle.SMALL,
                            Tone.FAINT));
        }
        for (int i = 0; i < Math.min(card.away().size(), stubsShown); i++) {
            drawStub(texts, card.away().get(i), i, stubsShown);
        }
        drawing.boxes.add(
                new Box(
                        card.guest().id(),
                        Box.Kind.GUEST,
                        rect,
                        card.active() ? Tone.BORDER : Tone.ISOLATED,
                        card.active() ? Box.Look.PLAIN : Box.Look.HOLLOW,
                        texts,
                        Optional.of(Glyph.GUEST),
                        new Rect(rect.x() + 9, rect.y() + 9, 16, 16),
                        Optional.of(
                                new Box.Dot(dotX, rect.y() + 17, 4, card.state(), card.active())),
                        mark,
                        Optional.empty(),
                        card.sentence()));
        card.isHost().ifPresent(h -> drawBadge(h, Math.min(card.away().size(), stubsShown)));
    }

    /// The height of stub `i` on the card.
    static double stubY(Rect card, int i) {
        return card.y() + 58 + i * STUB;
    }

    private void drawStub(List<Text> texts, Card.Plug plug, int i, int stubsShown) {
        double y = stubY(rect, i);
        Tone tone = plug.now().or(plug::configured).map(b -> b.tone).orElse(Tone.ISOLATED);
        int hidden = card.away().size() - stubsShown;
        String text =
                i == stubsShown - 1 && hidden > 0
                        ? WORDS.get("vm.more", stub(plug), hidden)
                        : stub(plug);
        String fit = TextMeasure.fit(text, TextStyle.SMALL_STRONG, rect.width() - 2 * INSET - 12);
        texts.add(
                new Text(
                        fit,
                        rect.right() - 12 - TextMeasure.width(fit, TextStyle.SMALL_STRONG),
                        y + 3.6,
                        TextStyle.SMALL_STRONG,
                        tone));
        drawing.ports.add(
                new Port(
                        plug.vnic().id(),
                        card.guest().id(),
                        Optional.of(plug.vnic().number()),
                        rect.right(),
                        y,
                        tone,
                        plug.active() && plug.up()));
    }
}
