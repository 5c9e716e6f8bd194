package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one live host on one thread: takes what libvirt and the kernel tell, and keeps a [FollowedPicture] true. After a loss it reconnects by
/// the manners, and ends when they say so.
final class Follower implements HostSource.Following {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration AFTER_LIBVIRT_EVENT = Duration.ofMillis(80);
    private static final Duration MONITOR_AGAIN = Duration.ofSeconds(5);
    private static final Duration LIBVIRT_AGAIN = Duration.ofSeconds(60);
    private static final List<Duration> LIBVIRT_LOST_AGAIN =
            List.of(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15));
    private final LiveHost host;
    private final Manners manners;
    private final BlockingQueue<FollowEvent> inbox = new LinkedBlockingQueue<>();
    private final Timetable due = new Timetable();
    private final FollowedPicture picture;
    private final Reconnection reconnection;
    private final Thread thread;
    private HostSource.Attention attention = HostSource.Attention.SHOWN;
    private Optional<KernelMonitor> monitor = Optional.empty();
    private int libvirtTries;
    private volatile boolean closed;
    private volatile Cancel work = Cancel.never();

    Follower(LiveHost host, HostSource.Listener listener) {
        this.host = host;
        this.manners = host.options().manners();
        this.picture = new FollowedPicture(host, listener, this::newWork);
        this.reconnection =
                new Reconnection(
                        host, listener, inbox, this::takeWhileLost, () -> closed, this::newWork);
        this.thread = Thread.ofVirtual().name("follow " + host.uri()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A whole read by somebody else is newer than what we know.
    void known(HostSnapshot snapshot) {
        inbox.add(new FollowEvent.Known(snapshot));
    }

    /// Firewall and owner's files were read by somebody else.
    void restKnown(KernelState rest) {
        inbox.add(new FollowEvent.RestKnown(rest));
    }

    /// The picture with what a change of ours has touched read again. Blocks; any thread but the follower's.
    HostSnapshot renewed(LibvirtSide.Changed changed, Cancel cancel) {
        CompletableFuture<HostSnapshot> done = new CompletableFuture<>();
        inbox.add(new FollowEvent.Renew(changed, done));
        return Waiting.join(done, cancel);
    }

    @Override
    public void attention(HostSource.Attention newAttention) {
        inbox.add(new FollowEvent.Attend(newAttention));
    }

    @Override
    public void refresh() {
        inbox.add(new FollowEvent.Refresh());
    }

    @Override
    public void close() {
        closed = true;
        picture.silence();
        work.cancel();
        inbox.add(new FollowEvent.Stop());
        if (Thread.currentThread() != thread) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            attach(host.connection());
            while (!closed) {
                FollowEvent event = inbox.poll(due.untilNext().toNanos(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    take(event);
                }
                if (!closed) {
                    doWhatIsDue();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.connection().endMonitor();
        }
    }

    /// Listens to a connection. The first comparison with the host is due at once: it may have changed since it was read.
    private void attach(LiveConnection connection) {
        connection
                .shell()
                .ifPresent(
                        shell ->
                                shell.onLost(
                                        why ->
                                                inbox.add(
                                                        new FollowEvent.TransportLost(
                                                                connection, why))));
        startMonitor(connection);
        connection
                .libvirt()
                .ifPresentOrElse(this::listen, () -> due.in(Timetable.Job.LIBVIRT, LIBVIRT_AGAIN));
        due.in(Timetable.Job.STATS, manners.statsShown());
        due.in(Timetable.Job.AGENTS, manners.statsShown());
        due.in(Timetable.Job.DUMP, manners.fullDump());
        due.in(Timetable.Job.LEASES, manners.leases());
    }

    private void startMonitor(LiveConnection connection) {
        if (connection.shell().isEmpty() || closed) {
            return;
        }
        try {
            monitor =
                    Optional.of(
                            connection.monitor(
                                    event -> inbox.add(new FollowEvent.Kernel(connection, event)),
                                    why -> inbox.add(new FollowEvent.MonitorEnded(connection)),
                                    newWork()));
            picture.everythingChanged();
            due.in(Timetable.Job.READ, Duration.ZERO);
        } catch (ProblemException e) {
            LOG.info("{}: not followed for now: {}", host.uri(), e.problem().line());
            due.in(Timetable.Job.MONITOR, MONITOR_AGAIN);
        }
    }

    private Optional<KernelMonitor> running() {
        return monitor.filter(m -> !m.isOver());
    }

    private void listen(LibvirtDoor door) {
        libvirtTries = 0;
        door.side().onLost(why -> inbox.add(new FollowEvent.LibvirtLost(door.side(), why)));
        try {
            door.side().listen(changed -> inbox.add(new FollowEvent.Libvirt(changed)), newWork());
        } catch (ProblemException e) {
            // Its loss comes as an event of its own; without events the picture is read when the
            // kernel tells something.
            LOG.info("{}: no libvirt events: {}", host.uri(), e.problem().line());
        }
    }

    private Cancel newWork() {
        Cancel fresh = Cancel.after(manners.readLimit());
        work = fresh;
        if (closed) {
            fresh.cancel();
        }
        return fresh;
    }

    private void take(FollowEvent event) throws InterruptedException {
        switch (event) {
            case FollowEvent.Kernel k when k.from() == host.connection() -> {
                picture.kernelChanged(k.event());
                due.firstIn(Timetable.Job.READ, manners.debounce());
            }
            case FollowEvent.Kernel late -> {}
            case FollowEvent.MonitorEnded m when m.from() == host.connection() && !closed ->
                    due.in(Timetable.Job.MONITOR, MONITOR_AGAIN);
            case FollowEvent.MonitorEnded late -> {}
            case FollowEvent.Libvirt l -> {
                picture.libvirtChanged(l.changed());
                due.atMostIn(Timetable.Job.READ, AFTER_LIBVIRT_EVENT);
            }
            case FollowEvent.LibvirtLost l -> libvirtLost(l);
            case FollowEvent.TransportLost t when t.from() == host.connection() ->
                    transportLost(t.why());
            case FollowEvent.TransportLost late -> {}
            case FollowEvent.Known k -> picture.known(k.snapshot());
            case FollowEvent.RestKnown r -> picture.restKnown(r.rest());
            case FollowEvent.Attend a -> attend(a.attention());
            case FollowEvent.Renew r -> renew(r);
            case FollowEvent.Refresh r -> readAll();
            case FollowEvent.Stop s -> closed = true;
        }
    }

    /// Of what comes in while there is no connection, only this counts.
    private void takeWhileLost(FollowEvent event) {
        switch (event) {
            case FollowEvent.Stop s -> closed = true;
            case FollowEvent.Attend a -> attention = a.attention();
            default -> {}
        }
    }

    private void attend(HostSource.Attention newAttention) {
        attention = newAttention;
        statsInterval()
                .ifPresentOrElse(
                        i -> due.in(Timetable.Job.STATS, i), () -> due.never(Timetable.Job.STATS));
    }

    private Optional<Duration> statsInterval() {
        return switch (attention) {
            case SHOWN -> Optional.of(manners.statsShown());
            case OPEN -> Optional.of(manners.statsOpen());
            case MINIMISED -> Optional.empty();
        };
    }

    private void doWhatIsDue() {
        for (Timetable.Job job : due.takeDue()) {
            try {
                switch (job) {
                    case READ -> readChanged();
                    case STATS -> {
                        statsInterval().ifPresent(i -> due.in(Timetable.Job.STATS, i));
                        picture.stats(running());
                    }
                    case AGENTS -> {
                        due.in(Timetable.Job.AGENTS, manners.agents());
                        if (attention == HostSource.Attention.SHOWN) {
                            picture.agents();
                        }
                    }
                    case DUMP -> {
                        due.in(Timetable.Job.DUMP, manners.fullDump());
                        picture.everythingChanged();
                        readChanged();
                    }
                    case LEASES -> {
                        due.in(Timetable.Job.LEASES, picture.leasesInterval());
                        if (attention == HostSource.Attention.SHOWN || picture.isEager()) {
                            picture.leases();
                        }
                    }
                    case MONITOR -> startMonitor(host.connection());
                    case LIBVIRT -> openLibvirtAgain();
                }
            } catch (ProblemException e) {
                // The picture stays as it is; a lost transport or libvirt comes as an event of its
                // own.
                LOG.debug("{}: {}", host.uri(), e.problem().line());
            }
        }
    }

    private void readChanged() {
        if (picture.readChanged(running())) {
            due.atMostIn(Timetable.Job.LEASES, manners.leasesEager());
        }
    }

    private void renew(FollowEvent.Renew asked) {
        try {
            picture.libvirtChanged(asked.changed());
            picture.everythingChanged();
            readChanged();
            picture.shown().ifPresent(asked.done()::complete);
        } catch (ProblemException e) {
            asked.done().completeExceptionally(e);
        }
    }

    private void readAll() {
        try {
            picture.readAll(true);
        } catch (ProblemException e) {
            LOG.info("{}: {}", host.uri(), e.problem().line());
        }
    }

    private void libvirtLost(FollowEvent.LibvirtLost lost) {
        LiveConnection connection = host.connection();
        if (connection.libvirt().filter(d -> d.side() == lost.from()).isEmpty()) {
            return;
        }
        connection.dropLibvirt(lost.why());
        if (connection.shell().isEmpty()) {
            inbox.add(new FollowEvent.TransportLost(connection, lost.why()));
            return;
        }
        picture.libvirtLost(lost.why());
        due.in(Timetable.Job.LIBVIRT, LIBVIRT_LOST_AGAIN.getFirst());
    }

    private void openLibvirtAgain() {
        LiveConnection connection = host.connection();
        if (connection.libvirt().isPresent()) {
            return;
        }
        connection.openLibvirt(!host.options().readOnly(), newWork());
        Optional<LibvirtDoor> door = connection.libvirt();
        if (door.isEmpty()) {
            due.in(
                    Timetable.Job.LIBVIRT,
                    libvirtTries < LIBVIRT_LOST_AGAIN.size()
                            ? LIBVIRT_LOST_AGAIN.get(libvirtTries++)
                            : LIBVIRT_AGAIN);
            return;
        }
        listen(door.get());
        picture.libvirtRead(door.get().side());
    }

    private void transportLost(Problem why) throws InterruptedException {
        monitor = Optional.empty();
        due.clear();
        Optional<LiveConnection> fresh = reconnection.after(why);
        if (fresh.isPresent() && !closed) {
            attach(fresh.get());
            readAll();
        }
    }
}
