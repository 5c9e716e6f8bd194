// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import java.nio.file.Path;
import java.util.Map;

/// Where our files are (XDG Base Directory Specification 0.8). Relative values are ignored, as it asks.
///
/// @param config what the user chose: hosts, settings
/// @param state what must not be lost, but is no choice: staged changes, journal, window
/// @param cache what can be read again: last pictures
public record XdgPaths(Path config, Path state, Path cache) {
    private static final String OURS = "bridgewright";

    public static XdgPaths of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        return new XdgPaths(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")),
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")));
    }

    private static Path folder(Map<String, String> environment, String name, Path usual) {
        String value = environment.getOrDefault(name, "");
        Path base = value.startsWith("/") ? Path.of(value) : usual;
        return base.resolve(OURS);
    }
}
