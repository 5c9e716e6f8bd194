/// The window: frame, top bar, status bar, colours, and what joins its parts. Start at [MainWindow].
@NullMarked
package org.bridgewright.app.window;

import org.jspecify.annotations.NullMarked;
