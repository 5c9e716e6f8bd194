// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.core.words.Words;

/// The menu of what the picture shows.
final class LayersMenu {
    private static final Words WORDS = Words.of(LayersMenu.class);

    private LayersMenu() {}

    static void join(Button button, PictureView picture) {
        CheckMenuItem off = new CheckMenuItem(WORDS.get("layers.off"));
        off.setId("layers-off");
        off.setSelected(picture.viewpoint().showOff());
        off.setOnAction(event -> picture.look(picture.viewpoint().withShowOff(off.isSelected())));
        ContextMenu menu = new ContextMenu(off);
        button.setOnAction(event -> menu.show(button, Side.BOTTOM, 0, 4));
    }
}
