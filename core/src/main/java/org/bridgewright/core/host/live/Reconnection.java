package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// Reaches a lost host again, by the manners. A login that asked the user is tried only when the user says so. For the follower's thread.
final class Reconnection {
    private final LiveHost host;
    private final HostSource.Listener listener;
    private final BlockingQueue<FollowEvent> inbox;
    private final Consumer<FollowEvent> others;
    private final BooleanSupplier closed;
    private final Supplier<Cancel> work;

    /// @param inbox looked into while waiting: a refresh means now
    /// @param others gets what else comes in
    Reconnection(
            LiveHost host,
            HostSource.Listener listener,
            BlockingQueue<FollowEvent> inbox,
            Consumer<FollowEvent> others,
            BooleanSupplier closed,
            Supplier<Cancel> work) {
        this.host = host;
        this.listener = listener;
        this.inbox = inbox;
        this.others = others;
        this.closed = closed;
        this.work = work;
    }

    /// Blocks until there is a new connection in the host's place of the old one, which is closed; empty when following ends before.
    Optional<LiveConnection> after(Problem loss) throws InterruptedException {
        Problem why = loss;
        Manners manners = host.options().manners();
        long lostAt = System.nanoTime();
        boolean mayAsk = host.connection().interactive();
        host.connection().close();
        for (int attempt = 0; !closed.getAsBoolean(); attempt++) {
            boolean over = mayAsk || System.nanoTime() - lostAt > manners.giveUp().toNanos();
            Optional<Duration> wait =
                    over
                            ? Optional.empty()
                            : Optional.of(
                                    manners.wait(
                                            attempt, ThreadLocalRandom.current().nextDouble()));
            listener.state(new ConnectionState.Lost(why, wait));
            boolean wished = pause(wait);
            if (closed.getAsBoolean()) {
                break;
            }
            try {
                LiveConnection fresh =
                        host.factory().open(mayAsk && wished, listener::state, work.get());
                host.replace(fresh);
                return Optional.of(fresh);
            } catch (ProblemException e) {
                why = e.problem();
                if (isPointless(why)) {
                    listener.state(new ConnectionState.Lost(why, Optional.empty()));
                    pause(Optional.empty());
                }
            }
        }
        return Optional.empty();
    }

    /// The next try by itself would end the same way, and might lock the user out.
    private static boolean isPointless(Problem why) {
        return switch (why.kind()) {
            case HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, LOGIN_FAILED, BAD_INPUT -> true;
            default -> false;
        };
    }

    /// Waits so long, or until the user wants it now.
    private boolean pause(Optional<Duration> wait) throws InterruptedException {
        long until = System.nanoTime() + wait.orElse(Duration.ofDays(3650)).toNanos();
        while (!closed.getAsBoolean()) {
            FollowEvent event =
                    inbox.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event == null) {
                return false;
            }
            if (event instanceof FollowEvent.Refresh) {
                return true;
            }
            others.accept(event);
        }
        return false;
    }
}
