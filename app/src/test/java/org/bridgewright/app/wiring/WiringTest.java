// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Stage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.overlay.NoticeStrip;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.InPlaceTaskRunner;
import org.bridgewright.app.window.Desk;
import org.bridgewright.app.window.KeptView;
import org.bridgewright.app.window.Look;
import org.bridgewright.app.window.MainWindow;
import org.junit.jupiter.api.Test;

/// That every binding has what it needs, without a display: the window's own nodes are not made.
class WiringTest {
    /// What `WindowModule` binds, never given out: in this stage the injector only checks.
    private static final class NoWindow extends AbstractModule {
        @Override
        protected void configure() {
            for (Class<?> type :
                    List.of(
                            MainWindow.class,
                            Look.class,
                            Overlay.class,
                            NoticeStrip.class,
                            Actions.class)) {
                never(type);
            }
            bind(KeptView.class);
            bind(Desk.class);
        }

        private <T> void never(Class<T> type) {
            bind(type)
                    .toProvider(
                            (Provider<T>)
                                    () -> {
                                        throw new IllegalStateException("no display: " + type);
                                    });
        }
    }

    private static Module[] modules() {
        Path nowhere = Path.of("/nonexistent");
        return Launch.modules(
                new XdgPaths(nowhere, nowhere, nowhere),
                new InPlaceTaskRunner(),
                new LaunchOptions(Optional.empty(), false, List.of()),
                new NoWindow());
    }

    @Test
    void everythingThatTheWindowNeedsIsBound() {
        Injector injector = Launch.injector(Stage.TOOL, modules());
        assertNotNull(injector.getExistingBinding(Key.get(Desk.class)));
    }

    @Test
    void aModuleThatIsForgottenIsNamedAtOnce() {
        for (Module left : modules()) {
            Module[] others =
                    Arrays.stream(modules())
                            .filter(m -> m.getClass() != left.getClass())
                            .toArray(Module[]::new);
            CreationException wrong =
                    assertThrows(
                            CreationException.class,
                            () -> Launch.injector(Stage.TOOL, others),
                            left.getClass().getSimpleName());
            String said = String.valueOf(wrong.getMessage());
            assertTrue(said.contains("not explicitly bound"), said);
        }
    }
}
