package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.bridgewright.core.libvirt.GuestStats;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.record.Captures;
import org.junit.jupiter.api.Test;

/// What `virsh domstats VM1` and `ip -s link show vnet0` said of the same tap at the same time (libvirt 9.0, the lab).
class TapCountersTest {
    private static final GuestStats.InterfaceStats AS_LIBVIRT_SAYS =
            new GuestStats.InterfaceStats("vnet0", 18134, 312, 1, 2, 6510, 107, 3, 4);

    @Test
    void aTapCountsTheOtherWayRoundThanItsGuest() {
        Link tap =
                Captures.demo()
                        .getFirst()
                        .snapshot()
                        .kernel()
                        .links()
                        .optional()
                        .orElseThrow()
                        .stream()
                        .filter(l -> l.name().equals("vnet0"))
                        .findFirst()
                        .orElseThrow();
        Link.Counters counters = LibvirtConnection.with(Optional.of(tap), AS_LIBVIRT_SAYS);
        assertEquals(6510, counters.rxBytes());
        assertEquals(107, counters.rxPackets());
        assertEquals(3, counters.rxErrors());
        assertEquals(4, counters.rxDropped());
        assertEquals(18134, counters.txBytes());
        assertEquals(312, counters.txPackets());
        assertEquals(1, counters.txErrors());
        assertEquals(2, counters.txDropped());
        assertEquals(tap.counters().orElseThrow().multicast(), counters.multicast());
    }
}
