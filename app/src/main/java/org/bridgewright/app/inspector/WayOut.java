// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.util.List;
import java.util.Optional;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// How a network's VMs reach the outside, and are reached from it, by its mode.
final class WayOut {
    private WayOut() {}

    static void add(Topology topology, NetworkElement network, Facts facts) {
        Optional<ForwardMode> mode = network.network().mode();
        if (mode.isEmpty()) {
            return;
        }
        String nics = String.join(", ", nicsIn(topology, network));
        String out = WORDS.get("vnic.outside");
        String lan = WORDS.get("vnic.lan");
        switch (mode.get()) {
            case NAT -> {
                facts.add(
                        out,
                        hostAddress(topology, network)
                                .map(ip -> WORDS.get("vnic.outside.nat.as", ip))
                                .orElseGet(() -> WORDS.get("vnic.outside.nat")));
                boolean read =
                        topology.host(network.host())
                                .map(h -> h.snapshot().kernel().firewall().isPresent())
                                .orElse(false);
                facts.add(lan, WORDS.get(read ? "vnic.lan.nat" : "vnic.lan.unread"));
            }
            case ROUTE -> {
                facts.add(out, WORDS.get("vnic.outside.route"));
                network.network().subnets().stream()
                        .findFirst()
                        .map(s -> WORDS.get("vnic.lan.route", s.network()))
                        .ifPresent(text -> facts.add(lan, text));
            }
            case OPEN -> facts.add(out, WORDS.get("vnic.outside.open"));
            case BRIDGE -> {
                facts.add(
                        out,
                        nics.isEmpty()
                                ? WORDS.get("vnic.outside.bridge.none")
                                : WORDS.get("vnic.outside.bridge", nics));
                if (!nics.isEmpty()) {
                    facts.add(lan, WORDS.get("vnic.lan.bridge"));
                }
            }
            case ISOLATED ->
                    facts.add(
                            out,
                            nics.isEmpty()
                                    ? WORDS.get("vnic.outside.isolated")
                                    : WORDS.get("vnic.outside.isolated.nic", nics));
            case PRIVATE, VEPA, PASSTHROUGH, HOSTDEV ->
                    facts.add(out, WORDS.get("vnic.outside.direct"));
        }
    }

    private static List<String> nicsIn(Topology topology, NetworkElement network) {
        return network.bridge().flatMap(id -> topology.find(id, BridgeElement.class)).stream()
                .flatMap(b -> b.ports().stream())
                .flatMap(p -> topology.find(p.link(), LinkElement.class).stream())
                .filter(l -> !l.kind().equals("tap"))
                .map(LinkElement::name)
                .toList();
    }

    /// The host's own address on the link of its default route.
    private static Optional<String> hostAddress(Topology topology, NetworkElement network) {
        Optional<HostSnapshot> snapshot = topology.host(network.host()).map(HostTopology::snapshot);
        Optional<String> link =
                snapshot.stream()
                        .flatMap(s -> s.kernel().routes().orElse(List.of()).stream())
                        .filter(r -> r.isDefault() && r.family() == 4)
                        .flatMap(r -> r.link().stream())
                        .findFirst();
        return snapshot.stream()
                .flatMap(s -> s.kernel().addresses().orElse(List.of()).stream())
                .filter(a -> link.equals(Optional.of(a.link())) && a.ip().family() == 4)
                .map(a -> a.ip().address().toString())
                .findFirst();
    }
}
