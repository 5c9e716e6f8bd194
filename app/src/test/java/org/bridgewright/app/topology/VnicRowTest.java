// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;
import org.junit.jupiter.api.Test;

class VnicRowTest {
    @Test
    void oneRowForEachVnicOfTheDemo() {
        Wiring wiring =
                new Wiring(
                        Topologies.build(
                                Captures.demo().stream().map(RecordingSource::snapshot).toList()),
                        List.of(),
                        Map.of());
        List<VnicRow> rows = VnicRow.of(wiring);
        assertEquals(5, rows.size());
        assertTrue(rows.stream().anyMatch(r -> r.guest().equals("VM1") && r.tap().equals("vnet0")));
    }

    @Test
    void aCellThatASpreadsheetWouldComputeIsMadeText() {
        VnicRow row =
                new VnicRow(
                        new ElementId("h/guest/x"),
                        "h",
                        "=cmd|' /C calc'!A0",
                        "-1",
                        "",
                        "@x",
                        "a\tb\nc",
                        "+1",
                        "",
                        "",
                        "",
                        "",
                        "");
        assertEquals(
                "h\t'=cmd|' /C calc'!A0\t'-1\t\t'@x\ta b c\t'+1\t\t\t\t\tidle\t\n",
                VnicRow.tsv(List.of(), List.of(row), Map.of(row.id(), "idle")).substring(1));
    }

    @Test
    void namesWithNumbersSortAsPeopleCount() {
        assertTrue(WiringTable.compare("vnet9", "vnet10") < 0);
        assertTrue(WiringTable.compare("VM2", "vm10") < 0);
    }
}
