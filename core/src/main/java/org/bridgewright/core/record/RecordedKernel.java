package org.bridgewright.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.VirtualNetwork;

/// What a kernel does when libvirt plugs taps and makes bridges, played on a recorded state. Pure.
final class RecordedKernel {
    private static final List<String> UP = List.of("BROADCAST", "MULTICAST", "UP", "LOWER_UP");
    private static final List<String> NO_CARRIER =
            List.of("NO-CARRIER", "BROADCAST", "MULTICAST", "UP");

    private RecordedKernel() {}

    /// The tap as a port of `bridge`, or of none; it is made when it is not there.
    static KernelState plug(
            KernelState k,
            String tap,
            Optional<MacAddress> guestMac,
            Optional<String> bridge,
            boolean carrier) {
        List<Link> links = new ArrayList<>(k.links().orElse(List.of()));
        List<String> flags = carrier ? UP : NO_CARRIER;
        Optional<Link> there = links.stream().filter(l -> l.name().equals(tap)).findFirst();
        if (there.isPresent()) {
            links.replaceAll(l -> l.name().equals(tap) ? l.plugged(bridge, flags) : l);
        } else {
            int index = links.stream().mapToInt(Link::index).max().orElse(0) + 1;
            links.add(newLink(index, tap, tapMac(guestMac), "tun", bridge, flags));
        }
        Optional<MacAddress> own = there.flatMap(Link::mac).or(() -> tapMac(guestMac));

        List<BridgePort> ports = new ArrayList<>(k.ports().orElse(List.of()));
        Optional<BridgePort> before = ports.stream().filter(p -> p.link().equals(tap)).findFirst();
        ports.removeIf(p -> p.link().equals(tap));
        bridge.ifPresent(b -> ports.add(port(ports, tap, b, before, carrier)));

        List<FdbEntry> fdb = new ArrayList<>(k.fdb().orElse(List.of()));
        fdb.removeIf(e -> e.link().equals(tap) && e.bridge().isPresent());
        bridge.ifPresent(
                b -> {
                    own.ifPresent(mac -> fdb.add(entry(mac, tap, b, true)));
                    guestMac.filter(mac -> carrier)
                            .ifPresent(
                                    mac -> {
                                        // The station moved: other hosts' entries stay, this bridge
                                        // learns it here.
                                        fdb.removeIf(
                                                e ->
                                                        e.mac().equals(mac)
                                                                && e.bridge().equals(bridge));
                                        fdb.add(entry(mac, tap, b, false));
                                    });
                });
        return with(k, links, k.addresses(), k.bridges().orElse(List.of()), ports, fdb);
    }

    static KernelState removeLink(KernelState k, String name) {
        List<Link> links = new ArrayList<>(k.links().orElse(List.of()));
        links.removeIf(l -> l.name().equals(name));
        links.replaceAll(
                l ->
                        l.master().filter(name::equals).isPresent()
                                ? l.plugged(Optional.empty(), l.flags())
                                : l);
        return with(
                k,
                links,
                k.addresses().map(all -> without(all, a -> a.link().equals(name))),
                without(k.bridges().orElse(List.of()), b -> b.name().equals(name)),
                without(
                        k.ports().orElse(List.of()),
                        p -> p.link().equals(name) || p.bridge().equals(name)),
                without(
                        k.fdb().orElse(List.of()),
                        e -> e.link().equals(name) || e.bridge().filter(name::equals).isPresent()));
    }

    /// The bridge that libvirt makes when such a network starts.
    static KernelState addBridge(KernelState k, VirtualNetwork network, String name) {
        List<Link> links = new ArrayList<>(k.links().orElse(List.of()));
        int index = links.stream().mapToInt(Link::index).max().orElse(0) + 1;
        links.add(newLink(index, name, network.mac(), "bridge", Optional.empty(), NO_CARRIER));
        List<BridgeState> bridges = new ArrayList<>(k.bridges().orElse(List.of()));
        Optional<String> id = network.mac().map(mac -> "8000." + mac.text().replace(":", ""));
        bridges.add(
                new BridgeState(
                        name,
                        id,
                        id,
                        network.stp().orElse(true),
                        Optional.of(0),
                        Optional.of(0L),
                        Optional.of(0x8000),
                        Optional.of(2.0),
                        Optional.of(2.0),
                        Optional.of(20.0),
                        Optional.of(300.0),
                        Optional.of(false),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.empty()));
        Part<List<LinkAddress>> addresses =
                k.addresses()
                        .map(
                                old -> {
                                    List<LinkAddress> all = new ArrayList<>(old);
                                    network.subnets()
                                            .forEach(
                                                    subnet ->
                                                            all.add(
                                                                    new LinkAddress(
                                                                            name,
                                                                            subnet,
                                                                            "global",
                                                                            false,
                                                                            false,
                                                                            Optional.empty())));
                                    return List.copyOf(all);
                                });
        return with(
                k,
                links,
                addresses,
                bridges,
                k.ports().orElse(List.of()),
                k.fdb().orElse(List.of()));
    }

    static Optional<Link> link(KernelState k, String name) {
        return k.links().orElse(List.of()).stream().filter(l -> l.name().equals(name)).findFirst();
    }

    private static KernelState with(
            KernelState k,
            List<Link> links,
            Part<List<LinkAddress>> addresses,
            List<BridgeState> bridges,
            List<BridgePort> ports,
            List<FdbEntry> fdb) {
        return k.withWiring(
                k.links().map(old -> List.copyOf(links)),
                addresses,
                k.bridges().map(old -> List.copyOf(bridges)),
                k.ports().map(old -> List.copyOf(ports)),
                k.fdb().map(old -> List.copyOf(fdb)));
    }

    private static <T> List<T> without(List<T> all, java.util.function.Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }

    /// libvirt gives a tap its guest's MAC with FE in front.
    private static Optional<MacAddress> tapMac(Optional<MacAddress> guestMac) {
        return guestMac.map(mac -> new MacAddress("fe" + mac.text().substring(2)));
    }

    private static BridgePort port(
            List<BridgePort> ports,
            String tap,
            String bridge,
            Optional<BridgePort> before,
            boolean carrier) {
        List<Integer> taken =
                ports.stream()
                        .filter(p -> p.bridge().equals(bridge))
                        .flatMap(p -> p.number().stream())
                        .toList();
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        Optional<BridgePort> same = before.filter(p -> p.bridge().equals(bridge));
        return new BridgePort(
                tap,
                bridge,
                same.isPresent() ? same.get().number() : Optional.of(number),
                same.isPresent()
                        ? same.get().portId()
                        : Optional.of("0x" + Integer.toHexString(0x8000 + number)),
                carrier ? "forwarding" : "disabled",
                Optional.of(32),
                Optional.of(2),
                before.map(BridgePort::isolated).orElse(false),
                false,
                Optional.of(true),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0),
                Optional.empty());
    }

    private static FdbEntry entry(MacAddress mac, String link, String bridge, boolean local) {
        return new FdbEntry(
                mac,
                link,
                Optional.of(bridge),
                Optional.empty(),
                local,
                false,
                local ? Optional.empty() : Optional.of(0.0));
    }

    private static Link newLink(
            int index,
            String name,
            Optional<MacAddress> mac,
            String kind,
            Optional<String> master,
            List<String> flags) {
        return new Link(
                index,
                name,
                true,
                mac,
                flags,
                1500,
                "UNKNOWN",
                Optional.of(flags.contains("LOWER_UP")),
                Optional.of(1000),
                Optional.of(kind),
                master.map(m -> "bridge"),
                master,
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.of(new Link.Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }
}
