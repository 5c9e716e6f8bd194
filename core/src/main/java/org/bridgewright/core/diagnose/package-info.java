/// Findings: pure rules over a topology, each with its evidence.
@NullMarked
package org.bridgewright.core.diagnose;

import org.jspecify.annotations.NullMarked;
