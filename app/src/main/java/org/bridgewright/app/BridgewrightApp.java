// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.bridgewright.app.settings.WindowSize;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.window.FirstFrame;
import org.bridgewright.app.window.Look;
import org.bridgewright.app.wiring.Launch;
import org.bridgewright.app.wiring.LaunchOptions;

/// The window's life: an empty frame first, everything else after the first frame.
public final class BridgewrightApp extends Application {
    private final XdgPaths paths;
    private final Launch launch;
    private final Optional<LaunchOptions> given;

    /// Started by JavaFX: its files where the environment says, its options from the command line.
    public BridgewrightApp() {
        this(XdgPaths.of(System.getenv()), Optional.empty());
    }

    /// @param paths where its files are
    /// @param options in place of the command line's
    public BridgewrightApp(XdgPaths paths, LaunchOptions options) {
        this(paths, Optional.of(options));
    }

    private BridgewrightApp(XdgPaths paths, Optional<LaunchOptions> given) {
        this.paths = paths;
        this.launch = new Launch(paths);
        this.given = given;
    }

    @Override
    public void start(Stage stage) {
        // The style comes before the first scene and control: else the platform's own style is
        // loaded first, in vain.
        Look look = new Look();
        WindowSize kept = WindowSize.read(paths);
        Scene scene = new Scene(new FirstFrame(), kept.width(), kept.height());
        look.dress(scene);
        stage.setTitle("Bridgewright");
        stage.setMinWidth(900);
        stage.setMinHeight(560);
        stage.setScene(scene);
        stage.setMaximized(kept.maximised());
        stage.show();
        stage.setOnHiding(event -> keepSize(stage, kept));
        launch.afterFirstFrame(
                stage, look, given.orElseGet(() -> LaunchOptions.of(getParameters().getRaw())));
    }

    /// A maximised window keeps the size that it goes back to.
    private void keepSize(Stage stage, WindowSize before) {
        boolean full = stage.isMaximized();
        Scene scene = stage.getScene();
        new WindowSize(
                        full ? before.width() : scene.getWidth(),
                        full ? before.height() : scene.getHeight(),
                        full)
                .write(paths);
    }

    @Override
    public void stop() {
        launch.close();
    }
}
