// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// That a window can be opened and clicked at all where the window tests run.
@Tag("window")
@ExtendWith(ApplicationExtension.class)
class WindowToolTest {
    private int clicks;

    @Start
    void start(Stage stage) {
        Button button = new Button("Plug in");
        button.setId("plug-in");
        button.setOnAction(event -> clicks++);
        stage.setScene(new Scene(button, 200, 100));
        stage.show();
    }

    @Test
    void clickReachesTheButton(FxRobot robot) {
        robot.clickOn("#plug-in");
        assertEquals(1, clicks);
    }
}
