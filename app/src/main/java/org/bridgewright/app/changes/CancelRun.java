// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.util.Duration;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.core.words.Words;

/// The Cancel of a run, shown once it has lasted a second: the step under way is finished, then everything is taken back.
final class CancelRun {
    private static final Words WORDS = Words.of(CancelRun.class);
    private static final Duration AFTER = Duration.seconds(1);

    private CancelRun() {}

    static Button of(Running running) {
        Button button = Dialogs.button("run-cancel", WORDS.get("run.cancel"), () -> {});
        button.setOnAction(
                event -> {
                    button.setDisable(true);
                    button.setText(WORDS.get("run.cancelling"));
                    running.cancel();
                });
        button.setVisible(false);
        PauseTransition wait = new PauseTransition(AFTER);
        wait.setOnFinished(event -> button.setVisible(true));
        wait.play();
        return button;
    }
}
