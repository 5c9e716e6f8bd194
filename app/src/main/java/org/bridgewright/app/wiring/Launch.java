// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostOpener;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.FxTaskRunner;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.window.Desk;
import org.bridgewright.app.window.Look;
import org.bridgewright.app.window.MainWindow;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.model.Problem;

/// Brings the application up behind the first frame: the injector and the settings on a worker, then the regions of the
/// window. Ends it in the opposite order.
public final class Launch implements AutoCloseable {
    private final FxTaskRunner tasks = new FxTaskRunner();
    private final XdgPaths paths;
    private Optional<Injector> injector = Optional.empty();

    /// @param paths where the application's files are
    public Launch(XdgPaths paths) {
        this.paths = paths;
    }

    /// What the worker brings back.
    private record Made(Injector injector, List<Problem> notices) {}

    /// @param stage shown, with the first frame in its scene
    /// @param options what the command line said
    public void afterFirstFrame(javafx.stage.Stage stage, Look look, LaunchOptions options) {
        tasks.call(
                        "Fonts",
                        cancel -> {
                            Look.loadFonts();
                            return options;
                        })
                .quietly()
                .then(
                        said -> furnish(stage, look, said),
                        problem -> furnish(stage, look, options).notices().problem(problem));
    }

    private MainWindow furnish(javafx.stage.Stage stage, Look look, LaunchOptions options) {
        MainWindow window = new MainWindow();
        stage.getScene().setRoot(window);
        fill(stage, window, look, options);
        return window;
    }

    private void fill(
            javafx.stage.Stage stage, MainWindow window, Look look, LaunchOptions options) {
        tasks.call(
                        "Start",
                        cancel -> {
                            Injector made =
                                    injector(
                                            Stage.PRODUCTION,
                                            modules(
                                                    paths,
                                                    tasks,
                                                    options,
                                                    new WindowModule(window, look)));
                            List<Problem> notices = made.getInstance(SettingsStore.class).load();
                            return new Made(made, notices);
                        })
                .quietly()
                .then(
                        made -> {
                            injector = Optional.of(made.injector());
                            Desk desk = made.injector().getInstance(Desk.class);
                            desk.fill(stage, options.uris());
                            made.notices().forEach(window.notices()::problem);
                            if (!options.uris().equals(List.of("demo:"))) {
                                HostSources.warmUp(); // a recording needs neither libvirt nor SSH
                            }
                        },
                        window.notices()::problem);
    }

    /// All bindings of the application, with those of its window.
    static Module[] modules(
            XdgPaths paths, TaskRunner tasks, LaunchOptions options, Module window) {
        return new Module[] {
            new PathsModule(paths),
            new TasksModule(tasks),
            window,
            new HostsModule(options),
            new WorkspaceModule(),
            new ChangesModule()
        };
    }

    /// The strict injector: wiring faults appear at start, all at once.
    static Injector injector(Stage stage, Module... modules) {
        return Guice.createInjector(
                stage,
                binder -> {
                    binder.requireExplicitBindings();
                    binder.disableCircularProxies();
                    binder.requireAtInjectOnConstructors();
                    Arrays.stream(modules).forEach(binder::install);
                });
    }

    @Override
    public void close() {
        injector.ifPresent(
                i -> {
                    i.getInstance(HostBook.class).shutdown();
                    i.getInstance(HostOpener.class).close();
                });
        tasks.close();
    }
}
