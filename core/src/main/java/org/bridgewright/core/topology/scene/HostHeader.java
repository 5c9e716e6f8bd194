package org.bridgewright.core.topology.scene;

import java.util.Optional;

/// What the user's own settings add to the header of a host.
///
/// @param note what it says first, such as that the host is locked
/// @param colour the one that the user gave the host: a dot before its name
public record HostHeader(Optional<String> note, Optional<Tone> colour) {
    public static final HostHeader PLAIN = new HostHeader(Optional.empty(), Optional.empty());
}
