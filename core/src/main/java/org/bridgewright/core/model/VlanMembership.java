package org.bridgewright.core.model;

/// A VLAN (or an inclusive range) of a port or of the bridge itself, in a VLAN-aware bridge.
public record VlanMembership(String link, int first, int last, boolean pvid, boolean untagged) {}
