// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.actions;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.bridgewright.core.words.Words;

/// The registry of actions, and what is made of it: menu items, buttons, keys, the list of keys. FX thread only.
public final class Actions {
    private static final Words WORDS = Words.of(Actions.class);

    private final Map<ActionId, Action> actions = new EnumMap<>(ActionId.class);

    /// Registers what `id` does; always possible.
    public void register(ActionId id, Runnable run) {
        register(id, new SimpleBooleanProperty(true), run);
    }

    /// An action with the words of its id in the bundle; replaces one of the same id.
    public void register(ActionId id, ObservableBooleanValue enabled, Runnable run) {
        register(id, new ReadOnlyStringWrapper(WORDS.get("action." + id.word())), enabled, run);
    }

    /// An action whose words change with its state; replaces one of the same id.
    public void register(
            ActionId id,
            ObservableStringValue words,
            ObservableBooleanValue enabled,
            Runnable run) {
        actions.put(id, new Action(id, words, enabled, run));
    }

    /// The action of `id`.
    ///
    /// @throws IllegalStateException when nobody registered it: the wiring is incomplete
    public Action get(ActionId id) {
        return Optional.ofNullable(actions.get(id))
                .orElseThrow(() -> new IllegalStateException("no action " + id));
    }

    /// Whether it was registered; [#get] of one that was not throws.
    public boolean has(ActionId id) {
        return actions.containsKey(id);
    }

    /// Fails when an action has nobody who does it: the wiring is incomplete.
    ///
    /// @throws IllegalStateException naming what is missing
    public void requireAll() {
        List<ActionId> missing = Arrays.stream(ActionId.values()).filter(id -> !has(id)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no action " + missing);
        }
    }

    /// A new menu item that follows the action's words and whether it is enabled.
    public MenuItem menuItem(ActionId id) {
        Action action = get(id);
        MenuItem item = new MenuItem();
        item.setId("menu-" + id.word());
        item.textProperty().bind(action.words());
        item.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        firstKey(id).ifPresent(item::setAccelerator);
        item.setOnAction(event -> action.fire());
        return item;
    }

    /// A menu of `ids`; `null` in the list is a line.
    public ContextMenu contextMenu(Iterable<Optional<ActionId>> ids) {
        ContextMenu menu = new ContextMenu();
        ids.forEach(
                id ->
                        menu.getItems()
                                .add(id.map(this::menuItem).orElseGet(SeparatorMenuItem::new)));
        return menu;
    }

    /// All registered actions of a group as a submenu.
    public Menu menu(ActionId.Group group) {
        Menu menu = new Menu(WORDS.get("group." + group.word()));
        for (ActionId id : ActionId.values()) {
            if (id.group() == group && has(id)) {
                menu.getItems().add(menuItem(id));
            }
        }
        return menu;
    }

    /// A new button that follows the action's words and whether it is enabled.
    public Button button(ActionId id) {
        Action action = get(id);
        Button button = new Button();
        button.setId("button-" + id.word());
        button.textProperty().bind(action.words());
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        button.setOnAction(event -> action.fire());
        button.setAccessibleRole(AccessibleRole.BUTTON);
        button.accessibleTextProperty().bind(action.words());
        keyText(id).ifPresent(key -> button.setTooltip(new Tooltip(WORDS.get("tooltip.key", key))));
        return button;
    }

    /// The key as people write it, `Ctrl+F`.
    public static Optional<String> keyText(ActionId id) {
        return id.keys().stream().findFirst().map(Actions::shown);
    }

    /// All keys as people write them.
    public static String keyTexts(ActionId id) {
        return String.join(
                ", ",
                id.keys().stream().filter(k -> !k.endsWith("EQUALS")).map(Actions::shown).toList());
    }

    private static String shown(String key) {
        return key.length() == 1 ? key : KeyCombination.valueOf(key).getDisplayText();
    }

    /// A key that did something types nothing: the field that it opened must not get its letter. Until it is released, since
    /// a key that is held repeats.
    private Optional<KeyCode> used = Optional.empty();

    private void swallow(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            used = used.filter(key -> key != event.getCode());
        } else if (event.getEventType() == KeyEvent.KEY_PRESSED
                && used.filter(key -> key != event.getCode()).isPresent()) {
            used = Optional.empty();
        } else if (used.isPresent()) {
            event.consume();
        }
    }

    /// Makes the keys work in `scene`. Keys without Ctrl are left to a text field that has the focus, and to the control
    /// that used them first.
    public void install(Scene scene) {
        scene.addEventFilter(KeyEvent.ANY, this::swallow);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(scene, event));
        scene.addEventHandler(KeyEvent.KEY_TYPED, event -> typed(scene, event));
    }

    private void pressed(Scene scene, KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !isFunctionKey(event.getCode());
        if (event.isConsumed() || plain && isTyping(scene)) {
            return;
        }
        for (Action action : actions.values()) {
            for (String key : action.id().keys()) {
                boolean combined = key.length() > 1 || Character.isLetter(key.charAt(0));
                if (combined && KeyCombination.valueOf(key).match(event) && action.fire()) {
                    used = plain ? Optional.of(event.getCode()) : Optional.empty();
                    event.consume();
                    return;
                }
            }
        }
    }

    private void typed(Scene scene, KeyEvent event) {
        if (event.isConsumed() || isTyping(scene) || event.isShortcutDown()) {
            return;
        }
        for (Action action : actions.values()) {
            for (String key : action.id().keys()) {
                boolean typedKey = key.length() == 1 && !Character.isLetter(key.charAt(0));
                if (typedKey && key.equals(event.getCharacter()) && action.fire()) {
                    event.consume();
                    return;
                }
            }
        }
    }

    private static boolean isTyping(Scene scene) {
        return scene.getFocusOwner() instanceof TextInputControl;
    }

    private static boolean isFunctionKey(KeyCode code) {
        return code.isFunctionKey();
    }

    private static Optional<KeyCombination> firstKey(ActionId id) {
        return id.keys().stream()
                .filter(key -> key.length() > 1)
                .findFirst()
                .map(KeyCombination::valueOf);
    }
}
