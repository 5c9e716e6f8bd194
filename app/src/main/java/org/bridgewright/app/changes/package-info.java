/// From a wish to an applied plan: staged changes with undo, their plan, the card at the drop point, the plan drawer, the
/// run, history. Start at [StagedChanges], [Planning] and [Applying].
@NullMarked
package org.bridgewright.app.changes;

import org.jspecify.annotations.NullMarked;
