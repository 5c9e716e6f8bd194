package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.KernelScript;
import org.bridgewright.core.kernel.LinkRefresh;
import org.bridgewright.core.kernel.MonitorParser;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.VirtualNetwork;

/// The picture that a follower keeps true: what has changed is gathered here, read again, and told when the picture is another one. For the
/// follower's thread; reads throw [org.bridgewright.core.model.ProblemException] and leave the picture as it was.
final class FollowedPicture {
    /// Counters are asked for that many links beside the taps, whose counters come from libvirt.
    private static final int MOST_COUNTED = 24;

    private final LiveHost host;
    private final HostSource.Listener listener;
    private final Manners manners;
    private final Supplier<Cancel> work;
    private final Set<String> dirtyLinks = new LinkedHashSet<>();
    private boolean dirtyAll;
    private LibvirtSide.Changed dirtyLibvirt = LibvirtSide.Changed.NOTHING;
    private Optional<HostSnapshot> shown = Optional.empty();
    private long eagerUntil = System.nanoTime();
    private volatile boolean silent;

    /// @param work a new limit for one piece of work
    FollowedPicture(LiveHost host, HostSource.Listener listener, Supplier<Cancel> work) {
        this.host = host;
        this.listener = listener;
        this.manners = host.options().manners();
        this.work = work;
    }

    /// Nothing is told any more. Any thread.
    void silence() {
        silent = true;
    }

    Optional<HostSnapshot> shown() {
        return shown;
    }

    /// A whole read by somebody else is newer than what we know.
    void known(HostSnapshot snapshot) {
        shown = Optional.of(snapshot);
    }

    void restKnown(KernelState rest) {
        shown = shown.map(s -> s.withKernel(LaterParts.withRest(s.kernel(), rest)));
    }

    void libvirtChanged(LibvirtSide.Changed changed) {
        dirtyLibvirt = dirtyLibvirt.and(changed);
    }

    void everythingChanged() {
        dirtyAll = true;
    }

    void kernelChanged(MonitorParser.Event event) {
        switch (event) {
            case MonitorParser.Event.LinkChanged link -> dirtyLinks.add(link.link());
            case MonitorParser.Event.AddressChanged address -> dirtyLinks.add(address.link());
            case MonitorParser.Event.RouteChanged route -> dirtyAll = true;
            case MonitorParser.Event.Lost lost -> dirtyAll = true;
            case MonitorParser.Event.Answer answer -> {}
        }
    }

    /// Reads again what has changed, and that only. True when guests have changed: their leases come soon.
    boolean readChanged(Optional<KernelMonitor> running) {
        if (shown.isEmpty()) {
            readAll(false);
            return false;
        }
        Set<String> touched = Set.copyOf(dirtyLinks);
        KernelState kernel = changedKernel(running, shown.get().kernel());
        LibvirtState libvirt = shown.get().libvirt();
        LibvirtSide.Changed changed = dirtyLibvirt.and(ownersOf(touched, libvirt));
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (changed.isNothing() || door.isEmpty()) {
            show(libvirt, kernel);
            return false;
        }
        dirtyLibvirt = LibvirtSide.Changed.NOTHING;
        show(libvirt, kernel);
        boolean guests = !changed.guests().isEmpty();
        if (guests) {
            eagerUntil = System.nanoTime() + manners.leasesEagerFor().toNanos();
        }
        show(door.get().side().refresh(libvirt, changed, work.get()), kernel);
        return guests;
    }

    private KernelState changedKernel(Optional<KernelMonitor> running, KernelState kernel) {
        if (running.isEmpty() || !dirtyAll && dirtyLinks.isEmpty()) {
            return kernel;
        }
        if (dirtyAll || dirtyLinks.size() > manners.mostNamedLinks()) {
            dirtyAll = false;
            dirtyLinks.clear();
            return merged(ask(running.get(), KernelScript.Ask.SYNC, List.of()), kernel);
        }
        List<String> names = dirtyLinks.stream().filter(LiveWriter::isName).toList();
        dirtyLinks.clear();
        return names.isEmpty()
                ? kernel
                : LinkRefresh.apply(
                        kernel, names, ask(running.get(), KernelScript.Ask.LINKS, names));
    }

    private RawOutputs ask(KernelMonitor monitor, KernelScript.Ask what, List<String> names) {
        return Waiting.join(monitor.ask(what, names), work.get());
    }

    /// An answer without any part means that nothing changed.
    private KernelState merged(RawOutputs answer, KernelState before) {
        if (answer.byName().isEmpty() && !host.isShortenedByOld(before)) {
            return before;
        }
        KernelState read = host.merge(answer);
        boolean links = answer.byName().keySet().stream().anyMatch(n -> n.startsWith("ip-link"));
        // Else the links are those of an earlier read, and later counters must not go back.
        KernelState after =
                links ? read : LaterParts.withCounters(read, LaterParts.counters(before));
        return after.firewall().isPresent() || !before.firewall().isPresent() ? after : before;
    }

    /// A vNIC that is moved live changes its tap's master, and libvirt tells nobody: so the guests behind changed taps are read again.
    private static LibvirtSide.Changed ownersOf(Set<String> links, LibvirtState libvirt) {
        Set<String> owners =
                libvirt.guests().orElse(List.of()).stream()
                        .filter(g -> taps(g).stream().anyMatch(links::contains))
                        .flatMap(g -> g.uuid().stream())
                        .collect(Collectors.toSet());
        return new LibvirtSide.Changed(owners, Set.of(), false);
    }

    private static List<String> taps(Guest guest) {
        return guest.live().stream().flatMap(v -> v.tap().stream()).toList();
    }

    /// Reads everything. `always` tells the picture also when it is the same.
    void readAll(boolean always) {
        dirtyAll = false;
        dirtyLinks.clear();
        dirtyLibvirt = LibvirtSide.Changed.NOTHING;
        HostSnapshot fresh = host.readPicture(partial -> {}, work.get());
        boolean other = always || shown.isEmpty() || !SnapshotChange.same(shown.get(), fresh);
        shown = Optional.of(fresh);
        if (other && !silent) {
            listener.changed(fresh);
        }
    }

    boolean isEager() {
        return System.nanoTime() - eagerUntil < 0;
    }

    /// Leases come without any event: networks that give addresses are asked again.
    void leases() {
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (door.isEmpty() || shown.isEmpty()) {
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
            show(door.get().side().refresh(libvirt, again, work.get()), shown.get().kernel());
        }
    }

    /// Counters: the taps' from libvirt, of other links from the kernel.
    void stats(Optional<KernelMonitor> running) {
        if (shown.isEmpty() || !shown.get().kernel().links().isPresent()) {
            return;
        }
        List<Link> links = shown.get().kernel().links().orElse(List.of());
        Map<String, Link.Counters> counters = new HashMap<>();
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (door.isPresent()) {
            Map<String, Link> known =
                    links.stream().collect(Collectors.toMap(Link::name, l -> l, (x, y) -> x));
            counters.putAll(door.get().side().counters(known, shortWork()));
        }
        if (running.isPresent()) {
            List<String> names = counted(links, counters.keySet());
            if (!names.isEmpty()) {
                counters.putAll(
                        KernelReader.counters(
                                ask(running.get(), KernelScript.Ask.COUNTERS, names)));
            }
        }
        KernelState kernel = shown.get().kernel();
        show(shown.get().libvirt(), LaterParts.withCounters(kernel, counters));
    }

    /// NICs, bars and what lies between them; hardware first, where there are many.
    private static List<String> counted(List<Link> links, Collection<String> taps) {
        return links.stream()
                .filter(l -> !taps.contains(l.name()) && LiveWriter.isName(l.name()))
                .filter(l -> l.infoKind().filter("tun"::equals).isEmpty())
                .filter(l -> !l.name().equals("lo") && l.counters().isPresent())
                .sorted(Comparator.comparing(l -> !l.hasDevice()))
                .limit(MOST_COUNTED)
                .map(Link::name)
                .toList();
    }

    /// Asks the agents of running guests, as far as [LibvirtSide#agents] may.
    void agents() {
        Optional<LibvirtDoor> door = host.connection().libvirt();
        if (door.isEmpty() || shown.isEmpty()) {
            return;
        }
        LibvirtState libvirt = shown.get().libvirt();
        host.agents(door.get().side().agents(libvirt.guests().orElse(List.of()), work.get()));
        show(libvirt, shown.get().kernel());
    }

    /// The last picture of the guests stays; that libvirt cannot be asked is told by its own part.
    void libvirtLost(Problem why) {
        shown.ifPresent(
                s -> {
                    LibvirtState l = s.libvirt();
                    show(
                            new LibvirtState(
                                    Part.missing(why), l.networks(), l.guests(), l.nodeDevices()),
                            s.kernel());
                });
    }

    /// libvirt is back.
    void libvirtRead(LibvirtSide side) {
        LibvirtState fresh = side.read(partial -> {}, work.get());
        shown.ifPresent(s -> show(fresh, s.kernel()));
    }

    private Cancel shortWork() {
        Cancel limit = Cancel.after(manners.callLimit());
        work.get().onCancel(limit::cancel);
        return limit;
    }

    private void show(LibvirtState libvirt, KernelState kernel) {
        HostSnapshot fresh = host.snapshot(libvirt, kernel);
        boolean same = shown.filter(s -> SnapshotChange.same(s, fresh)).isPresent();
        shown = Optional.of(fresh);
        host.followed(fresh);
        if (!same && !silent) {
            listener.changed(fresh);
        }
    }

    /// How long until leases are asked again.
    Duration leasesInterval() {
        return isEager() ? manners.leasesEager() : manners.leases();
    }
}
