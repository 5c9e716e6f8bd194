// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the command line said to the window.
///
/// @param sshConfig the file in place of `~/.ssh/config`
/// @param readOnly nothing may be changed, whatever is unlocked
/// @param uris hosts to open beside the saved ones
public record LaunchOptions(Optional<Path> sshConfig, boolean readOnly, List<String> uris) {
    private static final String SSH_CONFIG = "--ssh-config=";

    public LaunchOptions {
        uris = List.copyOf(uris);
    }

    /// @param words of `Invocation.Window`: options as `--name=value`, flags, URIs
    public static LaunchOptions of(List<String> words) {
        return new LaunchOptions(
                words.stream()
                        .filter(word -> word.startsWith(SSH_CONFIG))
                        .reduce((first, last) -> last)
                        .map(word -> Path.of(word.substring(SSH_CONFIG.length()))),
                words.contains("--read-only"),
                words.stream().filter(word -> !word.startsWith("-")).toList());
    }
}
