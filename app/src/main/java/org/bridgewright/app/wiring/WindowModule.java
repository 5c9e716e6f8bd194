// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.overlay.NoticeStrip;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.window.Desk;
import org.bridgewright.app.window.KeptView;
import org.bridgewright.app.window.Look;
import org.bridgewright.app.window.MainWindow;

/// The window that stands already, and what fills it.
final class WindowModule extends AbstractModule {
    private final MainWindow window;
    private final Look look;

    WindowModule(MainWindow window, Look look) {
        this.window = window;
        this.look = look;
    }

    @Override
    protected void configure() {
        bind(MainWindow.class).toInstance(window);
        bind(Look.class).toInstance(look);
        bind(Overlay.class).toInstance(window.overlay());
        bind(NoticeStrip.class).toInstance(window.notices());
        bind(Actions.class).toInstance(new Actions());
        // Made on the FX thread, when the window is filled; once.
        bind(KeptView.class);
        bind(Desk.class);
    }
}
