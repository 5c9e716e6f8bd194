// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.List;

/// Hosts that this machine's own files name, to pick from. Blocks.
public interface KnownPlaces {
    List<Place> find();

    /// @param from the file or program that names it, for people
    record Place(String uri, String name, String from) {}
}
