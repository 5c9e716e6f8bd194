// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// No command word: the window was meant, and there is no display; or the word is none that we know.
@Command(name = "bridgewright")
final class RootCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(arity = "0..*", paramLabel = "URI", descriptionKey = "parameter.uris.window")
    private List<String> uris = new ArrayList<>();

    @Mixin private CommonOptions common = new CommonOptions();

    RootCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<String> hosts = uris.stream().filter(u -> !u.equals("demo")).toList();
        for (String uri : hosts) {
            if (uri.indexOf(':') < 0) {
                throw new ProblemException(
                        Problem.of(
                                Problem.Kind.BAD_INPUT,
                                CliContext.WORDS.get("command.unknown", uri),
                                CliContext.WORDS.get("command.unknown.cause"),
                                CliContext.WORDS.get("command.unknown.remedy", uri)));
            }
            HostUris.parse(uri);
        }
        context.message(CliContext.WORDS.get("no.display"));
        return ExitCode.USAGE;
    }
}
