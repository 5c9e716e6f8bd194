package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// The lines that leave a host's bars downwards: to the strip, to the NIC row, and the default route.
///
/// First it plans, which says how wide the gutters and how high the channels must be; then it draws.
final class HostLines {
    private static final Words WORDS = Words.of(HostLines.class);

    private enum Way {
        /// Straight down from the bar.
        DIRECT,
        LEFT,
        MIDDLE
    }

    /// An uplink's way: `channel` and `gutter` are its tracks there.
    private record Route(
            BlockShape shape, Block.Uplink uplink, int index, Way way, int channel, int gutter) {}

    private final HostLayout layout;
    private final List<Route> routes = new ArrayList<>();
    private final Set<Tone> busTones = new LinkedHashSet<>();
    private final List<Set<Tone>> channelTones = new ArrayList<>();
    private int[] channelTracks = {};
    private int leftTracks;
    private int middleTracks;
    private int directIndent;
    private int last;

    HostLines(HostLayout layout) {
        this.layout = layout;
    }

    void plan(int shelves) {
        last = shelves - 1;
        channelTracks = new int[Math.max(0, shelves)];
        for (int i = 0; i < shelves; i++) {
            channelTones.add(new LinkedHashSet<>());
        }
        for (BlockShape shape : layout.shapes) {
            Block block = shape.block;
            if (block.how.isPresent() && shape.shelf < last) {
                busTones.add(block.tone);
                channelTones.get(shape.shelf).add(block.tone);
            }
            for (int i = 0; i < block.uplinks.size(); i++) {
                planUplink(shape, block.uplinks.get(i), i);
            }
        }
        for (HostReading.DefaultRoute route : layout.reading.defaultRoutes) {
            route.block()
                    .map(layout.shapeOf::get)
                    .filter(s -> s.shelf < last)
                    .ifPresent(
                            s -> {
                                channelTracks[s.shelf]++;
                                middleTracks++;
                            });
        }
    }

    private void planUplink(BlockShape shape, Block.Uplink uplink, int index) {
        List<BlockShape> shelf = layout.shelves.get(shape.shelf);
        boolean l3 = shape.block.zone == Block.Zone.L3;
        List<BlockShape> zone =
                shelf.stream().filter(s -> s.block.zone == shape.block.zone).toList();
        int at = zone.indexOf(shape);
        boolean direct = shape.shelf == last && (!l3 || at == 0);
        if (direct) {
            if (l3) {
                directIndent = Math.max(directIndent, 44 + 16 * index + 16);
            }
            routes.add(new Route(shape, uplink, index, Way.DIRECT, 0, 0));
        } else {
            boolean left = l3 && at < (zone.size() + 1) / 2;
            routes.add(
                    new Route(
                            shape,
                            uplink,
                            index,
                            left ? Way.LEFT : Way.MIDDLE,
                            channelTracks[shape.shelf]++,
                            left ? leftTracks++ : middleTracks++));
        }
    }

    double leftGutter() {
        return leftTracks == 0 ? 0 : 8 + leftTracks * HostLayout.TRACK;
    }

    /// How far the strip stands in from the left, so that the first network's uplink passes it.
    double stripIndent() {
        return directIndent;
    }

    double busWidth() {
        return busTones.isEmpty() ? 0 : 14 + busTones.size() * HostLayout.TRACK;
    }

    double middleGutter() {
        return 20 + (middleTracks == 0 ? 0 : 6 + middleTracks * HostLayout.TRACK);
    }

    double channelHeight(int shelf) {
        int tracks = channelTracks[shelf] + channelTones.get(shelf).size();
        return (shelf == last ? 38 : 46) + tracks * HostLayout.TRACK;
    }

    private double channelY(int shelf, int track) {
        return layout.barBottoms.get(shelf) + BlockShape.BOTTOM + 26 + track * HostLayout.TRACK;
    }

    private double leftX(int track) {
        return HostLayout.PAD + 4 + track * HostLayout.TRACK;
    }

    private double middleX(int track) {
        return layout.gutter + 18 + track * HostLayout.TRACK;
    }

    void draw(NicRow nicRow) {
        for (BlockShape shape : layout.shapes) {
            shape.block.how.ifPresent(how -> toStrip(shape, how));
        }
        routes.forEach(route -> uplink(nicRow, route));
        defaultRoutes(nicRow);
    }

    private void toStrip(BlockShape shape, String how) {
        if (layout.reading.routing.isEmpty()) {
            return;
        }
        Block block = shape.block;
        ElementId routing = layout.reading.routing.get().id();
        Rect bar = shape.bar();
        double x = Math.round(bar.x() + Math.max(bar.width() * 0.46, 52));
        x = Math.min(x, bar.right() - 14);
        boolean dashed = block.stopped;
        if (shape.shelf == last) {
            // A block may reach further left than the strip.
            x = Math.max(x, layout.strip.x() + 14);
            layout.drawing.line(
                    block.id,
                    List.of(block.id, routing),
                    Line.Role.ROUTED,
                    block.tone,
                    dashed,
                    2,
                    x,
                    bar.bottom(),
                    x,
                    layout.stripTop);
        } else {
            int track =
                    channelTracks[shape.shelf]
                            + List.copyOf(channelTones.get(shape.shelf)).indexOf(block.tone);
            double y = channelY(shape.shelf, track);
            int bus = List.copyOf(busTones).indexOf(block.tone);
            double busX = layout.l3Right - 8 - bus * HostLayout.TRACK;
            layout.drawing.line(
                    block.id,
                    List.of(block.id, routing),
                    Line.Role.ROUTED,
                    block.tone,
                    dashed,
                    2,
                    x,
                    bar.bottom(),
                    x,
                    y,
                    busX,
                    y,
                    busX,
                    layout.stripTop);
        }
        String key = "how." + how;
        layout.drawing.pill(
                block.id,
                WORDS.has(key) ? WORDS.get(key) : how,
                x + 9,
                bar.bottom() + BlockShape.BOTTOM + 6,
                block.tone,
                block.tone.soft());
    }

    private static double uplinkX(BlockShape shape, int index) {
        Rect bar = shape.bar();
        if (shape.block.zone == Block.Zone.L3) {
            return Math.round(bar.x() + 22 + 16 * index);
        }
        int n = shape.block.uplinks.size();
        double from = bar.x() + Math.min(56, bar.width() / 2);
        double room = bar.right() - 16 - from;
        return Math.round(n == 1 ? Math.max(from, bar.centerX()) : from + room * index / (n - 1));
    }

    private void uplink(NicRow nicRow, Route route) {
        BlockShape shape = route.shape();
        double x = uplinkX(shape, route.index());
        double y = shape.bar().bottom();
        Tone tone = shape.block.tone;
        List<Double> start = new ArrayList<>(List.of(x, y));
        double endX = x;
        if (route.way() != Way.DIRECT) {
            double cy = channelY(shape.shelf, route.channel());
            endX = route.way() == Way.LEFT ? leftX(route.gutter()) : middleX(route.gutter());
            start.addAll(List.of(x, cy, endX, cy));
        }
        if (shape.block.bridge != null) {
            layout.drawing.port(
                    route.uplink().link(), shape.block.id, x, y, tone, route.uplink().forwarding());
        }
        nicRow.add(
                new NicRow.Drop(
                        route.uplink().link(),
                        shape.block.id,
                        route.uplink().unit(),
                        start,
                        endX,
                        tone,
                        Line.Role.UPLINK,
                        shape.block.bridge == null));
        if (!route.uplink().chips().isEmpty()) {
            String text = String.join(" · ", route.uplink().chips());
            double width = TextMeasure.width(text, TextStyle.SMALL_STRONG) + 16;
            Rect pill = new Rect(x - width / 2, y + BlockShape.BOTTOM + 4, width, 18);
            layout.drawing.chip(route.uplink().link(), text, pill, 8, tone);
        }
    }

    // ---- default route

    private void defaultRoutes(NicRow nicRow) {
        if (layout.reading.routing.isEmpty()) {
            return;
        }
        ElementId routing = layout.reading.routing.get().id();
        List<String> said = new ArrayList<>();
        Set<ElementId> drawn = new LinkedHashSet<>();
        int upper = 0;
        for (HostReading.DefaultRoute route : layout.reading.defaultRoutes) {
            said.add(text(route));
            if (route.block().isPresent()) {
                BlockShape shape = layout.shapeOf.get(route.block().get());
                if (shape != null && drawn.add(shape.block.id)) {
                    toBlock(routing, shape, shape.shelf < last ? upper++ : 0);
                }
            } else if (route.unit().isPresent() && drawn.add(route.unit().get().id)) {
                nicRow.add(
                        new NicRow.Drop(
                                routing,
                                routing,
                                route.unit().get().id,
                                List.of(),
                                Math.round(layout.strip.centerX()),
                                Tone.INK,
                                Line.Role.DEFAULT_ROUTE,
                                false));
            }
        }
        if (!said.isEmpty()) {
            nicRow.defaultLabel(String.join(" · ", said));
        }
    }

    private static String text(HostReading.DefaultRoute route) {
        return route.route()
                .gateway()
                .map(
                        g ->
                                WORDS.get(
                                        route.route().family() == 6
                                                ? "strip.default.v6"
                                                : "strip.default",
                                        g))
                .orElseGet(() -> WORDS.get("strip.default.link", route.route().link().orElse("")));
    }

    private void toBlock(ElementId routing, BlockShape shape, int upper) {
        Rect bar = shape.bar();
        List<ElementId> ends = List.of(routing, shape.block.id);
        double mid = layout.stripTop + 28;
        if (shape.shelf < last) {
            double gx = middleX(middleTracks - 1 - upper);
            double y = channelY(shape.shelf, channelTracks[shape.shelf] - 1);
            double x = Math.round(bar.x() + 24);
            layout.drawing.arrow(
                    routing,
                    ends,
                    Tone.INK,
                    layout.strip.right(),
                    mid,
                    gx,
                    mid,
                    gx,
                    y,
                    x,
                    y,
                    x,
                    bar.bottom());
        } else if (shape.block.zone == Block.Zone.L2) {
            double x = Math.round(bar.x() + 24);
            layout.drawing.arrow(
                    routing, ends, Tone.INK, layout.strip.right(), mid, x, mid, x, bar.bottom());
        } else {
            double x = Math.max(bar.right() - 16, layout.strip.x() + 10);
            layout.drawing.arrow(routing, ends, Tone.INK, x, layout.stripTop, x, bar.bottom());
        }
    }
}
