package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Finds items by place: a grid of cells, each with the numbers of the items that touch it. Filled at the first question.
final class SpatialIndex<T> {
    private static final double CELL = 256;
    private static final int WIDE = 256;

    private final List<T> items;
    private final Function<T, Rect> bounds;
    private volatile boolean filled;
    private Rect[] places = {};
    private final Map<Long, List<Integer>> cells = new HashMap<>();

    /// Items over very many cells: always looked at.
    private final List<Integer> wide = new ArrayList<>();

    SpatialIndex(List<T> items, Function<T, Rect> bounds) {
        this.items = items;
        this.bounds = bounds;
    }

    private static long key(long column, long row) {
        return column << 32 ^ row & 0xffffffffL;
    }

    private static long cell(double at) {
        return (long) Math.floor(at / CELL);
    }

    private synchronized void fill() {
        if (filled) {
            return;
        }
        places = new Rect[items.size()];
        for (int i = 0; i < items.size(); i++) {
            Rect r = bounds.apply(items.get(i));
            places[i] = r;
            long columns = cell(r.right()) - cell(r.x()) + 1;
            long rows = cell(r.bottom()) - cell(r.y()) + 1;
            if (columns * rows > WIDE) {
                wide.add(i);
                continue;
            }
            for (long c = cell(r.x()); c <= cell(r.right()); c++) {
                for (long w = cell(r.y()); w <= cell(r.bottom()); w++) {
                    cells.computeIfAbsent(key(c, w), k -> new ArrayList<>()).add(i);
                }
            }
        }
        filled = true;
    }

    /// The items whose bounds touch `view`, in their order.
    List<T> in(Rect view) {
        if (!filled) {
            fill();
        }
        BitSet hits = new BitSet();
        for (int i : wide) {
            mark(hits, i, view);
        }
        long columns = cell(view.right()) - cell(view.x()) + 1;
        long rows = cell(view.bottom()) - cell(view.y()) + 1;
        if (columns * rows > cells.size()) {
            for (int i = 0; i < items.size(); i++) {
                mark(hits, i, view);
            }
        } else {
            for (long c = cell(view.x()); c <= cell(view.right()); c++) {
                for (long w = cell(view.y()); w <= cell(view.bottom()); w++) {
                    for (int i : cells.getOrDefault(key(c, w), List.of())) {
                        mark(hits, i, view);
                    }
                }
            }
        }
        List<T> result = new ArrayList<>(hits.cardinality());
        for (int i = hits.nextSetBit(0); i >= 0; i = hits.nextSetBit(i + 1)) {
            result.add(items.get(i));
        }
        return result;
    }

    private void mark(BitSet hits, int i, Rect view) {
        Rect r = places[i];
        if (r.x() <= view.right()
                && r.right() >= view.x()
                && r.y() <= view.bottom()
                && r.bottom() >= view.y()) {
            hits.set(i);
        }
    }
}
