package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// An order by hand, with what it does not name in its sorted place.
final class Ordering {
    private Ordering() {}

    /// `items` with those that `byHand` names in that order; each other one follows its neighbour in sorted order.
    static <T, K> List<T> apply(
            List<T> items, Function<T, K> key, List<K> byHand, Comparator<T> sorted) {
        List<T> natural = new ArrayList<>(items);
        natural.sort(sorted);
        if (byHand.isEmpty()) {
            return natural;
        }
        Map<K, T> byKey = new HashMap<>();
        natural.forEach(item -> byKey.put(key.apply(item), item));
        List<T> result = new ArrayList<>();
        Set<K> placed = new HashSet<>();
        for (K named : byHand) {
            T item = byKey.get(named);
            if (item != null && placed.add(named)) {
                result.add(item);
            }
        }
        T predecessor = null;
        for (T item : natural) {
            if (placed.add(key.apply(item))) {
                int at = predecessor == null ? -1 : result.indexOf(predecessor);
                result.add(at + 1, item);
            }
            predecessor = item;
        }
        return result;
    }
}
