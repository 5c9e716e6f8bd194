/// The application: windows and their view models, settings, command line, wiring.
@NullMarked
package org.bridgewright.app;

import org.jspecify.annotations.NullMarked;
