/// Reaching a host over SSH. The only package that sees JSch, and the only one that quotes remote words.
@NullMarked
package org.bridgewright.core.ssh;

import org.jspecify.annotations.NullMarked;
