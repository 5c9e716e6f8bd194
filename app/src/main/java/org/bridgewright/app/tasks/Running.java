// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.bridgewright.core.host.Cancel;

/// A piece of work under way. FX thread, save [#cancel()].
public final class Running {
    private final String name;
    private final Cancel cancel;
    private final ReadOnlyBooleanWrapper cancellable = new ReadOnlyBooleanWrapper();

    Running(String name, Cancel cancel) {
        this.name = name;
        this.cancel = cancel;
    }

    public String name() {
        return name;
    }

    /// Turns true after one second: from then on a Cancel is offered.
    public ReadOnlyBooleanProperty cancellableProperty() {
        return cancellable.getReadOnlyProperty();
    }

    public void cancel() {
        cancel.cancel();
    }

    void offerCancel() {
        cancellable.set(true);
    }
}
