package org.bridgewright.core.change;

import java.util.List;
import org.bridgewright.core.model.HostId;

/// Ordered steps for one host, with what they interrupt and what will be different afterwards.
///
/// @param id stable for the same changes on the same snapshot
/// @param interrupts sentences: whose link, for how long
/// @param afterwards sentences; a bad one makes the Apply button amber
public record ChangePlan(
        String id,
        HostId host,
        List<Change> changes,
        List<Step> steps,
        List<String> interrupts,
        List<Afterwards> afterwards,
        Risk risk) {
    public record Afterwards(String text, boolean bad) {}

    public ChangePlan {
        changes = List.copyOf(changes);
        steps = List.copyOf(steps);
        interrupts = List.copyOf(interrupts);
        afterwards = List.copyOf(afterwards);
    }

    /// Whether there is anything to take back once it is applied, and a way to do it. A restart leaves things as they were.
    public boolean isReversible() {
        return steps.stream().allMatch(s -> s.inverse().isPresent())
                && changes.stream().noneMatch(Change.RestartNetwork.class::isInstance);
    }
}
