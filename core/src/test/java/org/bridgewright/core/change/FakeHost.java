package org.bridgewright.core.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.kernel.CaptureFolders;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.libvirt.InterfaceXml;
import org.bridgewright.core.libvirt.NetworkXml;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;

/// A host in memory that behaves as libvirt does where it matters: it keeps two definitions per guest and the kernel's
/// masters, refuses what libvirt refuses, and fails where a test tells it to.
final class FakeHost implements HostWriter {
    static final String VM1 = "VM1";
    static final String VM3 = "VM3";
    static final String MAC1 = "52:54:00:02:01:01";
    static final String MAC3 = "52:54:00:02:01:03";

    private final Map<String, Domain> domains = new TreeMap<>();
    private final Map<String, Network> networks = new TreeMap<>();
    private final Map<String, String> masters = new TreeMap<>();
    private final Set<String> loose = new TreeSet<>();
    private final Map<String, String> bridges = new TreeMap<>();
    private final Map<String, String> leases = new HashMap<>();
    private int nextTap;
    private int calls;
    private Fault fault = (call, name) -> {};
    final List<String> log = new ArrayList<>();

    /// Called before each call of the host, numbered from 1; throws to make it fail.
    @FunctionalInterface
    interface Fault {
        void at(int call, String name);
    }

    private static final class Domain {
        String name = "";
        Optional<String> live = Optional.empty();
        Optional<String> config = Optional.empty();
        boolean managedSave;
        boolean paused;
    }

    private static final class Network {
        String xml = "";
        boolean active;
        boolean autostart;
        boolean isTransient;
    }

    /// The seed's first host: `default` (NAT, DHCP) and `router` (routed, no DHCP) run, `bridged_network` does not; VM1 and
    /// VM2 run on default, VM3 is off.
    static FakeHost seed() {
        FakeHost host = new FakeHost();
        Path folder = CaptureFolders.lab().resolve("seed/caldera02");
        for (String name : List.of("default", "router", "bridged_network")) {
            Network network = new Network();
            network.xml = read(folder.resolve("net-dumpxml-inactive-" + name + ".xml"));
            network.active = !name.equals("bridged_network");
            network.autostart = network.active;
            host.networks.put(name, network);
            if (network.active) {
                host.bridges.put(host.bridgeOf(name), "network");
            }
        }
        for (String name : List.of("VM1", "VM2", "VM3")) {
            Domain domain = new Domain();
            domain.name = name;
            domain.config = Optional.of(read(folder.resolve("dumpxml-inactive-" + name + ".xml")));
            if (!name.equals(VM3)) {
                domain.live = Optional.of(read(folder.resolve("dumpxml-" + name + ".xml")));
            }
            host.domains.put(uuid(domain.config.get()), domain);
            domain.live.ifPresent(
                    xml ->
                            DomainXml.read(xml, "x")
                                    .vnics()
                                    .forEach(
                                            v -> {
                                                host.masters.put(v.tap().orElseThrow(), "virbr0");
                                                host.nextTap++;
                                            }));
        }
        host.leases.put(MAC1, "192.168.122.185");
        return host;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uuid(String domainXml) {
        return DomainXml.read(domainXml, "x").uuid().orElseThrow();
    }

    String uuidOf(String name) {
        return domains.entrySet().stream()
                .filter(e -> e.getValue().name.equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    FakeHost failing(Fault newFault) {
        this.fault = newFault;
        this.calls = 0;
        return this;
    }

    String vnicXml(String guest) {
        return vnics(domain(uuidOf(guest)).config).getFirst().xml();
    }

    int calls() {
        return calls;
    }

    FakeHost bridge(String name) {
        bridges.put(name, "admin");
        return this;
    }

    FakeHost managedSave(String guest) {
        domain(uuidOf(guest)).managedSave = true;
        return this;
    }

    FakeHost transientGuest(String guest) {
        domain(uuidOf(guest)).config = Optional.empty();
        return this;
    }

    FakeHost define(String networkXml, boolean active) {
        Network network = new Network();
        network.xml = networkXml;
        network.active = active;
        network.autostart = active;
        networks.put(NetworkXml.read(networkXml, "x").name(), network);
        return this;
    }

    /// Replaces text in both of a guest's definitions, as another administrator could have.
    FakeHost edit(String guest, String from, String to) {
        Domain domain = domain(uuidOf(guest));
        domain.live = domain.live.map(x -> x.replace(from, to));
        domain.config = domain.config.map(x -> x.replace(from, to));
        return this;
    }

    FakeHost editConfig(String guest, String from, String to) {
        Domain domain = domain(uuidOf(guest));
        domain.config = domain.config.map(x -> x.replace(from, to));
        return this;
    }

    FakeHost powerOff(String guest) {
        Domain domain = domain(uuidOf(guest));
        domain.live = Optional.empty();
        return this;
    }

    FakeHost undefine(String guest) {
        domains.remove(uuidOf(guest));
        return this;
    }

    /// Something that is no tap, in a bridge.
    FakeHost plugged(String link, String bridge) {
        masters.put(link, bridge);
        return this;
    }

    /// A VM that a restart which failed half way has left on the holding network.
    FakeHost heldFromDefault(String guest) {
        Domain domain = domain(uuidOf(guest));
        domain.live =
                domain.live.map(
                        x ->
                                x.replaceAll(
                                        "<source network='default'[^>]*/>",
                                        "<source network='bridgewright-hold' bridge='bw-hold'/>"));
        vnics(domain.live).forEach(v -> masters.put(v.tap().orElseThrow(), "bw-hold"));
        return this;
    }

    /// A VM that names the bridge of a network, not the network.
    FakeHost onBridgeOfDefault(String guest) {
        Domain domain = domain(uuidOf(guest));
        domain.live = domain.live.map(FakeHost::byBridge);
        domain.config = domain.config.map(FakeHost::byBridge);
        return this;
    }

    private static String byBridge(String domainXml) {
        return domainXml
                .replace("<interface type='network'>", "<interface type='bridge'>")
                .replaceAll("<source network='default'[^>]*/>", "<source bridge='virbr0'/>");
    }

    FakeHost transientNetwork(String name) {
        network(name).isTransient = true;
        return this;
    }

    FakeHost stopped(String name) {
        stopNetwork(name, Cancel.after(java.time.Duration.ofSeconds(1)));
        return this;
    }

    void masterByHand(String tap, String bridge) {
        masters.put(tap, bridge);
    }

    Optional<String> masterOf(String tap) {
        return Optional.ofNullable(masters.get(tap));
    }

    /// Everything that can be compared: definitions without volatile parts, and the kernel.
    String state() {
        StringBuilder out = new StringBuilder();
        domains.forEach(
                (uuid, domain) -> {
                    out.append(domain.name)
                            .append(" save=")
                            .append(domain.managedSave)
                            .append(domain.paused ? " paused" : "")
                            .append('\n');
                    vnics(domain.live)
                            .forEach(
                                    v ->
                                            out.append(" live ")
                                                    .append(line(v))
                                                    .append(" in ")
                                                    .append(
                                                            v.tap()
                                                                    .flatMap(this::masterOf)
                                                                    .orElse("-"))
                                                    .append('\n'));
                    vnics(domain.config)
                            .forEach(v -> out.append(" config ").append(line(v)).append('\n'));
                });
        networks.forEach((name, n) -> out.append(name).append(' ').append(n.active).append('\n'));
        return out.toString();
    }

    private static String line(Vnic vnic) {
        return vnic.mac().orElseThrow()
                + " "
                + InterfaceEdit.wiring(vnic.xml())
                + " "
                + InterfaceXml.fingerprint(vnic.xml()).substring(0, 12);
    }

    private static List<Vnic> vnics(Optional<String> domainXml) {
        return domainXml.map(x -> DomainXml.read(x, "x").vnics()).orElse(List.of());
    }

    private static String state(Domain domain) {
        return domain.live.isEmpty() ? "shut off" : domain.paused ? "paused" : "running";
    }

    Topology topology() {
        return Topologies.build(List.of(snapshot()));
    }

    HostSnapshot snapshot() {
        Snapshots kernel = Snapshots.host("caldera02").nic("enp0s25", "02:00:00:02:00:25");
        kernel.address("enp0s25", "10.10.10.12/24").defaultRoute("10.10.10.1", "enp0s25");
        bridges.keySet().forEach(kernel::bridge);
        masters.forEach((tap, bridge) -> kernel.link(tap, l -> l.kind("tun")).port(tap, bridge));
        loose.stream()
                .filter(tap -> !masters.containsKey(tap))
                .forEach(tap -> kernel.link(tap, l -> l.kind("tun")));
        List<Guest> guests = new ArrayList<>();
        domains.forEach(
                (uuid, d) ->
                        guests.add(
                                DomainXml.guest(
                                        new DomainXml.Listing(
                                                d.name,
                                                Optional.of(uuid),
                                                state(d),
                                                d.config.isPresent(),
                                                false,
                                                d.managedSave),
                                        d.live,
                                        d.config)));
        List<VirtualNetwork> nets = new ArrayList<>();
        networks.forEach(
                (name, n) ->
                        nets.add(
                                NetworkXml.read(
                                        new NetworkXml.Listing(
                                                name,
                                                Optional.empty(),
                                                n.active,
                                                n.autostart,
                                                !n.isTransient),
                                        n.active ? Optional.of(n.xml) : Optional.empty(),
                                        n.isTransient ? Optional.empty() : Optional.of(n.xml),
                                        Part.present(List.of()))));
        kernel.editLibvirt(
                l -> l.withGuests(Part.present(guests)).withNetworks(Part.present(nets)));
        leases.forEach(kernel::agentAddress);
        HostSnapshot built = kernel.build();
        List<org.bridgewright.core.model.DhcpLease> given =
                leases.entrySet().stream()
                        .map(
                                e ->
                                        new org.bridgewright.core.model.DhcpLease(
                                                "default",
                                                MacAddress.parse(e.getKey()),
                                                org.bridgewright.core.model.IpPrefix.parse(
                                                                e.getValue() + "/24")
                                                        .orElseThrow(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()))
                        .toList();
        List<VirtualNetwork> withLeases = new ArrayList<>();
        networks.forEach(
                (name, n) ->
                        withLeases.add(
                                NetworkXml.read(
                                        new NetworkXml.Listing(
                                                name,
                                                Optional.empty(),
                                                n.active,
                                                n.autostart,
                                                !n.isTransient),
                                        n.active ? Optional.of(n.xml) : Optional.empty(),
                                        n.isTransient ? Optional.empty() : Optional.of(n.xml),
                                        Part.present(name.equals("default") ? given : List.of()))));
        return built.withLibvirt(built.libvirt().withNetworks(Part.present(withLeases)));
    }

    // -- HostWriter

    private void call(String name) {
        int number;
        synchronized (this) {
            number = ++calls;
            log.add(name);
        }
        fault.at(number, name);
    }

    static ProblemException refused(String text) {
        return new ProblemException(
                Problem.of(Problem.Kind.HOST_REFUSED, "libvirt refused", text, ""));
    }

    static ProblemException lost() {
        return new ProblemException(
                Problem.of(Problem.Kind.CANNOT_CONNECT, "The connection is lost", "", ""));
    }

    private Domain domain(String uuid) {
        Domain domain = domains.get(uuid);
        if (domain == null) {
            throw new ProblemException(
                    Problem.of(Problem.Kind.NOT_FOUND, "no domain " + uuid, "", ""));
        }
        return domain;
    }

    private Network network(String name) {
        return java.util.Objects.requireNonNull(networks.get(name), name);
    }

    private String bridgeOf(String network) {
        return NetworkXml.read(network(network).xml, "x").bridge().orElseThrow();
    }

    @Override
    public synchronized void updateDevice(String uuid, String xml, Scope scope, Cancel cancel) {
        call("update-" + scope);
        Domain domain = domain(uuid);
        if (scope == Scope.CONFIG) {
            domain.config =
                    Optional.of(replaced(domain.config.orElseThrow(), xml, Optional.empty()));
            return;
        }
        Vnic old =
                InterfaceEdit.find(
                                domain.live.orElseThrow(),
                                InterfaceEdit.mac(xml).orElseThrow(),
                                Optional.empty())
                        .orElseThrow(() -> refused("no such device"));
        String bridge = bridgeFor(xml);
        if (!InterfaceEdit.wiring(old.xml()).equals(InterfaceEdit.wiring(xml))) {
            masters.put(old.tap().orElseThrow(), bridge);
        }
        domain.live = Optional.of(replaced(domain.live.get(), xml, old.tap()));
    }

    private String bridgeFor(String xml) {
        Vnic vnic = vnicOf(xml);
        return switch (vnic.source()) {
            case Vnic.Source.Network n -> {
                Network network = networks.get(n.name());
                if (network == null || !network.active) {
                    throw refused("network '" + n.name() + "' is not active");
                }
                yield bridgeOf(n.name());
            }
            case Vnic.Source.Bridge b -> b.name();
            default -> throw refused("unable to change config on 'network' network type");
        };
    }

    static Vnic vnicOf(String xml) {
        return DomainXml.read("<domain><devices>" + xml + "</devices></domain>", "x")
                .vnics()
                .getFirst();
    }

    /// libvirt writes a live element anew: with the tap, a port id and the bridge behind a network.
    private static String replaced(String domainXml, String iface, Optional<String> tap) {
        String mac = InterfaceEdit.mac(iface).orElseThrow();
        Optional<Vnic> old = InterfaceEdit.find(domainXml, mac, Optional.empty());
        String text = tap.isPresent() ? live(iface, tap.get()) : iface;
        return old.isPresent()
                ? domainXml.replace(old.get().xml(), text)
                : domainXml.replace("</devices>", text + "</devices>");
    }

    private static String live(String iface, String tap) {
        String text = InterfaceXml.of(iface).withoutLiveParts().text();
        text = text.replaceFirst("(<source network='[^']*')", "$1 portid='p-1' bridge='b'");
        return text.replace("</interface>", "<target dev='" + tap + "'/></interface>");
    }

    @Override
    public synchronized void attachDevice(String uuid, String xml, Scope scope, Cancel cancel) {
        call("attach-" + scope);
        Domain domain = domain(uuid);
        if (scope == Scope.CONFIG) {
            domain.config =
                    Optional.of(replaced(domain.config.orElseThrow(), xml, Optional.empty()));
            return;
        }
        String tap = "vnet" + nextTap++;
        masters.put(tap, bridgeFor(xml));
        domain.live = Optional.of(replaced(domain.live.orElseThrow(), xml, Optional.of(tap)));
    }

    @Override
    public synchronized void detachDevice(String uuid, String xml, Scope scope, Cancel cancel) {
        call("detach-" + scope);
        Domain domain = domain(uuid);
        Optional<String> from = scope == Scope.LIVE ? domain.live : domain.config;
        Vnic old =
                InterfaceEdit.find(
                                from.orElseThrow(),
                                InterfaceEdit.mac(xml).orElseThrow(),
                                Optional.empty())
                        .orElseThrow(() -> refused("no such device"));
        Optional<String> without = from.map(x -> x.replace(old.xml(), ""));
        if (scope == Scope.LIVE) {
            old.tap().ifPresent(masters::remove);
            domain.live = without;
        } else {
            domain.config = without;
        }
    }

    @Override
    public synchronized void startNetwork(String name, Cancel cancel) {
        call("start-network");
        network(name).active = true;
        bridges.put(bridgeOf(name), "network");
    }

    /// Taps stay, in no bridge; a network that was never defined is gone.
    @Override
    public synchronized void stopNetwork(String name, Cancel cancel) {
        call("stop-network");
        network(name).active = false;
        String bridge = bridgeOf(name);
        bridges.remove(bridge);
        List<String> taps =
                masters.entrySet().stream()
                        .filter(e -> e.getValue().equals(bridge))
                        .map(Map.Entry::getKey)
                        .toList();
        loose.addAll(taps);
        taps.forEach(masters::remove);
        if (network(name).isTransient) {
            networks.remove(name);
        }
    }

    @Override
    public synchronized void createNetwork(String networkXml, Cancel cancel) {
        call("create-network");
        String name = NetworkXml.read(networkXml, "x").name();
        if (networks.containsKey(name)) {
            throw refused("network '" + name + "' already exists");
        }
        define(networkXml, true);
        network(name).isTransient = true;
        bridges.put(bridgeOf(name), "network");
    }

    @Override
    public synchronized void plugLink(String link, Optional<String> bridge, Cancel cancel) {
        call("plug");
        bridge.ifPresentOrElse(b -> masters.put(link, b), () -> masters.remove(link));
    }

    @Override
    public synchronized void startGuest(String uuid, Cancel cancel) {
        call("start-guest");
        Domain domain = domain(uuid);
        String xml = domain.config.orElseThrow();
        for (Vnic vnic : vnics(domain.config)) {
            String tap = "vnet" + nextTap++;
            masters.put(tap, bridgeFor(vnic.xml()));
            xml = xml.replace(vnic.xml(), live(vnic.xml(), tap));
        }
        domain.live = Optional.of(xml);
    }

    @Override
    public synchronized void rebootGuest(String uuid, Cancel cancel) {
        call("reboot");
        if (domain(uuid).live.isEmpty()) {
            throw refused("domain is not running");
        }
    }

    @Override
    public synchronized void suspendGuest(String uuid, Cancel cancel) {
        call("suspend");
        domain(uuid).paused = true;
    }

    @Override
    public synchronized void resumeGuest(String uuid, Cancel cancel) {
        call("resume");
        domain(uuid).paused = false;
    }

    @Override
    public synchronized void shutdownGuest(String uuid, Cancel cancel) {
        call("shutdown-guest");
        stop(uuid);
    }

    @Override
    public synchronized void forceOffGuest(String uuid, Cancel cancel) {
        call("force-off-guest");
        stop(uuid);
    }

    private void stop(String uuid) {
        vnics(domain(uuid).live).forEach(v -> v.tap().ifPresent(masters::remove));
        domain(uuid).live = Optional.empty();
    }

    @Override
    public synchronized Optional<String> guestXml(String uuid, Scope scope, Cancel cancel) {
        call("xml-" + scope);
        Domain domain = domains.get(uuid);
        return domain == null
                ? Optional.empty()
                : scope == Scope.LIVE ? domain.live : domain.config;
    }

    @Override
    public synchronized Optional<String> guestState(String uuid, Cancel cancel) {
        call("state");
        return Optional.ofNullable(domains.get(uuid)).map(FakeHost::state);
    }

    @Override
    public synchronized boolean hasManagedSave(String uuid, Cancel cancel) {
        call("managed-save");
        return domain(uuid).managedSave;
    }

    @Override
    public synchronized Optional<String> networkXml(String name, Scope scope, Cancel cancel) {
        call("network-xml");
        Network network = networks.get(name);
        return network == null || scope == Scope.LIVE && !network.active
                ? Optional.empty()
                : Optional.of(network.xml);
    }

    @Override
    public synchronized Optional<String> kernelMaster(String link, Cancel cancel) {
        call("master");
        return masterOf(link);
    }

    @Override
    public synchronized boolean note(String line, Cancel cancel) {
        log.add("note " + line);
        return true;
    }

    @Override
    public void close() {
        log.add("close");
    }
}
