package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.words.Words;

/// The NICs of a host under what they carry, and the LANs that only this host knows, under their NICs.
final class NicRow {
    private static final Words WORDS = Words.of(NicRow.class);
    private static final double SEGMENT = 32;
    private static final int FREE_SHOWN = 8;

    /// A line that comes down to a unit.
    ///
    /// @param start corners until it stands at `x` over the row; empty = from the strip's lower edge
    record Drop(
            ElementId subject,
            ElementId from,
            ElementId unit,
            List<Double> start,
            double x,
            Tone tone,
            Line.Role role,
            boolean dashed) {}

    /// Where lines to the outside begin.
    record Exit(ElementId id, double x, double bottom) {}

    private final HostLayout layout;
    private final double below;
    private final List<Drop> drops = new ArrayList<>();
    private NicPlaces places = new NicPlaces(0, Map.of(), Map.of());
    private final Map<ElementId, Exit> exits = new HashMap<>();
    private Map<ElementId, List<SegmentElement>> local = Map.of();
    private Map<ElementId, Integer> outsideCount = Map.of();
    private String defaultLabel = "";
    private double bottom;
    private double right;
    private int foldedNics;

    NicRow(HostLayout layout, double below) {
        this.layout = layout;
        this.below = below;
        this.bottom = below;
    }

    void add(Drop drop) {
        drops.add(drop);
    }

    void defaultLabel(String text) {
        defaultLabel = text;
    }

    /// Before [#draw]: LANs by the unit under which they stand, and how many lines leave each unit for the outside.
    void outside(
            Map<ElementId, List<SegmentElement>> newLocal, Map<ElementId, Integer> newOutside) {
        local = newLocal;
        outsideCount = newOutside;
    }

    double bottom() {
        return bottom;
    }

    double right() {
        return right;
    }

    Optional<Exit> exit(ElementId unit) {
        return Optional.ofNullable(exits.get(unit));
    }

    void draw() {
        place();
        int tracks = 0;
        Map<ElementId, Integer> nth = new HashMap<>();
        List<Drop> sorted = new ArrayList<>(drops);
        sorted.sort(Comparator.comparing(Drop::x));
        Map<Drop, double[]> ends = new HashMap<>();
        for (Drop drop : sorted) {
            NicPlaces.Placed at = placed(drop.unit());
            if (at == null) {
                continue;
            }
            double w = at.unit().width();
            int k = nth.merge(drop.unit(), 1, Integer::sum) - 1;
            double x =
                    Math.clamp(
                            drop.x(),
                            at.x() + 16 + 12.0 * k,
                            Math.max(at.x() + 16 + 12.0 * k, at.x() + w - 16));
            x = Math.round(x);
            boolean straight =
                    drop.start().isEmpty()
                            ? x >= layout.strip.x() + 8 && x <= layout.strip.right() - 8
                            : x == drop.x();
            ends.put(drop, new double[] {x, straight ? -1 : tracks++});
        }
        double channel = below + 26;
        double top = Math.ceil(below + 44 + tracks * HostLayout.TRACK);
        for (Drop drop : sorted) {
            double[] end = ends.get(drop);
            if (end != null) {
                drop(drop, end[0], end[1] < 0 ? -1 : channel + end[1] * HostLayout.TRACK, top);
            }
        }
        label(sorted, ends);
        double rowBottom = top;
        for (NicPlaces.Placed p : places.all()) {
            drawUnit(p, top);
            rowBottom = Math.max(rowBottom, top + p.unit().height());
            right = Math.max(right, p.x() + p.unit().width());
        }
        rowBottom = fold(top, rowBottom);
        bottom = rowBottom;
        for (NicPlaces.Placed p : places.all()) {
            drawLocal(p, top);
        }
    }

    private void drop(Drop drop, double x, double track, double top) {
        List<Double> points = new ArrayList<>(drop.start());
        double from = drop.x();
        if (points.isEmpty()) {
            from = track < 0 ? x : Math.clamp(x, layout.strip.x() + 16, layout.strip.right() - 16);
            points.addAll(List.of(from, layout.strip.bottom()));
        }
        if (track >= 0) {
            points.addAll(List.of(from, track, x, track));
        }
        points.addAll(List.of(x, top));
        double[] xy = points.stream().mapToDouble(Double::doubleValue).toArray();
        layout.drawing.lines.add(
                new Line(
                        drop.subject(),
                        List.of(drop.from(), drop.unit()),
                        drop.role(),
                        drop.tone(),
                        drop.dashed(),
                        drop.role() == Line.Role.DEFAULT_ROUTE ? 2 : 2.2,
                        Path.of(xy),
                        drop.role() == Line.Role.DEFAULT_ROUTE));
    }

    /// The default route's words: right of its line when that goes down, else under the strip's right end.
    private void label(List<Drop> sorted, Map<Drop, double[]> ends) {
        if (defaultLabel.isEmpty()) {
            return;
        }
        double x = Double.NaN;
        for (Drop drop : sorted) {
            double[] end = ends.get(drop);
            if (end != null && drop.role() == Line.Role.DEFAULT_ROUTE) {
                x = Math.clamp(end[0], layout.strip.x() + 16, layout.strip.right() - 16);
            }
        }
        double width = TextMeasure.width(defaultLabel, TextStyle.SMALL);
        double at = Double.isNaN(x) ? layout.strip.right() - 8 - width : x + 9;
        if (Double.isNaN(x)) {
            at = Math.max(at, layout.strip.x() + 4);
        }
        layout.drawing.label(
                layout.reading.routing.orElseThrow().id(),
                defaultLabel,
                at,
                below + 17,
                TextStyle.SMALL,
                Tone.MUTED);
        right = Math.max(right, at + width);
    }

    private NicPlaces.@org.jspecify.annotations.Nullable Placed placed(ElementId unit) {
        for (NicPlaces.Placed p : places.all()) {
            if (p.unit().id.equals(unit)) {
                return p;
            }
        }
        return null;
    }

    // ---- places

    private void place() {
        Map<ElementId, Double> desired = new HashMap<>();
        Map<ElementId, Integer> counts = new HashMap<>();
        for (Drop drop : drops) {
            if (!drop.start().isEmpty()) {
                desired.merge(drop.unit(), drop.x(), Double::sum);
                counts.merge(drop.unit(), 1, Integer::sum);
            }
        }
        desired.replaceAll((unit, sum) -> sum / counts.getOrDefault(unit, 1));
        for (Drop drop : drops) {
            desired.putIfAbsent(drop.unit(), drop.x());
        }
        List<Unit> carrying = new ArrayList<>();
        List<Unit> free = new ArrayList<>();
        for (Unit unit : layout.reading.nics.units()) {
            boolean flexible =
                    drops.stream()
                            .filter(d -> d.unit().equals(unit.id))
                            .allMatch(d -> d.start().isEmpty());
            // The default route comes from anywhere under the strip, so its NIC takes the first
            // room there.
            if (!flexible) {
                carrying.add(unit);
            } else if (desired.containsKey(unit.id)) {
                free.addFirst(unit);
            } else {
                free.add(unit);
            }
        }
        carrying.sort(
                Comparator.comparing((Unit u) -> desired.getOrDefault(u.id, 0.0))
                        .thenComparing(u -> u.id));
        places = new NicPlaces(Math.max(HostLayout.PAD, layout.l3Left), local, outsideCount);
        for (Unit unit : carrying) {
            double want = desired.getOrDefault(unit.id, HostLayout.PAD);
            places.append(unit, Math.round(want - Math.min(unit.width() / 2, 60)));
        }
        boolean all =
                layout.reading
                        .viewpoint
                        .unfolded()
                        .contains(ElementId.of(layout.reading.id(), "fold", "nics"));
        int shown = 0;
        for (Unit unit : free) {
            boolean tied =
                    desired.containsKey(unit.id)
                            || local.containsKey(unit.id)
                            || outsideCount.getOrDefault(unit.id, 0) > 0;
            if (!tied && !all && shown >= FREE_SHOWN) {
                foldedNics++;
                continue;
            }
            shown++;
            places.insert(unit);
        }
        places.settle();
    }

    // ---- boxes

    private void drawUnit(NicPlaces.Placed p, double top) {
        Unit unit = p.unit();
        Rect rect = new Rect(p.x(), top, unit.width(), unit.height());
        if (unit.bracket) {
            layout.drawing.box(
                    unit.id,
                    Box.Kind.BRACKET,
                    rect,
                    Tone.MUTED,
                    Box.Look.PLAIN,
                    List.of(
                            new Text(
                                    TextMeasure.fit(
                                            unit.title, TextStyle.SMALL_STRONG, rect.width() - 20),
                                    rect.x() + 10,
                                    rect.y() + 18,
                                    TextStyle.SMALL_STRONG,
                                    Tone.MUTED)),
                    Optional.empty(),
                    Drawing.NOWHERE,
                    Optional.empty(),
                    unit.sentence);
        }
        for (int i = 0; i < unit.members.size(); i++) {
            drawMember(unit.members.get(i), unit.memberRect(i, p.x(), top));
        }
        double x = Math.round(p.x() + unit.width() / 2);
        if (local.containsKey(unit.id)) {
            x = Math.round(p.x() + NicPlaces.UNDER_LAN);
        }
        exits.put(unit.id, new Exit(unit.id, x, rect.bottom()));
    }

    private void drawMember(Unit.Member member, Rect rect) {
        List<Text> texts = new ArrayList<>();
        double room = rect.width() - 33 - 12;
        texts.add(
                new Text(
                        TextMeasure.fitMiddle(member.name(), TextStyle.NIC_NAME, room - 16),
                        rect.x() + 33,
                        rect.y() + 17,
                        TextStyle.NIC_NAME,
                        Tone.INK));
        for (int i = 0; i < member.lines().size(); i++) {
            texts.add(
                    new Text(
                            TextMeasure.fit(member.lines().get(i), TextStyle.SMALL, room),
                            rect.x() + 33,
                            rect.y() + 31 + i * Unit.LINE,
                            TextStyle.SMALL,
                            Tone.MUTED));
        }
        layout.drawing.boxes.add(
                new Box(
                        member.id(),
                        member.kind(),
                        rect,
                        Tone.BORDER,
                        Box.Look.PLAIN,
                        texts,
                        Optional.of(member.glyph()),
                        new Rect(rect.x() + 10, rect.y() + 12, 16, 16),
                        Optional.of(
                                new Box.Dot(
                                        rect.right() - 13,
                                        rect.y() + 13,
                                        3.5,
                                        member.dot(),
                                        member.lit())),
                        Optional.empty(),
                        Optional.empty(),
                        member.sentence()));
    }

    private double fold(double top, double rowBottom) {
        int others = layout.reading.nics.others() + foldedNics;
        if (others == 0) {
            return rowBottom;
        }
        String text = WORDS.get("fold.links", others);
        double w = TextMeasure.width(text, TextStyle.SMALL) + 36;
        Rect rect = new Rect(places.room(w), top + 8, w, 24);
        layout.drawing.box(
                ElementId.of(layout.reading.id(), "fold", "nics"),
                Box.Kind.FOLD,
                rect,
                Tone.MUTED,
                Box.Look.DASHED,
                List.of(
                        new Text(
                                text,
                                rect.x() + 26,
                                rect.centerY() + 3.6,
                                TextStyle.SMALL,
                                Tone.MUTED)),
                Optional.of(Glyph.FOLD),
                new Rect(rect.x() + 8, rect.centerY() - 6, 12, 12),
                Optional.empty(),
                WORDS.get("say.fold", text));
        right = Math.max(right, rect.right());
        return Math.max(rowBottom, rect.bottom());
    }

    private void drawLocal(NicPlaces.Placed p, double top) {
        List<SegmentElement> segments = local.getOrDefault(p.unit().id, List.of());
        if (segments.isEmpty()) {
            return;
        }
        double unitBottom = top + p.unit().height();
        double y = unitBottom + 32;
        double x = p.lanX();
        for (SegmentElement segment : segments) {
            double w = Segments.width(segment);
            Rect rect = new Rect(x, y, w, SEGMENT);
            double from = Math.max(p.x() + 12, x + 12);
            double to = Math.min(p.x() + p.unit().width() - 12, x + w - 12);
            Tone tone = Segments.tone(layout, p.unit().id);
            double lx = Math.round((from + to) / 2);
            if (to < from) {
                lx = Math.round(p.x() + p.unit().width() - 12);
                double cy = unitBottom + 16;
                double tx = Math.round(x + 16);
                layout.drawing.line(
                        segment.id(),
                        List.of(p.unit().id, segment.id()),
                        Line.Role.OUTSIDE,
                        tone,
                        false,
                        2.2,
                        lx,
                        unitBottom,
                        lx,
                        cy,
                        tx,
                        cy,
                        tx,
                        y);
            } else {
                layout.drawing.line(
                        segment.id(),
                        List.of(p.unit().id, segment.id()),
                        Line.Role.OUTSIDE,
                        tone,
                        false,
                        2.2,
                        lx,
                        unitBottom,
                        lx,
                        y);
            }
            Segments.draw(layout.drawing, segment, rect);
            x += w + NicPlaces.LAN_GAP;
            bottom = Math.max(bottom, rect.bottom());
            right = Math.max(right, rect.right());
        }
    }
}
