package org.bridgewright.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Our JSON of both lab hosts says what `virsh`, `brctl` and `ip` said at the same moment, in each recorded state.
class CapturesAgainstToolsTest {
    private static final Path CAPTURES = Path.of("../lab/captures");

    @ParameterizedTest
    @ValueSource(strings = {"seed", "joined", "bridged"})
    void jsonEqualsTheToolsText(String state) {
        Path folder = CAPTURES.resolve(state);
        Topology topology =
                Topologies.build(
                        Captures.open(folder).stream().map(CaptureSource::snapshot).toList());
        JsonNode document =
                JsonMapper.shared()
                        .readTree(TopologyJson.write(topology, Diagnosis.findings(topology)));
        for (String host : List.of("caldera02", "caldera03")) {
            new ToolTruth(document, host, file -> read(folder.resolve(host).resolve(file)), false)
                    .compareAll();
        }
        assertEquals(List.of(), Diagnosis.findings(topology));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
