// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.topology.Topology;

/// The two pure functions that make a [Wiring]: of snapshots, and of the wiring before and now.
public record WiringRules(
        Function<List<HostSnapshot>, Topology> build,
        BiFunction<Topology, Topology, List<Finding>> check) {}
