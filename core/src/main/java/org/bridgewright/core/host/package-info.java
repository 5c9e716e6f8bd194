/// How a host is named, opened, read, followed and written: the seams between the pure middle and the I/O at the edges. Start at [HostSource].
@NullMarked
package org.bridgewright.core.host;

import org.jspecify.annotations.NullMarked;
