// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import javafx.scene.control.Label;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.core.words.Words;

/// Asks once before a host goes from the list: its name, group and colour go with it.
public final class ForgetCard {
    private static final Words WORDS = Words.of(ForgetCard.class);

    private ForgetCard() {}

    /// @param go forgets it
    public static void ask(Overlay overlay, HostSession session, Runnable go) {
        Label text = Dialogs.text(WORDS.get("forget.text"));
        text.setPrefWidth(400);
        overlay.show(
                Dialogs.card(
                        "forget",
                        WORDS.get("forget.title", session.title()),
                        text,
                        Dialogs.button(
                                "forget-go",
                                WORDS.get("forget.go"),
                                () -> {
                                    overlay.close();
                                    go.run();
                                }),
                        Dialogs.button(
                                "forget-cancel",
                                WORDS.get("add.cancel"),
                                overlay::close,
                                "dialog-focus")));
    }
}
