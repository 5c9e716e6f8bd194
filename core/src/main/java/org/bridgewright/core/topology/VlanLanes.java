package org.bridgewright.core.topology;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.VlanMembership;
import org.bridgewright.core.topology.Element.BridgeElement;

/// The VLANs of a VLAN-aware bridge that are worth a lane of their own on its bar.
public final class VlanLanes {
    /// The VLAN that the kernel puts every port of a new bridge in.
    private static final int BY_DEFAULT = 1;

    private static final int SHOWN = 12;

    private VlanLanes() {}

    /// The VLANs of `bridge`, which is one of that host's, in order, at most [#SHOWN]; empty for a bridge that
    /// ignores VLANs. Only VLANs that some port carries by themselves count, tagged or not: a trunk of thousands
    /// (`2-4094`) names none, and neither does the VLAN that every port is in anyway.
    public static List<Integer> of(HostTopology host, Optional<BridgeElement> bridge) {
        boolean aware =
                bridge.flatMap(BridgeElement::state)
                        .flatMap(BridgeState::vlanFiltering)
                        .filter(on -> on)
                        .isPresent();
        if (!aware) {
            return List.of();
        }
        Set<String> ports =
                bridge.get().ports().stream().map(p -> p.port().link()).collect(Collectors.toSet());
        Set<Integer> vlans = new TreeSet<>();
        for (VlanMembership member : host.snapshot().kernel().vlans().orElse(List.of())) {
            boolean single = member.first() == member.last() && member.first() != BY_DEFAULT;
            if (single && ports.contains(member.link())) {
                vlans.add(member.first());
            }
        }
        return vlans.stream().limit(SHOWN).toList();
    }
}
