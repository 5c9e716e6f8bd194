package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import java.io.Serial;
import java.util.Set;

/// What libvirt said when a call failed. It holds for the calling thread and until its next call, so it is read at once.
///
/// @param code `virErrorNumber`, also one that this version does not know
/// @param domain `virErrorDomain`, the part of libvirt that it comes from
record LibvirtError(int code, int domain, String message) {
    static final int INVALID_ARGUMENT = 8;
    static final int NO_DOMAIN = 42;
    static final int NO_NETWORK = 43;
    static final int NO_NODE_DEVICE = 53;
    private static final Set<Integer> GONE = Set.of(NO_DOMAIN, NO_NETWORK, NO_NODE_DEVICE);

    /// The calling thread's last error.
    static LibvirtError last() {
        Pointer error = LibvirtApi.virGetLastError();
        if (error == null) {
            return new LibvirtError(0, 0, "");
        }
        Pointer message = error.getPointer(8);
        LibvirtError read =
                new LibvirtError(
                        error.getInt(0),
                        error.getInt(4),
                        message == null ? "" : message.getString(0, "UTF-8"));
        LibvirtApi.virResetLastError();
        return read;
    }

    /// Whether the object is not there, or not any more.
    boolean isGone() {
        return GONE.contains(code);
    }

    /// A failed call. Checked, so that no caller forgets that everything may fail.
    static final class Failed extends Exception {
        @Serial private static final long serialVersionUID = 1L;
        private final transient LibvirtError error;

        Failed(LibvirtError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        LibvirtError error() {
            return error;
        }
    }

    /// Passes a result on, or throws the thread's last error when it says that the call failed.
    static int check(int result) throws Failed {
        if (result < 0) {
            throw new Failed(last());
        }
        return result;
    }

    static Pointer check(@org.jspecify.annotations.Nullable Pointer result) throws Failed {
        if (result == null) {
            throw new Failed(last());
        }
        return result;
    }
}
