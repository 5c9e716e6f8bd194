package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.jspecify.annotations.Nullable;

/// One snapshot, to be asked by name. Names are the host's own; the first of two equal names wins.
final class HostIndex {
    final HostSnapshot snapshot;
    final HostId host;

    /// In the host's order.
    final List<LinkFacts> links;

    final Map<String, BridgeState> bridgeStates = new HashMap<>();

    /// Ports of each bridge, by its name.
    final Map<String, List<Port>> portsOfBridge = new HashMap<>();

    final Map<String, VirtualNetwork> networks = new HashMap<>();
    final Map<String, List<VirtualNetwork>> networksOfBridge = new HashMap<>();

    /// Default routes of the main table by the link that carries them; the first (best metric) of each.
    final Map<String, Route> defaultRoutes = new HashMap<>();

    /// Links whose node device has a parent that is hardware.
    final Set<String> hardwareLinks = new HashSet<>();

    /// A port, and what else is known of its link.
    record Port(BridgePort port, LinkFacts link) {}

    private final Map<String, LinkFacts> byName;

    /// Rows about one link often follow each other.
    private LinkFacts last = new LinkFacts("");

    final boolean linksKnown;
    final boolean fdbKnown;
    private final Set<String> sshLinks = new HashSet<>();

    HostIndex(HostSnapshot snapshot) {
        this.snapshot = snapshot;
        this.host = snapshot.host();
        KernelState kernel = snapshot.kernel();
        linksKnown = kernel.links().isPresent();
        fdbKnown = kernel.fdb().isPresent();
        List<Link> all = kernel.links().orElse(List.of());
        byName = HashMap.newHashMap(all.size() + 16);
        links = new ArrayList<>(all.size());
        for (Link link : all) {
            LinkFacts facts = facts(link.name());
            if (facts.link == null) {
                facts.link = link;
            }
            links.add(facts);
        }
        for (LinkAddress address : kernel.addresses().orElse(List.of())) {
            facts(address.link()).add(address);
        }
        for (BridgeState bridge : kernel.bridges().orElse(List.of())) {
            bridgeStates.putIfAbsent(bridge.name(), bridge);
        }
        indexPorts(kernel);
        for (FdbEntry entry : kernel.fdb().orElse(List.of())) {
            if (!entry.self() && !entry.mac().isMulticast()) {
                facts(entry.link()).add(entry);
            }
        }
        for (VirtualNetwork network : snapshot.libvirt().networks().orElse(List.of())) {
            networks.putIfAbsent(network.name(), network);
            network.bridge()
                    .ifPresent(
                            b ->
                                    networksOfBridge
                                            .computeIfAbsent(b, k -> new ArrayList<>(1))
                                            .add(network));
        }
        for (Route route : kernel.routes().orElse(List.of())) {
            if (route.isDefault() && route.table().equals("main")) {
                route.link().ifPresent(link -> keepBetterDefault(link, route));
            }
        }
        for (Neighbour neighbour : kernel.neighbours().orElse(List.of())) {
            facts(neighbour.link()).add(neighbour);
        }
        snapshot.libvirt()
                .nodeDevices()
                .orElse(List.of())
                .forEach(
                        device -> {
                            if (device.parent().filter(p -> !p.equals("computer")).isPresent()) {
                                device.link().ifPresent(hardwareLinks::add);
                            }
                        });
        indexSshPath(kernel);
    }

    /// IPv4 before IPv6, then the lower metric.
    private void keepBetterDefault(String link, Route route) {
        defaultRoutes.merge(
                link,
                route,
                (a, b) ->
                        a.family() < b.family()
                                        || a.family() == b.family()
                                                && a.metric().orElse(0) <= b.metric().orElse(0)
                                ? a
                                : b);
    }

    /// Every link with a bridge as master is a port, also where port details could not be read.
    private void indexPorts(KernelState kernel) {
        List<BridgePort> told = kernel.ports().orElse(List.of());
        for (BridgePort port : told) {
            LinkFacts facts = facts(port.link());
            if (facts.port == null) {
                facts.port = port;
            }
        }
        for (Link link : kernel.links().orElse(List.of())) {
            LinkFacts facts = facts(link.name());
            if (facts.link != link) {
                continue; // the second of two equal names
            }
            String master = link.master().orElse("");
            LinkFacts bridge = master.isEmpty() ? null : byName.get(master);
            if (bridge != null && bridge.link != null && bridge.link.isBridge()) {
                BridgePort port = facts.port;
                addPort(
                        port != null && port.bridge().equals(master)
                                ? port
                                : portWithoutDetails(facts.name, master),
                        facts);
            }
        }
        // Ports of links that were not listed: the host told of them only here.
        for (BridgePort port : told) {
            LinkFacts facts = facts(port.link());
            if (facts.link == null && facts.port == port) {
                addPort(port, facts);
            }
        }
    }

    private void addPort(BridgePort port, LinkFacts link) {
        portsOfBridge
                .computeIfAbsent(port.bridge(), k -> new ArrayList<>())
                .add(new Port(port, link));
    }

    /// What is known of the link of that name; made when it is new.
    private LinkFacts facts(String name) {
        if (!last.name.equals(name)) {
            last = byName.computeIfAbsent(name, LinkFacts::new);
        }
        return last;
    }

    /// What is known of the link of that name; null when nothing is.
    @Nullable LinkFacts find(String name) {
        return byName.get(name);
    }

    /// A port of which only its bridge is known; the state is empty.
    static BridgePort portWithoutDetails(String link, String bridge) {
        return new BridgePort(
                link,
                bridge,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void indexSshPath(KernelState kernel) {
        Optional<IpAddress> server =
                kernel.facts()
                        .optional()
                        .flatMap(HostFacts::sshConnection)
                        .map(text -> text.strip().split("\\s+", -1))
                        .filter(words -> words.length >= 3)
                        .flatMap(words -> IpAddress.parse(words[2]));
        if (server.isPresent() && !server.get().isLoopback()) {
            byName.forEach(
                    (link, facts) -> {
                        if (facts.addresses.stream()
                                .anyMatch(a -> a.ip().address().equals(server.get()))) {
                            sshLinks.add(link);
                        }
                    });
        }
    }

    /// Whether our own SSH session came in by an address of this link.
    boolean carriesSsh(String link) {
        return sshLinks.contains(link);
    }
}
