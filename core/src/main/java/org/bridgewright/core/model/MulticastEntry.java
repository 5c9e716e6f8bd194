package org.bridgewright.core.model;

/// An entry of a bridge's multicast database (`bridge mdb`): who listens to `group`, on which port.
///
/// @param group an IP group, or a MAC address for layer-2 groups, as the host prints it
/// @param permanent added by hand, not learnt from reports
public record MulticastEntry(String bridge, String port, String group, boolean permanent) {}
