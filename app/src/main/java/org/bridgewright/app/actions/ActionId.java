// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.actions;

import java.util.List;
import java.util.Locale;

/// The actions and their keys, in JavaFX's notation; `?` and `/` are typed characters. `name` in the bundle: `action.` + [#word()].
public enum ActionId {
    FIND(Group.VIEW, "Shortcut+F", "/"),
    PICTURE(Group.VIEW, "Shortcut+1"),
    TABLE(Group.VIEW, "Shortcut+2"),
    PLAN(Group.VIEW, "Shortcut+3"),
    FOLLOW(Group.VIEW, "Shortcut+P"),
    FIT(Group.VIEW, "Shortcut+0"),
    ZOOM_IN(Group.VIEW, "Shortcut+PLUS", "Shortcut+EQUALS"),
    ZOOM_OUT(Group.VIEW, "Shortcut+MINUS"),
    TIDY(Group.VIEW),
    BETWEEN(Group.VIEW),
    EXPORT(Group.VIEW, "Shortcut+E"),
    INSPECT(Group.VIEW, "Enter"),
    THEME_LIGHT(Group.VIEW),
    THEME_DARK(Group.VIEW),
    THEME_SYSTEM(Group.VIEW),
    ADD_HOST(Group.HOST, "Shortcut+N"),
    OPEN_DEMO(Group.HOST),
    REFRESH(Group.HOST, "F5"),
    OPEN_HOST(Group.HOST),
    CLOSE_HOST(Group.HOST),
    TOGGLE_LOCK(Group.HOST),
    EDIT_HOST(Group.HOST, "F2"),
    REMOVE_HOST(Group.HOST),
    MOVE(Group.CHANGE, "M"),
    LINK_TOGGLE(Group.CHANGE, "L"),
    DETACH(Group.CHANGE, "Delete"),
    ATTACH(Group.CHANGE, "Insert"),
    START_GUEST(Group.CHANGE),
    SHUTDOWN_GUEST(Group.CHANGE),
    REBOOT_GUEST(Group.CHANGE),
    SUSPEND_GUEST(Group.CHANGE),
    RESUME_GUEST(Group.CHANGE),
    FORCE_OFF_GUEST(Group.CHANGE),
    START_NETWORK(Group.CHANGE),
    STOP_NETWORK(Group.CHANGE),
    RESTART_NETWORK(Group.CHANGE),
    UNDO(Group.CHANGE, "Shortcut+Z"),
    REDO(Group.CHANGE, "Shortcut+Shift+Z"),
    APPLY(Group.CHANGE, "Shortcut+Enter"),
    DISCARD(Group.CHANGE),
    COPY_SCRIPT(Group.CHANGE, "Shortcut+Shift+C"),
    HISTORY(Group.CHANGE, "Shortcut+H"),
    KEYS(Group.HELP, "?"),
    ABOUT(Group.HELP),
    QUIT(Group.HELP, "Shortcut+Q");

    /// What the menu and the list of keys group them by.
    public enum Group {
        VIEW,
        HOST,
        CHANGE,
        HELP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Group group;
    private final List<String> keys;

    ActionId(Group group, String... keys) {
        this.group = group;
        this.keys = List.of(keys);
    }

    public Group group() {
        return group;
    }

    /// Key combinations, the one shown in menus first.
    public List<String> keys() {
        return keys;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
