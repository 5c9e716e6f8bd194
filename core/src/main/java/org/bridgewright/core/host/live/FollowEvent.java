package org.bridgewright.core.host.live;

import java.util.concurrent.CompletableFuture;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.kernel.MonitorParser;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Problem;

/// What comes into a [Follower]'s inbox.
sealed interface FollowEvent {
    record Kernel(LiveConnection from, MonitorParser.Event event) implements FollowEvent {}

    record MonitorEnded(LiveConnection from) implements FollowEvent {}

    record Libvirt(LibvirtSide.Changed changed) implements FollowEvent {}

    record LibvirtLost(LibvirtSide from, Problem why) implements FollowEvent {}

    record TransportLost(LiveConnection from, Problem why) implements FollowEvent {}

    /// A whole read by somebody else.
    record Known(HostSnapshot snapshot) implements FollowEvent {}

    /// Firewall and owner's files, read by somebody else.
    record RestKnown(KernelState rest) implements FollowEvent {}

    record Attend(HostSource.Attention attention) implements FollowEvent {}

    /// Reads again what a change of ours has touched; the picture with it completes `done`.
    record Renew(LibvirtSide.Changed changed, CompletableFuture<HostSnapshot> done)
            implements FollowEvent {}

    record Refresh() implements FollowEvent {}

    record Stop() implements FollowEvent {}
}
