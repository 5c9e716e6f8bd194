// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import java.time.Clock;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.settings.XdgPaths;

/// Where files are, and what time it is.
final class PathsModule extends AbstractModule {
    private final XdgPaths paths;

    PathsModule(XdgPaths paths) {
        this.paths = paths;
    }

    @Override
    protected void configure() {
        bind(XdgPaths.class).toInstance(paths);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(SettingsStore.class).in(Singleton.class);
    }
}
