package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.words.Words;

/// Draws the links between the cards over a bar and the bar, with their ports and what is written beside them.
final class LinkPainter {
    private static final Words WORDS = Words.of(LinkPainter.class);
    private static final int PORTS_SHOWN = 3;
    private static final double BRACKET = 12;

    /// Width of a bracket.
    private static final double LEAST = 26;

    private final Drawing drawing;
    private final BlockShape shape;
    private final Block block;

    LinkPainter(Drawing drawing, BlockShape shape) {
        this.drawing = drawing;
        this.shape = shape;
        this.block = shape.block;
    }

    private static boolean solid(Card.Plug plug) {
        return plug.active() && plug.configured().isEmpty();
    }

    private Tone tone(Card.Plug plug) {
        return plug.active() && plug.now().isEmpty() ? Tone.WARNING : block.tone;
    }

    /// The links of a card that stands in a row.
    void straight(Card card, Rect rect) {
        int n = Math.min(card.home().size(), PORTS_SHOWN);
        double edge = shape.linksEnd() - 13;
        for (int k = 0; k < n; k++) {
            Card.Plug plug = card.home().get(k);
            double px = Math.round(rect.x() + rect.width() * (2 * k + 1) / (2.0 * n));
            straightLink(card, plug, rect, px);
            // To the next link, or to the edge of the area.
            double free = Math.min(rect.width() / n + BlockShape.GAP - 16, edge - px);
            tapLabel(plug, px + 9, Math.max(free, 44));
            plug.trunk().ifPresent(t -> trunkPill(plug, t, px, 0.5, rect.width() / n));
            plug.filter().ifPresent(via -> filterLabel(plug, via, px + 9, free));
            drawing.rateSlots.add(
                    new TopologyScene.RateSlot(plug.vnic().id(), px + 9, rect.bottom() + 20, free));
        }
    }

    /// From the bottom of a card straight down to this block's bar, with its ports.
    private void straightLink(Card card, Card.Plug plug, Rect rect, double px) {
        boolean several = card.home().size() + card.away().size() > 1;
        boolean here = plug.now().filter(b -> b == block).isPresent();
        boolean loose = block.stopped && plug.active() || !here && plug.active();
        boolean trunk = plug.trunk().isPresent() && !loose;
        double end = loose ? shape.barTop - 16 : trunk ? shape.barTop - BRACKET : shape.barTop;
        Tone tone = tone(plug);
        if (trunk) {
            trunkBracket(card, plug, px);
        }
        shape.starts.put(plug.vnic().id(), new BlockShape.Start(px, rect.bottom(), px));
        drawing.lines.add(
                new Line(
                        plug.vnic().id(),
                        loose ? List.of(card.guest().id()) : List.of(card.guest().id(), block.id),
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
                    shape.barTop);
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
        if (!trunk && (!block.stopped || !plug.active())) {
            drawing.port(
                    plug.vnic().id(),
                    block.id,
                    px,
                    shape.barTop,
                    tone,
                    solid(plug) && !plug.warn());
        }
    }

    /// Where a link with several VLANs lands: with two feet, since it is in several lanes at once.
    private void trunkBracket(Card card, Card.Plug plug, double px) {
        double half = LEAST / 2;
        drawing.line(
                plug.vnic().id(),
                List.of(card.guest().id(), block.id),
                Line.Role.LINK,
                plug.up() ? block.tone : Tone.FAINT,
                !plug.active(),
                2,
                px - half,
                shape.barTop,
                px - half,
                shape.barTop - BRACKET,
                px + half,
                shape.barTop - BRACKET,
                px + half,
                shape.barTop);
        boolean filled = solid(plug) && !plug.warn();
        drawing.port(plug.vnic().id(), block.id, px - half, shape.barTop, block.tone, filled);
        drawing.port(plug.vnic().id(), block.id, px + half, shape.barTop, block.tone, filled);
    }

    /// The name of the tap over the bar, from `left` on; what is wrong with it is never cut.
    private void tapLabel(Card.Plug plug, double left, double room) {
        drawing.label(
                plug.vnic().id(),
                tapText(plug, room),
                left,
                shape.barTop - 8 - over(plug),
                TextStyle.CODE_SMALL,
                plug.warn() ? Tone.WARNING : Tone.MUTED);
    }

    /// Labels stand over the bracket of a trunk and its pill.
    private static double over(Card.Plug plug) {
        return plug.trunk().isPresent() ? BRACKET + 18 : 0;
    }

    /// Which VLANs a link with several carries, over its bracket.
    ///
    /// @param at where `share` of the pill's width is
    private void trunkPill(Card.Plug plug, String tags, double at, double share, double room) {
        String text = TextMeasure.fit(tags, TextStyle.SMALL_STRONG, room - 12);
        double width = TextMeasure.width(text, TextStyle.SMALL_STRONG) + 12;
        Rect pill = new Rect(at - share * width, shape.barTop - BRACKET - 20, width, 16);
        drawing.chip(plug.vnic().id(), text, pill, 6, block.tone);
    }

    private static String tapText(Card.Plug plug, double room) {
        return plug.warn()
                ? plug.label()
                : TextMeasure.fit(plug.label(), TextStyle.CODE_SMALL, room);
    }

    /// The card of a router between this area and that of `other`, at its right, over both, with its links.
    void between(Straddler straddler, LinkPainter other) {
        Rect right = other.shape.area();
        double from = shape.area().right() - straddler.lapLeft();
        double to = right.x() + straddler.lapRight();
        double height = BlockShape.cardHeight(straddler.card());
        Rect rect = new Rect(from, shape.barTop - shape.zone - height, to - from, height);
        new CardPainter(drawing, straddler.card(), rect).draw(BlockShape.STUBS_SHOWN);
        double gap = right.x() - shape.area().right();
        // Pills of both sides share the ground between the areas.
        boolean both =
                straddler.onLeft().getFirst().trunk().isPresent()
                        && straddler.onRight().getLast().trunk().isPresent();
        double room = LEAST / 2 + (both ? gap / 2 : gap) + 6;
        for (int k = 0; k < straddler.onLeft().size(); k++) {
            Card.Plug plug = straddler.onLeft().get(k);
            double px = from + 14 + Straddler.PITCH * k;
            straightLink(straddler.card(), plug, rect, px);
            if (k == 0) {
                plug.trunk().ifPresent(t -> trunkPill(plug, t, px - LEAST / 2, 0, room));
                double width = TextMeasure.width(tapText(plug, 60), TextStyle.CODE_SMALL);
                tapLabel(plug, px - 9 - width, 60);
            }
        }
        drawing.rateSlots.add(
                new TopologyScene.RateSlot(
                        straddler.onLeft().getFirst().vnic().id(),
                        shape.area().right() + 5,
                        rect.bottom() + 20,
                        gap - 10));
        int n = straddler.onRight().size();
        for (int k = 0; k < n; k++) {
            Card.Plug plug = straddler.onRight().get(k);
            double px = to - 14 - Straddler.PITCH * (n - 1 - k);
            other.straightLink(straddler.card(), plug, rect, px);
            if (k == n - 1) {
                other.tapLabel(plug, px + 9, 60);
                plug.trunk().ifPresent(t -> other.trunkPill(plug, t, px + LEAST / 2, 1, room));
                drawing.rateSlots.add(
                        new TopologyScene.RateSlot(
                                plug.vnic().id(), px + 9, rect.bottom() + 20, 60));
            }
        }
        for (int k = 0; k < Math.min(straddler.card().away().size(), BlockShape.STUBS_SHOWN); k++) {
            double y = CardPainter.stubY(rect, k);
            shape.starts.put(
                    straddler.card().away().get(k).vnic().id(),
                    new BlockShape.Start(rect.right(), y, rect.right() + BlockShape.GAP / 2));
        }
    }

    /// A bridge with filters that is folded into the link, over the tap's name.
    private void filterLabel(Card.Plug plug, String via, double left, double free) {
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
                                shape.barTop - 22 - over(plug),
                                TextStyle.CODE_SMALL,
                                Tone.MUTED),
                        Optional.empty(),
                        Tone.SURFACE,
                        false,
                        Optional.of(Glyph.SHIELD)));
    }

    /// The links of a card that stands in a grid, down the channel at its left.
    ///
    /// @param index its place in the grid
    void inGrid(Card card, Rect rect, int index) {
        int n = Math.min(card.home().size(), PORTS_SHOWN);
        boolean several = card.home().size() + card.away().size() > 1;
        double channel = rect.x() - BlockShape.CHANNEL / 2 - 1;
        for (int k = 0; k < n; k++) {
            Card.Plug plug = card.home().get(k);
            double py = Math.round(rect.y() + BlockShape.CARD_HEIGHT * (2 * k + 1) / (2.0 * n));
            boolean loose = block.stopped && plug.active() || plug.now().isEmpty() && plug.active();
            Tone tone = tone(plug);
            shape.starts.put(plug.vnic().id(), new BlockShape.Start(rect.x(), py, channel));
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
                                    : Path.of(rect.x(), py, channel, py, channel, shape.barTop),
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
        if (index < shape.columns && !card.home().isEmpty()) {
            drawing.port(block.id, block.id, channel, shape.barTop, block.tone, !block.stopped);
        }
    }
}
