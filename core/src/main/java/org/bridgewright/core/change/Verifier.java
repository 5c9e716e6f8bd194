package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ProblemException;

/// Polls the host until what should hold holds, or its time is over. The first look is at once.
final class Verifier {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /// How long a lost connection may take to come back before the state is called unknown.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HostProbe probe;
    private final Timing timing;

    Verifier(HostProbe probe, Timing timing) {
        this.probe = probe;
        this.timing = timing;
    }

    record Verdict(boolean holds, List<String> facts, Map<String, String> found) {
        String text() {
            return String.join("; ", facts);
        }
    }

    /// How long an action's effect may take to show.
    static Duration limit(Step.Action action) {
        return switch (action) {
            case Step.Action.UpdateDevice update -> Duration.ofSeconds(5);
            case Step.Action.AttachDevice attach -> Duration.ofSeconds(10);
            // The guest itself must let go of the device.
            case Step.Action.DetachDevice detach -> Duration.ofSeconds(15);
            case Step.Action.StartNetwork start -> Duration.ofSeconds(10);
            case Step.Action.StopNetwork stop -> Duration.ofSeconds(10);
            case Step.Action.CreateNetwork create -> Duration.ofSeconds(10);
            case Step.Action.PlugLink plug -> Duration.ofSeconds(5);
            case Step.Action.StartGuest start -> Duration.ofSeconds(10);
            case Step.Action.ShutdownGuest stop -> Duration.ofSeconds(90);
            case Step.Action.ForceOffGuest stop -> Duration.ofSeconds(15);
            case Step.Action.RebootGuest again -> Duration.ofSeconds(10);
            case Step.Action.SuspendGuest pause -> Duration.ofSeconds(10);
            case Step.Action.ResumeGuest on -> Duration.ofSeconds(10);
        };
    }

    Verdict await(List<Step.Check> checks, Duration limit) {
        long end = timing.nanos() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Verdict verdict = look(checks);
            if (verdict.holds()
                    || timing.nanos() - end >= 0
                    || Thread.currentThread().isInterrupted()) {
                return verdict;
            }
            timing.pause(pause);
            pause = longer(pause);
        }
    }

    /// Whether the checks hold, read in spite of a connection that comes and goes; empty when it cannot be told.
    Optional<Boolean> patiently(List<Step.Check> checks) {
        long end = timing.nanos() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return Optional.of(look(checks).holds());
            } catch (ProblemException unread) {
                if (timing.nanos() - end >= 0 || Thread.currentThread().isInterrupted()) {
                    return Optional.empty();
                }
            }
            timing.pause(pause);
            pause = longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Verdict look(List<Step.Check> checks) {
        List<HostProbe.Look> looks = probe.checks(checks);
        List<String> facts = new ArrayList<>();
        boolean holds = true;
        for (HostProbe.Look look : looks) {
            holds &= look.holds();
            facts.add(look.fact());
        }
        return new Verdict(holds, facts, Applier.merged(looks));
    }
}
