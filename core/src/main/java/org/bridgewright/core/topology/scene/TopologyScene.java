package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// The finished picture: boxes, lines, ports and labels with absolute places, and an index by place and by id. Immutable.
public final class TopologyScene {
    /// The picture of no hosts, without extent.
    public static final TopologyScene EMPTY =
            new TopologyScene(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Rect(0, 0, 0, 0));

    /// A whole line to another network, drawn while its guest is hovered or selected.
    public record FullLine(ElementId guest, Line line) {}

    /// Where the rate of a vNIC may be written.
    ///
    /// @param y baseline
    /// @param room width there
    public record RateSlot(ElementId vnic, double x, double y, double room) {}

    private final List<Box> boxes;
    private final List<Line> lines;
    private final List<Port> ports;
    private final List<Label> labels;
    private final List<FullLine> fullLines;
    private final List<RateSlot> rateSlots;
    private final Rect bounds;
    private final Map<ElementId, Box> byId = new LinkedHashMap<>();
    private final Map<ElementId, Port> portOf = new HashMap<>();
    private final SpatialIndex<Box> boxIndex;
    private final SpatialIndex<Port> portIndex;
    private final SpatialIndex<Line> lineIndex;

    TopologyScene(
            List<Box> boxes,
            List<Line> lines,
            List<Port> ports,
            List<Label> labels,
            List<FullLine> fullLines,
            List<RateSlot> rateSlots,
            Rect bounds) {
        this.boxes = List.copyOf(boxes);
        this.lines = List.copyOf(lines);
        this.ports = List.copyOf(ports);
        this.labels = List.copyOf(labels);
        this.fullLines = List.copyOf(fullLines);
        this.rateSlots = List.copyOf(rateSlots);
        this.bounds = bounds;
        for (Box box : this.boxes) {
            byId.put(box.id(), box);
        }
        for (Port port : this.ports) {
            portOf.putIfAbsent(port.subject(), port);
        }
        boxIndex = new SpatialIndex<>(this.boxes, Box::rect);
        portIndex = new SpatialIndex<>(this.ports, Port::rect);
        lineIndex = new SpatialIndex<>(this.lines, l -> l.path().bounds());
    }

    /// In drawing order.
    public List<Box> boxes() {
        return boxes;
    }

    public List<Line> lines() {
        return lines;
    }

    public List<Port> ports() {
        return ports;
    }

    public List<Label> labels() {
        return labels;
    }

    public List<RateSlot> rateSlots() {
        return rateSlots;
    }

    /// All that is drawn lies in it.
    public Rect bounds() {
        return bounds;
    }

    /// Those that may be seen in `view`, by the index of places.
    public List<Box> boxesIn(Rect view) {
        return boxIndex.in(view);
    }

    /// Those that may be seen in `view`, by the index of places.
    public List<Port> portsIn(Rect view) {
        return portIndex.in(view);
    }

    /// Those that may be seen in `view`, by the index of places.
    public List<Line> linesIn(Rect view) {
        return lineIndex.in(view);
    }

    /// The box of an element.
    public Optional<Box> box(ElementId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The port of a vNIC on its guest's card.
    public Optional<Port> port(ElementId vnic) {
        return Optional.ofNullable(portOf.get(vnic));
    }

    /// Where an element is: its box, or its port.
    public Optional<Rect> boundsOf(ElementId id) {
        return box(id).map(Box::rect).or(() -> port(id).map(Port::rect));
    }

    /// The whole lines of a guest's other vNICs, that the picture shows as stubs.
    public List<Line> fullLines(ElementId guest) {
        return fullLines.stream().filter(f -> f.guest().equals(guest)).map(FullLine::line).toList();
    }

    /// All whole lines, for tests.
    public List<FullLine> fullLines() {
        return fullLines;
    }

    /// This scene on its way from `before`: at 0 what both have stands where it was, at 1 it is here. New things fade in by
    /// being drawn in their place, lines with both ends still follow at the end.
    public TopologyScene comingFrom(TopologyScene before, double at) {
        double back = 1 - at;
        Drawing drawing = new Drawing();
        Map<ElementId, double[]> shift = new HashMap<>();
        for (Box box : boxes) {
            Box old = before.byId.get(box.id());
            double dx = old == null ? 0 : (old.rect().x() - box.rect().x()) * back;
            double dy = old == null ? 0 : (old.rect().y() - box.rect().y()) * back;
            shift.put(box.id(), new double[] {dx, dy});
            drawing.boxes.add(Drawing.moved(box, dx, dy));
        }
        for (Port port : ports) {
            double[] d = shift.getOrDefault(port.owner(), new double[2]);
            drawing.ports.add(
                    new Port(
                            port.subject(),
                            port.owner(),
                            port.number(),
                            port.x() + d[0],
                            port.y() + d[1],
                            port.tone(),
                            port.filled()));
        }
        for (Line line : lines) {
            boolean still =
                    line.ends().stream()
                            .map(end -> shift.getOrDefault(end, new double[2]))
                            .allMatch(d -> d[0] == 0 && d[1] == 0);
            double[] first =
                    line.ends().isEmpty()
                            ? new double[2]
                            : shift.getOrDefault(line.ends().getFirst(), new double[2]);
            boolean together =
                    line.ends().stream()
                            .map(end -> shift.getOrDefault(end, new double[2]))
                            .allMatch(d -> d[0] == first[0] && d[1] == first[1]);
            if (still) {
                drawing.lines.add(line);
            } else if (together) {
                drawing.lines.add(Drawing.moved(line, first[0], first[1]));
            }
        }
        return new TopologyScene(
                drawing.boxes, drawing.lines, drawing.ports, labels, List.of(), List.of(), bounds);
    }

    /// The port at a place, within `reach` of its middle.
    public Optional<Port> portAt(double x, double y, double reach) {
        Port best = null;
        double nearest = reach * reach;
        for (Port port : portIndex.in(new Rect(x - reach, y - reach, 2 * reach, 2 * reach))) {
            double d = (port.x() - x) * (port.x() - x) + (port.y() - y) * (port.y() - y);
            if (d <= nearest) {
                nearest = d;
                best = port;
            }
        }
        return Optional.ofNullable(best);
    }

    /// The topmost box at a place.
    public Optional<Box> at(double x, double y) {
        Box best = null;
        for (Box box : boxIndex.in(new Rect(x - 0.1, y - 0.1, 0.2, 0.2))) {
            if (box.rect().contains(x, y)
                    && (best == null || box.kind().compareTo(best.kind()) >= 0)) {
                best = box;
            }
        }
        return Optional.ofNullable(best);
    }

    /// The nearest element from `id` in a direction: what a person would reach for, not the geometrically least.
    public Optional<ElementId> neighbour(ElementId id, Direction direction) {
        Optional<Rect> from = boundsOf(id);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        Rect a = from.get();
        Box best = null;
        double least = Double.MAX_VALUE;
        for (Box box : focusable()) {
            Rect b = box.rect();
            if (box.id().equals(id)) {
                continue;
            }
            boolean horizontal = direction == Direction.LEFT || direction == Direction.RIGHT;
            double sign = direction == Direction.RIGHT || direction == Direction.DOWN ? 1 : -1;
            double along =
                    sign * (horizontal ? b.centerX() - a.centerX() : b.centerY() - a.centerY());
            double across =
                    horizontal
                            ? overlapGap(a.y(), a.bottom(), b.y(), b.bottom())
                            : overlapGap(a.x(), a.right(), b.x(), b.right());
            if (along <= 1) {
                continue;
            }
            double off =
                    Math.abs(horizontal ? b.centerY() - a.centerY() : b.centerX() - a.centerX());
            double cost = along + 4 * across + 0.2 * off;
            if (cost < least) {
                least = cost;
                best = box;
            }
        }
        return Optional.ofNullable(best).map(Box::id);
    }

    private static double overlapGap(double a0, double a1, double b0, double b1) {
        return Math.max(0, Math.max(b0 - a1, a0 - b1));
    }

    /// What the keyboard walks and a screen reader lists, in reading order: host by host, top to bottom.
    public Collection<Box> focusable() {
        List<Box> result = new ArrayList<>();
        for (Box box : boxes) {
            switch (box.kind()) {
                case GUEST, BADGE, BAR, TAB, STRIP, NIC, LINK, SEGMENT, FOLD, BRACKET, MISSING ->
                        result.add(box);
                case HOST, AREA -> {}
            }
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof TopologyScene that
                        && boxes.equals(that.boxes)
                        && lines.equals(that.lines)
                        && ports.equals(that.ports)
                        && labels.equals(that.labels)
                        && fullLines.equals(that.fullLines)
                        && bounds.equals(that.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * boxes.hashCode() + lines.hashCode();
    }
}
