// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.overlay;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Enter presses the button that has the keyboard. JavaFX gives it to the default button of the window instead, so that
/// Enter on Cancel would do what was to be cancelled.
public final class EnterKey {
    private EnterKey() {}

    /// Installs it on a root; keys that a control used itself are left alone.
    public static void install(Node root) {
        root.addEventHandler(KeyEvent.KEY_PRESSED, EnterKey::onFocused);
    }

    static void onFocused(KeyEvent event) {
        if (isEnter(event) && event.getTarget() instanceof ButtonBase button) {
            button.fire();
            event.consume();
        }
    }

    /// Enter elsewhere in a card presses its default button, where it has one.
    static void inCard(KeyEvent event, Parent card) {
        onFocused(event);
        if (isEnter(event) && !event.isConsumed()) {
            Button button = defaultButton(card);
            if (button != null && !button.isDisabled()) {
                button.fire();
            }
        }
    }

    private static boolean isEnter(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        return plain && event.getCode() == KeyCode.ENTER;
    }

    private static @Nullable Button defaultButton(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Button button && button.isDefaultButton()) {
                return button;
            }
            Button inside = child instanceof Parent p ? defaultButton(p) : null;
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }
}
