// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

class ActionsTest {
    @Test
    void anActionWithoutSomebodyWhoDoesItFailsTheStart() {
        Actions actions = new Actions();
        for (ActionId id : ActionId.values()) {
            if (id != ActionId.EXPORT) {
                actions.register(id, () -> {});
            }
        }
        assertEquals(
                "no action [EXPORT]",
                assertThrows(IllegalStateException.class, actions::requireAll).getMessage());
        actions.register(ActionId.EXPORT, () -> {});
        actions.requireAll();
    }

    @Test
    void noTwoActionsHaveTheSameKey() {
        Set<String> keys = new HashSet<>();
        for (ActionId id : ActionId.values()) {
            for (String key : id.keys()) {
                String shown = key.length() == 1 ? key : KeyCombination.valueOf(key).getName();
                assertTrue(keys.add(shown), () -> shown + " of " + id);
            }
        }
    }

    @Test
    void whatCannotBeDoneNowIsNotDone() {
        Actions actions = new Actions();
        SimpleBooleanProperty enabled = new SimpleBooleanProperty(false);
        List<String> done = new ArrayList<>();
        actions.register(ActionId.MOVE, enabled, () -> done.add("moved"));
        assertFalse(actions.get(ActionId.MOVE).fire());
        enabled.set(true);
        assertTrue(actions.get(ActionId.MOVE).fire());
        assertEquals(List.of("moved"), done);
    }
}
