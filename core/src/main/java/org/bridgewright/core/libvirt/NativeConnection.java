package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/// A connection that libvirt-java opened and will close, with its handle within reach.
///
/// Keep it strongly reachable until closed: `Connect` has a finalizer that calls libvirt.
final class NativeConnection extends Connect {
    static final int READ_ONLY = 1;
    static final int NO_ALIASES = 2;

    NativeConnection(String uri, int flags) throws LibvirtException {
        super(uri, null, flags);
    }

    Pointer pointer() {
        return vcp.getPointer();
    }
}
