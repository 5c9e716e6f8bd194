package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lines from a card to the bar of another block: where the config says otherwise, VMs in two neighbouring networks, and, kept
/// for when the pointer asks, all other links of multi-homed VMs.
///
/// They run in the zone of links of a shelf, which no card reaches, and change shelves in the middle gutter.
final class CrossLines {
    private static final int SHOWN = 8;
    private static final double TRACK = 6;

    private record Cross(
            BlockShape from, BlockShape to, Card card, Card.Plug plug, boolean configured) {}

    private final HostLayout layout;
    private final List<Cross> shown = new ArrayList<>();
    private final List<Cross> onDemand = new ArrayList<>();
    private final int[] tracks;
    private final boolean[] tabbed;
    private final Map<BlockShape, Integer> entries = new HashMap<>();

    CrossLines(HostLayout layout) {
        this.layout = layout;
        tracks = new int[layout.shelves.size()];
        tabbed = new boolean[layout.shelves.size()];
        for (BlockShape shape : layout.shapes) {
            tabbed[shape.shelf] |= !shape.block.tabs.isEmpty();
            for (Card card : shape.cards) {
                collect(shape, card);
            }
        }
        for (Straddler straddler : layout.straddlers) {
            // What it has on its two bars is drawn with it.
            collect(layout.shape(straddler.left()), straddler.card());
        }
    }

    private void collect(BlockShape shape, Card card) {
        for (Card.Plug plug : card.home()) {
            plug.configured()
                    .filter(b -> plug.active() && b != shape.block)
                    .ifPresent(b -> add(shape, card, plug, b, true));
        }
        for (Card.Plug plug : card.away()) {
            plug.now().or(plug::configured).ifPresent(b -> add(shape, card, plug, b, false));
        }
    }

    private void add(BlockShape from, Card card, Card.Plug plug, Block target, boolean configured) {
        BlockShape to = layout.shapeOf.get(target);
        if (to == null || to.block.kind != Block.Kind.BAR) {
            return;
        }
        Cross cross = new Cross(from, to, card, plug, configured);
        boolean wanted = configured || card.router() || isAdjacent(from, to);
        if (wanted && tracks[from.shelf] < SHOWN && tracks[to.shelf] < SHOWN) {
            tracks[from.shelf]++;
            if (to.shelf != from.shelf) {
                tracks[to.shelf]++;
            }
            shown.add(cross);
        } else {
            onDemand.add(cross);
        }
    }

    private boolean isAdjacent(BlockShape a, BlockShape b) {
        List<BlockShape> shelf = layout.shelves.get(a.shelf);
        return a.shelf == b.shelf
                && !a.grid
                && !b.grid
                && !b.block.stopped
                && Math.abs(shelf.indexOf(a) - shelf.indexOf(b)) == 1;
    }

    /// The height that the zone of links of `shelf` needs.
    double zone(int shelf) {
        return BlockShape.ZONE
                + Math.max(0, tracks[shelf] - 1) * TRACK
                + (tabbed[shelf] ? BlockShape.TABS : 0);
    }

    private double corridor(int shelf, int track) {
        return layout.barBottoms.get(shelf) - BlockShape.BAR - zone(shelf) + 28 + TRACK * track;
    }

    void draw() {
        int[] next = new int[tracks.length];
        for (Cross cross : shown) {
            int a = next[cross.from().shelf]++;
            int b = cross.from().shelf == cross.to().shelf ? a : next[cross.to().shelf]++;
            int entry = entries.merge(cross.to(), 1, Integer::sum) - 1;
            Path path = path(cross, a, b, entry);
            if (path == null) {
                continue;
            }
            layout.drawing.lines.add(line(cross, path));
            if (!cross.to().block.stopped) {
                layout.drawing.port(
                        cross.plug().vnic().id(),
                        cross.to().block.id,
                        path.endX(),
                        path.endY(),
                        cross.to().block.tone,
                        !cross.configured() && cross.plug().active());
            }
        }
        for (Cross cross : onDemand) {
            Path path =
                    path(
                            cross,
                            tracks[cross.from().shelf],
                            tracks[cross.to().shelf],
                            entries.getOrDefault(cross.to(), 0));
            if (path != null) {
                layout.drawing.fullLines.add(
                        new TopologyScene.FullLine(cross.card().guest().id(), line(cross, path)));
            }
        }
    }

    private static Line line(Cross cross, Path path) {
        boolean dashed = cross.configured() || !cross.plug().active();
        return new Line(
                cross.plug().vnic().id(),
                List.of(cross.card().guest().id(), cross.to().block.id),
                cross.configured() ? Line.Role.CONFIGURED : Line.Role.LINK,
                cross.to().block.tone,
                dashed,
                2,
                path,
                false);
    }

    private @Nullable Path path(Cross cross, int trackFrom, int trackTo, int entry) {
        BlockShape.Start start = cross.from().starts.get(cross.plug().vnic().id());
        if (start == null) {
            return null;
        }
        double y = corridor(cross.from().shelf, trackFrom);
        double x = cross.to().entryX(entry);
        double end =
                cross.to().bar().y() - (cross.to().block.stopped && cross.plug().active() ? 16 : 0);
        double[] points = new double[14];
        int n = 0;
        if (!cross.configured()) {
            points[n++] = start.x();
            points[n++] = start.y();
            points[n++] = start.exitX();
            points[n++] = start.y();
        }
        points[n++] = start.exitX();
        points[n++] = y;
        if (cross.from().shelf != cross.to().shelf) {
            double gx = layout.gutter + 9;
            double to = corridor(cross.to().shelf, trackTo);
            points[n++] = gx;
            points[n++] = y;
            points[n++] = gx;
            points[n++] = to;
            points[n++] = x;
            points[n++] = to;
        } else {
            points[n++] = x;
            points[n++] = y;
        }
        points[n++] = x;
        points[n++] = end;
        return Path.of(Arrays.copyOf(points, n));
    }
}
