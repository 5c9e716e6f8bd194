// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import java.util.Optional;
import org.bridgewright.core.host.Cancel;

/// A series of questions of which only the newest counts. Any thread.
public final class Lane {
    private long generation;
    private Optional<Cancel> current = Optional.empty();

    synchronized long begin(Cancel cancel) {
        current.ifPresent(Cancel::cancel);
        current = Optional.of(cancel);
        return ++generation;
    }

    synchronized boolean isCurrent(long asked) {
        return asked == generation;
    }

    /// Cancels what runs; its answer will not be delivered.
    public synchronized void drop() {
        generation++;
        current.ifPresent(Cancel::cancel);
        current = Optional.empty();
    }
}
