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

    /// How long a finished read waits for answers that it can do without.
    private static final Duration GRACE = Duration.ofMillis(150);

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

    /// When the youngest of the answered calls was made: older ones that are still out were overtaken.
    private long overtaking = Long.MIN_VALUE;

    private long lastAnswer = System.nanoTime();
    private long lastNeeded = System.nanoTime();

    private final class Job<T> {
        final String tried;
        final LibvirtSession.NativeCall<T> call;
        final Consumer<T> done;
        final Consumer<Problem> failed;
        final boolean dispensable;
        long started;

        Job(
                String tried,
                LibvirtSession.NativeCall<T> call,
                Consumer<T> done,
                Consumer<Problem> failed,
                boolean dispensable) {
            this.dispensable = dispensable;
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
            lastAnswer = System.nanoTime();
            overtaking = Math.max(overtaking, started);
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
        urgent.add(new Job<>(tried, call, done, failed, false));
    }

    /// Adds a call behind the others.
    <T> void then(
            String tried,
            LibvirtSession.NativeCall<T> call,
            Consumer<T> done,
            Consumer<Problem> failed) {
        later.add(new Job<>(tried, call, done, failed, false));
    }

    /// Adds a call that the read does not wait for: when all others are done and it is still out, its answer is not
    /// handled here. A daemon that must probe its emulators first takes seconds over some questions.
    <T> void maybe(
            String tried,
            LibvirtSession.NativeCall<T> call,
            Consumer<T> done,
            Consumer<Problem> failed) {
        urgent.add(new Job<>(tried, call, done, failed, true));
    }

    /// Makes all calls, and returns when the last one was handled.
    ///
    /// @throws ProblemException when the connection is lost, the daemon does not answer, or it is cancelled
    void run() {
        try (Cancel.Registration ignored = cancel.onCancel(session::cut)) {
            while (true) {
                startMore();
                boolean onlyDispensable = running.stream().allMatch(job -> job.dispensable);
                if (!onlyDispensable) {
                    lastNeeded = System.nanoTime();
                }
                if (running.isEmpty()
                        || onlyDispensable && System.nanoTime() - lastNeeded > GRACE.toNanos()) {
                    running.clear();
                    failIfLost();
                    return;
                }
                Runnable next = await(onlyDispensable ? GRACE : Duration.ofMillis(250));
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

    private @Nullable Runnable await(Duration limit) {
        if (cancel.isCancelled()) {
            throw new ProblemException(LibvirtProblems.cancelled(tried()));
        }
        failIfLost();
        if (cancel.isPastDeadline()) {
            session.cut();
            throw new ProblemException(LibvirtProblems.timedOut(tried()));
        }
        try {
            long wait = Math.min(cancel.remaining().toNanos(), limit.toNanos());
            return finished.poll(wait + 1, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            session.cut();
            Thread.currentThread().interrupt();
            throw new ProblemException(LibvirtProblems.cancelled(tried()), stopped);
        }
    }

    private String tried() {
        return WORDS.get("read.tried", session.shown());
    }

    /// A call past its deadline, with younger ones answered, is one stuck guest. Its call stays out, on a thread of its
    /// own, until libvirt answers or the session ends. Where nothing is answered at all, a small call tells whether
    /// the daemon hangs, which ends the read, or is only slow.
    private void giveUpOnLate() {
        long now = System.nanoTime();
        List<Job<?>> late = new ArrayList<>();
        for (Job<?> job : running) {
            boolean overtaken = job.started < overtaking;
            if (overtaken && now - job.started > limits.callDeadline().toNanos()) {
                late.add(job);
            }
        }
        boolean silent = now - lastAnswer > limits.callDeadline().toNanos();
        if (silent || !late.isEmpty()) {
            session.ping(Cancel.after(limits.callDeadline()));
            lastAnswer = System.nanoTime();
        }
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
