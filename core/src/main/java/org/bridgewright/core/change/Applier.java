package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// Applies a plan, step by step: what is about to be done is on disk, what is there is read again, then it is done and
/// read once more. The first failure takes everything back, in reverse, and verifies that.
///
/// libvirt's error does not mean that nothing changed, so a step that failed is judged by reading, never by the error
/// (`docs/changes.md`).
public final class Applier {
    static final Duration WRITE_LIMIT = Duration.ofSeconds(30);

    private final Journal journal;
    private final Timing timing;
    private final Executor workers;

    public Applier(Journal journal) {
        this(journal, Timing.REAL);
    }

    Applier(Journal journal, Timing timing) {
        this.journal = journal;
        this.timing = timing;
        // libvirt keeps a call's last error per thread: platform threads only (docs/adr).
        ThreadFactory named = Thread.ofPlatform().name("apply-", 0).daemon().factory();
        this.workers = Executors.newThreadPerTaskExecutor(named);
    }

    /// Applies `plan`. Blocks; call from a worker. `cancel` is looked at between steps: then what was done is taken back.
    public Outcome apply(ChangePlan plan, HostWriter writer, Progress progress, Cancel cancel) {
        return run(plan, writer, progress, cancel, Journal.Kind.APPLY, Optional.empty());
    }

    /// Applies the plan that takes `run` back, or finishes it; `run` is marked when that is done.
    public Outcome follow(
            ChangePlan plan,
            Journal.Kind kind,
            JournalLog.RunLog run,
            HostWriter writer,
            Progress progress,
            Cancel cancel) {
        Outcome outcome = run(plan, writer, progress, cancel, kind, Optional.of(run.run()));
        if (outcome instanceof Outcome.Applied && run.isUnfinished()) {
            journal.end(run.run(), kind == Journal.Kind.UNDO ? "undone" : "finished", "");
        }
        return outcome;
    }

    private Outcome run(
            ChangePlan plan,
            HostWriter writer,
            Progress progress,
            Cancel cancel,
            Journal.Kind kind,
            Optional<Journal.Run> of) {
        try (Journal.Lock lock = journal.lock(plan.host(), plan.id())) {
            Journal.Run run = journal.begin(plan, kind, of);
            Outcome outcome = new Execution(plan, writer, progress, cancel, run).run();
            note(plan, writer, outcome);
            return outcome;
        } catch (ProblemException e) {
            // Nothing is written without a record on disk.
            return new Outcome.NotStarted(e.problem().onHost(plan.host()));
        }
    }

    /// One line in the host's own log, so that other administrators see who did what; best effort by its contract.
    private static void note(ChangePlan plan, HostWriter writer, Outcome outcome) {
        if (outcome instanceof Outcome.NotStarted || outcome instanceof Outcome.Unknown) {
            return;
        }
        String what = plan.steps().stream().map(Step::text).collect(Collectors.joining("; "));
        String how = PlanJson.kind(outcome.getClass());
        try {
            writer.note(
                    Phrases.WORDS.get(
                            "note", plan.id(), System.getProperty("user.name", "?"), how, what),
                    Cancel.after(Duration.ofSeconds(2)));
        } catch (ProblemException noLogger) {
            org.slf4j.LoggerFactory.getLogger(Applier.class)
                    .info("no line in the log of {}: {}", plan.host(), noLogger.problem().line());
        }
    }

    /// How taking back one step came out.
    private sealed interface Undone {
        record Yes() implements Undone {}

        record No(Problem why) implements Undone {}

        /// The host could not be asked.
        record Unread(Problem why) implements Undone {}
    }

    /// Opens what the plan will need on the writer (the VMs' handles), so that Apply itself costs fewer round trips. Blocks;
    /// call from a worker when the plan is shown.
    public static void prepare(ChangePlan plan, HostWriter writer) {
        plan.steps().stream()
                .flatMap(s -> s.checks().stream())
                .flatMap(
                        c ->
                                c instanceof Step.Check.InterfaceIs is
                                        ? Stream.of(is.guestUuid())
                                        : Stream.empty())
                .distinct()
                .forEach(uuid -> writer.guestState(uuid, Cancel.after(HostProbe.READ_LIMIT)));
    }

    /// One execution of one plan.
    private final class Execution {
        private final ChangePlan plan;
        private final HostWriter writer;
        private final Progress progress;
        private final Cancel cancel;
        private final Journal.Run run;
        private final HostProbe probe;
        private final Verifier verifier;
        private final List<Step> done = new ArrayList<>();
        private final List<String> facts = new ArrayList<>();

        Execution(
                ChangePlan plan,
                HostWriter writer,
                Progress progress,
                Cancel cancel,
                Journal.Run run) {
            this.plan = plan;
            this.writer = writer;
            this.progress = progress;
            this.cancel = cancel;
            this.run = run;
            this.probe = new HostProbe(writer, workers);
            this.verifier = new Verifier(probe, timing);
        }

        Outcome run() {
            for (Step step : plan.steps()) {
                if (cancel.isCancelled()) {
                    return stop(step, cancelled(), Optional.empty());
                }
                Optional<Outcome> ended = one(step);
                if (ended.isPresent()) {
                    return ended.get();
                }
                done.add(step);
            }
            // All is done and verified: a journal that cannot be ended does not undo that.
            end("applied", "");
            return new Outcome.Applied(facts);
        }

        /// Empty when the step is done and verified.
        private Optional<Outcome> one(Step step) {
            progress.step(step, Progress.State.RUNNING, "");
            try {
                journal.step(run, Journal.Phase.INTENT, step.number(), "", Map.of());
            } catch (ProblemException diskFull) {
                return Optional.of(stop(step, diskFull.problem(), Optional.empty()));
            }
            try {
                Optional<Outcome.Difference> differs = differs(step);
                if (differs.isPresent()) {
                    return Optional.of(stop(step, changed(step, differs.get()), differs));
                }
            } catch (ProblemException unread) {
                return Optional.of(stop(step, unread.problem(), Optional.empty()));
            }
            try {
                Actions.perform(step.action(), writer, Cancel.after(WRITE_LIMIT));
            } catch (ProblemException refused) {
                return Optional.of(afterFailure(step, refused.problem()));
            }
            return verify(step);
        }

        private Optional<Outcome> verify(Step step) {
            progress.step(step, Progress.State.VERIFYING, "");
            Verifier.Verdict verdict;
            try {
                journal.step(run, Journal.Phase.DONE, step.number(), "", Map.of());
                verdict = verifier.await(step.checks(), Verifier.limit(step.action()));
            } catch (ProblemException unread) {
                return Optional.of(afterFailure(step, unread.problem()));
            }
            if (!verdict.holds()) {
                return Optional.of(afterFailure(step, notSo(step, verdict.facts())));
            }
            try {
                journal.step(
                        run,
                        Journal.Phase.VERIFIED,
                        step.number(),
                        verdict.text(),
                        verdict.found());
            } catch (ProblemException diskFull) {
                return Optional.of(afterFailure(step, diskFull.problem()));
            }
            facts.addAll(verdict.facts());
            progress.step(step, Progress.State.VERIFIED, verdict.text());
            timing.pause(step.settle());
            return Optional.empty();
        }

        private Optional<Outcome.Difference> differs(Step step) {
            List<HostProbe.Look> looks = probe.expectations(step.expects());
            for (HostProbe.Look look : looks) {
                if (!look.holds()) {
                    return Optional.of(
                            new Outcome.Difference(
                                    step.text(),
                                    step.before().orElse(""),
                                    step.after().orElse(""),
                                    look.now()));
                }
            }
            return Optional.empty();
        }

        /// The step failed, or could not be verified: whether it is in place is for reading to say.
        private Outcome afterFailure(Step step, Problem why) {
            record(Journal.Phase.FAILED, step, why.line());
            progress.step(step, Progress.State.FAILED, why.line());
            Optional<Boolean> before = verifier.patiently(step.undoChecks());
            if (before.isEmpty()) {
                record(Journal.Phase.UNKNOWN, step, why.line());
                end("unknown", why.line());
                return new Outcome.Unknown(step, why);
            }
            boolean inPlace = !before.get() || step.undoChecks().isEmpty() && tookEffect(step);
            List<Step> toUndo = new ArrayList<>(done);
            if (inPlace) {
                toUndo.add(step);
            }
            return rollBack(step, why, Optional.empty(), toUndo);
        }

        /// For a step without a way back: whether what it should bring is there.
        private boolean tookEffect(Step step) {
            return verifier.patiently(step.checks()).orElse(true);
        }

        /// Nothing of this step was sent.
        private Outcome stop(Step step, Problem why, Optional<Outcome.Difference> difference) {
            progress.step(step, Progress.State.FAILED, why.line());
            record(Journal.Phase.FAILED, step, why.line());
            if (done.isEmpty()) {
                end("not-started", why.line());
                return new Outcome.NotStarted(why, difference);
            }
            return rollBack(step, why, difference, done);
        }

        private Outcome rollBack(
                Step failed,
                Problem why,
                Optional<Outcome.Difference> difference,
                List<Step> toUndo) {
            List<Step> kept = new ArrayList<>();
            List<Step> still = new ArrayList<>();
            List<List<String>> manual = new ArrayList<>();
            Optional<Problem> last = Optional.empty();
            for (Step step : toUndo.reversed()) {
                if (step.inverse().isEmpty()) {
                    kept.add(step);
                    continue;
                }
                switch (undo(step)) {
                    case Undone.Yes yes -> {
                        /* read, and as before */
                    }
                    case Undone.No no -> {
                        still.add(step);
                        manual.addAll(ManualUndo.commands(step, probe));
                        last = Optional.of(no.why());
                    }
                    case Undone.Unread unread -> {
                        record(Journal.Phase.UNKNOWN, step, unread.why().line());
                        end("unknown", why.line());
                        return new Outcome.Unknown(step, why);
                    }
                }
            }
            if (last.isPresent()) {
                end("rollback-failed", last.get().line());
                return new Outcome.RollbackFailed(failed, why, still, last.get(), manual);
            }
            end("rolled-back", why.line());
            return new Outcome.RolledBack(failed, why, kept, difference);
        }

        private Undone undo(Step step) {
            progress.step(step, Progress.State.UNDOING, "");
            record(Journal.Phase.UNDO_INTENT, step, "");
            Optional<Problem> problem = act(step.inverse().orElseThrow());
            Optional<Boolean> back = settled(step);
            if (back.filter(b -> !b).isPresent() && problem.isPresent()) {
                // The connection may just have come back: the inverse may not have been sent at
                // all.
                problem = act(step.inverse().orElseThrow());
                back = settled(step);
            }
            if (back.filter(b -> !b).isPresent()
                    && step.action() instanceof Step.Action.UpdateDevice) {
                // libvirt takes an update to the place that it believes in for done: away and back
                // moves the tap.
                act(step.action());
                problem = act(step.inverse().orElseThrow());
                back = settled(step);
            }
            if (back.orElse(false)) {
                record(Journal.Phase.UNDONE, step, "");
                progress.step(step, Progress.State.UNDONE, "");
                return new Undone.Yes();
            }
            Problem why = problem.orElseGet(() -> notSo(step, List.of()));
            record(Journal.Phase.UNDO_FAILED, step, why.line());
            progress.step(step, Progress.State.UNDO_FAILED, why.line());
            return back.isPresent() ? new Undone.No(why) : new Undone.Unread(why);
        }

        private Optional<Problem> act(Step.Action action) {
            try {
                Actions.perform(action, writer, Cancel.after(WRITE_LIMIT));
                return Optional.empty();
            } catch (ProblemException refused) {
                return Optional.of(refused.problem());
            }
        }

        private Optional<Boolean> settled(Step step) {
            try {
                return Optional.of(
                        verifier.await(step.undoChecks(), Verifier.limit(step.action())).holds());
            } catch (ProblemException unread) {
                return verifier.patiently(step.undoChecks());
            }
        }

        /// While failing, a journal that cannot be written must not stop the way back.
        private void record(Journal.Phase phase, Step step, String text) {
            try {
                journal.step(run, phase, step.number(), text, Map.of());
            } catch (ProblemException diskFull) {
                facts.add(diskFull.problem().line());
            }
        }

        private void end(String outcome, String text) {
            try {
                journal.end(run, outcome, text);
            } catch (ProblemException diskFull) {
                facts.add(diskFull.problem().line());
            }
        }

        private Problem cancelled() {
            return Problem.of(
                    Problem.Kind.CANCELLED,
                    plan.host(),
                    Phrases.WORDS.get("apply.cancelled"),
                    "",
                    Phrases.WORDS.get("apply.cancelled.remedy"));
        }

        private Problem changed(Step step, Outcome.Difference difference) {
            return Problem.of(
                    Problem.Kind.REFUSED,
                    plan.host(),
                    Phrases.WORDS.get("apply.changed", step.text()),
                    Phrases.WORDS.get(
                            "apply.changed.cause",
                            difference.theirs().lines().findFirst().orElse("")),
                    Phrases.WORDS.get("apply.changed.remedy"));
        }

        private Problem notSo(Step step, List<String> found) {
            return Problem.of(
                    Problem.Kind.HOST_REFUSED,
                    plan.host(),
                    Phrases.WORDS.get("apply.not-so", step.text()),
                    String.join("; ", found),
                    Phrases.WORDS.get("apply.not-so.remedy"));
        }
    }

    /// Facts of several looks in one map, later ones win.
    static Map<String, String> merged(List<HostProbe.Look> looks) {
        Map<String, String> all = new HashMap<>();
        looks.forEach(l -> all.putAll(l.found()));
        return all;
    }
}
