package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Edge;
import org.bridgewright.core.topology.EdgeKind;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// Puts hosts side by side, in rows, and under each row a band with the LANs they share and their direct links.
///
/// A LAN that hosts of several rows share has a bus in each row's band; a gutter at the left joins them.
final class OutsideLayout {
    private static final Words WORDS = Words.of(OutsideLayout.class);
    private static final double GAP = 14;
    private static final double TRACK_CABLE = 30;
    private static final double TRACK_LAN = 44;

    /// Something that NICs of several places share.
    private record Shared(
            ElementId id, Optional<SegmentElement> segment, List<ElementId> nics, String label) {}

    private record Panel(HostLayout layout, double x, double y, Rect rect) {}

    private record Drop(Shared shared, ElementId nic, double x, double bottom, int row) {}

    private final Drawing all = new Drawing();
    private final List<Shared> shared = new ArrayList<>();
    private final Map<ElementId, ElementId> unitOf = new HashMap<>();
    private final List<Panel> panels = new ArrayList<>();
    private final List<List<Panel>> rows = new ArrayList<>();
    private final double left;
    private double bottom;
    private double right;

    OutsideLayout(Topology topology, List<HostReading> readings, Viewpoint viewpoint) {
        for (HostReading reading : readings) {
            for (Unit unit : reading.nics.units()) {
                unitOf.put(unit.id, unit.id);
                unit.members.forEach(m -> unitOf.put(m.id(), unit.id));
            }
        }
        Map<ElementId, List<SegmentElement>> local = new HashMap<>();
        Map<ElementId, Integer> outside = new HashMap<>();
        collect(topology, local, outside);
        List<HostLayout> layouts = new ArrayList<>();
        for (HostReading reading : readings) {
            layouts.add(new HostLayout(reading, local, outside));
        }
        inRows(layouts, viewpoint.width());
        boolean spans = rows.size() > 1 && shared.stream().anyMatch(s -> rowsOf(s).size() > 1);
        left = spans ? 12 + 8.0 * shared.size() : 0;
        placeRows();
    }

    private void collect(
            Topology topology,
            Map<ElementId, List<SegmentElement>> local,
            Map<ElementId, Integer> outside) {
        for (SegmentElement segment : topology.segments()) {
            Set<ElementId> units = new HashSet<>();
            List<ElementId> known = new ArrayList<>();
            for (ElementId nic : segment.nics()) {
                ElementId unit = unitOf.get(nic);
                if (unit != null && units.add(unit)) {
                    known.add(nic);
                }
            }
            if (units.size() == 1) {
                local.computeIfAbsent(units.iterator().next(), k -> new ArrayList<>()).add(segment);
            } else if (units.size() > 1) {
                shared.add(
                        new Shared(
                                segment.id(), Optional.of(segment), known, Segments.text(segment)));
            }
        }
        for (Edge edge : topology.edges(EdgeKind.CABLE)) {
            if (unitOf.containsKey(edge.from()) && unitOf.containsKey(edge.to())) {
                boolean lldp =
                        edge.evidence()
                                .map(e -> e.toLowerCase(java.util.Locale.ROOT).contains("lldp"))
                                .orElse(false);
                shared.add(
                        new Shared(
                                new ElementId(edge.from().value() + "/cable/" + edge.to().value()),
                                Optional.empty(),
                                List.of(edge.from(), edge.to()),
                                WORDS.get(lldp ? "cable.lldp" : "cable")));
            }
        }
        for (Shared s : shared) {
            for (ElementId nic : s.nics()) {
                ElementId unit = unitOf.get(nic);
                if (unit != null) {
                    outside.merge(unit, 1, Integer::sum);
                }
            }
        }
    }

    private void inRows(List<HostLayout> layouts, double limit) {
        double x = 0;
        List<Panel> row = new ArrayList<>();
        for (HostLayout layout : layouts) {
            if (!row.isEmpty() && x + layout.width > limit) {
                rows.add(row);
                row = new ArrayList<>();
                x = 0;
            }
            row.add(new Panel(layout, x, 0, Drawing.NOWHERE));
            x += layout.width + GAP;
        }
        rows.add(row);
    }

    private Set<Integer> rowsOf(Shared s) {
        Set<Integer> result = new HashSet<>();
        for (int r = 0; r < rows.size(); r++) {
            for (Panel panel : rows.get(r)) {
                for (ElementId nic : s.nics()) {
                    if (exit(panel, nic).isPresent()) {
                        result.add(r);
                    }
                }
            }
        }
        return result;
    }

    private Optional<NicRow.Exit> exit(Panel panel, ElementId nic) {
        ElementId unit = unitOf.get(nic);
        return unit == null ? Optional.empty() : panel.layout().nicRow().exit(unit);
    }

    private void placeRows() {
        double y = 0;
        Map<Shared, List<Double>> busY = new LinkedHashMap<>();
        for (int r = 0; r < rows.size(); r++) {
            double height = 0;
            for (Panel panel : rows.get(r)) {
                height = Math.max(height, panel.layout().bottom);
            }
            List<Panel> row = new ArrayList<>();
            for (Panel p : rows.get(r)) {
                Rect rect = new Rect(left + p.x(), y, p.layout().width, height);
                Panel panel = new Panel(p.layout(), rect.x(), y, rect);
                panel.layout().drawPanel(new Rect(0, 0, rect.width(), rect.height()));
                row.add(panel);
                panels.add(panel);
                right = Math.max(right, rect.right());
            }
            y += height;
            y = band(r, row, y, busY) + (r < rows.size() - 1 ? GAP : 0);
        }
        bottom = y;
        List<Shared> spanning =
                busY.keySet().stream()
                        .filter(s -> busY.getOrDefault(s, List.of()).size() > 1)
                        .toList();
        for (int i = 0; i < spanning.size(); i++) {
            Shared s = spanning.get(i);
            List<Double> ys = busY.getOrDefault(s, List.of());
            double x = 6 + 8.0 * i;
            all.line(
                    s.id(),
                    List.of(s.id()),
                    s.segment().isPresent() ? Line.Role.OUTSIDE : Line.Role.CABLE,
                    Tone.INK,
                    false,
                    2.2,
                    x,
                    ys.getFirst(),
                    x,
                    ys.getLast());
        }
        for (Panel panel : panels) {
            all.add(panel.layout().drawing, panel.x(), panel.y());
        }
    }

    /// Draws the band under row `r`, from `top`; returns its lower edge.
    private double band(int r, List<Panel> row, double top, Map<Shared, List<Double>> busY) {
        List<Drop> drops = new ArrayList<>();
        Map<ElementId, Integer> nth = new HashMap<>();
        List<Shared> here = new ArrayList<>();
        for (Shared s : shared) {
            boolean any = false;
            for (ElementId nic : s.nics()) {
                for (Panel panel : row) {
                    Optional<NicRow.Exit> exit = exit(panel, nic);
                    if (exit.isPresent()) {
                        int k = nth.merge(exit.get().id(), 1, Integer::sum) - 1;
                        drops.add(
                                new Drop(
                                        s,
                                        exit.get().id(),
                                        panel.x() + exit.get().x() + 14.0 * k,
                                        panel.y() + exit.get().bottom(),
                                        r));
                        any = true;
                    }
                }
            }
            if (any) {
                here.add(s);
            }
        }
        if (here.isEmpty()) {
            return top;
        }
        double y = top + 8;
        List<Integer> spanRows = here.stream().map(s -> rowsOf(s).size()).toList();
        for (int i = 0; i < here.size(); i++) {
            Shared s = here.get(i);
            boolean lan = s.segment().isPresent();
            double track = y + (lan ? 22 : 16);
            y += lan ? TRACK_LAN : TRACK_CABLE;
            List<Drop> mine =
                    drops.stream()
                            .filter(d -> d.shared() == s)
                            .sorted(Comparator.comparing(Drop::x))
                            .toList();
            boolean lower = spanRows.get(i) > 1;
            double from = lower ? 6 + 8.0 * spanningIndex(s) : mine.getFirst().x();
            double to = mine.getLast().x();
            busY.computeIfAbsent(s, k -> new ArrayList<>()).add(track);
            boolean boxHere = rowsOf(s).stream().mapToInt(Integer::intValue).max().orElse(r) == r;
            for (Drop d : mine) {
                all.line(
                        s.id(),
                        List.of(d.nic(), s.id()),
                        lan ? Line.Role.OUTSIDE : Line.Role.CABLE,
                        Tone.INK,
                        false,
                        2.2,
                        d.x(),
                        d.bottom(),
                        d.x(),
                        track);
            }
            if (boxHere) {
                List<Double> passing =
                        drops.stream()
                                .filter(d -> here.indexOf(d.shared()) > here.indexOf(s))
                                .map(Drop::x)
                                .toList();
                to = Math.max(to, box(s, mine, passing, from, to, track));
            }
            if (to > from) {
                all.line(
                        s.id(),
                        mine.stream().map(Drop::nic).toList(),
                        lan ? Line.Role.OUTSIDE : Line.Role.CABLE,
                        Tone.INK,
                        false,
                        2.2,
                        from,
                        track,
                        to,
                        track);
            }
        }
        return y + 6;
    }

    private int spanningIndex(Shared s) {
        int i = 0;
        for (Shared other : shared) {
            if (other == s) {
                return i;
            }
            if (rowsOf(other).size() > 1) {
                i++;
            }
        }
        return i;
    }

    /// The LAN's box, or the cable's label, on the bus where no line to a lower bus passes; returns where the bus must reach.
    private double box(
            Shared s, List<Drop> mine, List<Double> passing, double from, double to, double track) {
        double w =
                s.segment()
                        .map(Segments::width)
                        .orElseGet(() -> TextMeasure.width(s.label(), TextStyle.SMALL_STRONG) + 24);
        double middle = (from + to) / 2 - w / 2;
        double at = Double.NaN;
        for (int step = 0; step < 200 && Double.isNaN(at); step++) {
            double offset = (step + 1) / 2 * 12.0 * (step % 2 == 0 ? 1 : -1);
            double x = middle + offset;
            if (x < Math.min(from, mine.getFirst().x()) - w - 20) {
                continue;
            }
            double candidate = x;
            boolean free =
                    passing.stream().noneMatch(p -> p > candidate - 8 && p < candidate + w + 8);
            if (free && x >= left) {
                at = x;
            }
        }
        if (Double.isNaN(at)) {
            at =
                    Math.max(to, passing.stream().mapToDouble(Double::doubleValue).max().orElse(to))
                            + 20;
        }
        at = Math.round(at);
        right = Math.max(right, at + w);
        if (s.segment().isPresent()) {
            Segments.draw(all, s.segment().get(), new Rect(at, track - 16, w, Segments.HEIGHT));
        } else {
            Rect pill = new Rect(at, track - 11, w, 22);
            all.labels.add(
                    new Label(
                            s.id(),
                            new Text(
                                    s.label(),
                                    at + 12,
                                    track + 3.6,
                                    TextStyle.SMALL_STRONG,
                                    Tone.MUTED),
                            Optional.of(pill),
                            Tone.SURFACE,
                            true));
        }
        return at + w / 2;
    }

    TopologyScene scene() {
        return new TopologyScene(
                all.boxes,
                all.lines,
                all.ports,
                all.labels,
                all.fullLines,
                all.rateSlots,
                new Rect(0, 0, Math.ceil(right), Math.ceil(bottom)));
    }
}
