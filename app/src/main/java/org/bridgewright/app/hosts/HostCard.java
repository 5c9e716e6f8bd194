// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.core.words.Words;

/// How the user calls a host, the group it stands in, its colour, whether its lock is remembered open, and sudo. Nothing
/// changes on the host.
public final class HostCard {
    private static final Words WORDS = Words.of(HostCard.class);

    private final Overlay overlay;
    private final HostSession session;
    private final TextField name = new TextField();
    private final TextField group = new TextField();
    private final CheckBox unlocked = new CheckBox(WORDS.get("card.unlocked"));
    private final CheckBox sudo = new CheckBox(WORDS.get("add.sudo"));
    private Optional<String> colour;

    public HostCard(Overlay overlay, HostSession session) {
        this.overlay = overlay;
        this.session = session;
        this.colour = session.saved().colour();
    }

    public void open() {
        SavedHost saved = session.saved();
        field(name, "host-name", "card.name", saved.name());
        name.getStyleClass().add("dialog-focus");
        field(group, "host-group", "add.group", saved.group());
        group.setPromptText(WORDS.get("add.group.prompt"));
        unlocked.setId("host-unlocked");
        unlocked.setSelected(saved.unlocked());
        sudo.setId("host-sudo");
        sudo.setSelected(saved.sudo());
        boolean remote = saved.isRemote();
        unlocked.setVisible(remote);
        unlocked.setManaged(remote);
        sudo.setVisible(!saved.isRecording());
        sudo.setManaged(!saved.isRecording());
        VBox content =
                new VBox(
                        8,
                        label("card.name", name),
                        name,
                        label("add.group", group),
                        group,
                        colours(),
                        unlocked,
                        sudo,
                        Dialogs.text(saved.uri(), "muted", "small", "mono"));
        content.setPrefWidth(440);
        Button keep = Dialogs.button("host-keep", WORDS.get("card.keep"), this::keep, "primary");
        keep.setDefaultButton(true);
        overlay.show(
                Dialogs.card(
                        "host-card",
                        WORDS.get("card.title", session.title()),
                        content,
                        Dialogs.button("host-cancel", WORDS.get("add.cancel"), overlay::close),
                        keep));
    }

    private static void field(TextField field, String id, String words, String value) {
        field.setId(id);
        field.setText(value);
        field.setAccessibleText(WORDS.get(words));
    }

    private static Label label(String key, Node field) {
        Label label = new Label(WORDS.get(key));
        label.getStyleClass().addAll("strong", "small");
        label.setLabelFor(field);
        return label;
    }

    private Node colours() {
        HBox row = new HBox(4);
        row.setAlignment(Pos.CENTER_LEFT);
        ToggleGroup one = new ToggleGroup();
        List<Optional<HostColour>> choices = new ArrayList<>();
        choices.add(Optional.empty());
        for (HostColour each : HostColour.values()) {
            choices.add(Optional.of(each));
        }
        for (Optional<HostColour> choice : choices) {
            String word = choice.map(HostColour::word).orElse("none");
            Optional<String> hex = choice.map(HostColour::hex);
            ToggleButton button = new ToggleButton(WORDS.get("card.colour." + word));
            button.setId("host-colour-" + word);
            button.getStyleClass().add("segment");
            hex.map(HostCard::dot).ifPresent(button::setGraphic);
            button.setToggleGroup(one);
            button.setSelected(hex.equals(colour));
            button.setAccessibleText(WORDS.get("card.colour") + ": " + button.getText());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(
                    event -> {
                        button.setSelected(true);
                        colour = hex;
                    });
            row.getChildren().add(button);
        }
        return new VBox(4, label("card.colour", row), row);
    }

    /// A host's colour as a small disc.
    public static Node dot(String hex) {
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", "host-colour");
        // The user's own colour: no theme has a name for it.
        dot.setStyle("-fx-background-color: " + hex + ";");
        return dot;
    }

    private void keep() {
        String typed = name.getText().strip();
        SavedHost before = session.saved();
        session.change(
                before.withName(typed.isEmpty() ? before.name() : typed)
                        .withGroup(group.getText().strip())
                        .withColour(colour)
                        .withSudo(sudo.isSelected()));
        if (before.isRemote() && unlocked.isSelected() != before.unlocked()) {
            if (unlocked.isSelected()) {
                session.unlock();
            } else {
                session.lock();
            }
        }
        overlay.close();
    }
}
