// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import org.bridgewright.app.changes.Applying;
import org.bridgewright.app.changes.Planning;
import org.bridgewright.app.changes.StagedChanges;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.core.change.Applier;
import org.bridgewright.core.change.Journal;

/// Staged changes, their plans, and who applies them.
final class ChangesModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(StagedChanges.class).in(Singleton.class);
        bind(Planning.class).in(Singleton.class);
        bind(Applying.class).in(Singleton.class);
        bind(Wishes.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    Journal journal(XdgPaths paths, Clock clock) {
        return new Journal(paths.state(), clock);
    }

    @Provides
    @Singleton
    Applier applier(Journal journal) {
        return new Applier(journal);
    }
}
