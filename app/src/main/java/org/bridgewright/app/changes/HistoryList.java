// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.change.JournalLog;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// What was applied, newest first, each with Undo: now or next week.
public final class HistoryList extends VBox {
    private static final Words WORDS = Words.of(HistoryList.class);
    private static final int MOST = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withZone(ZoneId.systemDefault());

    /// @param subject only runs that concern it; empty = all
    public HistoryList(
            Applying applying, Optional<ElementId> subject, Consumer<JournalLog.RunLog> undo) {
        super(10);
        setId("history");
        getChildren().add(Dialogs.text(WORDS.get("history.reading"), "muted", "small"));
        applying.log(
                log -> fill(log, subject, undo),
                problem -> getChildren().setAll(Dialogs.text(problem.line(), "problem-summary")));
    }

    private void fill(
            JournalLog log, Optional<ElementId> subject, Consumer<JournalLog.RunLog> undo) {
        Predicate<JournalLog.RunLog> concerns =
                run -> subject.isEmpty() || concerns(run, subject.get());
        List<JournalLog.RunLog> runs =
                log.runs().reversed().stream().filter(concerns).limit(MOST).toList();
        getChildren().clear();
        if (!log.unreadable().isEmpty()) {
            getChildren()
                    .add(
                            Dialogs.text(
                                    WORDS.get("history.unreadable", log.unreadable().size()),
                                    "warn-text",
                                    "small"));
        }
        if (runs.isEmpty()) {
            getChildren().add(Dialogs.text(WORDS.get("history.none"), "muted"));
        }
        runs.forEach(run -> getChildren().add(row(log, run, undo)));
    }

    /// A VM's runs are those of its vNICs; a host's are all of its.
    private static boolean concerns(JournalLog.RunLog run, ElementId id) {
        if (id.equals(ElementId.host(run.host()))) {
            return true;
        }
        String guest = id.value().replaceFirst("/guest/", "/vnic/");
        return run.plan().steps().stream()
                .map(Step::subject)
                .anyMatch(
                        s ->
                                s.equals(id)
                                        || s.value().startsWith(guest + "/")
                                        || id.value()
                                                .startsWith(
                                                        s.value().replaceFirst("/guest/", "/vnic/")
                                                                + "/"));
    }

    private static VBox row(
            JournalLog log, JournalLog.RunLog run, Consumer<JournalLog.RunLog> undo) {
        Label when = new Label(TIME.format(run.began()) + " · " + run.host());
        when.getStyleClass().addAll("muted", "small");
        VBox row = new VBox(2, when);
        row.getStyleClass().add("history-row");
        run.plan().steps().stream()
                .map(Step::text)
                .limit(4)
                .forEach(text -> row.getChildren().add(Dialogs.text(text, "small")));
        String word = log.isUndone(run) ? "undone-later" : run.outcome().orElse("open");
        String key = "history.outcome." + word;
        Label outcome = new Label(WORDS.has(key) ? WORDS.get(key) : word);
        outcome.getStyleClass().addAll("badge", run.isApplied() ? "note" : "warning");
        outcome.setMinWidth(Region.USE_PREF_SIZE);
        HBox foot = new HBox(8, outcome, Dialogs.spacer());
        foot.setAlignment(Pos.CENTER_LEFT);
        if (run.isApplied() && !log.isUndone(run) && run.plan().isReversible()) {
            Button button =
                    Dialogs.button(
                            "history-undo",
                            WORDS.get("history.undo"),
                            () -> undo.accept(run),
                            "flat");
            foot.getChildren().add(button);
        }
        row.getChildren().add(foot);
        return row;
    }
}
