// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.IpAddress;

/// A source of a host that is open: it may be written to as well, and recorded.
public interface WritableSource extends HostSource {
    /// A writer, closed by the caller; empty where nothing can be written. Blocks.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when libvirt does not let this user write
    Optional<HostWriter> writer(Cancel cancel);

    /// What the kernel's commands printed in the last read; empty where there is no kernel's part.
    Optional<RawOutputs> rawKernel();

    /// Addresses that the connection goes to or through.
    Set<IpAddress> wayIn();

    /// Whether it is a host, and not a recording of one.
    boolean isLive();
}
