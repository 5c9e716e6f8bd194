package org.bridgewright.core.ssh;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Cuts a blocking call when its [Cancel] is cancelled or past its deadline. Close it when the call is over.
public final class Guard implements AutoCloseable {
    private static final Words WORDS = Words.of(Guard.class);
    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    private final Cancel cancel;
    private final Cancel.Registration registration;
    private final ScheduledFuture<?> deadline;

    private Guard(Cancel cancel, Runnable cut) {
        this.cancel = cancel;
        this.deadline =
                CLOCK.schedule(
                        () -> Thread.ofVirtual().name("cut").start(cut),
                        cancel.remaining().toMillis() + 1,
                        TimeUnit.MILLISECONDS);
        this.registration = cancel.onCancel(cut);
    }

    /// @param cut frees the call; runs at most twice, on any thread
    public static Guard of(Cancel cancel, Runnable cut) {
        return new Guard(cancel, cut);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ThreadFactory daemon =
                task -> Thread.ofPlatform().daemon().name("deadlines").unstarted(task);
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemon);
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public void close() {
        registration.close();
        deadline.cancel(false);
    }

    /// Whether the call's failure is our own cut.
    public boolean isCut() {
        return cancel.isCancelled() || cancel.isPastDeadline();
    }

    /// @throws ProblemException when cancelled or out of time
    static void check(Cancel cancel, String what) {
        if (cancel.isCancelled() || cancel.isPastDeadline()) {
            throw new ProblemException(stopped(cancel, what));
        }
    }

    /// `CANCELLED` or `TIMED_OUT`, for `what` (a host as shown).
    static Problem stopped(Cancel cancel, String what) {
        return cancel.isCancelled()
                ? Problem.of(
                        Problem.Kind.CANCELLED,
                        WORDS.get("stopped", what),
                        WORDS.get("stopped.cause"),
                        WORDS.get("stopped.remedy"))
                : Problem.of(
                        Problem.Kind.TIMED_OUT,
                        WORDS.get("timeout", what),
                        WORDS.get("timeout.cause"),
                        WORDS.get("timeout.remedy"));
    }
}
