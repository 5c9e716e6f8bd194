package org.bridgewright.core.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// Which vNICs carry our own way to a host, or what a host cannot live without: moving one may cut us off, though it is a
/// mere libvirt call (`docs/changes.md`). Pure.
///
/// A vNIC is recognised by its MAC: the neighbour table says which MAC answers for the next hop, the client, a jump host, a
/// name server or a storage server. Where that table could not be read, addresses that a VM is known to have serve too.
final class Lifeline {
    private static final Words WORDS = Words.of(Lifeline.class);

    private final Map<MacAddress, String> byMac = new HashMap<>();
    private final Map<IpAddress, String> byAddress = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Optional<String> ownUuid;

    private Lifeline(Optional<String> ownUuid) {
        this.ownUuid = ownUuid.map(Lifeline::plainUuid);
    }

    /// The lifelines of all connected hosts: a gateway VM on one host may be the way to another.
    static Lifeline of(Topology topology, PlanContext context) {
        Lifeline line = new Lifeline(context.ownDmiUuid());
        for (HostTopology host : topology.hosts()) {
            line.add(host, context);
        }
        for (HostTopology host : topology.hosts()) {
            line.addNamed(host.snapshot());
        }
        for (MacAddress own : context.ownMacs()) {
            line.byMac.putIfAbsent(own, WORDS.get("lifeline.own-machine"));
        }
        return line;
    }

    /// Why moving this vNIC could cut a host or us off; empty when nothing known says so.
    Optional<String> why(GuestElement guest, VnicElement vnic) {
        Optional<String> uuid = guest.guest().uuid().map(Lifeline::plainUuid);
        if (uuid.isPresent() && uuid.equals(ownUuid)) {
            return Optional.of(WORDS.get("lifeline.own-machine"));
        }
        Optional<String> mac = vnic.mac().map(byMac::get);
        if (mac.isPresent()) {
            return mac;
        }
        return vnic.addresses().stream()
                .map(known -> byAddress.get(known.ip()))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(byName.get(LeanedOn.label(guest.name()))));
    }

    private static String plainUuid(String uuid) {
        return uuid.toLowerCase(java.util.Locale.ROOT).replace("-", "");
    }

    private void add(HostTopology host, PlanContext context) {
        KernelState kernel = host.snapshot().kernel();
        String name = host.host().value();
        List<Route> routes = kernel.routes().orElse(List.of());
        Map<IpAddress, String> wanted = new HashMap<>();
        for (Route route : routes) {
            if (route.isDefault() && route.gateway().isPresent()) {
                IpAddress gateway = route.gateway().get();
                wanted.putIfAbsent(gateway, WORDS.get("lifeline.next-hop", name, gateway));
            }
        }
        Optional<IpAddress> client = client(kernel);
        client.ifPresent(ip -> way(routes, ip, WORDS.get("lifeline.client", name, ip), wanted));
        for (IpAddress ip : context.wayIn()) {
            way(routes, ip, WORDS.get("lifeline.way-in", ip), wanted);
        }
        for (LeanedOn.Server server : LeanedOn.of(kernel)) {
            String why = WORDS.get("lifeline." + server.role().word(), name, server.name());
            server.ip().ifPresent(ip -> way(routes, ip, why, wanted));
            byName.putIfAbsent(server.label(), why);
        }
        wanted.forEach(byAddress::putIfAbsent);
        for (Neighbour neighbour : kernel.neighbours().orElse(List.of())) {
            String why = wanted.get(neighbour.ip());
            if (why != null && neighbour.mac().isPresent()) {
                byMac.putIfAbsent(neighbour.mac().get(), why);
            }
        }
    }

    /// The address itself, and the next hop of the most specific route to it.
    private static void way(
            List<Route> routes, IpAddress to, String why, Map<IpAddress, String> wanted) {
        wanted.putIfAbsent(to, why);
        Optional<Route> best = Optional.empty();
        int bestLength = -1;
        for (Route route : routes) {
            int length = matchLength(route, to);
            if (length > bestLength && route.table().equals("main")) {
                best = Optional.of(route);
                bestLength = length;
            }
        }
        best.flatMap(Route::gateway).ifPresent(gateway -> wanted.putIfAbsent(gateway, why));
    }

    private static int matchLength(Route route, IpAddress to) {
        if (route.family() != to.family()) {
            return -1;
        }
        if (route.isDefault()) {
            return 0;
        }
        return IpPrefix.parse(route.destination())
                .filter(prefix -> prefix.contains(to))
                .map(IpPrefix::length)
                .orElse(-1);
    }

    private static Optional<IpAddress> client(KernelState kernel) {
        return kernel.facts()
                .optional()
                .flatMap(HostFacts::sshConnection)
                .map(text -> text.strip().split("\\s+")[0])
                .flatMap(IpAddress::parse);
    }

    /// A server that is known by its name only is a VM that took this name to its DHCP server.
    private void addNamed(HostSnapshot host) {
        for (VirtualNetwork network : host.libvirt().networks().orElse(List.of())) {
            for (DhcpLease lease : network.leases().orElse(List.of())) {
                lease.hostname()
                        .map(LeanedOn::label)
                        .map(byName::get)
                        .ifPresent(
                                why -> lease.mac().ifPresent(mac -> byMac.putIfAbsent(mac, why)));
            }
        }
    }
}
