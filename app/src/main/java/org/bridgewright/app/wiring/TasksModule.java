// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import com.google.inject.AbstractModule;
import org.bridgewright.app.tasks.TaskRunner;

/// Who runs background work.
final class TasksModule extends AbstractModule {
    private final TaskRunner tasks;

    TasksModule(TaskRunner tasks) {
        this.tasks = tasks;
    }

    @Override
    protected void configure() {
        bind(TaskRunner.class).toInstance(tasks);
    }
}
