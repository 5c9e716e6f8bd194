package org.bridgewright.core.change;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.MacAddress;

/// What a plan depends on beside the topology: our rights, our own machine, what the user unlocked, what was detached.
///
/// @param locked hosts that the user has not unlocked
/// @param writable hosts that we may write to by another connection, though the reading one is read-only
/// @param ownMacs MACs of the machine we run on, to see that it is a VM of a host
/// @param ownDmiUuid DMI UUID of the machine we run on
/// @param wayIn addresses that our connections go to or through (hosts as they were dialled, jump hosts)
/// @param allowManaged VMs kept by another tool for which "now only" was allowed
/// @param detached vNICs that only our history still knows, by id, with the interface element they had
public record PlanContext(
        Set<HostId> locked,
        Set<HostId> writable,
        Set<MacAddress> ownMacs,
        Optional<String> ownDmiUuid,
        Set<IpAddress> wayIn,
        Set<ElementId> allowManaged,
        Map<ElementId, DetachedVnic> detached) {
    /// Everything unlocked, nothing known about ourselves.
    public static final PlanContext OPEN =
            new PlanContext(
                    Set.of(), Set.of(), Set.of(), Optional.empty(), Set.of(), Set.of(), Map.of());

    /// @param guestUuid the VM it was detached from
    public record DetachedVnic(String guestUuid, String interfaceXml) {}

    public PlanContext {
        locked = Set.copyOf(locked);
        writable = Set.copyOf(writable);
        ownMacs = Set.copyOf(ownMacs);
        wayIn = Set.copyOf(wayIn);
        allowManaged = Set.copyOf(allowManaged);
        detached = Map.copyOf(detached);
    }

    public PlanContext withLocked(Set<HostId> hosts) {
        return new PlanContext(hosts, writable, ownMacs, ownDmiUuid, wayIn, allowManaged, detached);
    }

    public PlanContext withWritable(Set<HostId> hosts) {
        return new PlanContext(locked, hosts, ownMacs, ownDmiUuid, wayIn, allowManaged, detached);
    }

    /// @param addresses of jump hosts and the like
    public PlanContext withOurselves(
            Set<MacAddress> macs, Optional<String> dmiUuid, Set<IpAddress> addresses) {
        return new PlanContext(locked, writable, macs, dmiUuid, addresses, allowManaged, detached);
    }

    /// @param addresses that our connections go to or through, those of jump hosts included, of all hosts that are open
    public PlanContext withWayIn(Set<IpAddress> addresses) {
        return new PlanContext(
                locked, writable, ownMacs, ownDmiUuid, addresses, allowManaged, detached);
    }

    public PlanContext withDetached(Map<ElementId, DetachedVnic> known) {
        return new PlanContext(locked, writable, ownMacs, ownDmiUuid, wayIn, allowManaged, known);
    }

    public PlanContext withAllowManaged(Set<ElementId> guests) {
        return new PlanContext(locked, writable, ownMacs, ownDmiUuid, wayIn, guests, detached);
    }
}
