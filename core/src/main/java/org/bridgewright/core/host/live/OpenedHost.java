package org.bridgewright.core.host.live;

import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.kernel.RawOutputs;

/// An open host: always readable, writable where it is live and libvirt lets this user.
public interface OpenedHost extends AutoCloseable {
    HostSource source();

    /// A writer on a libvirt connection of its own, closed by the caller; empty for captures. Blocks.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when libvirt does not let this user write
    Optional<HostWriter> writer(Cancel cancel);

    /// What the kernel's commands printed in the last read, for a capture; empty where there is no kernel's part.
    default Optional<RawOutputs> rawKernel() {
        return Optional.empty();
    }

    /// Closes all of it; leaves no thread, socket or remote process behind.
    @Override
    void close();
}
