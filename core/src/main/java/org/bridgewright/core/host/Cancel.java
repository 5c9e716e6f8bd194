package org.bridgewright.core.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The user's wish to stop, and the deadline of one piece of work. Any thread.
///
/// Whoever blocks registers what frees it ([#onCancel]): cutting a relay, closing a channel.
public final class Cancel {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final long deadlineNanos;
    private volatile boolean cancelled;

    private Cancel(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /// Ends at the latest `limit` from now.
    public static Cancel after(Duration limit) {
        return new Cancel(System.nanoTime() + limit.toNanos());
    }

    /// Ends only when cancelled.
    public static Cancel never() {
        return after(Duration.ofDays(3650));
    }

    public void cancel() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
        }
        actions.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        return cancelled;
    }

    public boolean isPastDeadline() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    /// What is left until the deadline, never negative.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /// Runs `action` when cancelled, at once if it already is; closing the result forgets it.
    public Registration onCancel(Runnable action) {
        boolean now;
        synchronized (this) {
            now = cancelled;
            if (!now) {
                actions.add(action);
            }
        }
        if (now) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /// Takes back an [#onCancel].
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
