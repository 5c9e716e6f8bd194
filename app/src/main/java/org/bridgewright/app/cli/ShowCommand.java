// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.report.TopologyJson;
import org.bridgewright.core.report.TopologyText;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.scene.Theme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Reads hosts and prints their wiring.
@Command(name = "show")
final class ShowCommand implements Callable<Integer> {
    /// How the picture is printed.
    enum Format {
        text,
        json,
        svg,
        png
    }

    enum Look {
        light,
        dark
    }

    private final CliContext context;

    @Mixin private HostsOption hosts = new HostsOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            descriptionKey = "option.format")
    private Format format = Format.text;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            descriptionKey = "option.output")
    private @Nullable Path output;

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            defaultValue = "light",
            descriptionKey = "option.theme")
    private Look theme = Look.light;

    ShowCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        HostReads.Result read = hosts.reads(context).read(hosts.uris(), ReadScope.PICTURE);
        if (!read.snapshots().isEmpty()) {
            print(Topologies.build(read.snapshots()));
        }
        hosts.sayFailures(context, read);
        return read.exitCode();
    }

    private void print(Topology topology) {
        List<Finding> findings = Diagnosis.findings(topology);
        if (format == Format.png && output == null && context.isTerminal()) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_INPUT,
                            CliContext.WORDS.get("png.summary"),
                            CliContext.WORDS.get("png.cause"),
                            CliContext.WORDS.get("png.remedy")));
        }
        byte[] result =
                switch (format) {
                    case text ->
                            utf8(
                                    TopologyText.write(
                                            topology,
                                            findings,
                                            context.unicode() || output != null));
                    case json -> utf8(TopologyJson.write(topology, findings));
                    case svg -> Pictures.svg(topology, findings, theme());
                    case png -> Pictures.png(topology, findings, theme());
                };
        Outputs.write(context, output, result);
    }

    private Theme theme() {
        return theme == Look.light ? Theme.LIGHT : Theme.DARK;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
