package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.TopologyScene;

/// The regions that Tab walks: of each host its VMs, its bars, its routing, its NICs; then what is outside.
final class Regions {
    private Regions() {}

    private static int rank(Box box) {
        return switch (box.kind()) {
            case MISSING -> 0;
            case GUEST, BADGE -> 1;
            case BAR, TAB, FOLD -> 2;
            case STRIP -> 3;
            case NIC, LINK, BRACKET -> 4;
            case SEGMENT, HOST, AREA -> 5;
        };
    }

    private static String key(Box box) {
        String id = box.id().value();
        int slash = id.indexOf('/');
        return (box.kind() == Box.Kind.SEGMENT ? "~" : slash < 0 ? id : id.substring(0, slash))
                + "\u0000"
                + rank(box);
    }

    static List<ElementId> firsts(TopologyScene scene) {
        Map<String, Box> first = new LinkedHashMap<>();
        for (Box box : scene.focusable()) {
            first.merge(key(box), box, (a, b) -> before(b, a) ? b : a);
        }
        List<Box> all = new ArrayList<>(first.values());
        Map<String, Double> hostX = new LinkedHashMap<>();
        for (Box box : all) {
            hostX.merge(host(box), box.rect().x(), Math::min);
        }
        all.sort(
                java.util.Comparator.comparing((Box b) -> b.kind() == Box.Kind.SEGMENT)
                        .thenComparing(b -> hostX.getOrDefault(host(b), 0.0))
                        .thenComparing(Regions::rank));
        return all.stream().map(Box::id).toList();
    }

    private static String host(Box box) {
        String key = key(box);
        return key.substring(0, key.indexOf('\u0000'));
    }

    private static boolean before(Box a, Box b) {
        return a.rect().y() < b.rect().y() - 5
                || Math.abs(a.rect().y() - b.rect().y()) <= 5 && a.rect().x() < b.rect().x();
    }

    static int indexOf(TopologyScene scene, List<ElementId> firsts, ElementId at) {
        String key = scene.box(at).map(Regions::key).orElse("");
        for (int i = 0; i < firsts.size(); i++) {
            if (scene.box(firsts.get(i)).map(Regions::key).orElse("-").equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
