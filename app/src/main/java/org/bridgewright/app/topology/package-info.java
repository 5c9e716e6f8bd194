/// The wiring of all open hosts as the window shows it: joined, selected, as picture and as table. Start at [Workspace].
@NullMarked
package org.bridgewright.app.topology;

import org.jspecify.annotations.NullMarked;
