package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.junit.jupiter.api.Test;

class LargePortsTest {
    private static final KernelState NOTHING =
            KernelState.missing(Problem.of(Problem.Kind.NOT_READ, "not read", "", ""));
    private static final MacAddress VM = mac(0xabcdef);

    private static MacAddress mac(int number) {
        return MacAddress.parse(
                        String.format(
                                "02:00:00:%02x:%02x:%02x",
                                number >> 16, number >> 8 & 255, number & 255))
                .orElseThrow();
    }

    private static FdbEntry entry(int number, String link, boolean local) {
        return new FdbEntry(
                mac(number),
                link,
                Optional.of("br0"),
                Optional.empty(),
                local,
                false,
                Optional.empty());
    }

    private static KernelState with(int stations) {
        List<FdbEntry> fdb = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            fdb.add(entry(i, "eno1", false));
        }
        fdb.add(entry(0xabcdef, "eno1", false));
        fdb.add(entry(0xffffff, "eno1", true));
        fdb.add(entry(7, "vnet0", false));
        return NOTHING.withWiring(
                NOTHING.links(),
                NOTHING.addresses(),
                NOTHING.bridges(),
                NOTHING.ports(),
                Part.present(fdb));
    }

    @Test
    void ofALargePortTheKnownStationsStayAndTheCountIsSaid() {
        KernelState reduced = LargePorts.reduced(with(2500), VM::equals);
        assertEquals(
                List.of(VM, mac(0xffffff), mac(7)),
                reduced.fdb().orElse(List.of()).stream().map(FdbEntry::mac).toList());
        assertEquals(1, reduced.notes().size());
        assertTrue(reduced.notes().getFirst().summary().contains("eno1 has 2501 stations"));
        assertTrue(LargePorts.isNote(reduced.notes().getFirst()));
        assertSame(reduced, LargePorts.reduced(reduced, VM::equals));
    }

    @Test
    void ordinaryTablesStayAsTheyAre() {
        KernelState kernel = with(1990);
        assertSame(kernel, LargePorts.reduced(kernel, VM::equals));
    }
}
