// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.IpAddress;

/// Opens hosts of every kind: live ones, captures, the demo. Blocks; failures come as `ProblemException`.
public interface HostOpener extends AutoCloseable {
    /// The hosts behind an address: itself, or each host of a recording that holds several.
    List<SavedHost> hosts(SavedHost named);

    /// @param states gets each step on the way, on the calling thread
    OpenHost open(
            SavedHost host, LoginDialog login, Consumer<ConnectionState> states, Cancel cancel);

    /// Ends what the hosts share (jump hosts' sessions); each host is closed by its own owner.
    @Override
    void close();

    /// An opened host: always readable, writable only where the way in allows it.
    interface OpenHost extends AutoCloseable {
        HostSource source();

        /// A writer for one Apply, to be closed by the caller; empty where nothing can be written. Blocks.
        Optional<HostWriter> writer(Cancel cancel);

        /// Addresses that the connection goes to or through, jump hosts included: a VM that has one of them is on the way to
        /// this host, and is not moved. Any thread, does not block.
        default Set<IpAddress> wayIn() {
            return Set.of();
        }

        @Override
        void close();
    }
}
