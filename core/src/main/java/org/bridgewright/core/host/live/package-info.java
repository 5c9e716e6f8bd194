/// Live hosts: connecting by every URI, reading libvirt and the kernel side by side, following, reconnecting, writing. Start at [HostSources].
@NullMarked
package org.bridgewright.core.host.live;

import org.jspecify.annotations.NullMarked;
