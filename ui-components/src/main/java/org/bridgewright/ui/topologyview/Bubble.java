package org.bridgewright.ui.topologyview;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bridgewright.core.words.Words;

/// The sentence beside the pointer while something is dragged.
final class Bubble extends VBox {
    private static final Words WORDS = Words.of(Bubble.class);
    private static final double WIDEST = 380;

    Bubble() {
        getStyleClass().add("topology-bubble");
        setMouseTransparent(true);
        setManaged(false);
        setVisible(false);
        setMaxWidth(WIDEST);
    }

    /// @param note said before all else; how the target came about
    void show(
            DropVerdict verdict,
            Optional<String> note,
            double x,
            double y,
            double width,
            double height) {
        getChildren().clear();
        getStyleClass().remove("refused");
        if (!verdict.allowed()) {
            getStyleClass().add("refused");
        }
        add(verdict.title(), "title");
        note.ifPresent(t -> add(t, "line"));
        verdict.interrupts().ifPresent(t -> add(WORDS.get("interrupts", t), "line"));
        verdict.afterwards()
                .ifPresent(
                        t -> {
                            Label label = add(WORDS.get("afterwards", t), "line");
                            if (verdict.afterwardsBad()) {
                                label.getStyleClass().add("bad");
                            }
                        });
        setVisible(true);
        applyCss();
        double w = Math.min(WIDEST, prefWidth(-1));
        double h = prefHeight(w);
        resize(w, h);
        double left = x + 22 + w > width ? x - 22 - w : x + 22;
        relocate(
                Math.clamp(left, 4, Math.max(4, width - w - 4)),
                Math.clamp(y - 12, 4, Math.max(4, height - h - 4)));
    }

    private Label add(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        getChildren().add(label);
        return label;
    }

    void hide() {
        setVisible(false);
    }
}
