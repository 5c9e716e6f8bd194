package org.bridgewright.core.model;

import java.util.Optional;

/// A bridge's own state (`ip -d link`, sysfs `bridge/`, `brctl showstp`). Times in seconds.
public record BridgeState(
        String name,
        Optional<String> bridgeId,
        Optional<String> rootId,
        boolean stp,
        Optional<Integer> rootPort,
        Optional<Long> rootPathCost,
        Optional<Integer> priority,
        Optional<Double> forwardDelaySeconds,
        Optional<Double> helloTimeSeconds,
        Optional<Double> maxAgeSeconds,
        Optional<Double> ageingTimeSeconds,
        Optional<Boolean> vlanFiltering,
        Optional<Boolean> multicastSnooping,
        Optional<Boolean> topologyChange,
        Optional<Timers> timers) {

    /// Running timers as `brctl showstp` prints them, in seconds; they count down.
    public record Timers(double hello, double tcn, double topologyChange, double gc) {}
}
