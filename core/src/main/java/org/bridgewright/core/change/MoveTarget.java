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

    record ToBridge(String name) implements MoveTarget {}

    record LinkDown() implements MoveTarget {}

    record LinkUp() implements MoveTarget {}

    record Detached() implements MoveTarget {}
}
