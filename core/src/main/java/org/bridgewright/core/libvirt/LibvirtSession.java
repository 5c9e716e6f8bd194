package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open connection to a libvirt daemon. Any thread may use it, also a virtual one: libvirt itself is called on
/// platform threads of the session only.
///
/// A call into libvirt cannot be taken back. What frees it is the end of its connection, so each session is given
/// a `cut`: closing the relay that it goes through. After a cut the session is dead and must be closed.
public final class LibvirtSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtSession.class);
    private static final Words WORDS = Words.of(LibvirtSession.class);
    private static final Duration FREED_AFTER_CUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int KEEP_ALIVE_COUNT = 3;

    private final Target target;
    private final Runnable cut;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CompletableFuture<Problem> lost = new CompletableFuture<>();
    // Held as long as libvirt may call it.
    private final LibvirtApi.CloseCallback onClose = this::closedByPeer;
    private final Set<NativeHandle> handles = ConcurrentHashMap.newKeySet();
    private volatile @Nullable NativeConnection connection;
    private volatile Duration roundTrip = Duration.ZERO;
    private volatile boolean closing;
    private int closeResult = -1;

    /// What to open.
    ///
    /// @param uri for libvirt: `qemu+unix:///system?socket=PATH`, `test:///FILE`, `qemu+tls://HOST/system`
    /// @param readOnly libvirt then refuses every write itself
    /// @param shown how the host is called in messages
    public record Target(String uri, boolean readOnly, String shown) {}

    /// A piece of work with the connection's handle, on a platform thread.
    @FunctionalInterface
    interface NativeCall<T extends @Nullable Object> {
        T run(Pointer connection) throws LibvirtError.Failed;
    }

    private LibvirtSession(Target target, Runnable cut) {
        this.target = target;
        this.cut = cut;
        threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .name("libvirt " + target.shown() + " ", 1)
                                .factory());
    }

    /// Connects.
    ///
    /// @param cut frees a call that hangs, by ending the way to the daemon; called from any thread, perhaps twice
    /// @throws ProblemException when it cannot be reached, says no, or does not answer in time
    public static LibvirtSession open(Target target, Runnable cut, Cancel cancel) {
        LibvirtRuntime.require();
        LibvirtSession session = new LibvirtSession(target, cut);
        String tried = WORDS.get("open.tried", target.shown());
        try {
            session.await(tried, session.submit(tried, session::connect), cancel);
            return session;
        } catch (ProblemException e) {
            session.close();
            throw e;
        }
    }

    private boolean connect() throws LibvirtError.Failed {
        int flags = target.readOnly() ? NativeConnection.READ_ONLY : 0;
        if (!target.uri().startsWith("test")) { // whose driver refuses the flag
            flags |= NativeConnection.NO_ALIASES;
        }
        NativeConnection opened;
        try {
            opened = new NativeConnection(target.uri(), flags);
        } catch (LibvirtException | RuntimeException e) {
            // libvirt-java knows old error numbers only and may fail over a new one; libvirt still
            // has its text.
            LibvirtError error = LibvirtError.last();
            throw new LibvirtError.Failed(
                    error.code() != 0
                            ? error
                            : new LibvirtError(1, 0, String.valueOf(e.getMessage())));
        }
        connection = opened;
        Pointer pointer = opened.pointer();
        long before = System.nanoTime();
        LibvirtError.check(LibvirtApi.virConnectGetLibVersion(pointer, new LongByReference()));
        roundTrip = Duration.ofNanos(System.nanoTime() - before);
        // Not every driver has these two; without them a dead peer is found by the next call's
        // deadline.
        if (LibvirtApi.virConnectSetKeepAlive(pointer, KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT) < 0) {
            LibvirtApi.virResetLastError();
        }
        if (LibvirtApi.virConnectRegisterCloseCallback(pointer, onClose, null, null) < 0) {
            LibvirtApi.virResetLastError();
        }
        return true;
    }

    /// On libvirt's event thread.
    private void closedByPeer(Pointer connectionPointer, int reason, @Nullable Pointer opaque) {
        lost.complete(LibvirtProblems.closed(WORDS.get("lost", target.shown())));
    }

    /// Calls `listener` once when the connection is lost, at once if it is, on any thread; not when it is closed here.
    public void onLost(Consumer<Problem> listener) {
        lost.thenAccept(
                problem -> {
                    if (!closing) {
                        listener.accept(problem);
                    }
                });
    }

    public boolean isReadOnly() {
        return target.readOnly();
    }

    /// Whether calls can still be answered.
    public boolean isOpen() {
        return !closing && !lost.isDone();
    }

    /// The time of one small call, measured when it was opened.
    public Duration roundTrip() {
        return roundTrip;
    }

    String shown() {
        return target.shown();
    }

    /// Makes one call and waits for it.
    ///
    /// @param tried what was tried, for a problem's summary
    /// @throws ProblemException when it fails, is cancelled, or its deadline passes; the last two cut the connection
    <T> T call(String tried, Cancel cancel, NativeCall<T> call) {
        return await(tried, start(tried, call), cancel);
    }

    /// A small call, to see whether the daemon answers at all; it is cut when it does not.
    ///
    /// @throws ProblemException when it does not
    public void ping(Cancel cancel) {
        call(
                WORDS.get("ping.tried", target.shown()),
                cancel,
                open ->
                        LibvirtError.check(
                                LibvirtApi.virConnectGetLibVersion(open, new LongByReference())));
    }

    /// Makes one call, and does not wait.
    <T> CompletableFuture<T> start(String tried, NativeCall<T> call) {
        return submit(
                tried,
                () -> {
                    NativeConnection open = connection;
                    if (open == null || closing) {
                        throw new ProblemException(LibvirtProblems.closed(tried));
                    }
                    return call.run(open.pointer());
                });
    }

    private interface Work<T> {
        T run() throws LibvirtError.Failed;
    }

    private <T> CompletableFuture<T> submit(String tried, Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        inFlight.incrementAndGet();
        try {
            threads.execute(
                    () -> {
                        try {
                            T value = work.run();
                            inFlight.decrementAndGet();
                            result.complete(value);
                        } catch (LibvirtError.Failed failed) {
                            noticeLoss();
                            inFlight.decrementAndGet();
                            result.completeExceptionally(
                                    new ProblemException(
                                            LibvirtProblems.of(tried, failed.error())));
                        } catch (RuntimeException | Error e) {
                            inFlight.decrementAndGet();
                            result.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException closed) {
            inFlight.decrementAndGet();
            result.completeExceptionally(new ProblemException(LibvirtProblems.closed(tried)));
        }
        return result;
    }

    /// The calls fail before libvirt's event thread tells that the peer is gone.
    private void noticeLoss() {
        NativeConnection open = connection;
        if (open != null && !lost.isDone() && LibvirtApi.virConnectIsAlive(open.pointer()) == 0) {
            lost.complete(LibvirtProblems.closed(WORDS.get("lost", target.shown())));
        }
    }

    /// Why the connection is of no more use; empty while it is.
    Optional<Problem> loss() {
        if (lost.isDone()) {
            return Optional.of(lost.join());
        }
        return closing
                ? Optional.of(LibvirtProblems.closed(WORDS.get("lost", target.shown())))
                : Optional.empty();
    }

    /// Takes a handle into its care: what nobody freed is freed with the session.
    NativeHandle keep(NativeHandle handle) {
        handles.add(handle);
        handle.whenFreed(() -> handles.remove(handle));
        return handle;
    }

    /// Work that gives back what holds the connection; waits for it a moment. Nothing to do once it is closed.
    void atClose(Consumer<Pointer> work) {
        CompletableFuture<Boolean> done =
                submit(
                        "",
                        () -> {
                            NativeConnection open = connection;
                            if (open != null) {
                                work.accept(open.pointer());
                            }
                            return true;
                        });
        awaitQuietly(done, CLOSE_LIMIT);
    }

    /// Gives the reader's hold on handles back, on a thread of the session.
    void release(List<NativeHandle> unneeded) {
        if (!unneeded.isEmpty()) {
            CompletableFuture<?> released =
                    submit(
                            "",
                            () -> {
                                unneeded.forEach(NativeHandle::release);
                                return true;
                            });
            LOG.trace("released {} handles: {}", unneeded.size(), released);
        }
    }

    private <T> T await(String tried, CompletableFuture<T> future, Cancel cancel) {
        try (Cancel.Registration ignored = cancel.onCancel(this::cut)) {
            try {
                return future.get(cancel.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                cut();
                awaitQuietly(future, FREED_AFTER_CUT);
                throw new ProblemException(LibvirtProblems.timedOut(tried), late);
            } catch (InterruptedException stopped) {
                cut();
                Thread.currentThread().interrupt();
                throw new ProblemException(LibvirtProblems.cancelled(tried), stopped);
            } catch (ExecutionException failed) {
                if (cancel.isCancelled()) {
                    throw new ProblemException(LibvirtProblems.cancelled(tried), failed);
                }
                throw rethrow(failed.getCause());
            }
        }
    }

    private static RuntimeException rethrow(@Nullable Throwable cause) {
        if (cause instanceof ProblemException known) {
            return new ProblemException(known.problem(), known);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a libvirt call failed in our own code", cause);
    }

    private static void awaitQuietly(CompletableFuture<?> future, Duration limit) {
        try {
            future.handle((value, failure) -> Optional.ofNullable(value))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillStuck) {
            LOG.warn("a libvirt call did not return after its connection was cut");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the way to the daemon at once; every waiting call fails. Any thread.
    public void cut() {
        lost.complete(LibvirtProblems.closed(WORDS.get("lost", target.shown())));
        cut.run();
    }

    /// Closes the connection, and waits for the calls that are still out (a cut frees them). Twice is the same as once.
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (inFlight.get() > 0) {
            cut();
        }
        long deadline = System.nanoTime() + FREED_AFTER_CUT.toNanos();
        NativeConnection open = connection;
        if (open != null) {
            CompletableFuture<Integer> closed =
                    submit(WORDS.get("open.tried", target.shown()), () -> close(open, deadline));
            try {
                closeResult = closed.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException hangs) {
                cut();
                awaitQuietly(closed, FREED_AFTER_CUT);
                closeResult =
                        closed.isDone() && !closed.isCompletedExceptionally() ? closed.join() : -1;
            } catch (ExecutionException failed) {
                LOG.warn("closing libvirt's connection to {}", target.shown(), failed.getCause());
            } catch (InterruptedException stopped) {
                // The program ends: there is no time to be orderly, and nothing to say about it.
                cut();
                Thread.currentThread().interrupt();
                threads.shutdown();
                return;
            }
            if (closeResult != 0) {
                LOG.warn(
                        "libvirt's connection to {} is still in use: {}",
                        target.shown(),
                        closeResult);
            }
        }
        threads.shutdown();
    }

    /// On a thread of the session: the other calls first, since each holds the connection.
    private int close(NativeConnection open, long deadline) throws LibvirtError.Failed {
        while (inFlight.get() > 1 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        if (inFlight.get() > 1) {
            return -1; // a call that no cut frees still uses them
        }
        handles.forEach(NativeHandle::free);
        if (LibvirtApi.virConnectUnregisterCloseCallback(open.pointer(), onClose) < 0) {
            LibvirtApi.virResetLastError();
        }
        connection = null;
        try {
            return open.close();
        } catch (LibvirtException e) {
            throw new LibvirtError.Failed(new LibvirtError(1, 0, String.valueOf(e.getMessage())));
        }
    }

    /// What `virConnectClose` said: 0 when nothing holds the connection any more. -1 before, and when it failed.
    int closeResult() {
        return closeResult;
    }
}
