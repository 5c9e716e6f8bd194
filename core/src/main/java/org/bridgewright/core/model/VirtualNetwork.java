package org.bridgewright.core.model;

import java.util.List;
import java.util.Optional;

/// A libvirt network. Fields come from its live XML when it is active, else from its config.
///
/// @param mode empty when the word of the host is not known: then [#modeWord()] is shown
/// @param bridge the kernel bridge it makes or uses; empty for macvtap and SR-IOV pools
/// @param forwardDevices NICs named in `<forward>`: the allowed exit of L3 modes, the pool of macvtap ones
/// @param connections how many vNICs libvirt counts on it; empty when it does not say
/// @param configXml empty for a transient network, and where it could not be read
/// @param liveXml empty when inactive
/// @param leases `Missing` when it cannot be asked; an inactive network, or one without DHCP, has none
public record VirtualNetwork(
        String name,
        Optional<String> uuid,
        Optional<ForwardMode> mode,
        String modeWord,
        boolean active,
        boolean autostart,
        boolean persistent,
        Optional<String> bridge,
        Optional<MacAddress> mac,
        Optional<Boolean> stp,
        Optional<Integer> forwardDelaySeconds,
        Optional<Integer> mtuBytes,
        Optional<String> domain,
        List<IpPrefix> subnets,
        List<DhcpRange> dhcpRanges,
        List<DhcpReservation> reservations,
        List<String> forwardDevices,
        List<PortGroup> portGroups,
        boolean vlanAware,
        List<Integer> vlanTags,
        Optional<String> virtualPort,
        Optional<Integer> connections,
        Part<List<DhcpLease>> leases,
        Optional<String> liveXml,
        Optional<String> configXml,
        Optional<Problem> unreadable) {

    /// A range that dnsmasq gives addresses from, both ends included.
    public record DhcpRange(IpAddress start, IpAddress end) {}

    /// `<host>` of `<dhcp>`: an address kept for a MAC, a DUID (`id`) or a name.
    public record DhcpReservation(
            Optional<MacAddress> mac,
            Optional<String> id,
            Optional<String> name,
            Optional<IpAddress> ip) {}

    /// Settings that a vNIC takes over by naming them; the default is for those that name none.
    public record PortGroup(
            String name, boolean isDefault, List<Integer> vlanTags, boolean trunk) {}

    public VirtualNetwork {
        subnets = List.copyOf(subnets);
        dhcpRanges = List.copyOf(dhcpRanges);
        reservations = List.copyOf(reservations);
        forwardDevices = List.copyOf(forwardDevices);
        portGroups = List.copyOf(portGroups);
        vlanTags = List.copyOf(vlanTags);
    }

    public boolean hasDhcp() {
        return !dhcpRanges.isEmpty() || reservations.stream().anyMatch(r -> r.ip().isPresent());
    }

    /// A network that hands out a NIC or a macvtap of it, without a bridge.
    public boolean isPool() {
        return bridge.isEmpty() && !forwardDevices.isEmpty()
                || mode.filter(m -> m.isDirect() || m == ForwardMode.HOSTDEV).isPresent();
    }
}
