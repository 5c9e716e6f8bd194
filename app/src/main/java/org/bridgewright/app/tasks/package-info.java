/// Background work: the one way from a view model to a worker thread and back to the FX thread. Start at [TaskRunner].
@NullMarked
package org.bridgewright.app.tasks;

import org.jspecify.annotations.NullMarked;
