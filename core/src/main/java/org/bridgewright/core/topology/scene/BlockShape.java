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
    private static final double GAP = 10;
    private static final double CHANNEL = 16;
    private static final double CARD_MIN = 114;
    private static final double CARD_MAX = 176;
    private static final double CARD_HEIGHT = 54;
    private static final double STUB = 17;
    static final int SINGLE_ROW = 5;
    private static final int PORTS_SHOWN = 3;
    private static final int STUBS_SHOWN = 4;

    final Block block;
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

    BlockShape(Block block) {
        this.block = block;
        int n = block.cards.size();
        grid = n > SINGLE_ROW;
        double widest = CARD_MIN;
        int stubs = 0;
        for (Card card : block.cards) {
            widest = Math.max(widest, CardPainter.width(card));
            stubs = Math.max(stubs, CardPainter.rows(card, STUBS_SHOWN));
        }
        cardWidth = Math.ceil(Math.min(widest, CARD_MAX));
        cardHeight = CARD_HEIGHT + stubs * STUB + (stubs > 0 ? 4 : 0);
        columns = grid ? gridColumns(n) : Math.max(1, n);
        double bar = barWidth(block);
        offFold =
                block.foldedOff > 0
                        ? TextMeasure.width(
                                        WORDS.get("fold.off", block.foldedOff),
                                        TextStyle.SMALL_STRONG)
                                + 34
                        : 0;
        if (!block.hasArea()) {
            width = bar;
            cardsHeight = 0;
            orphans = 0;
            return;
        }
        orphans = block.orphans.isEmpty() ? 0 : orphansWidth(block);
        double pitch = cardWidth + GAP + (grid ? CHANNEL : 0);
        double cards = n == 0 ? 0 : columns * pitch - GAP + (grid ? 4 : 0);
        width = Math.ceil(Math.max(cards + 2 * PAD + orphans, Math.max(bar, offFold + 8) + 16));
        int rows = n == 0 ? 0 : (n + columns - 1) / columns;
        cardsHeight =
                TOP
                        + (block.kind == Block.Kind.UNCONNECTED ? 16 : 0)
                        + rows * (cardHeight + GAP)
                        - (rows > 0 ? GAP : 0)
                        + (offFold > 0 ? 26 : 0);
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

    double barHeight() {
        return BAR + (block.tabs.isEmpty() ? 0 : TABS);
    }

    /// From the top of its area to the bottom of its bar.
    double heightOverBarBottom(double zoneHeight) {
        double loose = block.orphans.isEmpty() ? 0 : 34;
        return (block.hasArea() ? cardsHeight + zoneHeight : loose) + barHeight();
    }

    Rect bar() {
        boolean inset = block.hasArea();
        return new Rect(x + (inset ? 8 : 0), barTop, width - (inset ? 16 : 0), barHeight());
    }

    Rect area() {
        if (block.kind == Block.Kind.UNCONNECTED) {
            return new Rect(x, barTop - zone - cardsHeight, width, cardsHeight + PAD);
        }
        double top = barTop - zone - cardsHeight;
        return new Rect(x, top, width, barTop + barHeight() + BOTTOM - top);
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
        if (block.hasArea()) {
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
        if (!block.hasArea()) {
            return;
        }
        Rect area = area();
        double top =
                area.y()
                        + TOP
                        + (block.kind == Block.Kind.UNCONNECTED ? 16 : 0)
                        + (offFold > 0 ? 26 : 0);
        int n = block.cards.size();
        double pitch = cardWidth + GAP + (grid ? CHANNEL : 0);
        double content = n == 0 ? 0 : columns * pitch - GAP + (grid ? 4 : 0);
        double left = x + (grid ? PAD + CHANNEL - 4 : (width - orphans - content) / 2);
        for (int i = 0; i < n; i++) {
            double cx = left + (i % columns) * pitch;
            double cy = top + (i / columns) * (cardHeight + GAP);
            Card card = block.cards.get(i);
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
                    gridLinks(drawing, card, rect, i);
                } else {
                    straightLinks(drawing, card, rect);
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

    private static boolean solid(Card.Plug plug) {
        return plug.active() && plug.configured().isEmpty();
    }

    private Tone tone(Card.Plug plug) {
        return plug.active() && plug.now().isEmpty() ? Tone.WARNING : block.tone;
    }

    private void straightLinks(Drawing drawing, Card card, Rect rect) {
        int n = Math.min(card.home().size(), PORTS_SHOWN);
        boolean several = card.home().size() + card.away().size() > 1;
        for (int k = 0; k < n; k++) {
            Card.Plug plug = card.home().get(k);
            double px = Math.round(rect.x() + rect.width() * (2 * k + 1) / (2.0 * n));
            boolean here = plug.now().filter(b -> b == block).isPresent();
            boolean loose = block.stopped && plug.active() || !here && plug.active();
            double end = loose ? barTop - 16 : barTop;
            Tone tone = tone(plug);
            starts.put(plug.vnic().id(), new Start(px, rect.bottom(), px));
            drawing.lines.add(
                    new Line(
                            plug.vnic().id(),
                            loose
                                    ? List.of(card.guest().id())
                                    : List.of(card.guest().id(), block.id),
                            Line.Role.LINK,
                            plug.up() ? tone : Tone.FAINT,
                            !plug.active(),
                            2,
                            Path.of(px, rect.bottom(), px, end),
                            false));
            if (!here && plug.active()) {
                // The config says "here": from the loose end to the bar, dashed.
                drawing.line(
                        plug.vnic().id(),
                        List.of(card.guest().id(), block.id),
                        Line.Role.CONFIGURED,
                        block.tone,
                        true,
                        2,
                        px,
                        end,
                        px,
                        barTop);
            }
            drawing.ports.add(
                    new Port(
                            plug.vnic().id(),
                            card.guest().id(),
                            several ? Optional.of(plug.vnic().number()) : Optional.empty(),
                            px,
                            rect.bottom(),
                            tone,
                            plug.active() && plug.up()));
            if (!block.stopped || !plug.active()) {
                drawing.port(
                        plug.vnic().id(), block.id, px, barTop, tone, solid(plug) && !plug.warn());
            }
            double room = rect.width() / n - 14;
            String label =
                    TextMeasure.fit(plug.label(), TextStyle.CODE_SMALL, Math.max(room / 2 + 8, 44));
            if (plug.warn()) {
                label = plug.label();
            }
            drawing.label(
                    plug.vnic().id(),
                    label,
                    px + 9,
                    barTop - 8,
                    TextStyle.CODE_SMALL,
                    plug.warn() ? Tone.WARNING : Tone.MUTED);
            // To the next link, or to the edge of the area.
            double free = Math.min(rect.width() / n + GAP - 16, x + width - orphans - px - 13);
            plug.filter().ifPresent(via -> filterLabel(drawing, plug, via, px + 9, free));
            drawing.rateSlots.add(
                    new TopologyScene.RateSlot(plug.vnic().id(), px + 9, rect.bottom() + 20, free));
        }
    }

    /// A bridge with filters that is folded into the link, over the tap's name.
    private void filterLabel(
            Drawing drawing, Card.Plug plug, String via, double left, double free) {
        double room = free - Label.GLYPH;
        String text = WORDS.get("via.filter", via);
        if (TextMeasure.width(text, TextStyle.CODE_SMALL) > room) {
            text = TextMeasure.fitMiddle(via, TextStyle.CODE_SMALL, room);
        }
        drawing.labels.add(
                new Label(
                        plug.vnic().id(),
                        new Text(
                                text,
                                left + Label.GLYPH,
                                barTop - 22,
                                TextStyle.CODE_SMALL,
                                Tone.MUTED),
                        Optional.empty(),
                        Tone.SURFACE,
                        false,
                        Optional.of(Glyph.SHIELD)));
    }

    private void gridLinks(Drawing drawing, Card card, Rect rect, int index) {
        int n = Math.min(card.home().size(), PORTS_SHOWN);
        boolean several = card.home().size() + card.away().size() > 1;
        double channel = rect.x() - CHANNEL / 2 - 1;
        for (int k = 0; k < n; k++) {
            Card.Plug plug = card.home().get(k);
            double py = Math.round(rect.y() + CARD_HEIGHT * (2 * k + 1) / (2.0 * n));
            boolean loose = block.stopped && plug.active() || plug.now().isEmpty() && plug.active();
            Tone tone = tone(plug);
            starts.put(plug.vnic().id(), new Start(rect.x(), py, channel));
            drawing.lines.add(
                    new Line(
                            plug.vnic().id(),
                            loose
                                    ? List.of(card.guest().id())
                                    : List.of(card.guest().id(), block.id),
                            Line.Role.LINK,
                            plug.up() ? tone : Tone.FAINT,
                            !plug.active(),
                            2,
                            loose
                                    ? Path.of(rect.x(), py, channel, py)
                                    : Path.of(rect.x(), py, channel, py, channel, barTop),
                            false));
            drawing.ports.add(
                    new Port(
                            plug.vnic().id(),
                            card.guest().id(),
                            several ? Optional.of(plug.vnic().number()) : Optional.empty(),
                            rect.x(),
                            py,
                            tone,
                            plug.active() && plug.up()));
        }
        if (index < columns && !card.home().isEmpty()) {
            drawing.port(block.id, block.id, channel, barTop, block.tone, !block.stopped);
        }
    }

    /// Where a line to this block's bar may come down, the `k`-th such line.
    double entryX(int k) {
        Rect bar = bar();
        return Math.max(bar.x() + 6, bar.right() - 7 - 8 * k);
    }
}
