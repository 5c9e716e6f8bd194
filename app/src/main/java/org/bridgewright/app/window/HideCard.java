// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.core.words.Words;

/// The name patterns of VMs that are not drawn.
final class HideCard {
    private static final Words WORDS = Words.of(HideCard.class);

    private HideCard() {}

    static void open(Overlay overlay, List<String> patterns, Consumer<List<String>> keep) {
        TextArea text = new TextArea(String.join("\n", patterns));
        text.setId("hide-patterns");
        text.setAccessibleText(WORDS.get("hide.title"));
        text.getStyleClass().addAll("mono", "dialog-focus");
        text.setPrefRowCount(6);
        VBox content = new VBox(8, text, Dialogs.text(WORDS.get("hide.text"), "muted", "small"));
        content.setPrefWidth(420);
        Button go =
                Dialogs.button(
                        "hide-keep",
                        WORDS.get("hide.keep"),
                        () -> {
                            keep.accept(
                                    text.getText()
                                            .lines()
                                            .map(String::strip)
                                            .filter(l -> !l.isEmpty())
                                            .toList());
                            overlay.close();
                        },
                        "primary");
        overlay.show(
                Dialogs.card(
                        "hide",
                        WORDS.get("hide.title"),
                        content,
                        Dialogs.button("hide-cancel", WORDS.get("hide.cancel"), overlay::close),
                        go));
    }
}
