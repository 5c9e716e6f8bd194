// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.CaptureWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads hosts and writes one capture of them, without secrets; a recording is read and written anew.
@Command(name = "record")
final class RecordCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    private final CliContext context;

    @Parameters(arity = "1", paramLabel = "URI", descriptionKey = "parameter.uri")
    private String uri = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            descriptionKey = "option.output.capture")
    private Path output = Path.of("");

    @Mixin private CommonOptions common = new CommonOptions();

    RecordCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        HostUri parsed = HostUris.parse(uri);
        Cancel cancel = Cancel.after(DEADLINE);
        List<? extends HostSource> sources =
                context.opening()
                        .open(parsed, common.opening(), context.login(), state -> {}, cancel);
        try {
            Map<String, Map<String, byte[]>> hosts = new LinkedHashMap<>();
            for (HostSource source : sources) {
                HostSnapshot snapshot = source.read(ReadScope.FULL, partial -> {}, cancel);
                String host = snapshot.host().value();
                // Two hosts of one name may stand in one recording.
                for (int n = 2; hosts.containsKey(host); n++) {
                    host = snapshot.host().value() + "~" + n;
                }
                hosts.put(host, files(source, snapshot, cancel));
            }
            CaptureWriter.write(output, hosts);
        } finally {
            sources.forEach(HostSource::close);
        }
        context.message(CliContext.WORDS.get("record.done", parsed.text(), output));
        return ExitCode.DONE;
    }

    private static Map<String, byte[]> files(
            HostSource source, HostSnapshot snapshot, Cancel cancel) {
        return switch (source) {
            case WritableSource open ->
                    CaptureWriter.files(
                            snapshot, open.rawKernel().orElseGet(() -> nothing(snapshot)));
            // A recording is written anew: what is left out of ours may still stand in another's.
            case CaptureSource recorded ->
                    CaptureWriter.files(
                            new HostSnapshot(
                                    snapshot.host(),
                                    recorded.capturedUri().orElse(""),
                                    snapshot.readAt(),
                                    snapshot.libvirt(),
                                    snapshot.kernel()),
                            recorded.raw(ReadScope.FULL, cancel));
            default -> CaptureWriter.files(snapshot, nothing(snapshot));
        };
    }

    private static RawOutputs nothing(HostSnapshot snapshot) {
        return new RawOutputs(Map.of(), snapshot.readAt(), true);
    }
}
