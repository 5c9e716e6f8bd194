// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// What stands on the screen until [MainWindow] is made: its surfaces without controls and text, which cost most of a
/// start. A `StackPane` as that is, so that the style sheets see the same root.
public final class FirstFrame extends StackPane {
    public FirstFrame() {
        setId("first-frame");
        BorderPane surfaces = new BorderPane();
        surfaces.setTop(surface("top-bar", 0, 49));
        surfaces.setLeft(surface("sidebar", 202, 0));
        surfaces.setBottom(surface("status-bar", 0, 26));
        getChildren().add(surfaces);
    }

    private static Region surface(String style, double width, double height) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setMinSize(width, height);
        return region;
    }
}
