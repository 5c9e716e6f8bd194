// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.report.TopologyJson;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Reads hosts and prints what is wrong with them.
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    /// Between the two reads of a live host: longer than any move takes.
    private static final long SECOND_READ_AFTER_MILLIS = 1_000;

    enum Format {
        text,
        json
    }

    private final CliContext context;

    @Mixin private HostsOption hosts = new HostsOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            descriptionKey = "option.format.check")
    private Format format = Format.text;

    CheckCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        HostReads reads = hosts.reads(context);
        HostReads.Result read = reads.read(hosts.uris(), ReadScope.FULL);
        Topology topology = Topologies.build(read.snapshots());
        List<Finding> findings = Diagnosis.findings(topology);
        if (!findings.isEmpty() && hosts.uris().stream().anyMatch(CheckCommand::isLive)) {
            // A change that somebody makes right now is no fault: what is wrong must be there
            // twice.
            TimeUnit.MILLISECONDS.sleep(SECOND_READ_AFTER_MILLIS);
            read = reads.read(hosts.uris(), ReadScope.FULL);
            Topology again = Topologies.build(read.snapshots());
            findings = Diagnosis.findings(topology, again);
            topology = again;
        }
        switch (format) {
            case text -> printText(topology, findings);
            case json ->
                    Outputs.write(
                            context,
                            null,
                            TopologyJson.write(topology, findings)
                                    .getBytes(StandardCharsets.UTF_8));
        }
        hosts.sayFailures(context, read);
        boolean error = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
        return Math.max(read.exitCode(), error ? ExitCode.FAULT : ExitCode.DONE);
    }

    private static boolean isLive(String uri) {
        HostUri parsed = HostUris.parse(uri);
        return !(parsed instanceof HostUri.Capture || parsed instanceof HostUri.Demo);
    }

    private void printText(Topology topology, List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (HostTopology host : topology.hosts()) {
            List<Finding> own = findings.stream().filter(f -> isOf(f, host)).toList();
            if (own.isEmpty()) {
                line(text, CliContext.WORDS.get("check.none", host.host()));
            }
            for (Finding finding : own) {
                line(
                        text,
                        CliContext.WORDS.get(
                                "check.finding",
                                host.host(),
                                CliContext.WORDS.get("severity." + finding.severity().word()),
                                finding.id(),
                                finding.summary()));
                finding.evidence()
                        .forEach(e -> line(text, CliContext.WORDS.get("check.evidence", e)));
                if (!finding.remedy().isEmpty()) {
                    line(text, CliContext.WORDS.get("check.remedy", finding.remedy()));
                }
            }
        }
        context.out().print(text);
        context.out().flush();
    }

    private static void line(StringBuilder text, String line) {
        text.append(VisibleText.of(line)).append('\n');
    }

    private static boolean isOf(Finding finding, HostTopology host) {
        String id = org.bridgewright.core.model.ElementId.host(host.host()).value();
        String subject = finding.subject().value();
        return subject.equals(id) || subject.startsWith(id + "/");
    }
}
