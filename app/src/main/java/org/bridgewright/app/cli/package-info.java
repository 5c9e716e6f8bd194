/// The command line: the same core as the window's, without JavaFX. Start at [Cli]; what it may print stands in `words.properties`.
@NullMarked
package org.bridgewright.app.cli;

import org.jspecify.annotations.NullMarked;
