package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;

/// What has been placed so far. One per `arrange`, one thread.
final class Drawing {
    static final Rect NOWHERE = new Rect(0, 0, 0, 0);

    final List<Box> boxes = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<Port> ports = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    final List<TopologyScene.FullLine> fullLines = new ArrayList<>();
    final List<TopologyScene.RateSlot> rateSlots = new ArrayList<>();

    void line(
            ElementId subject,
            List<ElementId> ends,
            Line.Role role,
            Tone tone,
            boolean dashed,
            double width,
            double... xy) {
        lines.add(new Line(subject, ends, role, tone, dashed, width, Path.of(xy), false));
    }

    void arrow(ElementId subject, List<ElementId> ends, Tone tone, double... xy) {
        lines.add(
                new Line(
                        subject, ends, Line.Role.DEFAULT_ROUTE, tone, false, 2, Path.of(xy), true));
    }

    void port(ElementId subject, ElementId owner, double x, double y, Tone tone, boolean filled) {
        ports.add(new Port(subject, owner, Optional.empty(), x, y, tone, filled));
    }

    /// A pill with its left end at `x`, centred on `y`.
    Rect pill(ElementId subject, String text, double x, double y, Tone tone, Tone fill) {
        double width = TextMeasure.width(text, TextStyle.SMALL_STRONG) + 16;
        Rect rect = new Rect(x, y - 9, width, 18);
        labels.add(
                new Label(
                        subject,
                        new Text(text, x + 8, y + 3.6, TextStyle.SMALL_STRONG, tone),
                        Optional.of(rect),
                        fill,
                        false));
        return rect;
    }

    /// An outlined pill that says which VLANs a line carries; it stands over the line.
    void chip(ElementId subject, String text, Rect pill, double inset, Tone tone) {
        labels.add(
                new Label(
                        subject,
                        new Text(
                                text,
                                pill.x() + inset,
                                pill.centerY() + 3.6,
                                TextStyle.SMALL_STRONG,
                                tone),
                        Optional.of(pill),
                        Tone.SURFACE,
                        true));
    }

    void label(ElementId subject, String text, double x, double y, TextStyle style, Tone tone) {
        labels.add(
                new Label(
                        subject,
                        new Text(text, x, y, style, tone),
                        Optional.empty(),
                        Tone.SURFACE,
                        false));
    }

    void box(
            ElementId id,
            Box.Kind kind,
            Rect rect,
            Tone tone,
            Box.Look look,
            List<Text> texts,
            Optional<Glyph> glyph,
            Rect glyphBox,
            Optional<MoveTarget> target,
            String sentence) {
        boxes.add(
                new Box(
                        id,
                        kind,
                        rect,
                        tone,
                        look,
                        texts,
                        glyph,
                        glyphBox,
                        Optional.empty(),
                        Optional.empty(),
                        target,
                        sentence));
    }

    /// Adds all of `other`, moved.
    void add(Drawing other, double dx, double dy) {
        if (dx == 0 && dy == 0) {
            boxes.addAll(other.boxes);
            lines.addAll(other.lines);
            ports.addAll(other.ports);
            labels.addAll(other.labels);
            fullLines.addAll(other.fullLines);
            rateSlots.addAll(other.rateSlots);
            return;
        }
        for (Box b : other.boxes) {
            boxes.add(moved(b, dx, dy));
        }
        for (Line l : other.lines) {
            lines.add(moved(l, dx, dy));
        }
        for (Port p : other.ports) {
            ports.add(
                    new Port(
                            p.subject(),
                            p.owner(),
                            p.number(),
                            p.x() + dx,
                            p.y() + dy,
                            p.tone(),
                            p.filled()));
        }
        for (Label l : other.labels) {
            labels.add(
                    new Label(
                            l.subject(),
                            moved(l.text(), dx, dy),
                            l.pill().map(r -> r.moved(dx, dy)),
                            l.fill(),
                            l.outlined(),
                            l.glyph()));
        }
        for (TopologyScene.FullLine f : other.fullLines) {
            fullLines.add(new TopologyScene.FullLine(f.guest(), moved(f.line(), dx, dy)));
        }
        for (TopologyScene.RateSlot r : other.rateSlots) {
            rateSlots.add(new TopologyScene.RateSlot(r.vnic(), r.x() + dx, r.y() + dy, r.room()));
        }
    }

    private static Text moved(Text t, double dx, double dy) {
        return new Text(t.text(), t.x() + dx, t.y() + dy, t.style(), t.tone());
    }

    static Line moved(Line l, double dx, double dy) {
        return new Line(
                l.subject(),
                l.ends(),
                l.role(),
                l.tone(),
                l.dashed(),
                l.width(),
                l.path().moved(dx, dy),
                l.arrow());
    }

    static Box moved(Box b, double dx, double dy) {
        if (dx == 0 && dy == 0) {
            return b;
        }
        List<Text> texts = new ArrayList<>(b.texts().size());
        for (Text text : b.texts()) {
            texts.add(moved(text, dx, dy));
        }
        return new Box(
                b.id(),
                b.kind(),
                b.rect().moved(dx, dy),
                b.tone(),
                b.look(),
                texts,
                b.glyph(),
                b.glyphBox().moved(dx, dy),
                b.dot()
                        .map(
                                d ->
                                        new Box.Dot(
                                                d.x() + dx,
                                                d.y() + dy,
                                                d.radius(),
                                                d.tone(),
                                                d.filled())),
                b.mark()
                        .map(
                                m ->
                                        new Box.Mark(
                                                m.glyph(),
                                                m.tone(),
                                                m.rect().moved(dx, dy),
                                                m.text())),
                b.target(),
                b.sentence());
    }
}
