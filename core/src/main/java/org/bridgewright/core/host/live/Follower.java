package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.KernelScript;
import org.bridgewright.core.kernel.LinkRefresh;
import org.bridgewright.core.kernel.MonitorParser;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one live host on one thread: gathers what libvirt and the kernel tell, reads again only that, and tells the listener when the picture
/// is another one. After a loss it reconnects by the manners, and ends when they say so.
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
    private final HostSource.Listener listener;
    private final Manners manners;
    private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
    private final Set<String> dirtyLinks = new LinkedHashSet<>();
    private final Timetable due = new Timetable();
    private final Thread thread;
    private boolean dirtyAll;
    private LibvirtSide.Changed dirtyLibvirt = LibvirtSide.Changed.NOTHING;
    private HostSource.Attention attention = HostSource.Attention.SHOWN;
    private Optional<HostSnapshot> shown = Optional.empty();
    private Optional<KernelMonitor> monitor = Optional.empty();
    private int libvirtTries;
    private long eagerUntil = System.nanoTime();
    private volatile boolean closed;
    private volatile Cancel work = Cancel.never();

    /// What comes in.
    private sealed interface Event {
        record Kernel(LiveConnection from, MonitorParser.Event event) implements Event {}

        record MonitorEnded(LiveConnection from) implements Event {}

        record Libvirt(LibvirtSide.Changed changed) implements Event {}

        record LibvirtLost(LibvirtSide from, Problem why) implements Event {}

        record TransportLost(LiveConnection from, Problem why) implements Event {}

        record Known(HostSnapshot snapshot) implements Event {}

        record RestKnown(KernelState rest) implements Event {}

        record Attend(HostSource.Attention attention) implements Event {}

        record Refresh() implements Event {}

        record Stop() implements Event {}
    }

    Follower(LiveHost host, HostSource.Listener listener) {
        this.host = host;
        this.listener = listener;
        this.manners = host.options().manners();
        this.thread = Thread.ofVirtual().name("follow " + host.uri()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A whole read by somebody else is newer than what we know.
    void known(HostSnapshot snapshot) {
        inbox.add(new Event.Known(snapshot));
    }

    /// Firewall and owner's files were read by somebody else.
    void restKnown(KernelState rest) {
        inbox.add(new Event.RestKnown(rest));
    }

    @Override
    public void attention(HostSource.Attention newAttention) {
        inbox.add(new Event.Attend(newAttention));
    }

    @Override
    public void refresh() {
        inbox.add(new Event.Refresh());
    }

    @Override
    public void close() {
        closed = true;
        work.cancel();
        inbox.add(new Event.Stop());
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
                Event event = inbox.poll(due.untilNext().toNanos(), TimeUnit.NANOSECONDS);
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
                                                        new Event.TransportLost(connection, why))));
        startMonitor(connection);
        connection
                .libvirt()
                .ifPresentOrElse(this::listen, () -> due.in(Timetable.Job.LIBVIRT, LIBVIRT_AGAIN));
        due.in(Timetable.Job.STATS, manners.statsShown());
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
                                    event -> inbox.add(new Event.Kernel(connection, event)),
                                    why -> inbox.add(new Event.MonitorEnded(connection)),
                                    newWork()));
            dirtyAll = true;
            due.in(Timetable.Job.READ, Duration.ZERO);
        } catch (ProblemException e) {
            LOG.info("{}: not followed for now: {}", host.uri(), e.problem().line());
            due.in(Timetable.Job.MONITOR, MONITOR_AGAIN);
        }
    }

    private void listen(LibvirtDoor door) {
        libvirtTries = 0;
        door.side().onLost(why -> inbox.add(new Event.LibvirtLost(door.side(), why)));
        try {
            door.side().listen(changed -> inbox.add(new Event.Libvirt(changed)), newWork());
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

    private void take(Event event) throws InterruptedException {
        switch (event) {
            case Event.Kernel k when k.from() == host.connection() -> kernelChanged(k.event());
            case Event.Kernel late -> {}
            case Event.MonitorEnded m when m.from() == host.connection() && !closed ->
                    due.in(Timetable.Job.MONITOR, MONITOR_AGAIN);
            case Event.MonitorEnded late -> {}
            case Event.Libvirt l -> {
                dirtyLibvirt = dirtyLibvirt.and(l.changed());
                due.atMostIn(Timetable.Job.READ, AFTER_LIBVIRT_EVENT);
            }
            case Event.LibvirtLost l -> libvirtLost(l);
            case Event.TransportLost t when t.from() == host.connection() -> reconnect(t.why());
            case Event.TransportLost late -> {}
            case Event.Known k -> shown = Optional.of(keepingLast(k.snapshot()));
            case Event.RestKnown r ->
                    shown = shown.map(s -> s.withKernel(LaterParts.withRest(s.kernel(), r.rest())));
            case Event.Attend a -> attend(a.attention());
            case Event.Refresh r -> readAll(true);
            case Event.Stop s -> closed = true;
        }
    }

    private void kernelChanged(MonitorParser.Event event) {
        switch (event) {
            case MonitorParser.Event.LinkChanged link -> dirtyLinks.add(link.link());
            case MonitorParser.Event.AddressChanged address -> dirtyLinks.add(address.link());
            case MonitorParser.Event.RouteChanged route -> dirtyAll = true;
            case MonitorParser.Event.Lost lost -> dirtyAll = true;
            case MonitorParser.Event.Answer answer -> {}
        }
        due.firstIn(Timetable.Job.READ, manners.debounce());
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
                        stats();
                    }
                    case DUMP -> {
                        due.in(Timetable.Job.DUMP, manners.fullDump());
                        dirtyAll = true;
                        readChanged();
                    }
                    case LEASES -> leases();
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

    /// Reads again what has changed, and that only.
    private void readChanged() {
        if (shown.isEmpty()) {
            readAll(false);
            return;
        }
        KernelState kernel = shown.get().kernel();
        Set<String> touched = Set.copyOf(dirtyLinks);
        Optional<KernelMonitor> running = monitor.filter(m -> !m.isOver());
        if (running.isPresent() && (dirtyAll || dirtyLinks.size() > manners.mostNamedLinks())) {
            dirtyAll = false;
            dirtyLinks.clear();
            kernel =
                    merged(
                            Waiting.join(
                                    running.get().ask(KernelScript.Ask.SYNC, List.of()), newWork()),
                            kernel);
        } else if (running.isPresent() && !dirtyLinks.isEmpty()) {
            List<String> names = dirtyLinks.stream().filter(LiveWriter::isName).toList();
            dirtyLinks.clear();
            if (!names.isEmpty()) {
                RawOutputs answer =
                        Waiting.join(running.get().ask(KernelScript.Ask.LINKS, names), newWork());
                kernel = LinkRefresh.apply(kernel, names, answer);
            }
        }
        LibvirtState libvirt = shown.get().libvirt();
        LibvirtSide.Changed changed = dirtyLibvirt.and(ownersOf(touched, libvirt));
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (!changed.isNothing() && door.isPresent()) {
            dirtyLibvirt = LibvirtSide.Changed.NOTHING;
            if (!changed.guests().isEmpty()) {
                eagerUntil = System.nanoTime() + manners.leasesEagerFor().toNanos();
                due.atMostIn(Timetable.Job.LEASES, manners.leasesEager());
            }
            show(libvirt, kernel);
            libvirt = door.get().side().refresh(libvirt, changed, newWork());
        }
        show(libvirt, kernel);
    }

    /// A vNIC that is moved live changes its tap's master, and libvirt tells nobody: so the guests behind changed taps are read again.
    private static LibvirtSide.Changed ownersOf(Set<String> links, LibvirtState libvirt) {
        Set<String> owners =
                libvirt.guests().orElse(List.of()).stream()
                        .filter(
                                g ->
                                        g.live().stream()
                                                .anyMatch(
                                                        v ->
                                                                v.tap()
                                                                        .filter(links::contains)
                                                                        .isPresent()))
                        .flatMap(g -> g.uuid().stream())
                        .collect(Collectors.toSet());
        return new LibvirtSide.Changed(owners, Set.of(), false);
    }

    /// Leases come without any event: networks that give addresses are asked again, often for a while after a guest's link has changed.
    private void leases() {
        boolean eager = System.nanoTime() - eagerUntil < 0;
        due.in(Timetable.Job.LEASES, eager ? manners.leasesEager() : manners.leases());
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (door.isEmpty()
                || shown.isEmpty()
                || (attention != HostSource.Attention.SHOWN && !eager)) {
            return;
        }
        LibvirtState libvirt = shown.get().libvirt();
        Set<String> giving =
                libvirt.networks().orElse(List.of()).stream()
                        .filter(n -> n.active() && n.hasDhcp())
                        .map(VirtualNetwork::name)
                        .collect(Collectors.toSet());
        if (!giving.isEmpty()) {
            LibvirtSide.Changed again = new LibvirtSide.Changed(Set.of(), giving, false);
            show(door.get().side().refresh(libvirt, again, newWork()), shown.get().kernel());
        }
    }

    /// An answer without any part means that nothing changed.
    private KernelState merged(RawOutputs answer, KernelState before) {
        KernelState after = host.merge(answer);
        return after.firewall().isPresent() || !before.firewall().isPresent() ? after : before;
    }

    private void readAll(boolean always) {
        dirtyAll = false;
        dirtyLinks.clear();
        dirtyLibvirt = LibvirtSide.Changed.NOTHING;
        try {
            HostSnapshot fresh =
                    keepingLast(host.read(ReadScope.PICTURE, partial -> {}, newWork()));
            boolean other = always || shown.isEmpty() || !SnapshotChange.same(shown.get(), fresh);
            shown = Optional.of(fresh);
            if (other && !closed) {
                listener.changed(fresh);
            }
        } catch (ProblemException e) {
            LOG.info("{}: {}", host.uri(), e.problem().line());
        }
    }

    /// While libvirt cannot be asked, what it last said stays; that it cannot be asked is told by its own part. A read that
    /// is under way when the daemon dies comes back as empty-handed as one that begins after it.
    private HostSnapshot keepingLast(HostSnapshot fresh) {
        LibvirtState now = fresh.libvirt();
        if (now.info().isPresent() || shown.isEmpty()) {
            return fresh;
        }
        LibvirtState last = shown.get().libvirt();
        return fresh.withLibvirt(
                new LibvirtState(
                        now.info(),
                        now.networks().isPresent() ? now.networks() : last.networks(),
                        now.guests().isPresent() ? now.guests() : last.guests(),
                        now.nodeDevices().isPresent() ? now.nodeDevices() : last.nodeDevices()));
    }

    private void show(LibvirtState libvirt, KernelState kernel) {
        HostSnapshot fresh = keepingLast(host.snapshot(libvirt, kernel));
        boolean same = shown.filter(s -> SnapshotChange.same(s, fresh)).isPresent();
        shown = Optional.of(fresh);
        host.followed(fresh);
        if (!same && !closed) {
            listener.changed(fresh);
        }
    }

    private void stats() {
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (door.isEmpty() || shown.isEmpty()) {
            return;
        }
        Map<String, Link> known =
                shown.get().kernel().links().orElse(List.of()).stream()
                        .collect(Collectors.toMap(Link::name, l -> l, (x, y) -> x));
        Map<String, Link.Counters> counters = door.get().side().counters(known, newWork());
        KernelState kernel = shown.get().kernel();
        Part<List<Link>> links =
                kernel.links()
                        .map(
                                all ->
                                        all.stream()
                                                .map(
                                                        l ->
                                                                Optional.ofNullable(
                                                                                counters.get(
                                                                                        l.name()))
                                                                        .map(
                                                                                c ->
                                                                                        LaterParts
                                                                                                .with(
                                                                                                        l,
                                                                                                        c))
                                                                        .orElse(l))
                                                .collect(Collectors.toList()));
        show(shown.get().libvirt(), LaterParts.with(kernel, links));
    }

    private void libvirtLost(Event.LibvirtLost lost) {
        LiveConnection connection = host.connection();
        if (connection.libvirt().filter(d -> d.side() == lost.from()).isEmpty()) {
            return;
        }
        connection.dropLibvirt(lost.why());
        if (connection.shell().isEmpty()) {
            inbox.add(new Event.TransportLost(connection, lost.why()));
            return;
        }
        // The last picture of the guests stays; that libvirt cannot be asked is told by its own
        // part.
        shown.ifPresent(
                s -> {
                    LibvirtState l = s.libvirt();
                    show(
                            new LibvirtState(
                                    Part.missing(lost.why()),
                                    l.networks(),
                                    l.guests(),
                                    l.nodeDevices()),
                            s.kernel());
                });
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
        LibvirtState fresh = door.get().side().read(p -> {}, newWork());
        if (shown.isPresent()) {
            show(fresh, shown.get().kernel());
        }
    }

    /// Tries again by the manners. A login that asked the user is tried only when the user says so.
    private void reconnect(Problem why) throws InterruptedException {
        long lostAt = System.nanoTime();
        boolean mayAsk = host.connection().interactive();
        host.connection().close();
        monitor = Optional.empty();
        due.clear();
        for (int attempt = 0; !closed; attempt++) {
            boolean over = mayAsk || System.nanoTime() - lostAt > manners.giveUp().toNanos();
            Optional<Duration> wait =
                    over
                            ? Optional.empty()
                            : Optional.of(
                                    manners.wait(
                                            attempt, ThreadLocalRandom.current().nextDouble()));
            listener.state(new ConnectionState.Lost(why, wait));
            boolean wished = pause(wait);
            if (closed) {
                return;
            }
            try {
                LiveConnection fresh =
                        host.factory().open(mayAsk && wished, listener::state, newWork());
                host.replace(fresh);
                if (!closed) {
                    attach(fresh);
                    readAll(true);
                }
                return;
            } catch (ProblemException e) {
                why = e.problem();
                boolean pointless =
                        switch (why.kind()) {
                            case HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, LOGIN_FAILED, BAD_INPUT ->
                                    true;
                            default -> false;
                        };
                if (pointless) {
                    listener.state(new ConnectionState.Lost(why, Optional.empty()));
                    pause(Optional.empty());
                }
            }
        }
    }

    /// Waits so long, or until the user wants it now.
    private boolean pause(Optional<Duration> wait) throws InterruptedException {
        long until = System.nanoTime() + wait.orElse(Duration.ofDays(3650)).toNanos();
        while (!closed) {
            Event event = inbox.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            switch (event) {
                case null -> {
                    return false;
                }
                case Event.Refresh r -> {
                    return true;
                }
                case Event.Stop s -> closed = true;
                case Event.Attend a -> attention = a.attention();
                default -> {}
            }
        }
        return false;
    }

    /// When which work is due. For the follower's thread.
    static final class Timetable {
        enum Job {
            READ,
            STATS,
            DUMP,
            LEASES,
            MONITOR,
            LIBVIRT
        }

        private final Map<Job, Long> at = new HashMap<>();

        void in(Job job, Duration wait) {
            at.put(job, System.nanoTime() + wait.toNanos());
        }

        /// So long after the first of several wishes: a host that changes all the time is read all the same.
        void firstIn(Job job, Duration wait) {
            at.putIfAbsent(job, System.nanoTime() + wait.toNanos());
        }

        void atMostIn(Job job, Duration wait) {
            at.merge(job, System.nanoTime() + wait.toNanos(), Math::min);
        }

        void never(Job job) {
            at.remove(job);
        }

        void clear() {
            at.clear();
        }

        Duration untilNext() {
            long now = System.nanoTime();
            return at.values().stream()
                    .min(Long::compare)
                    .map(t -> Duration.ofNanos(Math.max(0, t - now)))
                    .orElse(Duration.ofHours(1));
        }

        List<Job> takeDue() {
            long now = System.nanoTime();
            List<Job> jobs =
                    at.entrySet().stream()
                            .filter(e -> e.getValue() - now <= 0)
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList();
            jobs.forEach(at::remove);
            return jobs;
        }
    }
}
