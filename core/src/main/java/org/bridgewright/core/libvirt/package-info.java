/// Everything that knows libvirt: the library's calls, and the reading of its XML. The only package that sees libvirt-java and JNA.
@NullMarked
package org.bridgewright.core.libvirt;

import org.jspecify.annotations.NullMarked;
