// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.ui.ratechart.RateChart;
import org.junit.jupiter.api.Test;

class RateHistoryTest {
    private static final HostSnapshot BEGIN = Captures.demo().getFirst().snapshot();
    private static final HostId HOST = BEGIN.host();
    private static final ElementId VM1 = ElementId.vnic(HOST, "VM1", "52:54:00:02:01:01", 1);
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private final RateHistory history = new RateHistory();

    @Test
    void whatItsTapSendsTheVmReceives() {
        take(0, 0, 0);
        take(2, 50_000, 300_000);
        List<RateChart.Sample> rates = history.rates(VM1, at(2));
        assertEquals(List.of(new RateChart.Sample(0, 1_200_000, 200_000)), rates);
        assertEquals("receives 1.2 Mb/s", history.words(at(2)).get(VM1));
    }

    @Test
    void theLargerDirectionIsNamed() {
        take(0, 0, 0);
        take(2, 300_000, 50_000);
        assertEquals("sends 1.2 Mb/s", history.words(at(2)).get(VM1));
    }

    @Test
    void nothingIsToldBeforeTwoReads() {
        take(0, 0, 0);
        assertTrue(history.rates(VM1, at(1)).isEmpty());
        assertTrue(history.words(at(1)).isEmpty());
    }

    @Test
    void countersThatStandStillForLongerThanTheirBeatAreIdle() {
        take(0, 0, 0);
        take(2, 0, 300_000);
        assertEquals("receives 1.2 Mb/s", history.words(at(5)).get(VM1));
        assertEquals("idle", history.words(at(8)).get(VM1));
    }

    @Test
    void whatFlowedAfterAQuietMinuteIsNotSpreadOverIt() {
        take(0, 0, 0);
        take(60, 0, 300_000);
        List<RateChart.Sample> rates = history.rates(VM1, at(60));
        assertEquals(
                List.of(new RateChart.Sample(2, 0, 0), new RateChart.Sample(0, 1_200_000, 0)),
                rates);
    }

    @Test
    void whatCameByBeforeCountingBeganIsSpreadOverThatTime() {
        take(0, 0, 0);
        take(8, 0, 300_000);
        assertEquals("receives 300 kb/s", history.words(at(8)).get(VM1));
    }

    @Test
    void aCounterThatBeganAnewHasNoRateWithTheOldOne() {
        take(0, 0, 900_000);
        take(2, 0, 10);
        take(4, 0, 20);
        assertTrue(history.rates(VM1, at(4)).isEmpty());
        take(6, 0, 250_020);
        assertEquals("receives 1.0 Mb/s", history.words(at(6)).get(VM1));
    }

    @Test
    void aDumpThatIsOlderThanTheStatisticsBeforeItIsLeftOut() {
        take(0, 0, 0);
        take(2, 0, 250_000);
        take(3, 0, 249_000);
        take(4, 0, 500_000);
        assertEquals("receives 1.0 Mb/s", history.words(at(4)).get(VM1));
    }

    @Test
    void aHostThatIsNotFollowedTellsNothingAndBeginsAnew() {
        take(0, 0, 0);
        take(2, 0, 300_000);
        history.take(topology(2, 0, 300_000), Set.of(HOST));
        assertTrue(history.words(at(9)).isEmpty());
        take(100, 0, 900_000_000);
        assertTrue(history.rates(VM1, at(100)).isEmpty());
    }

    @Test
    void aPauseOfTheWindowIsNoQuietTime() {
        take(0, 0, 0);
        history.pause();
        take(600, 0, 900_000_000);
        assertTrue(history.rates(VM1, at(600)).isEmpty());
        take(602, 0, 900_000_100);
        assertEquals("idle", history.words(at(602)).get(VM1));
    }

    private void take(long second, long tapReceived, long tapSent) {
        history.take(topology(second, tapReceived, tapSent), Set.of());
    }

    private static Instant at(long second) {
        return T0.plusSeconds(second);
    }

    private static Topology topology(long second, long tapReceived, long tapSent) {
        KernelState kernel = BEGIN.kernel();
        KernelState counted =
                kernel.withWiring(
                        kernel.links()
                                .map(
                                        all ->
                                                all.stream()
                                                        .map(l -> counted(l, tapReceived, tapSent))
                                                        .toList()),
                        kernel.addresses(),
                        kernel.bridges(),
                        kernel.ports(),
                        kernel.fdb());
        return Topologies.build(
                List.of(
                        new HostSnapshot(
                                HOST,
                                BEGIN.uri(),
                                Optional.of(at(second)),
                                BEGIN.libvirt(),
                                counted)));
    }

    private static Link counted(Link l, long received, long sent) {
        return new Link(
                l.index(),
                l.name(),
                l.actable(),
                l.mac(),
                l.flags(),
                l.mtuBytes(),
                l.operState(),
                l.carrier(),
                l.txQueueLength(),
                l.infoKind(),
                l.slaveKind(),
                l.master(),
                l.parent(),
                l.peerInOtherNamespace(),
                l.hasDevice(),
                l.wireless(),
                l.speedMbps(),
                l.driver(),
                l.altNames(),
                l.virtualFunctions(),
                l.details(),
                Optional.of(new Link.Counters(received, 0, 0, 0, 0, 0, sent, 0, 0, 0, 0, 0)));
    }
}
