package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.topology.SideBySide;
import org.bridgewright.core.words.Words;

/// Places one host: header, shelves of blocks (L3 left, L2 right), the strip, the NIC row; and the lines between them.
///
/// From left to right there are: a gutter for uplinks that pass the strip, the L3 shelves, a gutter, the L2 shelves.
/// Lines run only in gutters, in the channels between shelves, and in the channel over the NIC row.
final class HostLayout {
    private static final Words WORDS = Words.of(HostLayout.class);
    static final double PAD = 14;
    static final double HEADER = 44;
    static final double GAP = 14;
    static final double TRACK = 7;
    private static final double STRIP = 56;
    private static final double NOTE = 26;

    final HostReading reading;
    final Drawing drawing = new Drawing();
    final List<BlockShape> shapes = new ArrayList<>();
    final Map<Block, BlockShape> shapeOf = new HashMap<>();
    final List<Straddler> straddlers;
    final List<List<BlockShape>> shelves = new ArrayList<>();

    /// Bottoms of the bars of each shelf, and the tops of the channels below.
    final List<Double> barBottoms = new ArrayList<>();

    final List<Double> zones = new ArrayList<>();
    double stripTop;
    Rect strip = Drawing.NOWHERE;
    double l3Left;
    double l3Right;
    double gutter;
    double l2Left;
    double l2Right;
    double width;
    double bottom;
    final NicRow nicRow;

    /// @param local LANs by the unit of the NIC row under which they stand
    /// @param outside how many lines leave each unit for what hosts share
    HostLayout(
            HostReading reading,
            Map<ElementId, List<SegmentElement>> local,
            Map<ElementId, Integer> outside) {
        this.reading = reading;
        straddlers = new ArrayList<>(reading.straddlers);
        int perShelf = shape();
        // Not what the shelves put apart: such a card stands in its own area, like others.
        while (straddlers.removeIf(s -> !sideBySide(s))) {
            perShelf = shape();
        }
        double header = headerWidth();
        double top = HEADER + notes().size() * (NOTE + 6);
        HostLines lines = new HostLines(this);
        lines.plan(perShelf);
        placeX(lines, header);
        double y = top;
        CrossLines cross = new CrossLines(this);
        for (int s = 0; s < shelves.size(); s++) {
            double zone = cross.zone(s);
            zones.add(zone);
            double height = 0;
            for (BlockShape shape : shelves.get(s)) {
                height = Math.max(height, shape.heightOverBarBottom(zone));
            }
            double barBottom = Math.ceil(y + height);
            barBottoms.add(barBottom);
            y = barBottom + BlockShape.BOTTOM + lines.channelHeight(s);
        }
        SideBySide.map(shapes, cardCount(), this::drawn).forEach(d -> drawing.add(d, 0, 0));
        for (Straddler s : straddlers) {
            new LinkPainter(drawing, shape(s.left()))
                    .between(s, new LinkPainter(drawing, shape(s.right())));
        }
        stripTop = shelves.isEmpty() ? top : y;
        drawStrip();
        double below = reading.routing.isPresent() ? stripTop + STRIP : y;
        nicRow = new NicRow(this, below);
        nicRow.outside(local, outside);
        lines.draw(nicRow);
        nicRow.draw();
        cross.draw();
        bottom = nicRow.bottom() + 22;
        width = Math.max(Math.max(width, nicRow.right() + PAD), header + 2 * PAD);
        width = Math.ceil(width);
        drawNotes();
    }

    private int cardCount() {
        return reading.blocks.stream().mapToInt(b -> b.cards.size()).sum();
    }

    private Drawing drawn(BlockShape shape) {
        Drawing own = new Drawing();
        shape.draw(own, shape.x, barBottoms.get(shape.shelf), zones.get(shape.shelf));
        return own;
    }

    /// The shape of a block that is drawn.
    BlockShape shape(Block block) {
        return Objects.requireNonNull(shapeOf.get(block), block.name);
    }

    private int shape() {
        shapes.clear();
        shapeOf.clear();
        shelves.clear();
        shapes.addAll(
                SideBySide.map(
                        reading.blocks, cardCount(), block -> new BlockShape(block, straddlers)));
        shapes.forEach(shape -> shapeOf.put(shape.block, shape));
        return shelve();
    }

    /// On one shelf, with nothing between; lines from upper shelves run between the zones.
    private boolean sideBySide(Straddler s) {
        BlockShape left = shape(s.left());
        BlockShape right = shape(s.right());
        List<BlockShape> shelf = shelves.get(left.shelf);
        return left.shelf == right.shelf
                && shelf.indexOf(right) == shelf.indexOf(left) + 1
                && (left.block.zone == right.block.zone || shelves.size() == 1);
    }

    /// Distributes blocks over shelves, keeping their order; both zones use the same shelves.
    private int shelve() {
        double l3 = 0;
        double l2 = 0;
        double area = 0;
        double widest = 560;
        for (BlockShape shape : shapes) {
            double w = shape.width + GAP;
            if (shape.block.zone == Block.Zone.L3) {
                l3 += w;
            } else {
                l2 += w;
            }
            widest = Math.max(widest, w);
            area += w * (shape.heightOverBarBottom(BlockShape.ZONE) + 90);
        }
        double limit = Math.max(Math.max(widest, 1250), Math.sqrt(area * 1.9));
        double share = l3 + l2 == 0 ? 1 : l3 / (l3 + l2);
        double left = l3 + l2 <= limit ? l3 : Math.max(limit * share, widestOf(Block.Zone.L3));
        double right =
                l3 + l2 <= limit ? l2 : Math.max(limit * (1 - share), widestOf(Block.Zone.L2));
        int a = fill(Block.Zone.L3, left);
        int b = fill(Block.Zone.L2, right);
        int count = Math.max(a, b);
        // The lowest shelf is next to the strip: a zone with fewer shelves uses the lower ones.
        for (BlockShape shape : shapes) {
            shape.shelf += count - (shape.block.zone == Block.Zone.L3 ? a : b);
        }
        for (int i = 0; i < count; i++) {
            shelves.add(new ArrayList<>());
        }
        shapes.forEach(s -> shelves.get(s.shelf).add(s));
        return count;
    }

    private double widestOf(Block.Zone zone) {
        return shapes.stream()
                .filter(s -> s.block.zone == zone)
                .mapToDouble(s -> s.width + GAP)
                .max()
                .orElse(0);
    }

    private int fill(Block.Zone zone, double limit) {
        double x = 0;
        int shelf = 0;
        boolean any = false;
        for (BlockShape shape : shapes) {
            if (shape.block.zone != zone) {
                continue;
            }
            if (any && x + shape.width > limit + 1) {
                shelf++;
                x = 0;
            }
            any = true;
            shape.shelf = shelf;
            x += shape.width + GAP;
        }
        return any ? shelf + 1 : 0;
    }

    private void placeX(HostLines lines, double header) {
        l3Left = PAD + lines.leftGutter();
        double[] next = new double[shelves.size()];
        Arrays.fill(next, l3Left);
        double right = l3Left;
        for (BlockShape shape : shapes) {
            if (shape.block.zone == Block.Zone.L3) {
                shape.x = next[shape.shelf];
                next[shape.shelf] += shape.width + GAP;
                right = Math.max(right, next[shape.shelf] - GAP);
            }
        }
        if (reading.routing.isPresent()) {
            right = Math.max(right, l3Left + lines.stripIndent() + stripWidth());
        }
        l3Right = right + lines.busWidth();
        gutter = l3Right;
        l2Left = l3Right + lines.middleGutter();
        Arrays.fill(next, l2Left);
        l2Right = l2Left;
        boolean any = false;
        for (BlockShape shape : shapes) {
            if (shape.block.zone == Block.Zone.L2) {
                any = true;
                shape.x = next[shape.shelf];
                next[shape.shelf] += shape.width + GAP;
                l2Right = Math.max(l2Right, next[shape.shelf] - GAP);
            }
        }
        width = (any ? l2Right : l3Right + Math.max(0, lines.middleGutter() - 24)) + PAD;
        strip =
                new Rect(
                        l3Left + lines.stripIndent(),
                        0,
                        l3Right - l3Left - lines.stripIndent(),
                        STRIP);
    }

    private static double stripWidth() {
        return 176;
    }

    // ---- strip and header

    private void drawStrip() {
        strip = new Rect(strip.x(), stripTop, strip.width(), STRIP);
        if (reading.routing.isEmpty()) {
            return;
        }
        Part<?> routes = reading.routing.get().routes();
        boolean unread = !routes.isPresent();
        long networks = shapes.stream().filter(s -> s.block.how.isPresent()).count();
        String facts;
        if (unread) {
            facts = WORDS.get("strip.unread");
        } else {
            facts =
                    WORDS.get(
                            networks == 1
                                    ? reading.defaultRouteCount == 1
                                            ? "strip.facts.one-one"
                                            : "strip.facts.one-network"
                                    : reading.defaultRouteCount == 1
                                            ? "strip.facts.one-route"
                                            : "strip.facts",
                            networks == 1
                                    ? new Object[] {reading.defaultRouteCount}
                                    : new Object[] {networks, reading.defaultRouteCount});
        }
        List<String> unreached =
                shapes.stream()
                        .map(s -> s.block)
                        .filter(b -> b.zone == Block.Zone.L3 && b.kind == Block.Kind.BAR)
                        .filter(b -> b.how.isEmpty() && !b.stopped)
                        .map(b -> b.name)
                        .toList();
        if (networks == 0 && unreached.size() == 1) {
            facts = WORDS.get("strip.unreached", unreached.getFirst());
        }
        double room = strip.width() - 28;
        drawing.box(
                reading.routing.get().id(),
                Box.Kind.STRIP,
                strip,
                Tone.BORDER,
                unread ? Box.Look.HATCHED : Box.Look.PLAIN,
                List.of(
                        new Text(
                                TextMeasure.fit(WORDS.get("strip.title"), TextStyle.MODE, room),
                                strip.x() + 16,
                                strip.y() + 23,
                                TextStyle.MODE,
                                Tone.MUTED),
                        new Text(
                                TextMeasure.fit(facts, TextStyle.SMALL, room),
                                strip.x() + 16,
                                strip.y() + 41,
                                TextStyle.SMALL,
                                Tone.MUTED)),
                Optional.empty(),
                Drawing.NOWHERE,
                Optional.empty(),
                WORDS.get("say.strip", reading.id().value(), facts));
    }

    /// What the header says beside the name, from everything to the least.
    private List<String> details() {
        HostSnapshot snapshot = reading.host.snapshot();
        Optional<String> version =
                snapshot.libvirt()
                        .info()
                        .optional()
                        .map(i -> WORDS.get("header.libvirt", shortVersion(i.version())));
        List<String> counts = new ArrayList<>();
        int networks = reading.networkCount;
        int guests = reading.guestCount;
        if (snapshot.libvirt().networks().isPresent()) {
            counts.add(
                    networks == 1
                            ? WORDS.get("header.network")
                            : WORDS.get("header.networks", networks));
        }
        if (snapshot.libvirt().guests().isPresent()) {
            counts.add(guests == 1 ? WORDS.get("header.vm") : WORDS.get("header.vms", guests));
        }
        Optional<String> forwarding =
                reading.routing
                        .filter(r -> r.forwardsV4().isPresent() || r.forwardsV6().isPresent())
                        .map(
                                r ->
                                        WORDS.get(
                                                "header.forwarding",
                                                onOff(r.forwardsV4()),
                                                onOff(r.forwardsV6())));
        return List.of(
                joined(reading.header.note(), version, counts, forwarding),
                joined(reading.header.note(), Optional.empty(), counts, forwarding),
                joined(reading.header.note(), Optional.empty(), counts, Optional.empty()));
    }

    private static String joined(
            Optional<String> note,
            Optional<String> first,
            List<String> middle,
            Optional<String> last) {
        List<String> parts = new ArrayList<>();
        note.ifPresent(parts::add);
        first.ifPresent(parts::add);
        parts.addAll(middle);
        last.ifPresent(parts::add);
        return String.join(" · ", parts);
    }

    private static String onOff(Optional<Boolean> value) {
        return WORDS.get(value.map(v -> v ? "on" : "off").orElse("unknown"));
    }

    private static String shortVersion(String version) {
        return version.endsWith(".0") ? version.substring(0, version.length() - 2) : version;
    }

    NicRow nicRow() {
        return nicRow;
    }

    private double headerWidth() {
        return nameIndent()
                + TextMeasure.width(reading.id().value(), TextStyle.HOST)
                + 14
                + Math.min(TextMeasure.width(details().getLast(), TextStyle.WORDS), 420)
                + 8;
    }

    /// Room for the dot of the host's colour.
    private double nameIndent() {
        return reading.header.colour().isPresent() ? 16 : 0;
    }

    /// The panel; its final size is known only when all hosts are.
    void drawPanel(Rect rect) {
        double name = TextMeasure.width(reading.id().value(), TextStyle.HOST);
        List<String> variants = details();
        double room = Math.max(0, rect.width() - 36 - nameIndent() - name - 14);
        String details =
                variants.stream()
                        .filter(d -> TextMeasure.width(d, TextStyle.WORDS) <= room)
                        .findFirst()
                        .orElse(variants.getLast());
        double x = rect.x() + 18 + nameIndent();
        drawing.boxes.addFirst(
                new Box(
                        ElementId.host(reading.id()),
                        Box.Kind.HOST,
                        rect,
                        Tone.BORDER,
                        Box.Look.PLAIN,
                        List.of(
                                new Text(
                                        TextMeasure.fit(
                                                reading.id().value(),
                                                TextStyle.HOST,
                                                rect.width() - 36 - nameIndent()),
                                        x,
                                        rect.y() + 28,
                                        TextStyle.HOST,
                                        Tone.INK),
                                new Text(
                                        TextMeasure.fit(details, TextStyle.WORDS, room),
                                        x + name + 14,
                                        rect.y() + 28,
                                        TextStyle.WORDS,
                                        Tone.MUTED)),
                        Optional.empty(),
                        Drawing.NOWHERE,
                        reading.header
                                .colour()
                                .map(c -> new Box.Dot(x - 11, rect.y() + 22.5, 5, c, true)),
                        Optional.empty(),
                        Optional.empty(),
                        WORDS.get("say.host", reading.id().value(), variants.getFirst())));
    }

    // ---- what could not be read

    private List<String> notes() {
        HostSnapshot s = reading.host.snapshot();
        List<String> result = new ArrayList<>();
        note(result, "missing.networks", s.libvirt().networks());
        note(result, "missing.guests", s.libvirt().guests());
        note(result, "missing.links", s.kernel().links());
        note(result, "missing.addresses", s.kernel().addresses());
        note(result, "missing.fdb", s.kernel().fdb());
        note(result, "missing.routes", s.kernel().routes());
        return result;
    }

    private static void note(List<String> notes, String key, Part<?> part) {
        part.problem()
                .filter(p -> p.kind() != Problem.Kind.NOT_READ)
                .ifPresent(
                        p ->
                                notes.add(
                                        WORDS.get(
                                                key,
                                                p.cause().isBlank() ? p.summary() : p.cause())));
    }

    private void drawNotes() {
        List<String> notes = notes();
        for (int i = 0; i < notes.size(); i++) {
            Rect rect = new Rect(PAD, HEADER + i * (NOTE + 6) - 2, width - 2 * PAD, NOTE);
            drawing.box(
                    ElementId.of(reading.id(), "missing", Integer.toString(i)),
                    Box.Kind.MISSING,
                    rect,
                    Tone.WARNING,
                    Box.Look.HATCHED,
                    List.of(
                            new Text(
                                    TextMeasure.fit(
                                            notes.get(i), TextStyle.WORDS, rect.width() - 44),
                                    rect.x() + 32,
                                    rect.centerY() + 4,
                                    TextStyle.WORDS,
                                    Tone.INK)),
                    Optional.of(Glyph.WARNING),
                    new Rect(rect.x() + 11, rect.centerY() - 7, 14, 14),
                    Optional.empty(),
                    notes.get(i));
        }
    }
}
