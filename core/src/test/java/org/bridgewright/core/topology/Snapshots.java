package org.bridgewright.core.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bridgewright.core.model.Bond;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.VlanMembership;
import org.bridgewright.core.model.Vnic;

/// Snapshots written by hand, for tests and benchmarks: `Snapshots.host("kvm1").nic("eth0", 1).bridge("br0").build()`.
///
/// What is said of a guest holds in both worlds: its taps exist, have their master, and their MACs are learnt. Words that
/// begin with `but` take one of the truths away.
public final class Snapshots {
    public static final Instant READ_AT = Instant.parse("2026-11-24T22:51:12Z");

    private final String host;
    private final List<VirtualNetwork> networks = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final List<BridgeState> bridges = new ArrayList<>();
    private final List<BridgePort> ports = new ArrayList<>();
    private final List<VlanMembership> vlans = new ArrayList<>();
    private final List<FdbEntry> fdb = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Neighbour> neighbours = new ArrayList<>();
    private final List<Bond> bonds = new ArrayList<>();
    private final List<GuestAddress> agent = new ArrayList<>();
    private final java.util.Map<String, String> sysctls = new java.util.HashMap<>();
    private Optional<String> sshConnection = Optional.empty();
    private Optional<String> dmiUuid = Optional.empty();
    private UnaryOperator<KernelState> kernelEdit = UnaryOperator.identity();
    private UnaryOperator<LibvirtState> libvirtEdit = UnaryOperator.identity();
    private int nextTap;

    private Snapshots(String host) {
        this.host = host;
        sysctls.put("net.ipv4.ip_forward", "1");
        sysctls.put("net.ipv6.conf.all.forwarding", "0");
        link("lo", l -> l.flags(List.of("LOOPBACK", "UP", "LOWER_UP")));
    }

    public static Snapshots host(String name) {
        return new Snapshots(name);
    }

    /// A synthetic host of `guests` running guests with `vnicsEach` vNICs over `networks` NAT networks, leases and learnt MACs included.
    public static HostSnapshot synthetic(String name, int guests, int vnicsEach, int networks) {
        return synthetic(name, guests, vnicsEach, networks, -1);
    }

    /// The same, read again after the first vNIC of guest `moved` went to the next network.
    public static HostSnapshot synthetic(
            String name, int guests, int vnicsEach, int networks, int moved) {
        Snapshots host = host(name).nic("eno1", mac(0, 1)).address("eno1", "192.0.2.10/24");
        host.defaultRoute("192.0.2.1", "eno1");
        for (int n = 0; n < networks; n++) {
            host.network(
                    "net" + n,
                    ForwardMode.NAT,
                    "virbr" + n,
                    "10." + n / 200 + "." + n % 200 + ".1/22");
        }
        for (int g = 0; g < guests; g++) {
            List<NicSpec> nics = new ArrayList<>();
            for (int v = 0; v < vnicsEach; v++) {
                int n = (g + v * 7 + (g == moved && v == 0 ? 1 : 0)) % networks;
                nics.add(on("net" + n).mac(mac(1 + v, g)));
                host.lease(
                        "net" + n,
                        mac(1 + v, g),
                        "10." + n / 200 + "." + n % 200 + "." + (2 + g / networks % 250));
            }
            host.guest("vm%04d".formatted(g), nics.toArray(NicSpec[]::new));
        }
        return host.build();
    }

    /// `52:54:00:` with two numbers, for many.
    public static String mac(int group, int number) {
        return "52:54:00:%02x:%02x:%02x".formatted(group, number >> 8 & 255, number & 255);
    }

    // -- links
    // ---------------------------------------------------------------------------------------------------

    public Snapshots link(String name, UnaryOperator<LinkSpec> edit) {
        links.removeIf(l -> l.name().equals(name));
        links.add(edit.apply(new LinkSpec(name)).build(links.size() + 1));
        return this;
    }

    public Snapshots nic(String name, String mac) {
        return link(name, l -> l.mac(mac).device());
    }

    public Snapshots bridge(String name) {
        return bridge(name, "02:b0:00:00:00:%02x".formatted(links.size()));
    }

    public Snapshots bridge(String name, String mac) {
        return bridge(name, mac, false);
    }

    /// A bridge that keeps VLANs apart.
    public Snapshots vlanAwareBridge(String name) {
        return bridge(name, "02:b0:00:00:00:%02x".formatted(links.size()), true);
    }

    /// VLANs of a port of such a bridge.
    public Snapshots vlan(String port, int first, int last, boolean untagged) {
        vlans.add(new VlanMembership(port, first, last, untagged, untagged));
        return this;
    }

    private Snapshots bridge(String name, String mac, boolean vlanAware) {
        bridges.add(
                new BridgeState(
                        name,
                        Optional.of("8000." + mac.replace(":", "")),
                        Optional.of("8000." + mac.replace(":", "")),
                        false,
                        Optional.of(0),
                        Optional.of(0L),
                        Optional.of(32768),
                        Optional.of(2.0),
                        Optional.of(2.0),
                        Optional.of(20.0),
                        Optional.of(300.0),
                        Optional.of(vlanAware),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.empty()));
        fdb.add(entry(mac, name, Optional.of(name), true));
        return link(name, l -> l.mac(mac).kind("bridge"));
    }

    /// The machine's own UUID.
    public Snapshots dmiUuid(String uuid) {
        dmiUuid = Optional.of(uuid);
        return this;
    }

    /// Two ends of one veth, both in the host's namespace.
    public Snapshots vethPair(String one, String other) {
        link(one, l -> l.kind("veth").parent(other));
        return link(other, l -> l.kind("veth").parent(one));
    }

    /// Makes a link a port of a bridge, forwarding.
    public Snapshots port(String link, String bridge) {
        return port(link, bridge, "forwarding");
    }

    /// Makes a link a port of a bridge, in an STP state.
    public Snapshots port(String link, String bridge, String state) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).name().equals(link)) {
                Link old = links.get(i);
                links.set(
                        i, new LinkSpec(old).master(bridge).slaveKind("bridge").build(old.index()));
                old.mac().ifPresent(m -> fdb.add(entry(m.text(), link, Optional.of(bridge), true)));
            }
        }
        int number = 1 + (int) ports.stream().filter(p -> p.bridge().equals(bridge)).count();
        ports.add(
                new BridgePort(
                        link,
                        bridge,
                        Optional.of(number),
                        Optional.of("0x8%03x".formatted(number)),
                        state,
                        Optional.of(32),
                        Optional.of(2),
                        false,
                        false,
                        Optional.of(true),
                        Optional.of(true),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return this;
    }

    /// `mac` was learnt on `port`, which is a port already.
    public Snapshots learnt(String port, String mac) {
        Optional<String> bridge =
                ports.stream()
                        .filter(p -> p.link().equals(port))
                        .map(BridgePort::bridge)
                        .findFirst();
        fdb.add(entry(mac, port, bridge, false));
        return this;
    }

    private static FdbEntry entry(String mac, String link, Optional<String> bridge, boolean local) {
        return new FdbEntry(
                new MacAddress(mac),
                link,
                bridge,
                Optional.empty(),
                local,
                false,
                Optional.of(local ? 0.0 : 1.0));
    }

    public Snapshots address(String link, String prefix) {
        IpPrefix ip = IpPrefix.parse(prefix).orElseThrow();
        addresses.add(
                new LinkAddress(
                        link,
                        ip,
                        ip.address().isLinkLocal() ? "link" : "global",
                        false,
                        false,
                        Optional.empty()));
        return this;
    }

    public Snapshots defaultRoute(String gateway, String link) {
        routes.add(
                new Route(
                        gateway.contains(":") ? 6 : 4,
                        "default",
                        IpAddress.parse(gateway),
                        Optional.of(link),
                        Optional.empty(),
                        "main",
                        "unicast",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
        return this;
    }

    public Snapshots neighbour(String ip, String link, String mac, String... states) {
        neighbours.add(
                new Neighbour(
                        IpAddress.parse(ip).orElseThrow(),
                        link,
                        MacAddress.parse(mac),
                        states.length == 0 ? List.of("REACHABLE") : List.of(states),
                        false));
        return this;
    }

    public Snapshots agentAddress(String mac, String ip) {
        agent.add(
                new GuestAddress(
                        new MacAddress(mac),
                        IpAddress.parse(ip).orElseThrow(),
                        GuestAddress.AddressSource.AGENT));
        return this;
    }

    public Snapshots ssh(String client, String server) {
        sshConnection = Optional.of(client + " 50000 " + server + " 22");
        return this;
    }

    public Snapshots sysctl(String name, String value) {
        sysctls.put(name, value);
        return this;
    }

    // -- libvirt
    // -------------------------------------------------------------------------------------------------

    /// An active network with its own bridge in the kernel; `subnets` as `ADDRESS/LENGTH`, on the bridge as well.
    public Snapshots network(String name, ForwardMode mode, String bridge, String... subnets) {
        networks.add(new NetworkSpec(name).mode(mode).bridge(bridge).subnets(subnets).build());
        if (mode.hasOwnBridge()) {
            bridge(bridge);
            for (String subnet : subnets) {
                address(bridge, subnet);
            }
        }
        return this;
    }

    public Snapshots network(NetworkSpec spec) {
        networks.add(spec.build());
        return this;
    }

    public Snapshots lease(String network, String mac, String ip) {
        for (int i = 0; i < networks.size(); i++) {
            VirtualNetwork old = networks.get(i);
            if (old.name().equals(network)) {
                List<DhcpLease> leases = new ArrayList<>(old.leases().orElse(List.of()));
                leases.add(
                        new DhcpLease(
                                network,
                                MacAddress.parse(mac),
                                new IpPrefix(IpAddress.parse(ip).orElseThrow(), 24),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(READ_AT.plusSeconds(3600))));
                networks.set(i, new NetworkSpec(old).leases(Part.present(leases, READ_AT)).build());
            }
        }
        return this;
    }

    /// A running, persistent guest.
    public Snapshots guest(String name, NicSpec... nics) {
        return guest(name, GuestState.RUNNING, true, nics);
    }

    /// A guest that is off.
    public Snapshots guestOff(String name, NicSpec... nics) {
        return guest(name, GuestState.SHUT_OFF, true, nics);
    }

    public Snapshots guest(String name, GuestState state, boolean persistent, NicSpec... nics) {
        List<Vnic> live = new ArrayList<>();
        List<Vnic> config = new ArrayList<>();
        for (NicSpec nic : nics) {
            if (state.isActive() && nic.live.isPresent()) {
                String tap = nic.tap.orElseGet(() -> "vnet" + nextTap++);
                live.add(nic.vnic(live.size() + 1, nic.live.get(), Optional.of(tap), networks));
                if (nic.tapInKernel) {
                    addTap(tap, nic);
                }
            }
            if (persistent && nic.config.isPresent()) {
                config.add(
                        nic.vnic(config.size() + 1, nic.config.get(), Optional.empty(), List.of()));
            }
        }
        guests.add(
                new Guest(
                        name,
                        Optional.of("00000000-0000-4000-8000-%012d".formatted(guests.size() + 1)),
                        Optional.of(state),
                        state.word(),
                        persistent,
                        false,
                        false,
                        Optional.of(1048576L),
                        Optional.of(1),
                        live,
                        config,
                        Optional.empty(),
                        false,
                        state.isActive() ? Optional.of("<domain/>") : Optional.empty(),
                        persistent ? Optional.of("<domain/>") : Optional.empty(),
                        Optional.empty()));
        return this;
    }

    private void addTap(String tap, NicSpec nic) {
        if (links.stream().anyMatch(l -> l.name().equals(tap))) {
            return;
        }
        Optional<String> bridge =
                nic.kernel.or(() -> nic.bridgeOf(nic.live.orElseThrow(), networks));
        links.add(
                new LinkSpec(tap)
                        .mac("fe" + nic.mac.substring(2))
                        .kind("tun")
                        .detail("type", "tap")
                        .build(links.size() + 1));
        bridge.filter(b -> !b.isEmpty())
                .ifPresent(
                        b -> {
                            Link old = links.removeLast();
                            links.add(
                                    new LinkSpec(old)
                                            .master(b)
                                            .slaveKind("bridge")
                                            .build(old.index()));
                            ports.add(
                                    new BridgePort(
                                            tap,
                                            b,
                                            Optional.of(links.size()),
                                            Optional.of("0x8%03x".formatted(links.size())),
                                            "forwarding",
                                            Optional.of(32),
                                            Optional.of(2),
                                            false,
                                            false,
                                            Optional.of(true),
                                            Optional.of(true),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty()));
                            fdb.add(entry("fe" + nic.mac.substring(2), tap, Optional.of(b), true));
                            fdb.add(entry(nic.mac, tap, Optional.of(b), false));
                        });
    }

    public Snapshots guest(Guest guest) {
        guests.add(guest);
        return this;
    }

    public Snapshots editKernel(UnaryOperator<KernelState> edit) {
        kernelEdit = edit;
        return this;
    }

    public Snapshots editLibvirt(UnaryOperator<LibvirtState> edit) {
        libvirtEdit = edit;
        return this;
    }

    public HostSnapshot build() {
        Problem notRead =
                Problem.of(Problem.Kind.NOT_READ, "not read", "only on demand", "read it");
        return new HostSnapshot(
                new HostId(host),
                "qemu+ssh://root@" + host + "/system",
                Optional.of(READ_AT),
                libvirtEdit.apply(
                        new LibvirtState(
                                Part.present(
                                        new LibvirtInfo(
                                                "9.0.0",
                                                Optional.of("QEMU"),
                                                Optional.of("7.2.0"),
                                                false,
                                                Optional.empty()),
                                        READ_AT),
                                Part.present(List.copyOf(networks), READ_AT),
                                Part.present(List.copyOf(guests), READ_AT),
                                Part.present(List.of(), READ_AT))),
                kernelEdit.apply(
                        new KernelState(
                                Part.present(
                                        new HostFacts(
                                                Optional.of(host),
                                                Optional.of("6.1.0"),
                                                Optional.of("boot-" + host),
                                                sshConnection,
                                                Optional.of("root"),
                                                dmiUuid,
                                                Map.copyOf(sysctls)),
                                        READ_AT),
                                Part.present(List.copyOf(links), READ_AT),
                                Part.present(List.copyOf(addresses), READ_AT),
                                Part.present(List.copyOf(bridges), READ_AT),
                                Part.present(List.copyOf(ports), READ_AT),
                                Part.present(List.copyOf(fdb), READ_AT),
                                Part.present(List.copyOf(vlans), READ_AT),
                                Part.present(List.copyOf(routes), READ_AT),
                                Part.present(List.of(), READ_AT),
                                Part.present(List.copyOf(neighbours), READ_AT),
                                Part.present(List.copyOf(bonds), READ_AT),
                                Part.missing(notRead),
                                Part.missing(notRead),
                                Part.missing(notRead),
                                Part.present(List.copyOf(agent), READ_AT),
                                Part.present(List.of(), READ_AT),
                                List.of())));
    }

    // -- vNICs
    // ---------------------------------------------------------------------------------------------------

    /// A vNIC on a libvirt network, in both definitions and in the kernel.
    public static NicSpec on(String network) {
        return new NicSpec(new Vnic.Source.Network(network, Optional.empty(), Optional.empty()));
    }

    /// A vNIC on a host bridge directly.
    public static NicSpec onBridge(String bridge) {
        return new NicSpec(new Vnic.Source.Bridge(bridge));
    }

    /// A vNIC of another kind; it has no tap in a bridge.
    public static NicSpec onSource(Vnic.Source source) {
        return new NicSpec(source);
    }
}
