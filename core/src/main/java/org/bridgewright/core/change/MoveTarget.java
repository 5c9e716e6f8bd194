package org.bridgewright.core.change;

import java.util.Optional;

/// Where a vNIC is to go.
public sealed interface MoveTarget {
    record ToNetwork(String name, Optional<String> portGroup, Optional<Integer> vlan)
            implements MoveTarget {
        public ToNetwork(String name) {
            this(name, Optional.empty(), Optional.empty());
        }
    }

    /// @param vlan tag of its own on a VLAN-aware bridge; empty = what the port is in by itself
    record ToBridge(String name, Optional<Integer> vlan) implements MoveTarget {
        public ToBridge(String name) {
            this(name, Optional.empty());
        }
    }

    /// The VLAN that is asked for.
    default Optional<Integer> vlan() {
        return Optional.empty();
    }

    record LinkDown() implements MoveTarget {}

    record LinkUp() implements MoveTarget {}

    record Detached() implements MoveTarget {}
}
