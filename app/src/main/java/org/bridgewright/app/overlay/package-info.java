/// Questions, dialogs and notices inside the window: a card over a dimmed window, and a strip for problems. Start at [Overlay].
@NullMarked
package org.bridgewright.app.overlay;

import org.jspecify.annotations.NullMarked;
