// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostOpener;
import org.bridgewright.app.hosts.KnownPlaces;
import org.bridgewright.app.hosts.LoginCards;
import org.bridgewright.app.hosts.PictureCache;
import org.bridgewright.core.host.LoginDialog;

/// Saved hosts, how they are opened, and who asks the user for secrets.
final class HostsModule extends AbstractModule {
    private final LaunchOptions options;

    HostsModule(LaunchOptions options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(LaunchOptions.class).toInstance(options);
        bind(PictureCache.class).in(Singleton.class);
        bind(LoginDialog.class).to(LoginCards.class);
        bind(LoginCards.class).in(Singleton.class);
        bind(HostOpener.class).to(CoreHosts.class);
        bind(CoreHosts.class).in(Singleton.class);
        bind(KnownPlaces.class).to(CorePlaces.class);
        bind(CorePlaces.class).in(Singleton.class);
        bind(HostBook.class).in(Singleton.class);
    }
}
