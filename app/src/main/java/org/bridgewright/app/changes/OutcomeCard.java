// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.overlay.ProblemCard;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.PlanScript;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// How an apply ended, when it did not end well. A failed rollback has its own screen, with the commands to finish by hand.
final class OutcomeCard {
    private static final Words WORDS = Words.of(OutcomeCard.class);

    private OutcomeCard() {}

    /// Shows what went wrong; nothing for what was applied.
    static void show(Overlay overlay, Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied applied -> {
                // Said where it was asked for.
            }
            case Outcome.NotStarted none ->
                    card(overlay, "outcome.not-started", problem(none.why(), none.difference()));
            case Outcome.RolledBack back -> {
                VBox content = problem(back.why(), back.difference());
                content.getChildren()
                        .addFirst(
                                Dialogs.text(
                                        WORDS.get(
                                                "outcome.rolled-back.text", back.failed().text())));
                if (!back.kept().isEmpty()) {
                    content.getChildren().add(steps("outcome.kept", back.kept()));
                }
                card(overlay, "outcome.rolled-back", content);
            }
            case Outcome.Unknown unknown -> {
                VBox content = problem(unknown.why(), Optional.empty());
                content.getChildren()
                        .addFirst(
                                Dialogs.text(
                                        WORDS.get("outcome.unknown.text", unknown.at().text())));
                card(overlay, "outcome.unknown", content);
            }
            case Outcome.RollbackFailed failed -> rollbackFailed(overlay, failed);
        }
    }

    private static void rollbackFailed(Overlay overlay, Outcome.RollbackFailed failed) {
        String commands =
                String.join("\n", failed.manualCommands().stream().map(PlanScript::shown).toList());
        TextArea text = new TextArea(commands);
        text.setId("manual-commands");
        text.setEditable(false);
        text.getStyleClass().add("mono");
        text.setPrefRowCount(Math.clamp(failed.manualCommands().size() + 1, 3, 12));
        text.setAccessibleText(WORDS.get("outcome.manual"));
        VBox content =
                new VBox(
                        10,
                        Dialogs.text(
                                WORDS.get("outcome.rollback-failed.text", failed.failed().text()),
                                "problem-summary"),
                        new ProblemCard(failed.why(), List.of()),
                        steps("outcome.in-place", failed.stillInPlace()),
                        new ProblemCard(failed.rollbackProblem(), List.of()),
                        Dialogs.text(WORDS.get("outcome.manual"), "section-title"),
                        text,
                        Dialogs.button(
                                "manual-copy", WORDS.get("outcome.copy"), () -> copy(commands)));
        card(overlay, "outcome.rollback-failed", content);
    }

    private static Node steps(String title, List<Step> steps) {
        VBox box = new VBox(3, Dialogs.text(WORDS.get(title), "section-title"));
        steps.forEach(s -> box.getChildren().add(Dialogs.text(s.number() + ". " + s.text())));
        return box;
    }

    private static VBox problem(Problem why, Optional<Outcome.Difference> difference) {
        VBox content = new VBox(10, new ProblemCard(why, List.of()));
        difference.ifPresent(d -> content.getChildren().add(difference(d)));
        return content;
    }

    /// Three columns: as it was, as planned, as it is now.
    static Node difference(Outcome.Difference difference) {
        HBox columns =
                new HBox(
                        8,
                        column("difference.before", difference.before()),
                        column("difference.ours", difference.ours()),
                        column("difference.theirs", difference.theirs()));
        return new VBox(6, Dialogs.text(difference.object(), "section-title"), columns);
    }

    private static Node column(String title, String text) {
        Label head = new Label(WORDS.get(title));
        head.getStyleClass().addAll("muted", "small");
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.setPrefColumnCount(24);
        area.setPrefRowCount(9);
        area.getStyleClass().add("mono");
        area.setAccessibleText(head.getText());
        return new VBox(3, head, area);
    }

    private static void card(Overlay overlay, String key, VBox content) {
        content.setPrefWidth(620);
        overlay.show(
                Dialogs.card(
                        key.replace('.', '-'),
                        WORDS.get(key),
                        content,
                        Dialogs.button(
                                "outcome-close",
                                WORDS.get("outcome.close"),
                                overlay::close,
                                "dialog-focus")));
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
