package org.bridgewright.core.model;

import java.util.List;
import java.util.Optional;

/// A bond as `/proc/net/bonding/X` tells it.
public record Bond(String name, String mode, Optional<String> active, List<Member> members) {
    /// One link under the bond; speed and aggregator are absent where the kernel does not tell
    /// them.
    public record Member(
            String link, boolean up, Optional<Integer> speedMbps, Optional<Integer> aggregator) {}

    public Bond {
        members = List.copyOf(members);
    }
}
