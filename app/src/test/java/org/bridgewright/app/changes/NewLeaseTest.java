// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.PlanContext;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Planner;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.Test;

class NewLeaseTest {
    private static final Topology DEMO =
            Topologies.build(Captures.demo().stream().map(RecordingSource::snapshot).toList());
    private static final HostId HOST = new HostId("caldera02");

    private static ChangePlan plan(String guest, int number, String network, When when) {
        Change move =
                new Change.MoveVnic(
                        HOST,
                        guest,
                        ElementId.vnic(HOST, guest, "52:54:00:02:01:0" + number, 1),
                        new MoveTarget.ToNetwork(network),
                        when,
                        Change.LinkCycle.AUTO);
        Planned planned =
                Planner.plan(DEMO, List.of(move), PlanContext.OPEN.withWritable(Set.of(HOST)));
        return ((Planned.Ready) planned).plan();
    }

    @Test
    void aLeaseIsExpectedOfARunningVmOnANetworkWithDhcpAlone() {
        assertEquals(1, NewLease.expected(plan("VM2", 2, "default", When.BOTH), DEMO).size());
        assertEquals(0, NewLease.expected(plan("VM2", 2, "default", When.NEXT_START), DEMO).size());
        assertEquals(0, NewLease.expected(plan("VM1", 1, "router", When.BOTH), DEMO).size());
        assertEquals(0, NewLease.expected(plan("VM3", 3, "router", When.BOTH), DEMO).size());
    }

    @Test
    void onlyAnAddressThatItDidNotHaveOrThatWasGivenAnewIsNew() {
        ElementId vnic = ElementId.vnic(HOST, "VM1", "52:54:00:02:01:01", 1);
        ElementId network = ElementId.network(HOST, "default");
        MacAddress mac = new MacAddress("52:54:00:02:01:01");
        Optional<String> said = Optional.of("VM1 got 192.168.122.185 from default.");
        assertEquals(said, new NewLease(vnic, "VM1", network, mac, Map.of()).arrived(DEMO));
        assertEquals(
                said,
                new NewLease(vnic, "VM1", network, mac, Map.of("192.168.122.185", Instant.EPOCH))
                        .arrived(DEMO));
        assertEquals(
                Optional.empty(),
                new NewLease(vnic, "VM1", network, mac, Map.of("192.168.122.185", Instant.MAX))
                        .arrived(DEMO));
    }
}
