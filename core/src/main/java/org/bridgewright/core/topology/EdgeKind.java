package org.bridgewright.core.topology;

/// What joins two elements; `word()` is the JSON's.
public enum EdgeKind {
    /// vNIC to the network or bridge it is on.
    SOURCE,
    /// vNIC to its tap.
    TAP,
    /// Link to the bridge (or OVS bridge) it is a port of.
    PORT,
    /// VLAN, bond member, macvtap, VF to the link it stands on.
    ON,
    /// L3 network to its host's routing; `how` is `masquerade forward open host-only`.
    ROUTED,
    /// Host routing to the link that carries an address or the default route.
    ADDRESS,
    /// NIC to a shared segment outside.
    OUTSIDE,
    /// A direct link between NICs of two hosts.
    CABLE,
    /// Network to the bridge that carries it.
    BRIDGE;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
