package org.bridgewright.core.model;

import java.util.ArrayList;
import java.util.List;

/// What the kernel and the files around it say.
///
/// @param guestAddressesByAgent asked of guest agents, where that was allowed
/// @param ownerFiles configuration of the host's network manager
/// @param listeners `ss -lunp`, line by line, read on demand
/// @param notes what is missing inside parts that are present: entries that could not be read, lists cut at a cap
public record KernelState(
        Part<HostFacts> facts,
        Part<List<Link>> links,
        Part<List<LinkAddress>> addresses,
        Part<List<BridgeState>> bridges,
        Part<List<BridgePort>> ports,
        Part<List<FdbEntry>> fdb,
        Part<List<VlanMembership>> vlans,
        Part<List<Route>> routes,
        Part<List<RoutingRule>> rules,
        Part<List<Neighbour>> neighbours,
        Part<List<Bond>> bonds,
        Part<Firewall> firewall,
        Part<List<OwnerFile>> ownerFiles,
        Part<List<String>> listeners,
        Part<List<GuestAddress>> guestAddressesByAgent,
        Part<List<MulticastEntry>> multicast,
        List<Problem> notes) {
    public KernelState {
        notes = List.copyOf(notes);
    }

    /// The same with other links and all that hangs on them.
    public KernelState withWiring(
            Part<List<Link>> newLinks,
            Part<List<LinkAddress>> newAddresses,
            Part<List<BridgeState>> newBridges,
            Part<List<BridgePort>> newPorts,
            Part<List<FdbEntry>> newFdb) {
        return new KernelState(
                facts,
                newLinks,
                newAddresses,
                newBridges,
                newPorts,
                newFdb,
                vlans,
                routes,
                rules,
                neighbours,
                bonds,
                firewall,
                ownerFiles,
                listeners,
                guestAddressesByAgent,
                multicast,
                notes);
    }

    public KernelState withGuestAddressesByAgent(Part<List<GuestAddress>> newAddresses) {
        return new KernelState(
                facts,
                links,
                addresses,
                bridges,
                ports,
                fdb,
                vlans,
                routes,
                rules,
                neighbours,
                bonds,
                firewall,
                ownerFiles,
                listeners,
                newAddresses,
                multicast,
                notes);
    }

    /// The same with one more thing that is missing or old.
    public KernelState withNote(Problem note) {
        if (notes.contains(note)) {
            return this;
        }
        List<Problem> more = new ArrayList<>(notes);
        more.add(note);
        return new KernelState(
                facts,
                links,
                addresses,
                bridges,
                ports,
                fdb,
                vlans,
                routes,
                rules,
                neighbours,
                bonds,
                firewall,
                ownerFiles,
                listeners,
                guestAddressesByAgent,
                multicast,
                more);
    }

    /// All missing, for one reason.
    public static KernelState missing(Problem why) {
        return new KernelState(
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                Part.missing(why),
                List.of());
    }
}
