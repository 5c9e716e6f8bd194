package org.bridgewright.core.model;

/// An address that a guest is known by, and how that is known.
public record GuestAddress(MacAddress mac, IpAddress ip, AddressSource source) {
    /// Where the address was learnt: DHCP lease, the host's neighbour table, or guest agent.
    public enum AddressSource {
        LEASE,
        NEIGHBOUR,
        AGENT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
