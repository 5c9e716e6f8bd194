package org.bridgewright.core.host.live;

import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.IpAddress;

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

    /// Addresses that our connection goes to or through, jump hosts included; a VM that has one of them is on the way to this
    /// host. For [org.bridgewright.core.change.PlanContext#withWayIn]. Any thread, does not block.
    default Set<IpAddress> wayIn() {
        return Set.of();
    }

    /// Closes all of it; leaves no thread, socket or remote process behind.
    @Override
    void close();
}
