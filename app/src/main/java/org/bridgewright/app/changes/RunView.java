// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.words.Words;

/// The steps of a plan, each with its layer, its state and whether it can be taken back; they tick off while it runs.
final class RunView extends VBox {
    private static final Words WORDS = Words.of(RunView.class);
    private final Map<Integer, Row> rows = new HashMap<>();

    RunView(List<Step> steps) {
        super(7);
        setId("run-steps");
        steps.forEach(
                step -> {
                    Row row = new Row(step);
                    rows.put(step.number(), row);
                    getChildren().add(row);
                });
    }

    void step(Step step, Progress.State state, String detail) {
        Row row = rows.get(step.number());
        if (row != null) {
            row.state(state, detail);
        }
    }

    private static final class Row extends HBox {
        private final Label state = new Label(WORDS.get("step.ready"));
        private final Region dot = new Region();
        private final Label detail = new Label();
        private final String sentence;

        Row(Step step) {
            super(12);
            sentence = step.text();
            getStyleClass().add("plan-step");
            setAlignment(Pos.CENTER_LEFT);
            Label number = new Label(Integer.toString(step.number()));
            number.getStyleClass().add("step-number");
            number.setMinWidth(Region.USE_PREF_SIZE);
            Label text = new Label(step.text());
            text.getStyleClass().add("strong");
            text.setWrapText(true);
            detail.getStyleClass().addAll("muted", "small");
            detail.setText(after(step));
            detail.setWrapText(true);
            detail.managedProperty().bind(detail.textProperty().isNotEmpty());
            VBox words = new VBox(1, text, detail);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            Label layer = new Label(step.layer().word());
            layer.getStyleClass().addAll("muted", "small");
            dot.getStyleClass().setAll("dot", "accent");
            state.getStyleClass().addAll("small", "strong");
            HBox stands = new HBox(6, dot, state);
            stands.setAlignment(Pos.CENTER_LEFT);
            VBox middle = new VBox(3, layer, stands);
            middle.setMinWidth(92);
            middle.setAlignment(Pos.CENTER_LEFT);
            Label undo =
                    new Label(
                            WORDS.get(
                                    step.inverse().isPresent()
                                            ? "step.undo.ready"
                                            : "step.undo.none"));
            undo.getStyleClass().addAll("muted", "small");
            undo.setMinWidth(Region.USE_PREF_SIZE);
            getChildren().addAll(number, words, middle, undo);
            tell();
        }

        private static String after(Step step) {
            return step.checks().isEmpty()
                    ? ""
                    : WORDS.get("step.verify." + step.layer().word().replace(' ', '-'));
        }

        void state(Progress.State now, String told) {
            String word = now.name().toLowerCase(Locale.ROOT).replace('_', '-');
            state.setText(WORDS.get("step." + word));
            dot.getStyleClass()
                    .setAll(
                            "dot",
                            switch (now) {
                                case RUNNING, VERIFYING, UNDOING -> "ring";
                                case VERIFIED -> "good";
                                case UNDONE -> "warning";
                                case FAILED, UNDO_FAILED -> "bad";
                            });
            if (!told.isBlank()) {
                detail.setText(told);
            }
            tell();
        }

        private void tell() {
            setAccessibleText(sentence + ", " + state.getText());
        }
    }
}
