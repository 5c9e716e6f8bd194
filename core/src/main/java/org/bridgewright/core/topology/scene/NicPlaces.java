package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.SegmentElement;

/// Who stands where in a host's NIC row. Units keep apart, and so does what is below them: the box of a LAN may reach under
/// a neighbour, but no line to the outside crosses it.
final class NicPlaces {
    private static final double GAP = 16;
    static final double LAN_GAP = 12;

    /// Free room at each side of a line that goes down beside a LAN's box.
    private static final double CLEAR = 4;

    /// From one line to the outside to the next one of the same unit.
    static final double LINE_PITCH = 14;

    /// Where the first line to the outside leaves a unit that has a LAN under it.
    static final double UNDER_LAN = 17;

    /// A unit at its place.
    ///
    /// @param lanX where the first LAN's box under it begins
    record Placed(Unit unit, double x, double lanX) {
        double right() {
            return x + unit.width();
        }
    }

    /// What stands or goes down below a unit, relative to its left end; `NOTHING` keeps no one off.
    private record Below(double left, double right) {
        static final Below NOTHING = new Below(Double.MAX_VALUE, -Double.MAX_VALUE);
    }

    private final double left;
    private final Map<ElementId, List<SegmentElement>> local;
    private final Map<ElementId, Integer> outside;
    private final List<Placed> placed = new ArrayList<>();

    /// @param left where units that hang on nothing begin
    NicPlaces(
            double left,
            Map<ElementId, List<SegmentElement>> local,
            Map<ElementId, Integer> outside) {
        this.left = left;
        this.local = local;
        this.outside = outside;
    }

    /// From left to right once [#settle] was called.
    List<Placed> all() {
        return placed;
    }

    /// At `wanted` or, where others are in the way, right of all that are there.
    void append(Unit unit, double wanted) {
        Below below = below(unit);
        double x = Math.max(HostLayout.PAD, wanted);
        for (Placed p : placed) {
            x = Math.max(x, p.right() + GAP);
            x = Math.max(x, Math.ceil(p.x() + below(p.unit()).right() + LAN_GAP - below.left()));
        }
        add(unit, x);
    }

    /// In the first room that is free.
    void insert(Unit unit) {
        add(unit, room(unit.width(), below(unit)));
    }

    /// The first free room for something of width `w` with nothing below.
    double room(double w) {
        return room(w, Below.NOTHING);
    }

    private void add(Unit unit, double x) {
        placed.add(new Placed(unit, x, x + lanX(unit)));
    }

    /// Sorts, and moves each lone LAN under the middle of its NIC as far as there is room at its left.
    void settle() {
        placed.sort(Comparator.comparing(Placed::x));
        double taken = HostLayout.PAD;
        for (int i = 0; i < placed.size(); i++) {
            Placed p = placed.get(i);
            List<SegmentElement> segments = local.getOrDefault(p.unit().id, List.of());
            Below below = below(p.unit());
            double right = p.x() + below.right();
            if (segments.size() == 1 && lines(p.unit()) == 0) {
                double width = Segments.width(segments.getFirst());
                double middle = Math.floor(p.x() + (p.unit().width() - width) / 2);
                double x = Math.min(p.lanX(), Math.max(middle, taken));
                placed.set(i, new Placed(p.unit(), p.x(), x));
                right = x + width;
            }
            taken = Math.max(taken, right + LAN_GAP);
        }
    }

    private int lines(Unit unit) {
        return outside.getOrDefault(unit.id, 0);
    }

    private Below below(Unit unit) {
        int lines = lines(unit);
        List<SegmentElement> segments = local.getOrDefault(unit.id, List.of());
        if (segments.isEmpty()) {
            double first = unit.width() / 2;
            return lines == 0
                    ? Below.NOTHING
                    : new Below(first - CLEAR, first + LINE_PITCH * (lines - 1) + CLEAR);
        }
        double width = -LAN_GAP;
        for (SegmentElement segment : segments) {
            width += Segments.width(segment) + LAN_GAP;
        }
        double x = lanX(unit);
        return new Below(lines > 0 ? UNDER_LAN - CLEAR : x, x + width);
    }

    /// Where the first LAN's box begins, relative to the unit: right of the lines that pass it, else in its middle.
    private double lanX(Unit unit) {
        int lines = lines(unit);
        List<SegmentElement> segments = local.getOrDefault(unit.id, List.of());
        if (lines > 0 || segments.size() != 1) {
            return 20.0 * lines;
        }
        return Math.max(0, Math.floor((unit.width() - Segments.width(segments.getFirst())) / 2));
    }

    private double room(double w, Below below) {
        List<Double> candidates = new ArrayList<>(List.of(left));
        for (Placed p : placed) {
            candidates.add(p.right() + GAP);
            candidates.add(Math.ceil(p.x() + below(p.unit()).right() + LAN_GAP - below.left()));
        }
        return candidates.stream()
                .filter(at -> at >= left && isFree(at, w, below))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("the row has no right end"));
    }

    private boolean isFree(double at, double w, Below below) {
        for (Placed p : placed) {
            Below other = below(p.unit());
            if (p.x() <= at
                    ? !apart(p.x(), p.unit().width(), other, at, below)
                    : !apart(at, w, below, p.x(), other)) {
                return false;
            }
        }
        return true;
    }

    /// Whether two units may stand there, the first one left of the other.
    private static boolean apart(double x, double w, Below below, double x2, Below below2) {
        return x + w + GAP <= x2 && x + below.right() + LAN_GAP <= x2 + below2.left();
    }
}
