// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.overlay;

import java.util.Arrays;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The parts that dialog cards are made of, so that all look alike.
public final class Dialogs {
    private Dialogs() {}

    /// A card: title, content, buttons at its lower right.
    public static VBox card(String id, String title, Node content, Node... buttons) {
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        heading.setWrapText(true);
        HBox bar = new HBox(8, spacer());
        bar.setAlignment(Pos.CENTER_RIGHT);
        bar.getChildren().addAll(buttons);
        bar.getStyleClass().add("dialog-buttons");
        VBox card = new VBox(14, heading, content, bar);
        VBox.setVgrow(content, Priority.ALWAYS);
        card.setId(id);
        card.getStyleClass().add("dialog-card");
        card.setAccessibleText(title);
        return card;
    }

    /// A button that is never cut short.
    ///
    /// @param id for style sheet and tests
    /// @param styles its further style classes
    public static Button button(String id, String words, Runnable action, String... styles) {
        Button button = new Button(words);
        button.setId(id);
        button.setAccessibleText(words);
        button.getStyleClass().addAll(Arrays.asList(styles));
        button.setOnAction(event -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// Text that wraps.
    public static Label text(String words, String... styles) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(Arrays.asList(styles));
        return label;
    }

    /// Shows a label's whole text when it is pointed at.
    public static void tip(Label label) {
        label.setTooltip(label.getText().isEmpty() ? null : new Tooltip(label.getText()));
    }

    /// Takes the room that is left in a row.
    public static Region spacer() {
        Region room = new Region();
        HBox.setHgrow(room, Priority.ALWAYS);
        return room;
    }
}
