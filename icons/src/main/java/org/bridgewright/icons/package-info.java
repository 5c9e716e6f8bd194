/// The application's own icons. Nothing but JavaFX graphics is needed to show one.
@NullMarked
package org.bridgewright.icons;

import org.jspecify.annotations.NullMarked;
