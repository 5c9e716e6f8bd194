// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.words.Words;

/// The list of keys (`?`), made from the registry of actions.
final class KeysCard {
    private static final Words WORDS = Words.of(KeysCard.class);

    private KeysCard() {}

    static void open(MainWindow window, Actions actions) {
        GridPane grid = new GridPane(18, 6);
        grid.getColumnConstraints().addAll(new ColumnConstraints(170), new ColumnConstraints(300));
        for (ActionId id : ActionId.values()) {
            if (!id.keys().isEmpty() && actions.has(id)) {
                row(grid, Actions.keyTexts(id), actions.get(id).words().get());
            }
        }
        for (String fixed : new String[] {"arrows", "space", "tab", "esc"}) {
            row(grid, WORDS.get("keys." + fixed), WORDS.get("keys." + fixed + ".text"));
        }
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(420);
        window.overlay()
                .show(
                        Dialogs.card(
                                "keys",
                                WORDS.get("keys.title"),
                                scroll,
                                Dialogs.button(
                                        "keys-close",
                                        WORDS.get("keys.close"),
                                        window.overlay()::close,
                                        "dialog-focus")));
    }

    private static void row(GridPane grid, String keys, String words) {
        Label key = new Label(keys);
        key.getStyleClass().add("mono");
        grid.addRow(grid.getRowCount(), key, new Label(words));
    }
}
