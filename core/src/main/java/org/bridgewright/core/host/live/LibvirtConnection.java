package org.bridgewright.core.host.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.libvirt.AgentAddresses;
import org.bridgewright.core.libvirt.GuestStats;
import org.bridgewright.core.libvirt.LibvirtEvents;
import org.bridgewright.core.libvirt.LibvirtLimits;
import org.bridgewright.core.libvirt.LibvirtReader;
import org.bridgewright.core.libvirt.LibvirtSession;
import org.bridgewright.core.libvirt.LibvirtWriter;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `core.libvirt` as a live host uses it.
final class LibvirtConnection implements LibvirtSide {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnection.class);
    private final LibvirtSession session;
    private final List<LibvirtEvents> listening = new CopyOnWriteArrayList<>();
    private final List<LibvirtWriter> writers = new CopyOnWriteArrayList<>();
    private final LibvirtReader reader =
            new LibvirtReader(LibvirtLimits.DEFAULT, Clock.systemUTC());
    private final AgentAddresses agents =
            new AgentAddresses(LibvirtLimits.DEFAULT, Clock.systemUTC());

    private LibvirtConnection(LibvirtSession session) {
        this.session = session;
    }

    static LibvirtSide open(
            String uri, boolean readOnly, String shown, Runnable cut, Cancel cancel) {
        return new LibvirtConnection(
                LibvirtSession.open(new LibvirtSession.Target(uri, readOnly, shown), cut, cancel));
    }

    @Override
    public boolean readOnly() {
        return session.isReadOnly();
    }

    @Override
    public LibvirtState read(Consumer<LibvirtState> partial, Cancel cancel) {
        return reader.read(session, partial, cancel);
    }

    @Override
    public LibvirtState refresh(LibvirtState known, Changed changed, Cancel cancel) {
        if (changed.all() || !known.guests().isPresent() || !known.networks().isPresent()) {
            return reader.read(session, partial -> {}, cancel);
        }
        List<Guest> guests = new ArrayList<>(known.guests().orElse(List.of()));
        for (String uuid : changed.guests()) {
            guests.removeIf(g -> g.uuid().equals(Optional.of(uuid)));
            reader.readGuest(session, uuid, cancel).ifPresent(guests::add);
        }
        guests.sort(Comparator.comparing(Guest::name));
        List<VirtualNetwork> networks = new ArrayList<>(known.networks().orElse(List.of()));
        for (String name : changed.networks()) {
            networks.removeIf(n -> n.name().equals(name));
            reader.readNetwork(session, name, cancel).ifPresent(networks::add);
        }
        networks.sort(Comparator.comparing(VirtualNetwork::name));
        return new LibvirtState(
                known.info(),
                changed.networks().isEmpty()
                        ? known.networks()
                        : Part.present(networks, Clock.systemUTC().instant()),
                changed.guests().isEmpty()
                        ? known.guests()
                        : Part.present(guests, Clock.systemUTC().instant()),
                known.nodeDevices());
    }

    @Override
    public Map<String, Link.Counters> counters(Map<String, Link> known, Cancel cancel) {
        Map<String, Link.Counters> counters = new HashMap<>();
        for (GuestStats guest : reader.stats(session, cancel)) {
            for (GuestStats.InterfaceStats i : guest.interfaces()) {
                counters.put(i.tap(), with(Optional.ofNullable(known.get(i.tap())), i));
            }
        }
        return counters;
    }

    @Override
    public Part<List<GuestAddress>> agents(List<Guest> guests, Cancel cancel) {
        return agents.ask(session, guests, cancel);
    }

    /// libvirt does not count overruns, multicast, carrier errors and collisions: those stay as the kernel had them.
    ///
    /// Of a tap libvirt tells what the guest sees, which is the other way round than its link (`virNetDevTapInterfaceStats`,
    /// `swapped`; seen with libvirt 9.0: `domstats` rx is `ip -s link`'s TX); of a macvtap it tells the link's own.
    static Link.Counters with(Optional<Link> link, GuestStats.InterfaceStats i) {
        Optional<Link.Counters> known = link.flatMap(Link::counters);
        boolean own = link.flatMap(Link::infoKind).filter("macvtap"::equals).isPresent();
        return new Link.Counters(
                own ? i.rxBytes() : i.txBytes(),
                own ? i.rxPackets() : i.txPackets(),
                own ? i.rxErrors() : i.txErrors(),
                own ? i.rxDropped() : i.txDropped(),
                known.map(Link.Counters::rxOverruns).orElse(0L),
                known.map(Link.Counters::multicast).orElse(0L),
                own ? i.txBytes() : i.rxBytes(),
                own ? i.txPackets() : i.rxPackets(),
                own ? i.txErrors() : i.rxErrors(),
                own ? i.txDropped() : i.rxDropped(),
                known.map(Link.Counters::txCarrierErrors).orElse(0L),
                known.map(Link.Counters::collisions).orElse(0L));
    }

    @Override
    public void listen(Consumer<Changed> events, Cancel cancel) {
        LibvirtEvents listener =
                LibvirtEvents.listen(
                        session,
                        event -> {
                            Set<String> guests = new HashSet<>();
                            Set<String> networks = new HashSet<>();
                            switch (event) {
                                case LibvirtEvents.Event.GuestChanged guest ->
                                        guests.add(guest.uuid());
                                case LibvirtEvents.Event.NetworkChanged network ->
                                        networks.add(network.name());
                            }
                            events.accept(new Changed(guests, networks, false));
                        },
                        cancel);
        listening.add(listener);
    }

    @Override
    public void onLost(Consumer<Problem> action) {
        session.onLost(action);
    }

    @Override
    public LibvirtWriter writes() {
        LibvirtWriter writer = new LibvirtWriter(session);
        writers.add(writer);
        return writer;
    }

    /// Ends the events with it: they hold the connection.
    @Override
    public void close() {
        listening.forEach(LibvirtEvents::close);
        freeHandles();
        session.close();
    }

    /// A connection that is cut already has nothing to be asked: then the process keeps a few small objects.
    private void freeHandles() {
        for (LibvirtWriter writer : writers) {
            try {
                writer.close();
            } catch (ProblemException alreadyCut) {
                LOG.info("handles not freed: {}", alreadyCut.problem().line());
            }
        }
    }
}
