// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.concurrent.Callable;
import org.bridgewright.core.change.PlanScript;
import org.bridgewright.core.change.Planned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints what a change would do, step by step, or why it cannot be. Writes nothing to the host.
@Command(name = "plan")
final class PlanCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin private PlanOptions plan = new PlanOptions();

    @Option(names = "--script", descriptionKey = "option.script", order = 10)
    private boolean script;

    PlanCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (PlannedHost host = plan.open(context)) {
            return switch (host.planned()) {
                case Planned.Refused refused -> host.refuse(refused);
                case Planned.Ready ready -> {
                    if (script) {
                        context.out().print(PlanScript.of(ready.plan()));
                        context.out().flush();
                    } else {
                        host.print(ready.plan());
                    }
                    yield ExitCode.DONE;
                }
            };
        }
    }
}
