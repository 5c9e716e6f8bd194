package org.bridgewright.core.change;

import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// One thing that the user wants different. Holds ids and names, never states: a refresh loses nothing.
public sealed interface Change {
    HostId host();

    /// Moves one vNIC (or sets its link, detaches it, or puts a detached one back).
    ///
    /// @param guest the guest's name
    /// @param vnic id of the vNIC
    /// @param linkCycle link down and up after a live move, so that the guest asks for a lease at once
    record MoveVnic(
            HostId host,
            String guest,
            ElementId vnic,
            MoveTarget target,
            When when,
            LinkCycle linkCycle)
            implements Change {}

    /// `AUTO`: on only when its present address came from a libvirt lease and the target has DHCP.
    enum LinkCycle {
        AUTO,
        ON,
        OFF
    }

    record StartNetwork(HostId host, String network) implements Change {}

    record StartGuest(HostId host, String guest) implements Change {}

    record ShutdownGuest(HostId host, String guest) implements Change {}

    record ForceOffGuest(HostId host, String guest) implements Change {}
}
