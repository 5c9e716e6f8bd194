package org.bridgewright.core.topology.scene;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.HostTopology;

/// Bridges that a tool puts between one VM's tap and the bridge that it is really on, to filter there: Proxmox
/// (tap, `fwbr100i0`, `fwln100i0` - `fwpr100p0`, `vmbr0`) and OpenStack (tap, `qbr...`, `qvb...` - `qvo...`, `br-int`).
///
/// Such a chain is folded into one link as long as all of it is up; a fault inside unfolds it.
final class Chains {
    private static final Pattern NAMES = Pattern.compile("fwbr\\d+i\\d+|qbr[0-9a-f-]+");
    private static final String OVS = "ovs-bridge";
    private static final String OVS_DATAPATH = "ovs-system";

    private final Map<String, LinkElement> links = new HashMap<>();
    private final Map<String, BridgeElement> bridges = new LinkedHashMap<>();
    private final Map<String, BridgeElement> beyond = new LinkedHashMap<>();
    private final Set<String> ends = new HashSet<>();

    Chains(HostTopology host) {
        for (Element element : host.elements()) {
            switch (element) {
                case LinkElement link -> links.put(link.name(), link);
                case BridgeElement bridge -> bridges.put(bridge.name(), bridge);
                default -> {}
            }
        }
        for (BridgeElement bridge : bridges.values()) {
            if (NAMES.matcher(bridge.name()).matches()) {
                end(bridge).ifPresent(to -> beyond.put(bridge.name(), to));
            }
        }
    }

    /// Whether a bridge is drawn as part of its VM's link.
    boolean isFolded(String bridge) {
        return beyond.containsKey(bridge);
    }

    /// Whether a link is the far end of a folded chain, a port of the bridge that the VM is really on.
    boolean isEnd(String link) {
        return ends.contains(link);
    }

    /// The folded bridges, with the one beyond.
    Map<ElementId, ElementId> all() {
        Map<ElementId, ElementId> result = new LinkedHashMap<>();
        beyond.forEach(
                (name, to) -> {
                    BridgeElement bridge = bridges.get(name);
                    if (bridge != null) {
                        result.put(bridge.id(), to.id());
                    }
                });
        return result;
    }

    /// Where a filtering bridge leads, when its chain is whole.
    private Optional<BridgeElement> end(BridgeElement bridge) {
        LinkElement way = null;
        int taps = 0;
        for (Port port : bridge.ports()) {
            LinkElement link = links.get(port.port().link());
            if (link == null || !works(port)) {
                return Optional.empty();
            }
            if (link.kind().equals("tap")) {
                taps++;
            } else if (link.kind().equals("veth") && way == null && link.link().isUp()) {
                way = link;
            } else {
                return Optional.empty();
            }
        }
        if (way == null || taps != 1 || !bridge.link().isUp()) {
            return Optional.empty();
        }
        Optional<LinkElement> peer =
                way.link().parent().map(links::get).filter(p -> p.link().isUp());
        Optional<BridgeElement> to = peer.flatMap(this::bridgeOf);
        to.ifPresent(t -> peer.ifPresent(p -> ends.add(p.name())));
        return to;
    }

    private Optional<BridgeElement> bridgeOf(LinkElement port) {
        Optional<String> master = port.link().master();
        if (master.filter(OVS_DATAPATH::equals).isPresent()) {
            // The kernel does not tell which bridge of Open vSwitch it is: only one can be told.
            List<BridgeElement> all =
                    bridges.values().stream().filter(b -> b.kind().equals(OVS)).toList();
            return all.size() == 1
                    ? Optional.of(all.getFirst())
                    : all.stream().filter(b -> b.name().equals("br-int")).findFirst();
        }
        return master.map(bridges::get)
                .filter(
                        b ->
                                b.ports().stream()
                                        .filter(p -> p.port().link().equals(port.name()))
                                        .allMatch(Chains::works));
    }

    private static boolean works(Port port) {
        String state = port.port().state();
        return state.isEmpty() || state.equals("forwarding");
    }
}
