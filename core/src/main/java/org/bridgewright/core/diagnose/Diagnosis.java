package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.topology.Topology;

/// What is wrong with a topology, by rules that are pure functions of it. Any thread.
///
/// A state that every change passes through for a moment (a tap between two bridges, a live definition ahead of its config)
/// is a fault only when it was there in an earlier read, too.
public final class Diagnosis {
    private Diagnosis() {}

    /// A rule. What it finds in `current` counts, where it may be passing, only if `previous` had it as well.
    interface Rule {
        List<Finding> judge(Optional<Topology> previous, Topology current);
    }

    private static final List<Rule> RULES =
            List.of(
                    new OrphanTaps(),
                    new InactiveNetworks(),
                    new ForwardingOff(),
                    new LiveDiffers(),
                    new UnreadableParts());

    /// The findings of one read that stands for itself: a capture, or a picture that has not changed for a while.
    public static List<Finding> findings(Topology topology) {
        return judge(Optional.empty(), topology);
    }

    /// The findings of `current`, with `previous` being an earlier read of the same hosts.
    public static List<Finding> findings(Topology previous, Topology current) {
        return judge(Optional.of(previous), current);
    }

    private static List<Finding> judge(Optional<Topology> previous, Topology current) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : RULES) {
            findings.addAll(rule.judge(previous, current));
        }
        findings.sort(
                Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::id)
                        .thenComparing(Finding::subject));
        return List.copyOf(findings);
    }
}
