/// What is made of what: Guice modules, and the start of the window. Nothing else knows Guice.
@NullMarked
package org.bridgewright.app.wiring;

import org.jspecify.annotations.NullMarked;
