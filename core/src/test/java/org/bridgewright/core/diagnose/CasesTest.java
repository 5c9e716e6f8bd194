package org.bridgewright.core.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.topology.Topologies;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hosts of real reports, where they are on this machine: the rules that exist find what was wrong there, and nothing else.
class CasesTest {
    private static final Path CASES = Path.of("../../shared/cases");
    private static final Set<String> KNOWN =
            Set.of("orphan-tap", "network-inactive", "live-differs-from-config", "forwarding-off");

    @Test
    void everyCaseHasItsVerdictAndNoOther() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no cases beside the repository");
        try (Stream<Path> cases = Files.list(CASES)) {
            List<Path> folders =
                    cases.filter(c -> Files.exists(c.resolve("expect.json"))).sorted().toList();
            assertTrue(!folders.isEmpty(), "no case found");
            for (Path folder : folders) {
                check(folder);
            }
        }
    }

    private static void check(Path folder) throws IOException {
        List<Finding> findings =
                Diagnosis.findings(
                        Topologies.build(
                                Captures.open(folder).stream()
                                        .map(CaptureSource::snapshot)
                                        .toList()));
        JsonNode expected =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("expect.json")));
        Set<String> rules = new TreeSet<>();
        for (JsonNode wanted : expected.get("findings")) {
            String rule = wanted.get("rule").asString();
            if (!KNOWN.contains(rule)) {
                continue;
            }
            rules.add(rule);
            assertTrue(
                    findings.stream()
                            .filter(f -> f.id().equals(rule))
                            .anyMatch(f -> names(f, wanted)),
                    folder.getFileName() + ": " + wanted + " in " + findings);
        }
        assertEquals(
                rules,
                findings.stream()
                        .map(Finding::id)
                        .filter(KNOWN::contains)
                        .collect(Collectors.toCollection(TreeSet::new)),
                String.valueOf(folder.getFileName()));
    }

    private static boolean names(Finding finding, JsonNode wanted) {
        String all = finding.toString();
        for (JsonNode object : wanted.get("objects")) {
            if (!all.contains(object.asString())) {
                return false;
            }
        }
        return !wanted.has("want") || all.contains(wanted.get("want").asString());
    }
}
