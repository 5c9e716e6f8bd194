// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bridgewright.app.hosts.HostOpener.OpenHost;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Applier;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.JournalLog;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.Undo;
import org.bridgewright.core.change.Unfinished;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies plans on the hosts that are open, takes applied ones back, and reads the journal. FX thread only.
public final class Applying {
    private static final Words WORDS = Words.of(Applying.class);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Applying.class);
    private static final Duration AFTERWARDS_LIMIT = Duration.ofSeconds(5);
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);

    private final Applier applier;
    private final Journal journal;
    private final Workspace workspace;
    private final Planning planning;
    private final TaskRunner tasks;
    private final Writers writers;
    private Consumer<ChangePlan> begun = plan -> {};

    /// Who watches a run; all calls on the FX thread.
    public interface Watcher {
        /// A step has come to `state`; `detail` is a sentence, or empty.
        void step(Step step, Progress.State state, String detail);

        /// The last call of a run, whether it went well or not.
        void ended(Outcome outcome);
    }

    @Inject
    public Applying(
            Applier applier,
            Journal journal,
            Workspace workspace,
            Planning planning,
            TaskRunner tasks) {
        this.applier = applier;
        this.journal = journal;
        this.workspace = workspace;
        this.planning = planning;
        this.tasks = tasks;
        this.writers = new Writers(tasks);
        planning.plansProperty().addListener((property, before, now) -> prepared(before, now));
    }

    private void prepared(List<Planning.HostPlan> before, List<Planning.HostPlan> now) {
        List<HostId> still = now.stream().map(Planning.HostPlan::host).toList();
        before.stream()
                .map(Planning.HostPlan::host)
                .filter(host -> !still.contains(host))
                .forEach(this::release);
        now.forEach(
                p -> {
                    if (p.planned() instanceof Planned.Ready ready) {
                        prepare(ready.plan());
                    }
                });
    }

    /// Opens in the background what applying `plan` needs, since the user sees it and may apply it soon.
    public void prepare(ChangePlan plan) {
        session(plan.host())
                .filter(s -> !s.isLocked())
                .flatMap(HostSession::opened)
                .ifPresent(open -> writers.prepare(plan, open));
    }

    /// Closes what was opened for a plan of `host` that is not applied now.
    public void release(HostId host) {
        writers.release(host);
    }

    /// Applies `plan` on its host. It is not shown in the status bar: the watcher shows it.
    public Running apply(ChangePlan plan, Watcher watcher) {
        return run(
                plan,
                watcher,
                (writer, progress, cancel) -> applier.apply(plan, writer, progress, cancel));
    }

    /// Applies the plan that takes `undone` back, or finishes it.
    public Running follow(
            ChangePlan plan, Journal.Kind kind, JournalLog.RunLog undone, Watcher watcher) {
        return run(
                plan,
                watcher,
                (writer, progress, cancel) ->
                        applier.follow(plan, kind, undone, writer, progress, cancel));
    }

    /// All runs on disk, newest first.
    public void history(Consumer<List<JournalLog.RunLog>> told, Consumer<Problem> failed) {
        tasks.call(WORDS.get("task.history"), cancel -> journal.read().runs().reversed())
                .then(told, failed);
    }

    /// Whole journal, for whoever asks what was undone.
    public void log(Consumer<JournalLog> told, Consumer<Problem> failed) {
        tasks.call(WORDS.get("task.history"), cancel -> journal.read())
                .quietly()
                .then(told, failed);
    }

    /// Runs that never ended, to be asked about at start.
    public void unfinished(Consumer<List<JournalLog.RunLog>> told) {
        tasks.call(WORDS.get("task.history"), cancel -> Unfinished.find(journal))
                .quietly()
                .then(told, problem -> told.accept(List.of()));
    }

    /// Reads the host and says how each step of an unfinished run stands. The host must be open.
    public void classify(
            JournalLog.RunLog run, Consumer<Unfinished> told, Consumer<Problem> failed) {
        tasks.call(
                        WORDS.get("task.classify", run.host()),
                        cancel -> {
                            try (HostWriter writer = writer(run.host(), cancel)) {
                                Unfinished read = Unfinished.classify(run, writer);
                                read.settle(journal);
                                return read;
                            }
                        })
                .then(told, failed);
    }

    /// What taking `run` back would come to now: its host, when open, is read for it, since the picture may be older than the
    /// run itself.
    public void proposeUndo(
            JournalLog.RunLog run, Consumer<Undo.Proposal> told, Consumer<Problem> failed) {
        Topology known = workspace.wiring().topology();
        Optional<OpenHost> open = session(run.host()).flatMap(HostSession::opened);
        var context = planning.context();
        tasks.call(
                        WORDS.get("task.undo"),
                        READ_LIMIT,
                        cancel -> {
                            Topology now =
                                    open.map(o -> withNew(known, readAgain(run.plan(), o, cancel)))
                                            .orElse(known);
                            return Undo.plan(run, now, context);
                        })
                .then(told, failed);
    }

    private static Topology withNew(Topology known, HostSnapshot read) {
        Stream<HostSnapshot> others =
                known.hosts().stream()
                        .map(HostTopology::snapshot)
                        .filter(s -> !s.host().equals(read.host()));
        return Topologies.build(Stream.concat(others, Stream.of(read)).toList());
    }

    private interface Execution {
        Outcome run(HostWriter writer, Progress progress, Cancel cancel);
    }

    private Running run(ChangePlan plan, Watcher watcher, Execution execution) {
        HostId host = plan.host();
        if (session(host).map(HostSession::isLocked).orElse(false)) {
            watcher.ended(new Outcome.NotStarted(locked(host)));
            return tasks.call("", cancel -> true).quietly().then(done -> {}, problem -> {});
        }
        begun.accept(plan);
        Progress progress =
                (step, state, detail) -> tasks.onFx(() -> watcher.step(step, state, detail));
        Optional<OpenHost> open = session(host).flatMap(HostSession::opened);
        return tasks.call(
                        WORDS.get("task.apply", host),
                        LIMIT,
                        cancel -> {
                            Outcome outcome;
                            try (HostWriter writer = writer(host, open, cancel)) {
                                outcome = execution.run(writer, progress, cancel);
                            }
                            return new Ended(outcome, open.flatMap(o -> afterwards(plan, o)));
                        })
                .quietly()
                .then(
                        end -> ended(host, end, watcher),
                        problem -> watcher.ended(new Outcome.NotStarted(problem)));
    }

    /// @param now the host as the run has left it; empty where it could not be read
    private record Ended(Outcome outcome, Optional<HostSnapshot> now) {}

    /// The host with what `plan` touches read again.
    private static HostSnapshot readAgain(ChangePlan plan, OpenHost open, Cancel cancel) {
        Set<String> guests = new HashSet<>();
        Set<String> networks = new HashSet<>();
        for (Step step : plan.steps()) {
            switch (step.action()) {
                case Step.Action.UpdateDevice a -> guests.add(a.guestUuid());
                case Step.Action.AttachDevice a -> guests.add(a.guestUuid());
                case Step.Action.DetachDevice a -> guests.add(a.guestUuid());
                case Step.Action.StartGuest a -> guests.add(a.guestUuid());
                case Step.Action.ShutdownGuest a -> guests.add(a.guestUuid());
                case Step.Action.ForceOffGuest a -> guests.add(a.guestUuid());
                case Step.Action.RebootGuest a -> guests.add(a.guestUuid());
                case Step.Action.SuspendGuest a -> guests.add(a.guestUuid());
                case Step.Action.ResumeGuest a -> guests.add(a.guestUuid());
                case Step.Action.StartNetwork a -> networks.add(a.network());
                case Step.Action.StopNetwork a -> networks.add(a.network());
                case Step.Action.CreateNetwork a -> networks.add(a.network());
                case Step.Action.PlugLink a -> {
                    // The kernel is read whole.
                }
            }
        }
        return open.source().readAgain(guests, networks, cancel);
    }

    /// The host as `plan` has left it, so that the next change is not planned on what was before.
    private static Optional<HostSnapshot> afterwards(ChangePlan plan, OpenHost open) {
        try {
            return Optional.of(readAgain(plan, open, Cancel.after(AFTERWARDS_LIMIT)));
        } catch (ProblemException e) {
            // What became of the run is known all the same; the read that follows tells what is
            // wrong with the host.
            LOG.info("{}: not read after a run: {}", plan.host(), e.problem().line());
            return Optional.empty();
        }
    }

    private void ended(HostId host, Ended end, Watcher watcher) {
        Optional<HostSession> session = session(host);
        end.now().ifPresent(now -> session.ifPresent(s -> s.showNewer(now)));
        workspace.whenJoined(() -> watcher.ended(end.outcome()));
        planning.recall();
        if (end.now().isEmpty()) {
            session.ifPresent(HostSession::refresh);
        }
    }

    /// Who hears of each run just before its first step.
    public void onBegin(Consumer<ChangePlan> listener) {
        begun = listener;
    }

    private Optional<HostSession> session(HostId host) {
        return workspace.session(host);
    }

    private HostWriter writer(HostId host, Cancel cancel) {
        return writer(host, session(host).flatMap(HostSession::opened), cancel);
    }

    private HostWriter writer(HostId host, Optional<OpenHost> open, Cancel cancel) {
        return open.flatMap(o -> writers.take(host, o, cancel))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                Problem.Kind.NOT_PERMITTED,
                                                host,
                                                WORDS.get("no-writer.summary", host),
                                                WORDS.get("no-writer.cause"),
                                                WORDS.get("no-writer.remedy"))));
    }

    private static Problem locked(HostId host) {
        return Problem.of(
                Problem.Kind.REFUSED,
                host,
                WORDS.get("locked.summary", host),
                WORDS.get("locked.cause"),
                WORDS.get("locked.remedy"));
    }
}
