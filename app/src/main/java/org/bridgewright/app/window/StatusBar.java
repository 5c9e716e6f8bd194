// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.core.words.Words;

/// The quiet line at the bottom: what is being waited for, and Cancel when it takes long.
final class StatusBar extends HBox {
    private static final Words WORDS = Words.of(StatusBar.class);

    private final Label text = new Label(WORDS.get("status.starting"));
    private final Label facts = new Label();
    private final ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    private final Button cancel;

    StatusBar() {
        getStyleClass().add("status-bar");
        setId("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        cancel = Dialogs.button("status-cancel", WORDS.get("status.cancel"), () -> {});
        getChildren().addAll(text, Dialogs.spacer(), facts);
        text.setAccessibleRole(javafx.scene.AccessibleRole.TEXT);
        setMinHeight(26);
    }

    /// What stands at the right: hosts, VMs, findings.
    void facts(String words) {
        facts.setText(words);
    }

    void watch(ObservableList<Running> shown) {
        shown.addListener((ListChangeListener<Running>) change -> show(shown));
        show(shown);
    }

    private void show(ObservableList<Running> shown) {
        getChildren().removeAll(progress, cancel);
        cancel.visibleProperty().unbind();
        if (shown.isEmpty()) {
            text.setText(WORDS.get("status.ready"));
            return;
        }
        Running first = shown.getFirst();
        text.setText(
                shown.size() == 1
                        ? first.name()
                        : WORDS.get("status.more", first.name(), shown.size() - 1));
        cancel.visibleProperty().bind(first.cancellableProperty());
        cancel.setOnAction(event -> first.cancel());
        getChildren().addAll(1, java.util.List.of(progress, cancel));
    }
}
