// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bridgewright.core.change.Applier;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.PlanReport;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Plans a change, asks, applies it, verifies it, and takes it back when it did not come out as planned.
@Command(name = "apply")
final class ApplyCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin private PlanOptions plan = new PlanOptions();

    @Option(names = "--yes", descriptionKey = "option.yes", order = 10)
    private boolean yes;

    ApplyCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<Console> terminal = terminal();
        if (!yes && terminal.isEmpty()) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_INPUT,
                            CliContext.WORDS.get("apply.no-terminal"),
                            "",
                            CliContext.WORDS.get("apply.no-terminal.remedy")));
        }
        try (PlannedHost host = plan.open(context)) {
            return switch (host.planned()) {
                case Planned.Refused refused -> host.refuse(refused);
                case Planned.Ready ready -> {
                    if (!yes) {
                        host.print(ready.plan());
                        if (!agreed(terminal.orElseThrow(), ready.plan())) {
                            context.message(CliContext.WORDS.get("apply.not-agreed"));
                            yield ExitCode.FAULT;
                        }
                    }
                    yield apply(host, ready.plan());
                }
            };
        }
    }

    private int apply(PlannedHost host, ChangePlan plan) {
        if (!(host.source() instanceof WritableSource writable)) {
            throw cannotWrite();
        }
        try (HostWriter writer =
                writable.writer(Cancel.after(PlannedHost.DEADLINE))
                        .orElseThrow(this::cannotWrite)) {
            Outcome outcome =
                    new Applier(PlannedHost.journal(context))
                            .apply(plan, writer, this::progress, Cancel.never());
            PlanReport.text(outcome).lines().forEach(l -> context.out().println(VisibleText.of(l)));
            context.out().flush();
            return exitCode(outcome);
        }
    }

    private void progress(Step step, Progress.State state, String detail) {
        if (state == Progress.State.VERIFYING) {
            return;
        }
        context.message(
                CliContext.WORDS.get(
                        "apply.progress",
                        step.number(),
                        step.text(),
                        CliContext.WORDS.get("progress." + state.name().toLowerCase(Locale.ROOT)),
                        detail));
    }

    static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> ExitCode.DONE;
            case Outcome.RolledBack back -> ExitCode.FAULT;
            case Outcome.RollbackFailed failed -> ExitCode.FAULT;
            case Outcome.NotStarted not -> ExitCode.of(not.why().kind());
            case Outcome.Unknown unknown -> ExitCode.UNREACHABLE;
        };
    }

    private ProblemException cannotWrite() {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.REFUSED,
                        CliContext.WORDS.get("apply.recording", plan.uri()),
                        "",
                        CliContext.WORDS.get("apply.recording.remedy")));
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static boolean agreed(Console console, ChangePlan plan) {
        String answer =
                console.readLine(
                        "%s",
                        CliContext.WORDS.get(
                                "apply.question",
                                VisibleText.of(plan.host().value()),
                                plan.steps().size()));
        return answer != null
                && answer.strip().equalsIgnoreCase(CliContext.WORDS.get("hostkey.yes"));
    }
}
