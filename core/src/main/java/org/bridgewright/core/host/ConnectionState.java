package org.bridgewright.core.host;

import java.time.Duration;
import java.util.Optional;
import org.bridgewright.core.model.Problem;

/// How a host's connection stands.
public sealed interface ConnectionState {
    /// A step on the way (`reach`, `host-key`, `login`, `libvirt`, `tools`), with a finished sentence.
    record Connecting(String step, String text) implements ConnectionState {}

    /// Connected; `way` says how (`streamlocal`, `virt-ssh-helper`, `nc`, `local`), `roundTrip` where measured.
    record Connected(String way, boolean readOnly, Optional<Duration> roundTrip)
            implements ConnectionState {}

    /// Lost, or never reached; `retryIn` when it will be tried again by itself.
    record Lost(Problem why, Optional<Duration> retryIn) implements ConnectionState {}

    record Closed() implements ConnectionState {}
}
