/// Everything that the user can do, each thing once: its words, its keys, whether it can be done now. Menus, buttons and
/// keys are made from it. Start at [Actions].
@NullMarked
package org.bridgewright.app.actions;

import org.jspecify.annotations.NullMarked;
