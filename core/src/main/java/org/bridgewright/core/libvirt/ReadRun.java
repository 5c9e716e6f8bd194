package org.bridgewright.core.libvirt;

import com.sun.jna.ptr.IntByReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.NodeDevice;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.words.Words;

/// One read of everything: the lists at once, then each object's XML, running guests first.
///
/// All fields belong to the thread that calls [#run].
final class ReadRun {
    private static final Words WORDS = Words.of(ReadRun.class);

    private final LibvirtSession session;
    private final LibvirtReader reader;
    private final Consumer<LibvirtState> partial;
    private final InFlight calls;
    private final Instant readAt;

    private final Map<String, GuestDraft> guests = new TreeMap<>();
    private final Map<String, NetworkDraft> networks = new TreeMap<>();
    private final Map<String, Optional<NodeDevice>> devices = new TreeMap<>();
    private final List<NativeHandle> handles = new ArrayList<>();
    private Part<LibvirtInfo> info = reading();
    private Optional<String> capabilities = Optional.empty();
    private Optional<String> hypervisorVersion = Optional.empty();
    private Optional<Problem> guestsProblem = Optional.empty();
    private Optional<Problem> networksProblem = Optional.empty();
    private Optional<Problem> devicesProblem = Optional.empty();
    private Optional<Map<String, String>> stateWords = Optional.empty();
    private Set<String> activeNetworks = Set.of();
    private final Set<String> autostart = new HashSet<>();
    private final Set<String> managedSave = new HashSet<>();
    private final Set<String> transientOnes = new HashSet<>();

    /// Calls that the first picture waits for.
    private int awaited;

    private boolean shown;

    ReadRun(
            LibvirtSession session,
            LibvirtReader reader,
            Consumer<LibvirtState> partial,
            Instant readAt,
            Cancel cancel) {
        this.session = session;
        this.reader = reader;
        this.partial = partial;
        this.readAt = readAt;
        calls = new InFlight(session, reader.limits(), cancel);
    }

    LibvirtState run() {
        try {
            askLists();
            calls.run();
            shown = true;
            reader.cache().retain(cacheKeys());
            return state(true);
        } finally {
            session.release(handles);
        }
    }

    private void askLists() {
        awaited(
                WORDS.get("list.guests"),
                c -> NativeLists.domains(session, c),
                this::listedGuests,
                problem -> guestsProblem = Optional.of(problem));
        awaited(
                WORDS.get("list.networks"),
                c -> NativeLists.networks(session, c),
                this::listedNetworks,
                problem -> networksProblem = Optional.of(problem));
        awaited(
                WORDS.get("list.networks"),
                c -> NativeLists.networkUuids(c, LibvirtApi.LIST_NETWORKS_ACTIVE),
                active -> activeNetworks = active,
                problem -> networksProblem = Optional.of(problem));
        awaited(
                WORDS.get("list.guests"),
                c -> NativeLists.stats(c, LibvirtApi.STATS_STATE, 0),
                this::takeStates,
                problem -> {});
        flags(c -> NativeLists.domainUuids(c, LibvirtApi.LIST_DOMAINS_AUTOSTART), autostart);
        flags(c -> NativeLists.domainUuids(c, LibvirtApi.LIST_DOMAINS_MANAGEDSAVE), managedSave);
        flags(c -> NativeLists.domainUuids(c, LibvirtApi.LIST_DOMAINS_TRANSIENT), transientOnes);
        flags(c -> NativeLists.networkUuids(c, LibvirtApi.LIST_NETWORKS_AUTOSTART), autostart);
        flags(c -> NativeLists.networkUuids(c, LibvirtApi.LIST_NETWORKS_TRANSIENT), transientOnes);
        calls.first(
                WORDS.get("info.tried"),
                c -> reader.info(c, session.isReadOnly()),
                known -> info = Part.present(known, readAt),
                problem -> info = Part.missing(problem));
        calls.maybe(
                WORDS.get("info.tried"),
                reader::hypervisorVersion,
                version -> hypervisorVersion = Optional.of(version),
                problem -> {});
        calls.maybe(
                WORDS.get("info.tried"),
                reader::capabilities,
                xml -> capabilities = Optional.of(xml),
                problem -> {}); // the picture needs them only to know the machine's UUID
        calls.then(
                WORDS.get("list.devices"),
                c -> NativeLists.nodeDevices(session, c),
                this::listedDevices,
                problem -> devicesProblem = Optional.of(problem));
    }

    private void flags(LibvirtSession.NativeCall<Set<String>> call, Set<String> into) {
        awaited(WORDS.get("list.flags"), call, into::addAll, problem -> {});
    }

    /// A call that the first picture waits for.
    private <T> void awaited(
            String tried,
            LibvirtSession.NativeCall<T> call,
            Consumer<T> done,
            Consumer<Problem> failed) {
        awaited++;
        calls.first(
                tried,
                call,
                value -> {
                    done.accept(value);
                    arrived();
                },
                problem -> {
                    failed.accept(problem);
                    arrived();
                });
    }

    private void arrived() {
        awaited--;
        if (awaited == 0 && !shown) {
            shown = true;
            finishNetworks();
            partial.accept(state(false));
        }
    }

    private void listedGuests(List<NativeLists.Listed> listed) {
        for (NativeLists.Listed one : listed) {
            handles.add(one.handle());
            GuestDraft guest = new GuestDraft(one);
            guests.put(guest.uuid, guest);
            if (guest.running) {
                awaited++;
                reader.guests().definition(calls, guest, false, this::arrived);
            }
            reader.guests().definition(calls, guest, true, () -> {});
        }
    }

    private void takeStates(Map<String, Map<String, String>> stats) {
        Map<String, String> words = new TreeMap<>();
        stats.forEach(
                (uuid, values) ->
                        Optional.ofNullable(values.get("state.state"))
                                .flatMap(XmlValues::number)
                                .ifPresent(n -> words.put(uuid, GuestReads.stateWord(n))));
        stateWords = Optional.of(words);
    }

    private void listedNetworks(List<NativeLists.Listed> listed) {
        for (NativeLists.Listed one : listed) {
            handles.add(one.handle());
            NetworkDraft network = new NetworkDraft(one);
            networks.put(network.uuid, network);
            awaited(
                    WORDS.get("network.tried", network.name),
                    reader.networkXml(network, false),
                    xml -> network.liveXml = Optional.of(xml),
                    problem -> network.fail(problem));
        }
    }

    /// Now it is known which networks are active: the first XML was the live one, or the config. The rest is asked.
    private void finishNetworks() {
        for (NetworkDraft network : networks.values()) {
            network.active = activeNetworks.contains(network.uuid);
            network.persistent = !transientOnes.contains(network.uuid);
            network.autostart = autostart.contains(network.uuid);
            if (!network.active) {
                network.configXml = network.liveXml;
                network.liveXml = Optional.empty();
                continue;
            }
            if (network.network().hasDhcp()) {
                network.leases = reading();
                calls.first(
                        WORDS.get("leases.tried", network.name),
                        reader.leases(network),
                        leases -> network.leases = Part.present(leases, readAt),
                        problem -> network.leases = Part.missing(problem));
            }
            if (network.persistent) {
                calls.first(
                        WORDS.get("network.tried", network.name),
                        reader.networkXml(network, true),
                        xml -> network.configXml = Optional.of(xml),
                        problem -> {});
            }
        }
        askMissingStates();
    }

    private void askMissingStates() {
        if (stateWords.isPresent()) {
            return;
        }
        for (GuestDraft guest : guests.values()) {
            NativeHandle handle = guest.handle.retain();
            calls.first(
                    WORDS.get("guest.tried", guest.name),
                    connection -> {
                        try {
                            IntByReference state = new IntByReference();
                            LibvirtError.check(
                                    LibvirtApi.virDomainGetState(
                                            handle.pointer(), state, new IntByReference(), 0));
                            return GuestReads.stateWord(state.getValue());
                        } finally {
                            handle.release();
                        }
                    },
                    word -> guest.stateWord = Optional.of(word),
                    problem -> {});
        }
    }

    private void listedDevices(Map<String, NativeHandle> listed) {
        handles.addAll(listed.values());
        for (Map.Entry<String, NativeHandle> device : listed.entrySet()) {
            String name = device.getKey();
            if (name.startsWith("net_vnet") || name.startsWith("net_macvtap")) {
                continue; // the guests' own ends: the kernel tells all about them, and there may be
                // thousands
            }
            NativeHandle handle = device.getValue().retain();
            String tried = WORDS.get("device.tried", name);
            calls.then(
                    tried,
                    connection -> {
                        try {
                            return LibvirtRuntime.takeText(
                                    LibvirtApi.virNodeDeviceGetXMLDesc(handle.pointer(), 0));
                        } finally {
                            handle.release();
                        }
                    },
                    xml -> devices.put(name, parseDevice(xml, name)),
                    problem -> {}); // it went away meanwhile; the kernel's links have the truth
        }
    }

    private static Optional<NodeDevice> parseDevice(String xml, String name) {
        try {
            return Optional.of(NodeDeviceXml.read(xml, WORDS.get("device.what", name)));
        } catch (ProblemException badXml) {
            return Optional.empty();
        }
    }

    private LibvirtState state(boolean complete) {
        return new LibvirtState(
                info.map(this::withSlowFacts),
                networksPart(),
                guestsPart(),
                complete ? devicesPart() : reading());
    }

    private LibvirtInfo withSlowFacts(LibvirtInfo known) {
        return new LibvirtInfo(
                known.version(),
                known.hypervisor(),
                hypervisorVersion.or(known::hypervisorVersion),
                known.readOnly(),
                capabilities.or(known::capabilitiesXml));
    }

    private Part<List<VirtualNetwork>> networksPart() {
        if (networksProblem.isPresent()) {
            return Part.missing(networksProblem.get());
        }
        return Part.present(
                networks.values().stream()
                        .filter(n -> !n.isGone)
                        .map(NetworkDraft::network)
                        .sorted(Comparator.comparing(VirtualNetwork::name))
                        .toList(),
                readAt);
    }

    private Part<List<Guest>> guestsPart() {
        if (guestsProblem.isPresent()) {
            return Part.missing(guestsProblem.get());
        }
        List<Guest> read = new ArrayList<>();
        for (GuestDraft guest : guests.values()) {
            if (guest.isGone) {
                continue;
            }
            stateWords.map(w -> w.get(guest.uuid)).ifPresent(w -> guest.stateWord = Optional.of(w));
            guest.autostart = autostart.contains(guest.uuid);
            guest.managedSave = managedSave.contains(guest.uuid);
            guest.persistent = !transientOnes.contains(guest.uuid);
            read.add(guest.guest());
        }
        read.sort(Comparator.comparing(Guest::name));
        return Part.present(read, readAt);
    }

    private Part<List<NodeDevice>> devicesPart() {
        return devicesProblem
                .<Part<List<NodeDevice>>>map(Part::missing)
                .orElseGet(
                        () ->
                                Part.present(
                                        devices.values().stream()
                                                .flatMap(Optional::stream)
                                                .toList(),
                                        readAt));
    }

    private Set<String> cacheKeys() {
        Set<String> keys = new HashSet<>();
        for (String uuid : guests.keySet()) {
            keys.add(GuestReads.key(uuid, false));
            keys.add(GuestReads.key(uuid, true));
        }
        return keys;
    }

    private static <T> Part<T> reading() {
        return Part.missing(
                Problem.of(Problem.Kind.NOT_READ, WORDS.get("reading.summary"), "", ""));
    }
}
