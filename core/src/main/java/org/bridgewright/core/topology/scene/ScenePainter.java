package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.function.Predicate;
import org.bridgewright.core.model.ElementId;

/// Draws a scene, or the part in `view`, with any pen, so that the window, SVG and PNG are the same picture.
public final class ScenePainter {
    /// What a picture shows beside the scene itself.
    ///
    /// @param dimmed elements that step back while something is dragged, or that do not match
    /// @param selected cards with the ring of the selection
    /// @param hurried whether only the main text of each card is drawn, while zooming
    /// @param scale of the screen; texts smaller than [#SMALLEST_TEXT] on screen go away
    public record Options(
            Predicate<ElementId> selected,
            Predicate<ElementId> dimmed,
            double scale,
            boolean hurried) {
        public static final Options PLAIN = new Options(id -> false, id -> false, 1);

        public Options(Predicate<ElementId> selected, Predicate<ElementId> dimmed, double scale) {
            this(selected, dimmed, scale, false);
        }
    }

    /// Below it a text is not drawn.
    public static final double SMALLEST_TEXT = 9;

    /// Below this scale cards become chips.
    public static final double CHIPS = 0.69;

    /// Below this scale chips become dots, and areas carry counts.
    public static final double DOTS = 0.4;

    private static final double CARD_RADIUS = 8;

    private final TopologyScene scene;
    private final Pen pen;
    private final Options options;

    public ScenePainter(TopologyScene scene, Pen pen, Options options) {
        this.scene = scene;
        this.pen = pen;
        this.options = options;
    }

    /// Panels and areas, lines, then what lies on them.
    public void paint(Rect view) {
        List<Box> boxes = scene.boxesIn(view);
        for (Box box : boxes) {
            if (isGround(box)) {
                box(box);
            }
        }
        paintLines(scene.linesIn(view));
        for (Box box : boxes) {
            if (!isGround(box)) {
                box(box);
            }
        }
        if (options.scale() >= DOTS) {
            scene.portsIn(view).forEach(this::port);
        }
        for (Label label : options.hurried() ? List.<Label>of() : scene.labels()) {
            if (label.text().bounds().intersects(view)) {
                label(label);
            }
        }
    }

    private static boolean isGround(Box box) {
        return box.kind() == Box.Kind.HOST
                || box.kind() == Box.Kind.AREA
                || box.kind() == Box.Kind.BRACKET;
    }

    /// Only the lines, dimmed where their subject is.
    public void paintLines(List<Line> lines) {
        for (Line line : lines) {
            double alpha = options.dimmed().test(line.subject()) ? 0.35 : 1;
            pen.line(
                    line.path(),
                    new Pen.Stroke(
                            line.tone(),
                            line.width(),
                            line.dashed() ? Pen.Dash.LINE : Pen.Dash.NONE,
                            alpha));
            if (line.arrow() && options.scale() >= DOTS) {
                Path p = line.path();
                boolean down = p.y(p.corners() - 2) < p.endY();
                pen.arrowHead(p.endX(), p.endY() + (down ? -1 : 1), down, line.tone());
            }
        }
    }

    /// One port; its number shows only where the scale leaves it readable.
    public void port(Port port) {
        double alpha = options.dimmed().test(port.owner()) ? 0.35 : 1;
        Rect rect = port.rect();
        pen.fillRect(
                rect, 3, port.filled() ? port.tone() : Tone.SURFACE, port.filled() ? alpha : 1);
        pen.strokeRect(
                rect.grow(-0.75), 2.4, new Pen.Stroke(port.tone(), 1.5, Pen.Dash.NONE, alpha));
        if (port.number().isPresent() && options.scale() >= 0.95) {
            Rect badge = new Rect(port.x() - 7, port.y() - 7, 14, 14);
            pen.fillRect(badge, 4, port.filled() ? port.tone() : Tone.SURFACE, 1);
            pen.strokeRect(badge.grow(-0.5), 3.5, Pen.Stroke.of(port.tone(), 1));
            String number = Integer.toString(port.number().get());
            double w = TextMeasure.width(number, TextStyle.SMALL_STRONG);
            text(
                    new Text(
                            number,
                            port.x() - w / 2,
                            port.y() + 3.6,
                            TextStyle.SMALL_STRONG,
                            port.filled() ? Tone.SURFACE : port.tone()),
                    1);
        }
    }

    /// One label with its pill; nothing where its text would be too small to read.
    public void label(Label label) {
        Text text = label.text();
        double factor = factor(text);
        if (factor == 0) {
            return;
        }
        double alpha = options.dimmed().test(label.subject()) ? 0.35 : 1;
        double more = factor == 1 ? 0 : text.width() * (factor - 1);
        // A label on a line grows to both sides, one beside a line away from it.
        double shift = label.outlined() ? -more / 2 : 0;
        label.pill()
                .map(p -> new Rect(p.x() + shift, p.y(), p.width() + more, p.height()))
                .ifPresent(
                        pill -> {
                            pen.fillRect(pill, pill.height() / 2, label.fill(), 1);
                            if (label.outlined()) {
                                pen.strokeRect(
                                        pill.grow(-0.5),
                                        pill.height() / 2,
                                        Pen.Stroke.of(Tone.BORDER, 1));
                            }
                        });
        label.glyph()
                .filter(g -> factor == 1)
                .ifPresent(
                        g ->
                                pen.glyph(
                                        g,
                                        new Rect(text.x() - 13, text.y() - 9, 11, 11),
                                        text.tone(),
                                        1.3));
        pen.text(
                shift == 0
                        ? text
                        : new Text(
                                text.text(), text.x() + shift, text.y(), text.style(), text.tone()),
                factor,
                alpha);
    }

    private void text(Text text, double alpha) {
        if (text.style().size() * options.scale() >= SMALLEST_TEXT) {
            pen.text(text, 1, alpha);
        }
    }

    /// By how much a text is drawn larger than the scene has it; 0 = not at all.
    public double factor(Text text) {
        return Readable.factor(text, options.scale());
    }

    /// One box with what belongs on it, between the pen's `begin` and `end`.
    public void box(Box box) {
        pen.begin(box);
        switch (box.kind()) {
            case HOST -> panel(box);
            case AREA -> area(box);
            case GUEST -> card(box);
            case BAR -> bar(box);
            case TAB -> tab(box);
            case BADGE -> badge(box);
            case STRIP -> strip(box);
            case NIC, LINK -> nic(box);
            case SEGMENT -> pill(box, box.rect().height() / 2);
            case FOLD -> pill(box, 9);
            case BRACKET -> bracket(box);
            case MISSING -> missing(box);
        }
        pen.end();
    }

    private double alpha(Box box) {
        return options.dimmed().test(box.id()) ? 0.35 : 1;
    }

    private void texts(Box box, double alpha) {
        Readable.draw(box, pen, options.scale(), alpha);
    }

    private void glyph(Box box, Tone tone) {
        if (box.glyph().isPresent() && options.scale() >= 0.5) {
            pen.glyph(box.glyph().get(), box.glyphBox(), tone, 1.5);
        }
    }

    private void ring(Box box, double radius) {
        if (options.selected().test(box.id())) {
            pen.strokeRect(box.rect().grow(0.5), radius + 1, Pen.Stroke.of(Tone.ACCENT, 2));
        }
    }

    private void panel(Box box) {
        pen.fillRect(box.rect(), 16, Tone.PANEL, 1);
        pen.strokeRect(box.rect().grow(-0.5), 16, Pen.Stroke.of(Tone.BORDER, 1));
        if (options.scale() * TextStyle.HOST.size() >= SMALLEST_TEXT) {
            texts(box, 1);
            box.dot().ifPresent(d -> pen.circle(d.x(), d.y(), d.radius(), d.tone(), true));
        } else if (!box.texts().isEmpty()) {
            large(
                    box.texts().getFirst(),
                    box.rect().x() + 18,
                    box.rect().y() + 34,
                    box.rect().width() - 30,
                    12);
        }
        ring(box, 16);
    }

    /// A text at a size on screen instead of in the scene, for far views.
    private void large(Text text, double x, double y, double room, double screenSize) {
        double factor = screenSize / options.scale() / text.style().size();
        String cut = TextMeasure.fit(text.text(), text.style(), room / factor);
        if (!cut.isEmpty()) {
            pen.text(new Text(cut, x, y, text.style(), text.tone()), factor, 1);
        }
    }

    private void area(Box box) {
        double alpha = alpha(box);
        if (box.look() == Box.Look.DASHED) {
            pen.strokeRect(
                    box.rect().grow(-0.5),
                    12,
                    new Pen.Stroke(Tone.MUTED, 1, Pen.Dash.OUTLINE, 0.5));
        } else {
            pen.fillRect(box.rect(), 12, box.tone().soft(), 0.5 * alpha);
            pen.strokeRect(
                    box.rect().grow(-0.5),
                    12,
                    new Pen.Stroke(box.tone(), 1, Pen.Dash.NONE, 0.3 * alpha));
        }
        texts(box, alpha);
    }

    private void card(Box box) {
        Rect r = box.rect();
        double alpha = alpha(box);
        boolean hollow = box.look() == Box.Look.HOLLOW;
        if (options.scale() < DOTS) {
            Tone tone =
                    box.mark()
                            .map(Box.Mark::tone)
                            .orElse(box.dot().map(Box.Dot::tone).orElse(Tone.MUTED));
            if (hollow) {
                pen.strokeRect(r.grow(-3), 6, new Pen.Stroke(tone, 3, Pen.Dash.NONE, alpha));
            } else {
                pen.fillRect(r.grow(-2), 8, tone, 0.75 * alpha);
            }
            return;
        }
        if (!hollow && options.scale() >= CHIPS && !options.hurried()) {
            pen.fillRect(r.moved(0, 2), CARD_RADIUS, Tone.INK, 0.05 * alpha);
        }
        pen.fillRect(r, CARD_RADIUS, hollow ? Tone.PANEL : Tone.SURFACE, alpha);
        pen.strokeRect(
                r.grow(-0.5),
                CARD_RADIUS,
                new Pen.Stroke(
                        hollow ? Tone.ISOLATED : Tone.BORDER,
                        1,
                        hollow ? Pen.Dash.OUTLINE : Pen.Dash.NONE,
                        alpha * (hollow ? 0.7 : 1)));
        if (options.scale() < CHIPS) {
            chip(box);
        } else {
            if (options.hurried()) {
                text(box.texts().getFirst(), alpha);
            } else {
                glyph(box, hollow ? Tone.MUTED : box.dot().map(Box.Dot::tone).orElse(Tone.MUTED));
                texts(box, alpha);
            }
            box.dot().ifPresent(d -> pen.circle(d.x(), d.y(), d.radius(), d.tone(), d.filled()));
            box.mark().ifPresent(m -> pen.glyph(m.glyph(), m.rect(), m.tone(), 1.6));
        }
        ring(box, CARD_RADIUS);
    }

    /// State and name only, at a readable size.
    private void chip(Box box) {
        Rect r = box.rect();
        double dot = 4 / options.scale();
        Tone tone = box.dot().map(Box.Dot::tone).orElse(Tone.MUTED);
        boolean filled = box.dot().map(Box.Dot::filled).orElse(true);
        pen.circle(r.x() + dot + 7, r.centerY(), dot, tone, filled);
        double x = r.x() + 2 * dot + 12;
        double room = r.right() - 4 - x;
        if (box.mark().isPresent()) {
            double side = 12 / options.scale();
            Box.Mark m = box.mark().get();
            pen.glyph(
                    m.glyph(),
                    new Rect(r.right() - side - 4, r.centerY() - side / 2, side, side),
                    m.tone(),
                    1.6);
            room -= side + 4;
        }
        large(box.texts().getFirst(), x, r.centerY() + 3.4 / options.scale(), room, 9.5);
    }

    private void bar(Box box) {
        Rect r = box.rect();
        double alpha = alpha(box);
        Tone fill = box.look() == Box.Look.DASHED ? Tone.SURFACE : box.tone().soft();
        pen.fillRect(r, 9, fill, alpha);
        if (box.look() == Box.Look.HATCHED) {
            pen.hatch(r.grow(-1), 9, box.tone(), 0.16 * alpha);
        }
        pen.strokeRect(
                r.grow(-0.8),
                8.5,
                new Pen.Stroke(
                        box.tone(),
                        1.6,
                        box.look() == Box.Look.PLAIN ? Pen.Dash.NONE : Pen.Dash.OUTLINE,
                        alpha));
        if (options.scale() >= CHIPS) {
            glyph(box, box.tone());
            texts(box, alpha);
            box.mark().ifPresent(m -> pen.glyph(m.glyph(), m.rect(), m.tone(), 1.4));
        } else {
            large(
                    box.texts().getFirst(),
                    r.x() + 8,
                    r.centerY() + 4 / options.scale(),
                    r.width() - 14,
                    10.5);
        }
        ring(box, 9);
    }

    private void tab(Box box) {
        pen.fillRect(box.rect(), 6, Tone.SURFACE, alpha(box));
        pen.strokeRect(box.rect().grow(-0.5), 6, new Pen.Stroke(box.tone(), 1, Pen.Dash.NONE, 0.6));
        texts(box, alpha(box));
        ring(box, 6);
    }

    private void badge(Box box) {
        if (options.scale() >= CHIPS && !options.hurried()) {
            pen.fillRect(box.rect(), 8, box.tone().soft(), alpha(box));
            texts(box, alpha(box));
            ring(box, 8);
        }
    }

    private void strip(Box box) {
        pen.fillRect(box.rect(), 10, Tone.STRIP, 1);
        if (box.look() == Box.Look.HATCHED) {
            pen.hatch(box.rect().grow(-1), 10, Tone.MUTED, 0.16);
        }
        pen.strokeRect(box.rect().grow(-0.5), 10, Pen.Stroke.of(Tone.BORDER, 1));
        texts(box, 1);
        ring(box, 10);
    }

    private void nic(Box box) {
        Rect r = box.rect();
        pen.fillRect(r, CARD_RADIUS, Tone.SURFACE, 1);
        pen.strokeRect(r.grow(-0.5), CARD_RADIUS, Pen.Stroke.of(Tone.BORDER, 1));
        glyph(box, Tone.INK);
        if (options.scale() >= CHIPS) {
            texts(box, 1);
        } else if (options.scale() >= DOTS) {
            large(
                    box.texts().getFirst(),
                    r.x() + 8 + (options.scale() >= 0.5 ? 24 : 0),
                    r.centerY() + 3.4 / options.scale(),
                    r.width() - 40,
                    9.5);
        }
        box.dot().ifPresent(d -> pen.circle(d.x(), d.y(), d.radius(), d.tone(), d.filled()));
        ring(box, CARD_RADIUS);
    }

    private void pill(Box box, double radius) {
        pen.fillRect(box.rect(), radius, Tone.SURFACE, 1);
        pen.strokeRect(
                box.rect().grow(-0.5),
                radius,
                new Pen.Stroke(Tone.MUTED, 1, Pen.Dash.OUTLINE, 0.6));
        glyph(box, Tone.MUTED);
        texts(box, 1);
        ring(box, radius);
    }

    private void bracket(Box box) {
        pen.fillRect(box.rect(), 10, Tone.STRIP, 0.6);
        pen.strokeRect(
                box.rect().grow(-0.6), 10, new Pen.Stroke(Tone.MUTED, 1.2, Pen.Dash.NONE, 0.7));
        texts(box, 1);
        ring(box, 10);
    }

    private void missing(Box box) {
        pen.fillRect(box.rect(), 8, Tone.WARNING_SOFT, 1);
        pen.hatch(box.rect().grow(-1), 8, Tone.WARNING, 0.18);
        pen.strokeRect(
                box.rect().grow(-0.5), 8, new Pen.Stroke(Tone.WARNING, 1, Pen.Dash.NONE, 0.6));
        glyph(box, Tone.WARNING);
        texts(box, 1);
        ring(box, 8);
    }
}
