/// What a host's kernel knows of its links, bridges and routes: the reading script and the parsers of its answers.
@NullMarked
package org.bridgewright.core.kernel;

import org.jspecify.annotations.NullMarked;
