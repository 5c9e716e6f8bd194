package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.words.Words;

/// Places what stands on a bar: name, mode, detail, tabs, ports without owner.
final class BarPainter {
    private static final Words WORDS = Words.of(BarPainter.class);

    private BarPainter() {}

    static void draw(Drawing drawing, BlockShape shape) {
        Block block = shape.block;
        Rect bar = shape.bar();
        double room = bar.width() - 32 - 9;
        List<Text> texts = new ArrayList<>();
        double mode = TextMeasure.width(block.mode, TextStyle.MODE);
        String name =
                TextMeasure.fitMiddle(block.name, TextStyle.NAME, Math.max(40, room - mode - 8));
        double x = bar.x() + 32;
        texts.add(new Text(name, x, bar.y() + 17, TextStyle.NAME, Tone.INK));
        texts.add(
                new Text(
                        TextMeasure.fit(block.mode, TextStyle.MODE, room),
                        x + TextMeasure.width(name, TextStyle.NAME) + 8,
                        bar.y() + 17,
                        TextStyle.MODE,
                        block.tone));
        texts.add(
                new Text(
                        TextMeasure.fit(block.detail, TextStyle.CODE_SMALL, room),
                        x,
                        bar.y() + 32,
                        TextStyle.CODE_SMALL,
                        Tone.MUTED));
        Optional<Box.Mark> mark =
                block.lockedBy.map(
                        by ->
                                new Box.Mark(
                                        Glyph.LOCK,
                                        Tone.MUTED,
                                        new Rect(bar.right() - 22, bar.y() + 6, 13, 13),
                                        WORDS.get("mark.managed", by)));
        drawing.boxes.add(
                new Box(
                        block.id,
                        Box.Kind.BAR,
                        bar,
                        block.tone,
                        block.look,
                        texts,
                        Optional.of(block.glyph),
                        new Rect(bar.x() + 10, bar.y() + 12, 16, 16),
                        Optional.empty(),
                        mark,
                        block.target,
                        block.sentence));
        tabs(drawing, block, bar);
        orphans(drawing, block, bar, shape.lapRight());
    }

    private static void tabs(Drawing drawing, Block block, Rect bar) {
        double x = bar.x() + 8;
        for (Block.Tab tab : block.tabs) {
            double width =
                    Math.min(
                            TextMeasure.width(tab.text(), TextStyle.SMALL_STRONG) + 16,
                            bar.right() - 8 - x);
            if (width < 20) {
                break;
            }
            Rect rect = new Rect(x, bar.y() + BlockShape.BAR - 1, width, 20);
            drawing.box(
                    tab.id(),
                    Box.Kind.TAB,
                    rect,
                    block.tone,
                    Box.Look.PLAIN,
                    List.of(
                            new Text(
                                    TextMeasure.fit(tab.text(), TextStyle.SMALL_STRONG, width - 14),
                                    x + 8,
                                    rect.centerY() + 3.6,
                                    TextStyle.SMALL_STRONG,
                                    block.tone)),
                    Optional.empty(),
                    Drawing.NOWHERE,
                    tab.target(),
                    tab.text());
            x += width + 8;
        }
    }

    /// Taps that belong to no VM: a port on the bar with a short loose end.
    private static void orphans(Drawing drawing, Block block, Rect bar, double lap) {
        double x = bar.right() - lap - 14;
        for (Block.Orphan orphan : block.orphans) {
            double width = TextMeasure.width(orphan.text(), TextStyle.CODE_SMALL);
            x -= width + 8;
            if (x < bar.x() + 4) {
                break;
            }
            drawing.line(
                    orphan.link(),
                    List.of(block.id),
                    Line.Role.LINK,
                    Tone.WARNING,
                    true,
                    2,
                    x,
                    bar.y() - 26,
                    x,
                    bar.y());
            drawing.port(orphan.link(), block.id, x, bar.y(), Tone.WARNING, false);
            drawing.label(
                    orphan.link(),
                    orphan.text(),
                    x + 9,
                    bar.y() - 18,
                    TextStyle.CODE_SMALL,
                    Tone.WARNING);
            x -= 18;
        }
    }
}
