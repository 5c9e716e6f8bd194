package org.bridgewright.core.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What libvirt tells by itself: guests that start, stop, appear and go, devices plugged and unplugged, networks that
/// start and stop. It does not tell of a vNIC moved live, nor of autostart; those are found by reading.
public final class LibvirtEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtEvents.class);
    private static final Words WORDS = Words.of(LibvirtEvents.class);
    private static final int DOMAIN_LIFECYCLE = 0;
    private static final int DOMAIN_DEVICE_REMOVED = 15;
    private static final int DOMAIN_AGENT_LIFECYCLE = 18;
    private static final int DOMAIN_DEVICE_ADDED = 19;
    private static final int NETWORK_LIFECYCLE = 0;

    /// What to read again.
    public sealed interface Event {
        record GuestChanged(String uuid) implements Event {}

        record NetworkChanged(String name) implements Event {}
    }

    private record Registration(int id, boolean ofDomains, Callback callback) {}

    private final LibvirtSession session;
    private final Consumer<Event> listener;
    // The callbacks must live as long as libvirt may call them.
    private final List<Registration> registrations = new ArrayList<>();

    private LibvirtEvents(LibvirtSession session, Consumer<Event> listener) {
        this.session = session;
        this.listener = listener;
    }

    /// Begins to listen. A kind of event that the host does not know is left out.
    ///
    /// @param listener called on libvirt's event thread: it must return at once and must not call libvirt
    /// @throws org.bridgewright.core.model.ProblemException when the connection is lost, late, or cancelled
    public static LibvirtEvents listen(
            LibvirtSession session, Consumer<Event> listener, Cancel cancel) {
        LibvirtEvents events = new LibvirtEvents(session, listener);
        session.call(
                WORDS.get("events.tried", session.shown()),
                cancel,
                connection -> {
                    events.register(connection);
                    return true;
                });
        return events;
    }

    private void register(Pointer connection) {
        LibvirtApi.LifecycleCallback guest = (c, domain, event, detail, opaque) -> guest(domain);
        LibvirtApi.DeviceCallback device = (c, domain, alias, opaque) -> guest(domain);
        LibvirtApi.LifecycleCallback network =
                (c, object, event, detail, opaque) ->
                        tell(name(LibvirtApi.virNetworkGetName(object)));
        domain(connection, DOMAIN_LIFECYCLE, guest);
        domain(connection, DOMAIN_AGENT_LIFECYCLE, guest);
        domain(connection, DOMAIN_DEVICE_ADDED, device);
        domain(connection, DOMAIN_DEVICE_REMOVED, device);
        int id =
                LibvirtApi.virConnectNetworkEventRegisterAny(
                        connection, null, NETWORK_LIFECYCLE, network, null, null);
        registered(id, false, network);
    }

    private void domain(Pointer connection, int event, Callback callback) {
        int id =
                LibvirtApi.virConnectDomainEventRegisterAny(
                        connection, null, event, callback, null, null);
        registered(id, true, callback);
    }

    private synchronized void registered(int id, boolean ofDomains, Callback callback) {
        if (id < 0) {
            LOG.info("{} sends no such events: {}", session.shown(), LibvirtError.last().message());
        } else {
            registrations.add(new Registration(id, ofDomains, callback));
        }
    }

    private void guest(Pointer domain) {
        tell(new Event.GuestChanged(NativeLists.uuid(domain, LibvirtApi::virDomainGetUUIDString)));
    }

    private static Event name(@Nullable String network) {
        return new Event.NetworkChanged(network == null ? "" : network);
    }

    /// On libvirt's event thread, which must survive whatever the listener does.
    private void tell(Event event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a listener of libvirt's events failed", e);
        }
    }

    /// Stops listening. The session's own end does the same, but holds the connection until then.
    @Override
    public synchronized void close() {
        List<Registration> ended = List.copyOf(registrations);
        registrations.clear();
        session.atClose(
                connection -> {
                    for (Registration one : ended) {
                        int result =
                                one.ofDomains()
                                        ? LibvirtApi.virConnectDomainEventDeregisterAny(
                                                connection, one.id())
                                        : LibvirtApi.virConnectNetworkEventDeregisterAny(
                                                connection, one.id());
                        if (result < 0) {
                            LOG.debug(
                                    "{} not deregistered: {}",
                                    one.callback(),
                                    LibvirtError.last().message());
                        }
                    }
                });
    }
}
