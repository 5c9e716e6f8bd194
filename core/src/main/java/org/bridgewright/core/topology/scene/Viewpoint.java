package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// How the user wants to look: orders made by hand, what is unfolded, what is hidden. Empty = the same picture everywhere.
///
/// @param hosts order of the hosts; others take their sorted place among them
/// @param blocks per host the order of its networks and bridges, by id
/// @param guests per block the order of its guests
/// @param unfolded ids of folds that are open
/// @param routers VMs with several vNICs that are to stand between their networks, marked by hand
/// @param showOff whether guests that are off are drawn at all
/// @param width the room for hosts side by side, in scene units, before a new row begins
public record Viewpoint(
        List<HostId> hosts,
        Map<HostId, List<ElementId>> blocks,
        Map<ElementId, List<ElementId>> guests,
        Set<ElementId> unfolded,
        Set<ElementId> routers,
        boolean showOff,
        double width) {
    public static final Viewpoint EMPTY =
            new Viewpoint(List.of(), Map.of(), Map.of(), Set.of(), Set.of(), true, 4000);

    public Viewpoint {
        hosts = List.copyOf(hosts);
        blocks = Map.copyOf(blocks);
        guests = Map.copyOf(guests);
        unfolded = Set.copyOf(unfolded);
        routers = Set.copyOf(routers);
    }

    public Viewpoint withUnfolded(Set<ElementId> newUnfolded) {
        return new Viewpoint(hosts, blocks, guests, newUnfolded, routers, showOff, width);
    }

    public Viewpoint withShowOff(boolean newShowOff) {
        return new Viewpoint(hosts, blocks, guests, unfolded, routers, newShowOff, width);
    }

    public Viewpoint withHosts(List<HostId> newHosts) {
        return new Viewpoint(newHosts, blocks, guests, unfolded, routers, showOff, width);
    }

    public Viewpoint withRouters(Set<ElementId> newRouters) {
        return new Viewpoint(hosts, blocks, guests, unfolded, newRouters, showOff, width);
    }
}
