/// The words of the field as immutable records: what one read of a host gave. No I/O, no clock. Start reading at [HostSnapshot].
@NullMarked
package org.bridgewright.core.model;

import org.jspecify.annotations.NullMarked;
