/// What Bridgewright knows and does, without a window: one package per concept below this one.
///
/// Nothing of JavaFX and nothing of Guice comes in here; the same code serves the window, the command line and the tests.
/// Start reading in `model`.
@NullMarked
package org.bridgewright.core;

import org.jspecify.annotations.NullMarked;
