package org.bridgewright.core.model;

import java.util.List;

/// What libvirt says.
public record LibvirtState(
        Part<LibvirtInfo> info,
        Part<List<VirtualNetwork>> networks,
        Part<List<Guest>> guests,
        Part<List<NodeDevice>> nodeDevices) {
    /// All missing, for one reason: no libvirt there, or it cannot be asked.
    public static LibvirtState missing(Problem why) {
        return new LibvirtState(
                Part.missing(why), Part.missing(why), Part.missing(why), Part.missing(why));
    }

    public LibvirtState withNetworks(Part<List<VirtualNetwork>> newNetworks) {
        return new LibvirtState(info, newNetworks, guests, nodeDevices);
    }

    public LibvirtState withGuests(Part<List<Guest>> newGuests) {
        return new LibvirtState(info, networks, newGuests, nodeDevices);
    }
}
