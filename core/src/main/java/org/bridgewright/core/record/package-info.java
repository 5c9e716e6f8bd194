/// Captures: what a host printed, raw, in a folder or a zip of one.
@NullMarked
package org.bridgewright.core.record;

import org.jspecify.annotations.NullMarked;
