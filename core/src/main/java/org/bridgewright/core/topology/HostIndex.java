package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/// One snapshot, to be asked by name. Names are the host's own; the first of two equal names wins.
final class HostIndex {
    final HostSnapshot snapshot;
    final HostId host;
    final Map<String, Link> links = new LinkedHashMap<>();
    final Map<String, List<LinkAddress>> addresses = new HashMap<>();
    final Map<String, BridgeState> bridgeStates = new HashMap<>();
    final Map<String, List<BridgePort>> portsOfBridge = new HashMap<>();
    final Map<String, VirtualNetwork> networks = new HashMap<>();
    final Map<String, List<VirtualNetwork>> networksOfBridge = new HashMap<>();

    /// Learnt and local entries by port; a link's own filter (`self`) is left out.
    final Map<String, List<FdbEntry>> fdbOfPort = new HashMap<>();

    /// Default routes of the main table by the link that carries them; the first (best metric) of each.
    final Map<String, Route> defaultRoutes = new HashMap<>();

    final Map<String, List<Neighbour>> neighboursOfLink = new HashMap<>();

    /// Links whose node device has a parent that is hardware.
    final Set<String> hardwareLinks = new HashSet<>();

    final boolean linksKnown;
    final boolean fdbKnown;
    private final Set<String> sshLinks = new HashSet<>();

    HostIndex(HostSnapshot snapshot) {
        this.snapshot = snapshot;
        this.host = snapshot.host();
        KernelState kernel = snapshot.kernel();
        linksKnown = kernel.links().isPresent();
        fdbKnown = kernel.fdb().isPresent();
        for (Link link : kernel.links().orElse(List.of())) {
            links.putIfAbsent(link.name(), link);
        }
        for (LinkAddress address : kernel.addresses().orElse(List.of())) {
            addresses.computeIfAbsent(address.link(), k -> new ArrayList<>(2)).add(address);
        }
        for (BridgeState bridge : kernel.bridges().orElse(List.of())) {
            bridgeStates.putIfAbsent(bridge.name(), bridge);
        }
        indexPorts(kernel);
        for (FdbEntry entry : kernel.fdb().orElse(List.of())) {
            if (!entry.self() && !entry.mac().isMulticast()) {
                fdbOfPort.computeIfAbsent(entry.link(), k -> new ArrayList<>(4)).add(entry);
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
            neighboursOfLink
                    .computeIfAbsent(neighbour.link(), k -> new ArrayList<>(2))
                    .add(neighbour);
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
        Map<String, BridgePort> told = new HashMap<>();
        for (BridgePort port : kernel.ports().orElse(List.of())) {
            told.putIfAbsent(port.link(), port);
        }
        for (Link link : links.values()) {
            String master = link.master().orElse("");
            Link bridge = links.get(master);
            if (bridge != null && bridge.isBridge()) {
                BridgePort port = told.remove(link.name());
                addPort(
                        port != null && port.bridge().equals(master)
                                ? port
                                : portWithoutDetails(link.name(), master));
            }
        }
        // Ports of links that were not listed: the host told of them only here.
        told.values().stream().filter(p -> !links.containsKey(p.link())).forEach(this::addPort);
    }

    private void addPort(BridgePort port) {
        portsOfBridge.computeIfAbsent(port.bridge(), k -> new ArrayList<>()).add(port);
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
            addresses.forEach(
                    (link, list) -> {
                        if (list.stream().anyMatch(a -> a.ip().address().equals(server.get()))) {
                            sshLinks.add(link);
                        }
                    });
        }
    }

    /// Whether our own SSH session came in by an address of this link.
    boolean carriesSsh(String link) {
        return sshLinks.contains(link);
    }

    List<LinkAddress> addressesOf(String link) {
        return addresses.getOrDefault(link, List.of());
    }
}
