// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.overlay;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// A problem for people: what failed and on which host, why, what to do; the tool's own words one click away.
public final class ProblemCard extends VBox {
    private static final Words WORDS = Words.of(ProblemCard.class);

    /// @param actions buttons that do what the remedy says
    public ProblemCard(Problem problem, List<? extends Node> actions) {
        super(6);
        getStyleClass().add("problem");
        setId("problem-" + problem.kind().id());
        String where =
                problem.host()
                        .filter(h -> !problem.summary().contains(h.value()))
                        .map(h -> h + ": ")
                        .orElse("");
        getChildren().add(Dialogs.text(where + problem.summary(), "problem-summary"));
        if (!problem.cause().isBlank()) {
            getChildren().add(Dialogs.text(problem.cause(), "problem-cause"));
        }
        if (!problem.remedy().isBlank()) {
            getChildren().add(Dialogs.text(problem.remedy(), "problem-remedy"));
        }
        HBox row = new HBox(8);
        row.getChildren().addAll(actions);
        problem.original()
                .ifPresent(
                        original -> {
                            TextArea details =
                                    new TextArea(original.source() + "\n" + original.text());
                            details.setEditable(false);
                            details.setWrapText(true);
                            details.setPrefRowCount(4);
                            details.getStyleClass().add("mono");
                            details.setAccessibleText(WORDS.get("problem.details"));
                            details.setVisible(false);
                            details.setManaged(false);
                            Button show =
                                    Dialogs.button(
                                            "problem-details",
                                            WORDS.get("problem.details"),
                                            () -> {
                                                details.setVisible(!details.isVisible());
                                                details.setManaged(details.isVisible());
                                            },
                                            "flat");
                            row.getChildren().add(show);
                            getChildren().add(details);
                        });
        row.getChildren()
                .add(
                        Dialogs.button(
                                "problem-copy",
                                WORDS.get("problem.copy"),
                                () -> copy(problem),
                                "flat"));
        getChildren().add(Math.min(3, getChildren().size()), row);
        setAccessibleText(problem.line());
    }

    private static void copy(Problem problem) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text(problem));
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// All that is known, for a report.
    static String text(Problem problem) {
        StringBuilder text = new StringBuilder();
        problem.host().ifPresent(h -> text.append(h).append(": "));
        text.append(problem.summary()).append('\n');
        text.append(problem.cause()).append('\n');
        text.append(problem.remedy()).append('\n');
        text.append('[').append(problem.kind().id()).append("]\n");
        problem.original()
                .ifPresent(o -> text.append(o.source()).append(": ").append(o.text()).append('\n'));
        return text.toString();
    }
}
