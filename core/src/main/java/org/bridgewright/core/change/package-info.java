/// What a user wants changed, the plan of it, its execution, verification, undo and journal.
@NullMarked
package org.bridgewright.core.change;

import org.jspecify.annotations.NullMarked;
