package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.ProblemException;

/// A plan that never ended: each of its steps judged by reading the host, and the two ways out.
///
/// @param finish the steps that are still to do; empty when none is, or when one cannot be judged
/// @param undo the steps that are in place, in reverse; empty when none is
public record Unfinished(
        JournalLog.RunLog run,
        Map<Integer, Standing> steps,
        Optional<ChangePlan> finish,
        Optional<ChangePlan> undo) {
    /// How a step stands on the host.
    public enum Standing {
        APPLIED,
        NOT_APPLIED,
        /// Neither as before nor as planned.
        IN_BETWEEN,
        /// It could not be read.
        UNKNOWN
    }

    public Unfinished {
        steps = Map.copyOf(steps);
    }

    /// The runs to ask about, when the program starts: those without an end whose host nobody is changing right now.
    public static List<JournalLog.RunLog> find(Journal journal) {
        return journal.read().runs().stream()
                .filter(JournalLog.RunLog::isUnfinished)
                .filter(run -> isFree(journal, run))
                .toList();
    }

    private static boolean isFree(Journal journal, JournalLog.RunLog run) {
        try (Journal.Lock lock = journal.lock(run.host(), run.plan().id())) {
            return true;
        } catch (ProblemException heldByARunningApply) {
            return false;
        }
    }

    /// Reads what each step touches. Blocks.
    public static Unfinished classify(JournalLog.RunLog run, HostWriter writer) {
        Executor workers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("classify-", 0).daemon().factory());
        HostProbe probe = new HostProbe(writer, workers);
        Map<Integer, Standing> steps = new HashMap<>();
        for (Step step : run.plan().steps()) {
            steps.put(step.number(), standing(step, run, probe));
        }
        return new Unfinished(run, steps, finish(run, steps), undo(run, steps));
    }

    /// Whether none of its steps is in place, so that nothing is left to be taken back.
    public boolean isNothing() {
        return steps.values().stream().allMatch(s -> s == Standing.NOT_APPLIED);
    }

    /// Whether all of its steps are in place, so that nothing is left to be done.
    public boolean isAll() {
        return steps.values().stream().allMatch(s -> s == Standing.APPLIED);
    }

    /// Whether nothing is left to be done or taken back, so that there is no choice to make.
    public boolean isSettled() {
        return isNothing() || isAll();
    }

    /// Ends the run in the journal where there is nothing left to do or to take back. Blocks on the disk.
    ///
    /// @return whether it was ended; else it is the user's choice
    public boolean settle(Journal journal) {
        if (isSettled()) {
            journal.end(run.run(), isAll() ? "applied" : "not-started", "");
        }
        return isSettled();
    }

    private static Standing standing(Step step, JournalLog.RunLog run, HostProbe probe) {
        boolean begun = run.events().stream().anyMatch(e -> e.step() == step.number());
        if (!begun) {
            return Standing.NOT_APPLIED;
        }
        try {
            if (probe.checks(step.checks()).stream().allMatch(HostProbe.Look::holds)) {
                return Standing.APPLIED;
            }
            boolean before =
                    step.undoChecks().isEmpty()
                            ? probe.expectations(step.expects()).stream()
                                    .allMatch(HostProbe.Look::holds)
                            : probe.checks(step.undoChecks()).stream()
                                    .allMatch(HostProbe.Look::holds);
            return before ? Standing.NOT_APPLIED : Standing.IN_BETWEEN;
        } catch (ProblemException unread) {
            return Standing.UNKNOWN;
        }
    }

    private static Optional<ChangePlan> finish(
            JournalLog.RunLog run, Map<Integer, Standing> standing) {
        if (standing.containsValue(Standing.UNKNOWN)
                || standing.containsValue(Standing.IN_BETWEEN)) {
            return Optional.empty();
        }
        List<Step> rest = new ArrayList<>();
        for (Step step : run.plan().steps()) {
            if (standing.get(step.number()) == Standing.NOT_APPLIED) {
                rest.add(step);
            }
        }
        return plan(run, rest);
    }

    private static Optional<ChangePlan> undo(
            JournalLog.RunLog run, Map<Integer, Standing> standing) {
        List<Step> back = new ArrayList<>();
        for (Step step : run.plan().steps().reversed()) {
            Standing now = standing.get(step.number());
            if (step.inverse().isEmpty() || now == Standing.NOT_APPLIED) {
                continue;
            }
            Step reversed = Reversal.of(step, Map.of());
            // What is half done is found in no state that could be expected.
            back.add(now == Standing.APPLIED ? reversed : reversed.withExpects(List.of()));
        }
        return plan(run, back);
    }

    private static Optional<ChangePlan> plan(JournalLog.RunLog run, List<Step> steps) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        List<Step> numbered = new ArrayList<>();
        for (Step step : steps) {
            numbered.add(step.withNumber(numbered.size() + 1));
        }
        ChangePlan plan = run.plan();
        return Optional.of(
                new ChangePlan(
                        Planner.planId(plan.host(), plan.changes(), numbered),
                        plan.host(),
                        plan.changes(),
                        numbered,
                        plan.interrupts(),
                        List.of(),
                        plan.risk()));
    }
}
