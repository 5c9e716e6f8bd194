// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.scene.HostHeader;

/// All drawn hosts joined, at one moment.
///
/// @param topology everything: what plans, findings and the search go by
/// @param shown without the VMs that the user hides: what picture and table show
/// @param hidden how many VMs that are
/// @param stale hosts that do not answer, with when they were last seen so
/// @param headers what the user's settings add to the headers of hosts
public record Wiring(
        Topology topology,
        Topology shown,
        int hidden,
        List<Finding> findings,
        Map<HostId, Instant> stale,
        Map<HostId, HostHeader> headers) {
    public static final Wiring NONE = new Wiring(Topology.EMPTY, List.of(), Map.of());

    public Wiring {
        findings = List.copyOf(findings);
        stale = Map.copyOf(stale);
        headers = Map.copyOf(headers);
    }

    /// Nothing is hidden, nothing noted.
    public Wiring(Topology topology, List<Finding> findings, Map<HostId, Instant> stale) {
        this(topology, topology, 0, findings, stale, Map.of());
    }
}
