// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the command line said to the window.
///
/// @param sshConfig the file in place of `~/.ssh/config`
/// @param readOnly nothing may be changed, whatever is unlocked
/// @param uris hosts to open beside the saved ones
public record LaunchOptions(Optional<Path> sshConfig, boolean readOnly, List<String> uris) {
    public LaunchOptions {
        uris = List.copyOf(uris);
    }

    /// @param named options with a value, as JavaFX takes them apart
    /// @param rest everything else, in order
    public static LaunchOptions of(Map<String, String> named, List<String> rest) {
        return new LaunchOptions(
                Optional.ofNullable(named.get("ssh-config")).map(Path::of),
                rest.contains("--read-only"),
                rest.stream().filter(word -> !word.startsWith("-")).toList());
    }
}
