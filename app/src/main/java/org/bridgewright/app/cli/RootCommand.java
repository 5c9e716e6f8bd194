// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.scene.Theme;
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
        HostReads.Result demo =
                new HostReads(context, common.opening()).read(List.of("demo:"), ReadScope.PICTURE);
        Topology topology = Topologies.build(demo.snapshots());
        Path file = pictureFile();
        Outputs.write(
                context, file, Pictures.svg(topology, Diagnosis.findings(topology), Theme.LIGHT));
        context.out().println(file);
        context.message(CliContext.WORDS.get("no.display.demo", file));
        return ExitCode.DONE;
    }

    /// In the user's cache (XDG Base Directory Specification 0.8): nothing appears where the user did not ask for it.
    private Path pictureFile() {
        Path folder = XdgPaths.of(context.environment()).cache();
        try {
            return Files.createDirectories(folder).resolve("demo.svg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
