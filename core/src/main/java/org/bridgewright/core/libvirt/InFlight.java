package org.bridgewright.core.libvirt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Many calls of one session at once, within the limits. What comes back is handled on the thread that runs [#run], so
/// that its caller needs no locks; a result may add further calls.
final class InFlight {
    private static final Words WORDS = Words.of(InFlight.class);
    private static final Semaphore SHARED = new Semaphore(LibvirtLimits.DEFAULT.sharedCalls());
    private static final int SLOW_SAMPLE = 64;

    private final LibvirtSession session;
    private final LibvirtLimits limits;
    private final Cancel cancel;
    private final Deque<Job<?>> urgent = new ArrayDeque<>();
    private final Deque<Job<?>> later = new ArrayDeque<>();
    private final Set<Job<?>> running = new HashSet<>();
    private final BlockingQueue<Runnable> finished = new LinkedBlockingQueue<>();
    private int window;
    private int borrowed;
    private long sampleNanos;
    private int samples;

    private final class Job<T> {
        final String tried;
        final LibvirtSession.NativeCall<T> call;
        final Consumer<T> done;
        final Consumer<Problem> failed;
        long started;

        Job(
                String tried,
                LibvirtSession.NativeCall<T> call,
                Consumer<T> done,
                Consumer<Problem> failed) {
            this.tried = tried;
            this.call = call;
            this.done = done;
            this.failed = failed;
        }

        void start() {
            started = System.nanoTime();
            running.add(this);
            var ignored =
                    session.start(tried, call)
                            .whenComplete(
                                    (value, failure) -> finished.add(() -> finish(value, failure)));
        }

        private void finish(@Nullable T value, @Nullable Throwable failure) {
            if (!running.remove(this)) {
                return; // given up on meanwhile
            }
            sample(System.nanoTime() - started);
            if (failure != null) {
                failed.accept(problem(failure));
            } else if (value != null) {
                done.accept(value);
            }
        }
    }

    InFlight(LibvirtSession session, LibvirtLimits limits, Cancel cancel) {
        this.session = session;
        this.limits = limits;
        this.cancel = cancel;
        boolean far = session.roundTrip().compareTo(limits.far()) > 0;
        window = far ? limits.callsInFlightFar() : limits.callsInFlight();
    }

    /// Adds a call before the others.
    <T> void first(
            String tried,
            LibvirtSession.NativeCall<T> call,
            Consumer<T> done,
            Consumer<Problem> failed) {
        urgent.add(new Job<>(tried, call, done, failed));
    }

    /// Adds a call behind the others.
    <T> void then(
            String tried,
            LibvirtSession.NativeCall<T> call,
            Consumer<T> done,
            Consumer<Problem> failed) {
        later.add(new Job<>(tried, call, done, failed));
    }

    /// Makes all calls, and returns when the last one was handled.
    ///
    /// @throws ProblemException when the connection is lost, the daemon does not answer, or it is cancelled
    void run() {
        try (Cancel.Registration ignored = cancel.onCancel(session::cut)) {
            while (true) {
                startMore();
                if (running.isEmpty()) {
                    failIfLost();
                    return;
                }
                Runnable next = await();
                if (next != null) {
                    next.run();
                } else {
                    giveUpOnLate();
                }
            }
        } finally {
            SHARED.release(borrowed);
            borrowed = 0;
        }
    }

    private void startMore() {
        while (running.size() < window && !(urgent.isEmpty() && later.isEmpty())) {
            if (running.size() >= limits.ownCalls() + borrowed) {
                if (!SHARED.tryAcquire()) {
                    return;
                }
                borrowed++;
            }
            (urgent.isEmpty() ? later : urgent).removeFirst().start();
        }
    }

    private void failIfLost() {
        session.loss()
                .ifPresent(
                        problem -> {
                            throw new ProblemException(problem);
                        });
    }

    private @Nullable Runnable await() {
        String tried = WORDS.get("read.tried", session.shown());
        if (cancel.isCancelled()) {
            throw new ProblemException(LibvirtProblems.cancelled(tried));
        }
        failIfLost();
        if (cancel.isPastDeadline()) {
            session.cut();
            throw new ProblemException(LibvirtProblems.timedOut(tried));
        }
        try {
            long wait = Math.min(cancel.remaining().toNanos(), Duration.ofMillis(250).toNanos());
            return finished.poll(wait + 1, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            session.cut();
            Thread.currentThread().interrupt();
            throw new ProblemException(LibvirtProblems.cancelled(tried), stopped);
        }
    }

    /// A call past its deadline is one stuck guest, or a stuck daemon: a small call tells which. The daemon's case
    /// ends the read; a guest's call stays out, on a thread of its own, until libvirt answers or the session ends.
    private void giveUpOnLate() {
        long now = System.nanoTime();
        List<Job<?>> late = new ArrayList<>();
        for (Job<?> job : running) {
            if (now - job.started > limits.callDeadline().toNanos()) {
                late.add(job);
            }
        }
        if (late.isEmpty()) {
            return;
        }
        session.ping(Cancel.after(limits.callDeadline().dividedBy(2)));
        for (Job<?> job : late) {
            running.remove(job);
            job.failed.accept(LibvirtProblems.timedOut(job.tried));
        }
    }

    /// Where answers come slowly for all the calls in flight, the host is the bottleneck, and more calls only burden it.
    private void sample(long nanos) {
        if (window <= limits.callsInFlight()) {
            return;
        }
        sampleNanos += nanos;
        if (++samples == SLOW_SAMPLE) {
            Duration slow = session.roundTrip().multipliedBy(6);
            if (Duration.ofNanos(sampleNanos / samples).compareTo(slow) > 0) {
                window = limits.callsInFlight();
            }
            samples = 0;
            sampleNanos = 0;
        }
    }

    private static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof ProblemException known) {
            return known.problem();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("a libvirt call failed in our own code", cause);
    }
}
