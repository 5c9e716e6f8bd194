// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.words.Words;

/// What is shown while no host is known: three ways in.
public final class WelcomePage extends StackPane {
    private static final Words WORDS = Words.of(WelcomePage.class);

    /// What the three buttons do.
    public record Ways(Runnable thisComputer, Runnable overSsh, Runnable demo) {}

    public WelcomePage(Ways ways) {
        getStyleClass().add("welcome");
        setId("welcome");
        Label title = new Label(WORDS.get("welcome.title"));
        title.getStyleClass().add("welcome-title");
        Label text = Dialogs.text(WORDS.get("welcome.text"), "muted");
        text.setMaxWidth(560);
        text.setAlignment(Pos.CENTER);
        text.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        text.setMinHeight(36);
        HBox row =
                new HBox(
                        14,
                        way("demo", ways.demo()),
                        way("ssh", ways.overSsh()),
                        way("local", ways.thisComputer()));
        row.setAlignment(Pos.CENTER);
        VBox page = new VBox(14, title, text, row);
        VBox.setMargin(row, new javafx.geometry.Insets(14, 0, 0, 0));
        page.setAlignment(Pos.CENTER);
        page.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(page);
    }

    private static Button way(String word, Runnable action) {
        Label title = new Label(WORDS.get("welcome." + word));
        title.getStyleClass().add("way-title");
        Label text = Dialogs.text(WORDS.get("welcome." + word + ".text"), "way-text");
        VBox content = new VBox(6, title, text);
        text.setPrefWidth(190);
        content.setMinSize(190, 84);
        content.setPrefSize(190, 84);
        content.setMaxSize(190, 84);
        Button button = new Button();
        button.setId("welcome-" + word);
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("way");
        button.setAccessibleText(title.getText() + ": " + text.getText());
        button.setOnAction(event -> action.run());
        return button;
    }
}
