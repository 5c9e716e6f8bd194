package org.bridgewright.core.topology.scene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// The geometry of one block: its size first, then, at the place that the host's layout gave it, its boxes and links.
///
/// Up to [#SINGLE_ROW] guests stand in one row with straight links; more stand in a grid, each column with a channel at its
/// left for their links, so that no link crosses a card.
final class BlockShape {
    private static final Words WORDS = Words.of(BlockShape.class);

    static final double BAR = 40;
    static final double TABS = 26;
    static final double PAD = 10;
    static final double TOP = 16;
    static final double BOTTOM = 14;
    static final double ZONE = 82;
    static final double GAP = 10;
    static final double CHANNEL = 16;
    private static final double CARD_MIN = 114;
    private static final double CARD_MAX = 176;
    static final double CARD_HEIGHT = 54;
    private static final double STUB = 17;
    static final int SINGLE_ROW = 5;
    static final int STUBS_SHOWN = 4;

    final Block block;

    /// Those of the block that do not stand between it and another.
    final List<Card> cards;

    private final boolean hasArea;

    /// Room in the area for a card that stands half in it, at its left and right end.
    private final double lapLeft;

    private final double lapRight;

    /// Room beyond the area for the middle of such a card.
    private final double overhang;

    final int columns;
    final boolean grid;
    private final double cardWidth;
    private final double cardHeight;
    final double width;

    /// Height over the zone of links: cards and the room above them; 0 without cards.
    final double cardsHeight;

    private final double offFold;
    private final double orphans;

    /// Where a line to another bar begins, by vNIC.
    ///
    /// @param exitX where it goes down into the zone of links
    record Start(double x, double y, double exitX) {}

    final Map<ElementId, Start> starts = new HashMap<>();
    double x;
    double barTop;
    double zone = ZONE;
    int shelf;

    /// @param straddlers all cards of the host that stand between two blocks
    BlockShape(Block block, List<Straddler> straddlers) {
        this.block = block;
        double left = 0;
        double right = 0;
        double beyond = 0;
        double tallest = 0;
        List<Card> own = block.cards;
        for (Straddler s : straddlers) {
            if (s.left() == block || s.right() == block) {
                tallest = Math.max(tallest, cardHeight(s.card()));
                own = own.stream().filter(c -> c != s.source()).toList();
            }
            if (s.right() == block) {
                left = s.lapRight() + GAP;
            }
            if (s.left() == block) {
                right = s.lapLeft() + GAP;
                beyond =
                        Math.max(
                                0,
                                cardWidth(s.card()) - s.lapLeft() - s.lapRight() - HostLayout.GAP);
            }
        }
        cards = own;
        lapLeft = left;
        lapRight = right;
        overhang = beyond;
        hasArea = block.hasArea() || tallest > 0;
        int n = cards.size();
        grid = n > SINGLE_ROW;
        double widest = CARD_MIN;
        int stubs = 0;
        for (Card card : cards) {
            widest = Math.max(widest, CardPainter.width(card));
            stubs = Math.max(stubs, CardPainter.rows(card, STUBS_SHOWN));
        }
        cardWidth = Math.ceil(Math.min(widest, CARD_MAX));
        cardHeight = cardHeight(stubs);
        columns = grid ? gridColumns(n) : Math.max(1, n);
        double bar = barWidth(block);
        offFold =
                block.foldedOff > 0
                        ? TextMeasure.width(
                                        WORDS.get("fold.off", block.foldedOff),
                                        TextStyle.SMALL_STRONG)
                                + 34
                        : 0;
        if (!hasArea) {
            width = bar;
            cardsHeight = 0;
            orphans = 0;
            return;
        }
        orphans = block.orphans.isEmpty() ? 0 : orphansWidth(block);
        double pitch = cardWidth + GAP + (grid ? CHANNEL : 0);
        double content = n == 0 ? 0 : columns * pitch - GAP + (grid ? 4 : 0);
        width =
                Math.ceil(
                                Math.max(
                                        content + 2 * PAD + orphans + lapLeft + lapRight,
                                        Math.max(bar + lapLeft + lapRight, offFold + 8) + 16))
                        + overhang;
        int rows = n == 0 ? 0 : (n + columns - 1) / columns;
        cardsHeight =
                TOP
                        + (block.kind == Block.Kind.UNCONNECTED ? 16 : 0)
                        + Math.max(rows * (cardHeight + GAP) - (rows > 0 ? GAP : 0), tallest)
                        + (offFold > 0 ? 26 : 0);
    }

    /// The height of a card by the rows below its address.
    private static double cardHeight(int rows) {
        return CARD_HEIGHT + rows * STUB + (rows > 0 ? 4 : 0);
    }

    static double cardHeight(Card card) {
        return cardHeight(CardPainter.rows(card, STUBS_SHOWN));
    }

    static double cardWidth(Card card) {
        return Math.ceil(Math.clamp(CardPainter.width(card), CARD_MIN, CARD_MAX));
    }

    /// Columns for about twice as wide as high; the count is rounded up first, so that one guest more rarely changes it.
    private int gridColumns(int n) {
        int room = n <= 12 ? (n + 1) / 2 * 2 : (int) (Math.ceil(n / 6.0) * 6);
        double ratio = (cardHeight + GAP) / (cardWidth + GAP + CHANNEL);
        return Math.clamp((int) Math.ceil(Math.sqrt(room * ratio * 2.2)), 3, 40);
    }

    static double barWidth(Block block) {
        if (block.kind == Block.Kind.FOLD) {
            return TextMeasure.width(block.name, TextStyle.WORDS) + 50;
        }
        if (block.kind == Block.Kind.UNCONNECTED) {
            return CARD_MIN;
        }
        double title =
                TextMeasure.width(block.name, TextStyle.NAME)
                        + 8
                        + TextMeasure.width(block.mode, TextStyle.MODE);
        double detail = TextMeasure.width(block.detail, TextStyle.CODE_SMALL);
        double tabs = 0;
        for (Block.Tab tab : block.tabs) {
            tabs += TextMeasure.width(tab.text(), TextStyle.SMALL_STRONG) + 24;
        }
        double orphans = orphansWidth(block);
        double uplinks = block.uplinks.size() * 30.0 + 60;
        return Math.ceil(
                Math.max(
                        Math.max(
                                Math.clamp(Math.max(title, detail) + 32 + 11, 118, 420), tabs + 12),
                        Math.max(orphans + 12, Math.min(uplinks, 420))));
    }

    private static double orphansWidth(Block block) {
        double sum = 0;
        for (Block.Orphan orphan : block.orphans) {
            sum += TextMeasure.width(orphan.text(), TextStyle.CODE_SMALL) + 26;
        }
        return sum;
    }

    /// Room at the right end that a card of a router takes.
    double lapRight() {
        return lapRight;
    }

    /// Where the room for what is written beside the links ends.
    double linksEnd() {
        return x + width - overhang - lapRight - orphans;
    }

    double barHeight() {
        return BAR + (block.tabs.isEmpty() ? 0 : TABS);
    }

    /// From the top of its area to the bottom of its bar.
    double heightOverBarBottom(double zoneHeight) {
        double loose = block.orphans.isEmpty() ? 0 : 34;
        return (hasArea ? cardsHeight + zoneHeight : loose) + barHeight();
    }

    Rect bar() {
        double inset = hasArea ? 8 : 0;
        return new Rect(x + inset, barTop, width - overhang - 2 * inset, barHeight());
    }

    Rect area() {
        if (block.kind == Block.Kind.UNCONNECTED) {
            return new Rect(x, barTop - zone - cardsHeight, width, cardsHeight + PAD);
        }
        double top = barTop - zone - cardsHeight;
        return new Rect(x, top, width - overhang, barTop + barHeight() + BOTTOM - top);
    }

    /// Draws all but what leaves the block; `barBottom` is the shelf's common line.
    void draw(Drawing drawing, double atX, double barBottom, double zoneHeight) {
        x = atX;
        zone = zoneHeight;
        barTop = barBottom - barHeight();
        if (block.kind == Block.Kind.FOLD) {
            drawFold(drawing);
            return;
        }
        if (hasArea) {
            drawing.box(
                    new ElementId(block.id.value() + "/area"),
                    Box.Kind.AREA,
                    area(),
                    block.tone,
                    block.kind == Block.Kind.UNCONNECTED ? Box.Look.DASHED : Box.Look.PLAIN,
                    block.kind == Block.Kind.UNCONNECTED
                            ? List.of(
                                    new Text(
                                            block.name,
                                            x + PAD,
                                            area().y() + 17,
                                            TextStyle.SMALL_STRONG,
                                            Tone.MUTED))
                            : List.of(),
                    Optional.empty(),
                    Drawing.NOWHERE,
                    block.target,
                    block.sentence);
        }
        drawCards(drawing);
        if (block.kind == Block.Kind.BAR) {
            BarPainter.draw(drawing, this);
        }
    }

    private void drawFold(Drawing drawing) {
        Rect rect = new Rect(x, barTop + 4, width, 32);
        drawing.box(
                block.id,
                Box.Kind.FOLD,
                rect,
                Tone.MUTED,
                Box.Look.DASHED,
                List.of(
                        new Text(
                                block.name,
                                x + 34,
                                rect.centerY() + 4,
                                TextStyle.WORDS,
                                Tone.MUTED)),
                Optional.of(Glyph.FOLD),
                new Rect(x + 12, rect.centerY() - 7, 14, 14),
                Optional.empty(),
                block.sentence);
    }

    private void drawCards(Drawing drawing) {
        if (!hasArea) {
            return;
        }
        Rect area = area();
        double top =
                area.y()
                        + TOP
                        + (block.kind == Block.Kind.UNCONNECTED ? 16 : 0)
                        + (offFold > 0 ? 26 : 0);
        LinkPainter links = new LinkPainter(drawing, this);
        int n = cards.size();
        double pitch = cardWidth + GAP + (grid ? CHANNEL : 0);
        double content = n == 0 ? 0 : columns * pitch - GAP + (grid ? 4 : 0);
        double room = width - overhang - lapLeft - lapRight - orphans;
        double left = x + lapLeft + (grid ? PAD + CHANNEL - 4 : (room - content) / 2);
        for (int i = 0; i < n; i++) {
            double cx = left + (i % columns) * pitch;
            double cy = top + (i / columns) * (cardHeight + GAP);
            Card card = cards.get(i);
            Rect rect = new Rect(cx, cy, cardWidth, cardHeight);
            new CardPainter(drawing, card, rect).draw(STUBS_SHOWN);
            for (int k = 0; k < Math.min(card.away().size(), STUBS_SHOWN); k++) {
                double y = CardPainter.stubY(rect, k);
                starts.put(
                        card.away().get(k).vnic().id(),
                        new Start(rect.right(), y, rect.right() + GAP / 2));
            }
            if (block.kind == Block.Kind.BAR) {
                if (grid) {
                    links.inGrid(card, rect, i);
                } else {
                    links.straight(card, rect);
                }
            }
        }
        if (offFold > 0) {
            Rect rect = new Rect(x + PAD, top - 32, offFold, 22);
            drawing.box(
                    CardReading.offFold(block.id),
                    Box.Kind.FOLD,
                    rect,
                    Tone.MUTED,
                    Box.Look.DASHED,
                    List.of(
                            new Text(
                                    WORDS.get("fold.off", block.foldedOff),
                                    rect.x() + 24,
                                    rect.centerY() + 3.6,
                                    TextStyle.SMALL_STRONG,
                                    Tone.MUTED)),
                    Optional.of(Glyph.FOLD),
                    new Rect(rect.x() + 7, rect.centerY() - 6, 12, 12),
                    Optional.empty(),
                    WORDS.get("say.fold", WORDS.get("fold.off", block.foldedOff)));
        }
    }

    /// Where a line to this block's bar may come down, the `k`-th such line.
    double entryX(int k) {
        Rect bar = bar();
        return Math.max(bar.x() + 6, bar.right() - lapRight - 7 - 8 * k);
    }
}
