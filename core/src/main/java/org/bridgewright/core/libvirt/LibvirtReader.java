package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Reads a host's libvirt. One object for each host: it remembers what it read and which guests did not answer.
///
/// Calls block; call from a worker. Nothing on the host is changed.
public final class LibvirtReader {
    private static final Words WORDS = Words.of(LibvirtReader.class);

    private final LibvirtLimits limits;
    private final InstantSource clock;
    private final DefinitionCache cache = new DefinitionCache();
    private final GuestReads guests;
    private volatile Optional<String> capabilities = Optional.empty();
    private volatile Optional<String> hypervisorVersion = Optional.empty();

    public LibvirtReader(LibvirtLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        guests = new GuestReads(cache, clock, limits.skipFor());
    }

    /// Reads all networks, guests and network devices. What is missing in the result says why.
    ///
    /// @param partial gets, once, an earlier picture with all running guests, on the calling thread
    /// @throws ProblemException when the daemon does not answer, the connection is lost, or it is cancelled
    public LibvirtState read(
            LibvirtSession session, Consumer<LibvirtState> partial, Cancel cancel) {
        return new ReadRun(session, this, partial, clock.instant(), cancel).run();
    }

    /// Reads one guest again; empty when it is gone.
    ///
    /// @throws ProblemException as [#read]
    public Optional<Guest> readGuest(LibvirtSession session, String uuid, Cancel cancel) {
        String tried = WORDS.get("guest.tried", uuid);
        Optional<GuestDraft> found =
                unlessGone(
                        () ->
                                session.call(
                                        tried,
                                        cancel,
                                        connection -> draft(session, connection, uuid)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        GuestDraft guest = found.get();
        try {
            InFlight calls = new InFlight(session, limits, cancel);
            if (guest.running) {
                guests.definition(calls, guest, false, () -> {});
            }
            guests.definition(calls, guest, true, () -> {});
            number(calls, guest, LibvirtApi::virDomainIsPersistent, n -> guest.persistent = n > 0);
            number(
                    calls,
                    guest,
                    domain -> LibvirtApi.virDomainHasManagedSaveImage(domain, 0),
                    n -> guest.managedSave = n > 0);
            number(
                    calls,
                    guest,
                    LibvirtReader::stateNumber,
                    n -> guest.stateWord = Optional.of(GuestReads.stateWord(n)));
            number(
                    calls,
                    guest,
                    domain -> flag(domain, LibvirtApi::virDomainGetAutostart),
                    n -> guest.autostart = n > 0);
            calls.run();
            return guest.isGone ? Optional.empty() : Optional.of(guest.guest());
        } finally {
            session.release(List.of(guest.handle));
        }
    }

    /// Reads one network again; empty when it is gone.
    ///
    /// @throws ProblemException as [#read]
    public Optional<VirtualNetwork> readNetwork(
            LibvirtSession session, String name, Cancel cancel) {
        String tried = WORDS.get("network.tried", name);
        Optional<NetworkDraft> found =
                unlessGone(
                        () ->
                                session.call(
                                        tried,
                                        cancel,
                                        connection -> networkDraft(session, connection, name)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        NetworkDraft network = found.get();
        try {
            InFlight calls = new InFlight(session, limits, cancel);
            calls.first(
                    tried,
                    networkXml(network, false),
                    xml -> network.liveXml = Optional.of(xml),
                    network::fail);
            calls.first(
                    tried,
                    networkXml(network, true),
                    xml -> network.configXml = Optional.of(xml),
                    problem -> {}); // a transient one has none
            flag(calls, network, LibvirtApi::virNetworkIsActive, n -> network.active = n > 0);
            flag(
                    calls,
                    network,
                    LibvirtApi::virNetworkIsPersistent,
                    n -> network.persistent = n > 0);
            flag(
                    calls,
                    network,
                    pointer -> flag(pointer, LibvirtApi::virNetworkGetAutostart),
                    n -> network.autostart = n > 0);
            calls.first(
                    WORDS.get("leases.tried", name),
                    leases(network),
                    leases -> network.leases = Part.present(leases, clock.instant()),
                    problem -> network.leases = Part.missing(problem));
            calls.run();
            if (!network.active) {
                network.liveXml = Optional.empty();
                network.leases = Part.present(List.of(), clock.instant());
            }
            if (!network.persistent) {
                network.configXml = Optional.empty();
            }
            return network.isGone ? Optional.empty() : Optional.of(network.network());
        } finally {
            session.release(List.of(network.handle));
        }
    }

    /// State and traffic counters of running guests, in one call that waits for none of them.
    ///
    /// @throws ProblemException as [#read]
    public List<GuestStats> stats(LibvirtSession session, Cancel cancel) {
        Map<String, Map<String, String>> all =
                session.call(
                        WORDS.get("stats.tried"),
                        cancel,
                        connection ->
                                NativeLists.stats(
                                        connection,
                                        LibvirtApi.STATS_STATE | LibvirtApi.STATS_INTERFACE,
                                        LibvirtApi.STATS_ACTIVE | LibvirtApi.STATS_NOWAIT));
        return all.entrySet().stream()
                .map(one -> GuestStats.of(one.getKey(), one.getValue()))
                .toList();
    }

    LibvirtLimits limits() {
        return limits;
    }

    DefinitionCache cache() {
        return cache;
    }

    GuestReads guests() {
        return guests;
    }

    /// On a thread of the session. What takes the daemon long is not asked here, but taken from the last read.
    LibvirtInfo info(Pointer connection, boolean readOnly) throws LibvirtError.Failed {
        LongByReference library = new LongByReference();
        LibvirtError.check(LibvirtApi.virConnectGetLibVersion(connection, library));
        return new LibvirtInfo(
                version(library.getValue()),
                Optional.ofNullable(LibvirtApi.virConnectGetType(connection)),
                hypervisorVersion,
                readOnly,
                capabilities);
    }

    /// On a thread of the session. The daemon may have to start the emulator to find out.
    String hypervisorVersion(Pointer connection) throws LibvirtError.Failed {
        LongByReference number = new LongByReference();
        LibvirtError.check(LibvirtApi.virConnectGetVersion(connection, number));
        String text = version(number.getValue());
        hypervisorVersion = Optional.of(text);
        return text;
    }

    /// On a thread of the session. Asked once: a daemon may take seconds to find them out.
    String capabilities(Pointer connection) throws LibvirtError.Failed {
        Optional<String> known = capabilities;
        if (known.isPresent()) {
            return known.get();
        }
        String xml = LibvirtRuntime.takeText(LibvirtApi.virConnectGetCapabilities(connection));
        capabilities = Optional.of(xml);
        return xml;
    }

    private static String version(long number) {
        return number / 1_000_000 + "." + number / 1000 % 1000 + "." + number % 1000;
    }

    LibvirtSession.NativeCall<String> networkXml(NetworkDraft network, boolean inactive) {
        NativeHandle handle = network.handle.retain();
        return connection -> {
            try {
                return NativeLists.networkXml(handle.pointer(), inactive);
            } finally {
                handle.release();
            }
        };
    }

    LibvirtSession.NativeCall<List<DhcpLease>> leases(NetworkDraft network) {
        NativeHandle handle = network.handle.retain();
        return connection -> {
            try {
                return NativeLists.leases(handle.pointer(), network.name);
            } finally {
                handle.release();
            }
        };
    }

    private static GuestDraft draft(LibvirtSession session, Pointer connection, String uuid)
            throws LibvirtError.Failed {
        Pointer domain =
                LibvirtError.check(LibvirtApi.virDomainLookupByUUIDString(connection, uuid));
        NativeHandle handle = session.keep(new NativeHandle(domain, LibvirtApi::virDomainFree));
        @Nullable String name = LibvirtApi.virDomainGetName(domain);
        int id = LibvirtApi.virDomainGetID(domain);
        return new GuestDraft(new NativeLists.Listed(name == null ? "" : name, uuid, id, handle));
    }

    private static NetworkDraft networkDraft(
            LibvirtSession session, Pointer connection, String name) throws LibvirtError.Failed {
        Pointer network = LibvirtError.check(LibvirtApi.virNetworkLookupByName(connection, name));
        return new NetworkDraft(
                new NativeLists.Listed(
                        name,
                        NativeLists.uuid(network, LibvirtApi::virNetworkGetUUIDString),
                        -1,
                        session.keep(new NativeHandle(network, LibvirtApi::virNetworkFree))));
    }

    private interface NumberCall {
        int of(Pointer object);
    }

    private interface FlagCall {
        int of(Pointer object, IntByReference flag);
    }

    private static int flag(Pointer object, FlagCall call) {
        IntByReference flag = new IntByReference();
        int result = call.of(object, flag);
        return result < 0 ? result : flag.getValue();
    }

    private static int stateNumber(Pointer domain) {
        IntByReference state = new IntByReference();
        int result = LibvirtApi.virDomainGetState(domain, state, new IntByReference(), 0);
        return result < 0 ? result : state.getValue();
    }

    private static void number(
            InFlight calls, GuestDraft guest, NumberCall call, Consumer<Integer> done) {
        ask(calls, guest.handle, WORDS.get("guest.tried", guest.name), call, done);
    }

    private static void flag(
            InFlight calls, NetworkDraft network, NumberCall call, Consumer<Integer> done) {
        ask(calls, network.handle, WORDS.get("network.tried", network.name), call, done);
    }

    /// A small fact; the object is drawn without it when it cannot be had.
    private static void ask(
            InFlight calls,
            NativeHandle shared,
            String tried,
            NumberCall call,
            Consumer<Integer> done) {
        NativeHandle handle = shared.retain();
        calls.first(
                tried,
                connection -> {
                    try {
                        return LibvirtError.check(call.of(handle.pointer()));
                    } finally {
                        handle.release();
                    }
                },
                done,
                problem -> {});
    }

    private interface Lookup<T> {
        T get();
    }

    private static <T> Optional<T> unlessGone(Lookup<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
