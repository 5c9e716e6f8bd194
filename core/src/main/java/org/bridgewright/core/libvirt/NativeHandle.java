package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A pointer of libvirt's that must be freed exactly once, when its last user has done with it.
final class NativeHandle {
    private final Pointer pointer;
    private final Consumer<Pointer> free;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean freed = new AtomicBoolean();
    private volatile Runnable afterwards = () -> {};

    NativeHandle(Pointer pointer, Consumer<Pointer> free) {
        this.pointer = pointer;
        this.free = free;
    }

    Pointer pointer() {
        return pointer;
    }

    void whenFreed(Runnable action) {
        afterwards = action;
    }

    /// One more user.
    NativeHandle retain() {
        users.incrementAndGet();
        return this;
    }

    /// One user less; the last one frees it.
    void release() {
        if (users.decrementAndGet() == 0) {
            free();
        }
    }

    /// Frees it, whoever still counts on it. Twice is the same as once.
    void free() {
        if (freed.compareAndSet(false, true)) {
            free.accept(pointer);
            afterwards.run();
        }
    }
}
