// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import java.util.List;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.WiringRules;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;

/// The joined wiring and what is selected in it.
final class WorkspaceModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(WiringRules.class)
                .toInstance(new WiringRules(Topologies::build, WorkspaceModule::check));
        bind(Workspace.class).in(Singleton.class);
        bind(Selection.class).toInstance(new Selection());
    }

    /// Hosts that were not drawn before are judged as they are: there is no earlier read to compare with.
    private static List<Finding> check(Topology before, Topology now) {
        boolean same =
                before.hosts().stream()
                        .map(HostTopology::host)
                        .toList()
                        .equals(now.hosts().stream().map(HostTopology::host).toList());
        return same ? Diagnosis.findings(before, now) : Diagnosis.findings(now);
    }
}
