package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Line;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;

/// The ports on the cards of one scene, by guest, in the order of their numbers.
final class CardPorts {
    private static final Words WORDS = Words.of(CardPorts.class);

    private final TopologyScene scene;
    private final Map<ElementId, List<Port>> byGuest = new HashMap<>();

    CardPorts(TopologyScene scene) {
        this.scene = scene;
        for (Port port : scene.ports()) {
            if (scene.box(port.owner()).filter(b -> b.kind() == Box.Kind.GUEST).isPresent()) {
                byGuest.computeIfAbsent(port.owner(), k -> new ArrayList<>()).add(port);
            }
        }
        byGuest.values().forEach(l -> l.sort(Comparator.comparing(p -> p.number().orElse(1))));
    }

    List<Port> of(ElementId guest) {
        return byGuest.getOrDefault(guest, List.of());
    }

    /// Number of a vNIC and where it is now.
    String describe(Port port, Function<ElementId, String> nameOf) {
        String number = WORDS.get("choose.vnic", port.number().orElse(1));
        for (Line line : scene.lines()) {
            if (line.subject().equals(port.subject()) && line.ends().size() == 2) {
                return number + " · " + nameOf.apply(line.ends().getLast());
            }
        }
        for (TopologyScene.FullLine full : scene.fullLines()) {
            if (full.line().subject().equals(port.subject())) {
                return number + " · " + nameOf.apply(full.line().ends().getLast());
            }
        }
        return number + " · " + port.subject().value().replaceFirst(".*/", "");
    }
}
