// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;

/// A source whose host can be written to as well.
public interface WritableSource extends HostSource {
    /// A writer, closed by the caller; empty where nothing can be written. Blocks.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when libvirt does not let this user write
    Optional<HostWriter> writer(Cancel cancel);
}
