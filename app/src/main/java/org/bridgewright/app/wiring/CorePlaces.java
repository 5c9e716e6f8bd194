// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import jakarta.inject.Inject;
import java.util.List;
import org.bridgewright.app.hosts.KnownPlaces;

/// Hosts that ssh's and virt-manager's files on this machine name.
final class CorePlaces implements KnownPlaces {
    @Inject
    CorePlaces() {}

    @Override
    public List<Place> find() {
        return List.of();
    }
}
