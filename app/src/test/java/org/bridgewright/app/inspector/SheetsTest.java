// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.Test;

/// What the inspector says of the built-in recording.
class SheetsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final HostId HOST = new HostId("caldera02");
    private final Topology demo =
            Topologies.build(Captures.demo().stream().map(RecordingSource::snapshot).toList());

    private List<Sheet.Fact> facts(ElementId id) {
        return Sheets.of(demo, id, NOW).orElseThrow().sections().stream()
                .flatMap(
                        s ->
                                s instanceof Sheet.Section.Facts f
                                        ? f.facts().stream()
                                        : Stream.empty())
                .toList();
    }

    private Optional<String> value(ElementId id, String label) {
        return facts(id).stream()
                .filter(f -> f.label().equals(label))
                .map(Sheet.Fact::value)
                .findFirst();
    }

    @Test
    void everyElementHasASheet() {
        List<ElementId> without =
                demo.elements()
                        .map(e -> e.id())
                        .filter(id -> Sheets.of(demo, id, NOW).isEmpty())
                        .toList();
        assertEquals(List.of(), without);
        assertTrue(Sheets.of(demo, ElementId.host(HOST), NOW).isPresent());
    }

    @Test
    void agreeingTruthsAreOneLine() {
        ElementId vm1 = ElementId.guest(HOST, "VM1");
        assertEquals(Optional.of("yes"), value(vm1, "Config = live = kernel"));
        assertEquals(Optional.of("default (NAT)"), value(vm1, "Network"));
        assertTrue(value(vm1, "Port").orElseThrow().contains("on virbr0"));
    }

    @Test
    void aVmThatIsOffSaysSo() {
        ElementId vm3 = ElementId.guest(HOST, "VM3");
        assertEquals(
                Optional.of("the VM is off: config only"), value(vm3, "Config = live = kernel"));
    }

    @Test
    void theBridgeTabNamesEachKnownMac() {
        var bridge = BridgeSheet.bridgeOf(demo, ElementId.guest(HOST, "VM1")).orElseThrow();
        String text = SheetText.of(BridgeSheet.sections(demo, bridge));
        assertTrue(text.contains("virbr0"), text);
        assertTrue(text.contains("VM1 vNIC 1"), text);
    }

    @Test
    void countersAndFlagsOfABridgeAreShown() {
        List<String> labels =
                facts(ElementId.link(HOST, "virbr0")).stream().map(Sheet.Fact::label).toList();
        assertTrue(
                labels.containsAll(
                        List.of("Flags", "MTU", "MAC", "Addresses", "RX", "TX", "RX trouble")),
                labels.toString());
    }

    @Test
    void whatIsNotThereHasNoSheet() {
        assertFalse(Sheets.of(demo, ElementId.guest(HOST, "gone"), NOW).isPresent());
    }
}
