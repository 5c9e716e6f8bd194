// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.bridgewright.app.hosts.HostOpener;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// Opens hosts by core's sources.
final class CoreHosts implements HostOpener {
    @Inject
    CoreHosts() {}

    @Override
    public OpenHost open(
            SavedHost host, LoginDialog login, Consumer<ConnectionState> states, Cancel cancel) {
        throw new ProblemException(
                Problem.of(
                        Problem.Kind.CANNOT_CONNECT,
                        host.name() + " cannot be opened",
                        "This build has no source for " + host.uri() + ".",
                        "Use a newer build."));
    }
}
