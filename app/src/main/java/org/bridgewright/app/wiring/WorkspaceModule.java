// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import java.util.List;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.WiringRules;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.topology.Topologies;

/// The joined wiring and what is selected in it.
final class WorkspaceModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(WiringRules.class)
                .toInstance(new WiringRules(Topologies::build, topology -> List.of()));
        bind(Workspace.class).in(Singleton.class);
        bind(Selection.class).toInstance(new Selection());
    }
}
