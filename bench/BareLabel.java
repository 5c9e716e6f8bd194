// SPDX-License-Identifier: Apache-2.0
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;

/// The least that a JavaFX window can be: what bench/start.sh compares the application's start with.
public class BareLabel {
    /// @param args none
    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /// The window.
    public static class Window extends Application {
        @Override
        public void start(Stage stage) {
            stage.setTitle("BareLabel");
            stage.setScene(new Scene(new Label("Bare"), 1280, 800));
            stage.show();
        }
    }
}
