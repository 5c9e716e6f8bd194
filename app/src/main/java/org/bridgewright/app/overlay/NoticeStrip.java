// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.overlay;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// Notices that float under the top bar, for what must be said without stopping the user. What failed stays until it is
/// closed; of good news only the newest is shown.
public final class NoticeStrip extends VBox {
    private static final Words WORDS = Words.of(NoticeStrip.class);
    private static final int MOST = 4;
    private final Overlay overlay;

    public NoticeStrip(Overlay overlay) {
        this.overlay = overlay;
        getStyleClass().add("notices");
        setId("notices");
        setPickOnBounds(false);
        setMaxSize(720, USE_PREF_SIZE);
    }

    /// Says that something is done; no button but Close.
    public void say(String text) {
        say(text, List.of());
    }

    /// The same with something to do about it.
    public void say(String text, List<? extends Node> buttons) {
        getChildren().removeIf(row -> row.getStyleClass().contains("notice-good"));
        add("notice-good", text, buttons);
    }

    /// Asks for something; it stays until it is closed or answered, whatever else is said meanwhile.
    ///
    /// @param button made of what takes the notice away, once it is answered
    public void ask(String text, Function<Runnable, Button> button) {
        HBox place = new HBox();
        Node row = add("notice-ask", text, List.of(place));
        place.getChildren().add(button.apply(() -> getChildren().remove(row)));
    }

    /// Says what failed; *Explain* opens cause, remedy and the tool's own words.
    public void problem(Problem problem) {
        Button explain =
                Dialogs.button("notice-explain", WORDS.get("notice.explain"), () -> open(problem));
        add("notice-bad", problem.line(), List.of(explain));
    }

    private void open(Problem problem) {
        ProblemCard content = new ProblemCard(problem, List.of());
        content.setPrefWidth(520);
        overlay.show(
                Dialogs.card(
                        "problem-dialog",
                        WORDS.get("notice.problem"),
                        content,
                        Dialogs.button(
                                "problem-close",
                                WORDS.get("notice.close"),
                                overlay::close,
                                "dialog-focus")));
    }

    private Node add(String style, String text, List<? extends Node> buttons) {
        while (getChildren().size() >= MOST) {
            getChildren()
                    .remove(
                            getChildren().stream()
                                    .filter(row -> !row.getStyleClass().contains("notice-ask"))
                                    .findFirst()
                                    .orElseGet(getChildren()::getFirst));
        }
        Label label = new Label(text);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(10, label);
        row.getChildren().addAll(buttons);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll("notice", style);
        row.setAccessibleText(text);
        row.getChildren()
                .add(
                        Dialogs.button(
                                "notice-close",
                                WORDS.get("notice.close"),
                                () -> getChildren().remove(row),
                                "flat"));
        getChildren().add(row);
        return row;
    }
}
