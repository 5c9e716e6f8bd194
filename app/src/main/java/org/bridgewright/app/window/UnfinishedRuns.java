// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.scene.layout.VBox;
import org.bridgewright.app.changes.Applying;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.JournalLog;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.Unfinished;
import org.bridgewright.core.words.Words;

/// *Unfinished change*: what a crash or a cut left half done is asked about at start, step by step, with both ways out.
final class UnfinishedRuns {
    private static final Words WORDS = Words.of(UnfinishedRuns.class);

    private UnfinishedRuns() {}

    static void ask(Applying applying, Wishes wishes, MainWindow window, Workspace workspace) {
        applying.unfinished(
                runs -> runs.forEach(run -> ask(run, applying, wishes, window, workspace)));
    }

    /// One notice for each run; it goes when the user has chosen one of the ways out.
    private static void ask(
            JournalLog.RunLog run,
            Applying applying,
            Wishes wishes,
            MainWindow window,
            Workspace workspace) {
        window.notices()
                .ask(
                        WORDS.get("unfinished.notice", run.host()),
                        answered ->
                                Dialogs.button(
                                        "unfinished-look",
                                        WORDS.get("unfinished.look"),
                                        () ->
                                                look(
                                                        run, applying, wishes, window, workspace,
                                                        answered)));
    }

    private static void look(
            JournalLog.RunLog run,
            Applying applying,
            Wishes wishes,
            MainWindow window,
            Workspace workspace,
            Runnable answered) {
        boolean open =
                workspace
                        .session(run.host())
                        .map(HostSession::state)
                        .filter(s -> s.isOpen())
                        .isPresent();
        if (!open) {
            window.notices().say(WORDS.get("unfinished.closed", run.host()));
            return;
        }
        applying.classify(
                run, read -> card(read, wishes, window, answered), window.notices()::problem);
    }

    private static void card(Unfinished read, Wishes wishes, MainWindow window, Runnable answered) {
        if (read.isSettled()) {
            answered.run();
            window.notices()
                    .say(
                            WORDS.get(
                                    read.isAll() ? "unfinished.all" : "unfinished.nothing",
                                    read.run().host()));
            return;
        }
        VBox content = new VBox(6, Dialogs.text(WORDS.get("unfinished.text")));
        content.setPrefWidth(560);
        for (Step step : read.run().plan().steps()) {
            String standing =
                    WORDS.get(
                            "unfinished."
                                    + read.steps()
                                            .getOrDefault(
                                                    step.number(), Unfinished.Standing.UNKNOWN)
                                            .name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', '-'));
            content.getChildren()
                    .add(Dialogs.text(step.number() + ". " + step.text() + ": " + standing));
        }
        VBox card =
                Dialogs.card(
                        "unfinished",
                        WORDS.get("unfinished.title", read.run().host()),
                        content,
                        Dialogs.button(
                                "unfinished-later",
                                WORDS.get("unfinished.later"),
                                window.overlay()::close,
                                "dialog-focus"));
        read.undo()
                .ifPresent(
                        plan ->
                                content.getChildren()
                                        .add(
                                                Dialogs.button(
                                                        "unfinished-undo",
                                                        WORDS.get("unfinished.undo"),
                                                        () -> {
                                                            window.overlay().close();
                                                            answered.run();
                                                            wishes.follow(
                                                                    read.run(),
                                                                    plan,
                                                                    Journal.Kind.UNDO,
                                                                    WORDS.get("unfinished.undone"));
                                                        })));
        read.finish()
                .ifPresent(
                        plan ->
                                content.getChildren()
                                        .add(
                                                Dialogs.button(
                                                        "unfinished-finish",
                                                        WORDS.get("unfinished.finish"),
                                                        () -> {
                                                            window.overlay().close();
                                                            answered.run();
                                                            wishes.follow(
                                                                    read.run(),
                                                                    plan,
                                                                    Journal.Kind.FINISH,
                                                                    WORDS.get(
                                                                            "unfinished.finished"));
                                                        })));
        window.overlay().show(card);
    }
}
