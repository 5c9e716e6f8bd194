package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// The writes that a plan's steps need, and the looks that check them. Blocks; each call has the deadline of its
/// [Cancel]. What it throws is a [ProblemException] with libvirt's own text.
///
/// A guest's handle is looked up once and kept until [#close]: a plan asks for the same few guests again and again, and
/// each look-up would cost a round trip.
public final class LibvirtWriter implements AutoCloseable {
    private static final Words WORDS = Words.of(LibvirtWriter.class);

    /// The start of a live definition.
    private static final Pattern RUNNING =
            Pattern.compile(
                    "\\s*(<!--.*?-->\\s*)?<domain\\s[^>]*\\bid=['\"]\\d+['\"]", Pattern.DOTALL);

    private final LibvirtSession session;
    private final Map<String, NativeHandle> guests = new ConcurrentHashMap<>();

    public LibvirtWriter(LibvirtSession session) {
        this.session = session;
    }

    private interface ObjectCall<T> {
        T of(Pointer object) throws LibvirtError.Failed;
    }

    /// See [org.bridgewright.core.host.HostWriter#updateDevice].
    public void updateDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        device(
                LibvirtApi::virDomainUpdateDeviceFlags,
                "update",
                guestUuid,
                interfaceXml,
                scope,
                cancel);
    }

    /// See [org.bridgewright.core.host.HostWriter#attachDevice].
    public void attachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        device(
                LibvirtApi::virDomainAttachDeviceFlags,
                "attach",
                guestUuid,
                interfaceXml,
                scope,
                cancel);
    }

    /// See [org.bridgewright.core.host.HostWriter#detachDevice].
    public void detachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        device(
                LibvirtApi::virDomainDetachDeviceFlags,
                "detach",
                guestUuid,
                interfaceXml,
                scope,
                cancel);
    }

    /// One of libvirt's `virDomain*DeviceFlags`.
    private interface DeviceCall {
        int call(Pointer domain, String xml, int flags);
    }

    private void device(
            DeviceCall call,
            String word,
            String guestUuid,
            String interfaceXml,
            Scope scope,
            Cancel cancel) {
        domain(
                WORDS.get("write." + word + "." + word(scope)),
                guestUuid,
                cancel,
                d -> LibvirtError.check(call.call(d, interfaceXml, flags(scope))));
    }

    /// See [org.bridgewright.core.host.HostWriter#startNetwork].
    public void startNetwork(String name, Cancel cancel) {
        network(
                WORDS.get("write.network.start", name),
                name,
                cancel,
                n -> LibvirtError.check(LibvirtApi.virNetworkCreate(n)));
    }

    /// See [org.bridgewright.core.host.HostWriter#stopNetwork].
    public void stopNetwork(String name, Cancel cancel) {
        network(
                WORDS.get("write.network.stop", name),
                name,
                cancel,
                n -> LibvirtError.check(LibvirtApi.virNetworkDestroy(n)));
    }

    /// See [org.bridgewright.core.host.HostWriter#createNetwork].
    public void createNetwork(String networkXml, Cancel cancel) {
        session.call(
                WORDS.get("write.network.create"),
                cancel,
                connection ->
                        LibvirtApi.virNetworkFree(
                                LibvirtError.check(
                                        LibvirtApi.virNetworkCreateXML(connection, networkXml))));
    }

    /// See [org.bridgewright.core.host.HostWriter#startGuest].
    public void startGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.start"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainCreate(d)));
    }

    /// Asks the guest to shut down; does not wait for it.
    public void shutdownGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.shutdown"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainShutdown(d)));
    }

    /// Ends the guest at once, as by pulling its plug.
    public void forceOffGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.off"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainDestroy(d)));
    }

    /// Asks the guest to reboot; does not wait for it.
    public void rebootGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.reboot"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainReboot(d, 0)));
    }

    /// See [org.bridgewright.core.host.HostWriter#suspendGuest].
    public void suspendGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.suspend"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainSuspend(d)));
    }

    /// See [org.bridgewright.core.host.HostWriter#resumeGuest].
    public void resumeGuest(String guestUuid, Cancel cancel) {
        domain(
                WORDS.get("write.guest.resume"),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainResume(d)));
    }

    /// The guest's XML now; empty when it is gone, or has no such definition.
    public Optional<String> guestXml(String guestUuid, Scope scope, Cancel cancel) {
        return unlessGone(
                () ->
                        domain(
                                WORDS.get("guest.tried", guestUuid),
                                guestUuid,
                                cancel,
                                d -> definition(d, scope)));
    }

    private static Optional<String> definition(Pointer domain, Scope scope)
            throws LibvirtError.Failed {
        if (scope == Scope.LIVE) {
            // Of a guest that is off libvirt gives the config here: only a running one has an id.
            String xml = LibvirtRuntime.takeText(LibvirtApi.virDomainGetXMLDesc(domain, 0));
            return RUNNING.matcher(xml).lookingAt() ? Optional.of(xml) : Optional.empty();
        }
        if (LibvirtError.check(LibvirtApi.virDomainIsPersistent(domain)) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                LibvirtRuntime.takeText(
                        LibvirtApi.virDomainGetXMLDesc(domain, LibvirtApi.DOMAIN_XML_INACTIVE)));
    }

    /// `virsh domstate`'s word; empty when the guest is gone.
    public Optional<String> guestState(String guestUuid, Cancel cancel) {
        return unlessGone(
                () ->
                        Optional.of(
                                domain(
                                        WORDS.get("guest.tried", guestUuid),
                                        guestUuid,
                                        cancel,
                                        d -> {
                                            IntByReference state = new IntByReference();
                                            LibvirtError.check(
                                                    LibvirtApi.virDomainGetState(
                                                            d, state, new IntByReference(), 0));
                                            return GuestReads.stateWord(state.getValue());
                                        })));
    }

    public boolean hasManagedSave(String guestUuid, Cancel cancel) {
        return domain(
                WORDS.get("guest.tried", guestUuid),
                guestUuid,
                cancel,
                d -> LibvirtError.check(LibvirtApi.virDomainHasManagedSaveImage(d, 0)) > 0);
    }

    /// The network's XML now; empty when it is gone, inactive (`LIVE`) or transient (`CONFIG`).
    public Optional<String> networkXml(String name, Scope scope, Cancel cancel) {
        return unlessGone(
                () ->
                        network(
                                WORDS.get("network.tried", name),
                                name,
                                cancel,
                                n -> networkDefinition(n, scope)));
    }

    private static Optional<String> networkDefinition(Pointer network, Scope scope)
            throws LibvirtError.Failed {
        boolean live = scope == Scope.LIVE;
        int has =
                LibvirtError.check(
                        live
                                ? LibvirtApi.virNetworkIsActive(network)
                                : LibvirtApi.virNetworkIsPersistent(network));
        if (has == 0) {
            return Optional.empty();
        }
        return Optional.of(NativeLists.networkXml(network, !live));
    }

    private <T> T domain(String tried, String uuid, Cancel cancel, ObjectCall<T> call) {
        return session.call(tried, cancel, connection -> call.of(handle(connection, uuid)));
    }

    private Pointer handle(Pointer connection, String uuid) throws LibvirtError.Failed {
        NativeHandle known = guests.get(uuid);
        if (known != null) {
            return known.pointer();
        }
        Pointer domain =
                LibvirtError.check(LibvirtApi.virDomainLookupByUUIDString(connection, uuid));
        NativeHandle found = session.keep(new NativeHandle(domain, LibvirtApi::virDomainFree));
        NativeHandle other = guests.putIfAbsent(uuid, found);
        if (other == null) {
            return found.pointer();
        }
        found.release();
        return other.pointer();
    }

    /// Frees the handles; the session does it at the latest.
    @Override
    public void close() {
        session.release(List.copyOf(guests.values()));
        guests.clear();
    }

    private <T> T network(String tried, String name, Cancel cancel, ObjectCall<T> call) {
        return session.call(
                tried,
                cancel,
                connection -> {
                    Pointer network =
                            LibvirtError.check(LibvirtApi.virNetworkLookupByName(connection, name));
                    try {
                        return call.of(network);
                    } finally {
                        LibvirtApi.virNetworkFree(network);
                    }
                });
    }

    private interface Look<T> {
        Optional<T> look();
    }

    private static <T> Optional<T> unlessGone(Look<T> look) {
        try {
            return look.look();
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static int flags(Scope scope) {
        return scope == Scope.LIVE ? LibvirtApi.AFFECT_LIVE : LibvirtApi.AFFECT_CONFIG;
    }

    private static String word(Scope scope) {
        return scope == Scope.LIVE ? "live" : "config";
    }
}
