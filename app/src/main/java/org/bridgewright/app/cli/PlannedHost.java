// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.History;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.JournalLog;
import org.bridgewright.core.change.OwnMachine;
import org.bridgewright.core.change.PlanContext;
import org.bridgewright.core.change.PlanReport;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Planner;
import org.bridgewright.core.change.RefusalReason;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.Unfinished;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.VisibleText;

/// One host, opened and read, and the plan for it: what `plan` and `apply` share.
final class PlannedHost implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(90);

    private final CliContext context;
    private final HostSource source;
    private final Planned planned;

    private PlannedHost(CliContext context, HostSource source, Planned planned) {
        this.context = context;
        this.source = source;
        this.planned = planned;
    }

    static Journal journal(CliContext context) {
        return new Journal(XdgPaths.of(context.environment()).state(), InstantSource.system());
    }

    /// Opens, reads and plans. Blocks.
    ///
    /// @throws ProblemException when the words are wrong (before anything is opened), or the host cannot be read
    static PlannedHost open(
            CliContext context, String uri, CommonOptions common, ChangeOptions options) {
        options.check();
        List<? extends HostSource> sources =
                context.opening()
                        .open(
                                HostUris.parse(uri),
                                common.opening(),
                                context.login(),
                                state -> {},
                                Cancel.after(DEADLINE));
        if (sources.size() != 1) {
            sources.forEach(HostSource::close);
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_INPUT,
                            CliContext.WORDS.get("change.one-host", uri, sources.size()),
                            "",
                            CliContext.WORDS.get("change.one-host.remedy")));
        }
        HostSource source = sources.getFirst();
        boolean done = false;
        try {
            // The files too: they name the servers that the host leans on, which may be its own
            // VMs.
            HostSnapshot snapshot =
                    source.read(ReadScope.FULL, partial -> {}, Cancel.after(DEADLINE));
            Topology topology = Topologies.build(List.of(snapshot));
            sayUnfinished(context, snapshot.host());
            // A plan writes nothing, so it may be made of what cannot be written to; `apply` asks
            // for a writer, which tells.
            PlanContext open =
                    PlanContext.OPEN
                            .withWritable(Set.of(snapshot.host()))
                            .withWayIn(
                                    source instanceof WritableSource opened
                                            ? opened.wayIn()
                                            : Set.of());
            PlanContext known =
                    History.of(journal(context)).context(OwnMachine.read(open), snapshot.host());
            List<Change> changes = options.changes(topology, snapshot.host(), known);
            PlannedHost host =
                    new PlannedHost(context, source, Planner.plan(topology, changes, known));
            done = true;
            return host;
        } finally {
            if (!done) {
                source.close();
            }
        }
    }

    /// A change that a crash or a cut left half done is named before anything else is planned there.
    private static void sayUnfinished(CliContext context, HostId host) {
        for (JournalLog.RunLog run : Unfinished.find(journal(context))) {
            if (!run.host().equals(host)) {
                continue;
            }
            context.message(CliContext.WORDS.get("unfinished", host, run.began()));
            for (Step step : run.plan().steps()) {
                Optional<String> last = run.lastPhase(step.number());
                context.message(
                        CliContext.WORDS.get(
                                last.isEmpty() ? "unfinished.not-begun" : "unfinished.step",
                                step.number(),
                                step.text(),
                                last.orElse("")));
            }
            context.message(CliContext.WORDS.get("unfinished.remedy"));
        }
    }

    HostSource source() {
        return source;
    }

    Planned planned() {
        return planned;
    }

    /// The plan; or, after its reasons are said, an exception-free exit code.
    int refuse(Planned.Refused refused) {
        PlanReport.text(refused.refusals()).lines().forEach(context::message);
        boolean unknown =
                refused.refusals().stream()
                        .map(Planned.Refusal::reason)
                        .allMatch(PlannedHost::isUnknownName);
        return unknown ? ExitCode.USAGE : ExitCode.REFUSED;
    }

    /// A name that the host does not have is wrong usage, not a refusal.
    private static boolean isUnknownName(RefusalReason reason) {
        return switch (reason) {
            case GUEST_UNKNOWN,
                    VNIC_UNKNOWN,
                    VNIC_AMBIGUOUS,
                    NETWORK_UNKNOWN,
                    BRIDGE_UNKNOWN,
                    NOT_A_BRIDGE,
                    PORTGROUP_UNKNOWN ->
                    true;
            default -> false;
        };
    }

    void print(ChangePlan plan) {
        PlanReport.text(plan).lines().forEach(l -> context.out().println(VisibleText.of(l)));
        context.out().flush();
    }

    @Override
    public void close() {
        source.close();
    }
}
