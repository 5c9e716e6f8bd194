// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.actions;

import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;

/// One thing that the user can do. `words` may follow the state ("Lock", "Unlock").
///
/// @param enabled whether it can be done now
/// @param run does it, on the FX thread
public record Action(
        ActionId id, ObservableStringValue words, ObservableBooleanValue enabled, Runnable run) {
    /// Does it if it can be done now.
    ///
    /// @return whether it was done
    public boolean fire() {
        if (!enabled.get()) {
            return false;
        }
        run.run();
        return true;
    }
}
