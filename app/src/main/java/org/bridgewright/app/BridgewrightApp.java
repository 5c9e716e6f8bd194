// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.bridgewright.app.window.FirstFrame;
import org.bridgewright.app.window.Look;
import org.bridgewright.app.wiring.Launch;
import org.bridgewright.app.wiring.LaunchOptions;

/// The window's life: an empty frame first, everything else after the first frame.
public final class BridgewrightApp extends Application {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Launch launch = new Launch();

    @Override
    public void start(Stage stage) {
        // The style comes before the first scene and control: else the platform's own style is
        // loaded first, in vain.
        Look look = new Look();
        Scene scene = new Scene(new FirstFrame(), WIDTH, HEIGHT);
        look.dress(scene);
        stage.setTitle("Bridgewright");
        stage.setMinWidth(900);
        stage.setMinHeight(560);
        stage.setScene(scene);
        stage.show();
        launch.afterFirstFrame(
                stage,
                look,
                LaunchOptions.of(getParameters().getNamed(), getParameters().getUnnamed()));
    }

    @Override
    public void stop() {
        launch.close();
    }
}
