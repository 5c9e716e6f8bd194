// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Dialogs as cards over the window. One at a time; others wait. Esc closes. FX thread only.
public final class Overlay extends StackPane {
    private final Region veil = new Region();
    private final Deque<Shown> waiting = new ArrayDeque<>();
    private Optional<Shown> shown = Optional.empty();
    private Optional<Node> focusBefore = Optional.empty();

    private record Shown(Region card, Runnable onClose) {}

    public Overlay() {
        getStyleClass().add("overlay");
        veil.getStyleClass().add("veil");
        getChildren().add(veil);
        setAlignment(Pos.CENTER);
        setVisible(false);
        setManaged(false);
        veil.setOnMousePressed(event -> event.consume());
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                    } else {
                        shown.ifPresent(s -> EnterKey.inCard(event, s.card()));
                    }
                    // The window below must not act on keys while a question stands.
                    event.consume();
                });
    }

    /// Shows `card`, or queues it behind the one that is open.
    ///
    /// @param onClose told when it is closed by [#close()], be it by Esc or by a button
    public void show(Region card, Runnable onClose) {
        Shown next = new Shown(card, onClose);
        if (shown.isPresent()) {
            waiting.add(next);
        } else {
            put(next);
        }
    }

    /// Shows `card` at once, in front of the one that is open, which comes back afterwards: for questions of the work that the
    /// open card is waiting for.
    public void showInFront(Region card, Runnable onClose) {
        shown.ifPresent(
                behind -> {
                    getChildren().remove(behind.card());
                    waiting.addFirst(behind);
                });
        put(new Shown(card, onClose));
    }

    /// Shows or queues it likewise, for an owner who need not know of its closing.
    public void show(Region card) {
        show(card, () -> {});
    }

    public boolean isOpen() {
        return shown.isPresent();
    }

    /// Closes the open card and tells its owner.
    public void close() {
        Optional<Shown> closing = shown;
        shown = Optional.empty();
        closing.ifPresent(
                s -> {
                    getChildren().remove(s.card());
                    s.onClose().run();
                });
        if (shown.isEmpty()) {
            Optional.ofNullable(waiting.poll()).ifPresentOrElse(this::put, this::hide);
        }
    }

    private void put(Shown next) {
        if (!isVisible() && getScene() != null) {
            focusBefore = Optional.ofNullable(getScene().getFocusOwner());
        }
        shown = Optional.of(next);
        Region card = next.card();
        if (!card.getStyleClass().contains("dialog-card")) {
            card.getStyleClass().add("dialog-card");
        }
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        card.setAccessibleRole(AccessibleRole.DIALOG);
        getChildren().add(card);
        setVisible(true);
        setManaged(true);
        card.applyCss();
        focusFirst(card);
    }

    private void hide() {
        setVisible(false);
        setManaged(false);
        focusBefore.ifPresent(Node::requestFocus);
        focusBefore = Optional.empty();
    }

    /// The default button gets the focus where there is one, else the first field.
    private static void focusFirst(Region card) {
        Node target = card.lookup(".dialog-focus");
        if (target == null) {
            target = card.lookup(".text-field");
        }
        if (target == null) {
            target = card.lookup(".button");
        }
        if (target != null) {
            target.requestFocus();
        }
    }
}
