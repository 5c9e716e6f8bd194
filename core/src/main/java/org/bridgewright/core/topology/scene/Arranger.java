package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Edge;
import org.bridgewright.core.topology.EdgeKind;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// Makes the picture of a topology. Deterministic: the same topology, findings and viewpoint give an equal scene.
///
/// Each host is read ([HostReading]: which bars, which cards over them, which NICs), laid out by itself ([HostLayout]), and
/// put beside the others over what they share outside ([OutsideLayout]).
public final class Arranger {
    private Arranger() {}

    /// The picture without findings: no card is marked.
    public static TopologyScene arrange(Topology topology, Viewpoint viewpoint) {
        return arrange(topology, List.of(), viewpoint);
    }

    /// @param findings the worst of each VM is marked on its card
    public static TopologyScene arrange(
            Topology topology, List<Finding> findings, Viewpoint viewpoint) {
        return arrange(topology, findings, Map.of(), viewpoint);
    }

    /// @param headers what the user's settings add to the headers of hosts; plain where there is nothing
    public static TopologyScene arrange(
            Topology topology,
            List<Finding> findings,
            Map<HostId, HostHeader> headers,
            Viewpoint viewpoint) {
        if (topology.hosts().isEmpty()) {
            return TopologyScene.EMPTY;
        }
        Marks marks = new Marks(findings);
        Map<HostId, List<Edge>> edges = new HashMap<>();
        for (Edge edge : topology.edges(EdgeKind.ROUTED)) {
            hostOf(edge.from())
                    .ifPresent(h -> edges.computeIfAbsent(h, k -> new ArrayList<>()).add(edge));
        }
        List<HostTopology> ordered =
                Ordering.apply(
                        topology.hosts(),
                        HostTopology::host,
                        viewpoint.hosts(),
                        Comparator.comparing(
                                (HostTopology h) -> h.host().value(), Naturally.ORDER));
        Map<String, HostId> machines = new HashMap<>();
        for (HostTopology host : ordered) {
            host.snapshot()
                    .kernel()
                    .facts()
                    .optional()
                    .flatMap(HostFacts::dmiUuid)
                    .ifPresent(u -> machines.put(u.toLowerCase(Locale.ROOT), host.host()));
        }
        List<HostReading> readings = new ArrayList<>();
        for (HostTopology host : ordered) {
            readings.add(
                    new HostReading(
                            host,
                            edges.getOrDefault(host.host(), List.of()),
                            viewpoint,
                            marks,
                            machines,
                            headers.getOrDefault(host.host(), HostHeader.PLAIN)));
        }
        return new OutsideLayout(topology, readings, viewpoint).scene();
    }

    private static java.util.Optional<HostId> hostOf(ElementId id) {
        int slash = id.value().indexOf('/');
        return slash <= 0
                ? java.util.Optional.empty()
                : java.util.Optional.of(new HostId(decode(id.value().substring(0, slash))));
    }

    private static String decode(String part) {
        return part.indexOf('%') < 0
                ? part
                : java.net.URLDecoder.decode(
                        part.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }
}
