// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.model.Problem;

/// How a host stands for the user. Each state keeps the last picture, so that nothing goes blank.
public sealed interface HostState {
    Optional<LastPicture> last();

    record Closed(Optional<LastPicture> last) implements HostState {}

    /// @param steps what was said so far, oldest first; the last one is under way
    record Connecting(List<ConnectionState.Connecting> steps, Optional<LastPicture> last)
            implements HostState {
        public Connecting {
            steps = List.copyOf(steps);
        }
    }

    /// Connected. `complete` is false while only the first parts were read.
    record Open(ConnectionState.Connected how, Optional<LastPicture> last, boolean complete)
            implements HostState {}

    /// Lost or never reached; tried again by itself after `retryIn`, where told.
    record Failed(
            Problem why,
            Optional<Duration> retryIn,
            List<ConnectionState.Connecting> steps,
            Optional<LastPicture> last)
            implements HostState {
        public Failed {
            steps = List.copyOf(steps);
        }
    }

    default boolean isOpen() {
        return this instanceof Open;
    }

    /// Whether its wiring is drawn: opened, opening, or lost while open.
    default boolean isDrawn() {
        return !(this instanceof Closed) && last().isPresent();
    }
}
