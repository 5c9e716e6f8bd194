/// Fonts and colours that all parts of the window share.
@NullMarked
package org.bridgewright.ui.theme;

import org.jspecify.annotations.NullMarked;
