/// What is told of a topology to programs and to people at a terminal: JSON and text. Pure functions; start at [TopologyJson].
@NullMarked
package org.bridgewright.core.report;

import org.jspecify.annotations.NullMarked;
