/// The join of libvirt's and the kernel's worlds into one graph, and its arrangement into a picture. Pure functions.
@NullMarked
package org.bridgewright.core.topology;

import org.jspecify.annotations.NullMarked;
