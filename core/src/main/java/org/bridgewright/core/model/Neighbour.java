package org.bridgewright.core.model;

import java.util.List;
import java.util.Optional;

/// An entry of the neighbour table (ARP, NDP). States are the kernel's: `REACHABLE STALE FAILED`...
public record Neighbour(
        IpAddress ip, String link, Optional<MacAddress> mac, List<String> states, boolean router) {
    public Neighbour {
        states = List.copyOf(states);
    }
}
