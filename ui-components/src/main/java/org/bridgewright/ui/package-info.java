/// Reusable controls that draw and edit what [org.bridgewright.core] knows. They take values and emit events:
/// no host is reached from here, nothing is injected.
@NullMarked
package org.bridgewright.ui;

import org.jspecify.annotations.NullMarked;
