package org.bridgewright.core.change;

import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// One thing that the user wants different. Holds ids and names, never states: a refresh loses nothing.
public sealed interface Change {
    HostId host();

    /// Whether it interrupts whoever is on what it changes, so that its plan is looked at first (R2).
    default boolean interrupts() {
        return switch (this) {
            case StopNetwork _,
                    RestartNetwork _,
                    ShutdownGuest _,
                    ForceOffGuest _,
                    RebootGuest _,
                    SuspendGuest _ ->
                    true;
            case MoveVnic _, StartNetwork _, StartGuest _, ResumeGuest _ -> false;
        };
    }

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

    /// Makes a network inactive; its VMs keep running without a link.
    record StopNetwork(HostId host, String network) implements Change {}

    /// Stops and starts a network, with every VM and every NIC that was in its bridge back in it afterwards.
    record RestartNetwork(HostId host, String network) implements Change {}

    record StartGuest(HostId host, String guest) implements Change {}

    record ShutdownGuest(HostId host, String guest) implements Change {}

    record ForceOffGuest(HostId host, String guest) implements Change {}

    /// Asks the guest to start anew; its definition stays the running one.
    record RebootGuest(HostId host, String guest) implements Change {}

    /// Stands still, in memory, until it is resumed.
    record SuspendGuest(HostId host, String guest) implements Change {}

    record ResumeGuest(HostId host, String guest) implements Change {}
}
