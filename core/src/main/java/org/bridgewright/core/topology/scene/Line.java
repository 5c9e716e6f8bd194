package org.bridgewright.core.topology.scene;

import java.util.List;
import org.bridgewright.core.model.ElementId;

/// A line of axis-parallel segments.
///
/// @param subject what it belongs to: a vNIC, a network, a link, the routing
/// @param ends the elements that it joins (one, when it ends loose)
/// @param arrow whether the last end has an arrow head
public record Line(
        ElementId subject,
        List<ElementId> ends,
        Role role,
        Tone tone,
        boolean dashed,
        double width,
        Path path,
        boolean arrow) {

    /// What the line says of its two ends.
    public enum Role {
        /// vNIC to network.
        LINK,
        /// Where the config says that the vNIC will be, while it is elsewhere now.
        CONFIGURED,
        /// Bridge to NIC, VLAN or bond.
        UPLINK,
        /// Network to host routing.
        ROUTED,
        /// Host routing to the link with the default route.
        DEFAULT_ROUTE,
        /// NIC to a LAN.
        OUTSIDE,
        /// NIC to another host's NIC.
        CABLE
    }

    public Line {
        ends = List.copyOf(ends);
    }
}
