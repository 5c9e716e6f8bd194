/// A small chart of two rates over the last minutes.
@NullMarked
package org.bridgewright.ui.ratechart;

import org.jspecify.annotations.NullMarked;
