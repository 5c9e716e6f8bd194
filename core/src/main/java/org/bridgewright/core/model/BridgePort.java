package org.bridgewright.core.model;

import java.util.Optional;

/// A port of a bridge (`bridge -d link`, sysfs `brport/`, `brctl showstp`).
///
/// @param state the kernel's word: `disabled listening learning forwarding blocking`
/// @param portId `0x8001`; number is its lower 10 bits
public record BridgePort(
        String link,
        String bridge,
        Optional<Integer> number,
        Optional<String> portId,
        String state,
        Optional<Integer> priority,
        Optional<Integer> cost,
        boolean isolated,
        boolean hairpin,
        Optional<Boolean> learning,
        Optional<Boolean> flooding,
        Optional<String> designatedRoot,
        Optional<String> designatedBridge,
        Optional<Integer> designatedCost,
        Optional<Timers> timers) {

    /// Running timers in seconds.
    public record Timers(double messageAge, double forwardDelay, double hold) {}
}
