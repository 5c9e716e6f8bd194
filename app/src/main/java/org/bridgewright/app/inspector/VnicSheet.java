// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.inspector.Sheet.Style;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// What is known of one vNIC. Only facts read; what follows from rules is worded so.
final class VnicSheet {
    private VnicSheet() {}

    /// @param whole with the tables of its bridge and its kernel link
    static List<Section> sections(Topology topology, VnicElement vnic, Instant now, boolean whole) {
        List<Section> sections = new ArrayList<>();
        sections.add(facts(topology, vnic, now));
        if (whole) {
            bridge(topology, vnic)
                    .ifPresent(
                            b ->
                                    sections.add(
                                            BridgeSheet.macs(
                                                    topology,
                                                    b,
                                                    vnic,
                                                    WORDS.get("vnic.macs", b.name()),
                                                    false)));
            vnic.tapLink()
                    .ifPresent(
                            tap -> {
                                String title = WORDS.get("vnic.rates");
                                sections.add(new Section.Rates(title, vnic.id()));
                                sections.add(
                                        LinkSheets.kernel(
                                                tap,
                                                LinkSheets.addressesOf(
                                                        topology, vnic.host(), tap.name())));
                            });
        }
        return sections;
    }

    private static Section facts(Topology topology, VnicElement vnic, Instant now) {
        Facts facts = new Facts();
        facts.add(WORDS.get("vnic.network"), Say.place(topology, vnic.at()));
        truths(topology, vnic, facts);
        port(topology, vnic, facts);
        vnic.mac().ifPresent(mac -> facts.mono(WORDS.get("vnic.mac"), mac.text()));
        addresses(topology, vnic, now, facts);
        reservation(topology, vnic, facts);
        boolean up = vnic.shown().map(Vnic::linkUp).orElse(true);
        facts.styled(
                WORDS.get("vnic.link"),
                WORDS.get(up ? "vnic.link.up" : "vnic.link.down"),
                up ? Style.PLAIN : Style.WARNING);
        network(topology, vnic.at()).ifPresent(n -> WayOut.add(topology, n, facts));
        vnic.shown()
                .map(VnicSheet::carried)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> facts.add(WORDS.get("vnic.carried"), text));
        Optional<Instant> read =
                topology.host(vnic.host())
                        .map(HostTopology::snapshot)
                        .flatMap(HostSnapshot::readAt);
        facts.add(WORDS.get("vnic.read"), Say.age(read, now));
        return facts.as(WORDS.get("vnic", vnic.number()), vnic.shown().flatMap(Vnic::model));
    }

    /// One line where config, live and kernel agree; else a line for each.
    private static void truths(Topology topology, VnicElement vnic, Facts facts) {
        if (vnic.liveAt().isEmpty()) {
            facts.add(WORDS.get("vnic.truths"), WORDS.get("vnic.truths.off"));
            return;
        }
        Attachment live = vnic.liveAt().get();
        boolean configAgrees = vnic.config().isPresent() && same(vnic.configAt(), live);
        Optional<String> liveBridge = bridgeName(topology, live);
        boolean kernelAgrees =
                vnic.kernelAt().isEmpty()
                        || liveBridge.isEmpty()
                        || same(vnic.kernelAt().get(), live)
                        || vnic.kernelAt().get() instanceof Attachment.ToLink to
                                && to.name().equals(liveBridge.get());
        if (configAgrees && kernelAgrees) {
            // A kernel that was not read agrees with nothing.
            String which = vnic.kernelAt().isPresent() ? "vnic.truths" : "vnic.truths.two";
            facts.add(WORDS.get(which), WORDS.get("vnic.truths.yes"));
            return;
        }
        String config =
                vnic.config().isPresent()
                        ? Say.place(topology, vnic.configAt())
                        : WORDS.get("vnic.truth.none");
        facts.styled(
                WORDS.get("vnic.truth.config"), config, configAgrees ? Style.PLAIN : Style.WARNING);
        facts.add(WORDS.get("vnic.truth.live"), Say.place(topology, live));
        vnic.kernelAt()
                .map(k -> Say.place(topology, k))
                .ifPresent(
                        text ->
                                facts.styled(
                                        WORDS.get("vnic.truth.kernel"),
                                        text,
                                        kernelAgrees ? Style.PLAIN : Style.BAD));
    }

    private static boolean same(Attachment a, Attachment b) {
        return switch (a) {
            case Attachment.ToNetwork n ->
                    b instanceof Attachment.ToNetwork other && n.name().equals(other.name());
            case Attachment.ToLink l ->
                    b instanceof Attachment.ToLink other && l.name().equals(other.name());
            case Attachment.Nowhere nowhere -> b instanceof Attachment.Nowhere;
            case Attachment.Own own -> own.equals(b);
        };
    }

    private static Optional<String> bridgeName(Topology topology, Attachment live) {
        return switch (live) {
            case Attachment.ToNetwork to ->
                    network(topology, to).flatMap(n -> n.network().bridge());
            case Attachment.ToLink to -> Optional.of(to.name());
            case Attachment.Nowhere nowhere -> Optional.empty();
            case Attachment.Own own -> Optional.empty();
        };
    }

    static Optional<NetworkElement> network(Topology topology, Attachment at) {
        return at instanceof Attachment.ToNetwork to
                ? topology.find(to.network(), NetworkElement.class)
                : Optional.empty();
    }

    /// The bridge that its tap is in now, else the one that its network has.
    static Optional<BridgeElement> bridge(Topology topology, VnicElement vnic) {
        Optional<BridgeElement> now = vnic.kernelAt().flatMap(k -> bridgeAt(topology, k));
        return now.or(() -> bridgeAt(topology, vnic.at()));
    }

    private static Optional<BridgeElement> bridgeAt(Topology topology, Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork to ->
                    network(topology, to)
                            .flatMap(NetworkElement::bridge)
                            .flatMap(id -> topology.find(id, BridgeElement.class));
            case Attachment.ToLink to -> topology.find(to.link(), BridgeElement.class);
            case Attachment.Nowhere nowhere -> Optional.empty();
            case Attachment.Own own -> Optional.empty();
        };
    }

    private static void port(Topology topology, VnicElement vnic, Facts facts) {
        String label = WORDS.get("vnic.port");
        Optional<String> tap = vnic.live().flatMap(Vnic::tap);
        if (tap.isEmpty()) {
            facts.styled(label, WORDS.get("vnic.port.none"), Style.MISSING);
            return;
        }
        Optional<BridgeElement> bridge = bridge(topology, vnic);
        Optional<Port> port =
                bridge.stream()
                        .flatMap(b -> b.ports().stream())
                        .filter(p -> p.port().link().equals(tap.get()))
                        .findFirst();
        facts.add(
                label,
                port.isPresent()
                        ? WORDS.get(
                                "vnic.port.on",
                                tap.get(),
                                bridge.orElseThrow().name(),
                                port.get().port().state())
                        : WORDS.get(
                                vnic.kernelAt().isPresent() ? "vnic.port.off" : "vnic.port.unread",
                                tap.get()));
    }

    private static void addresses(Topology topology, VnicElement vnic, Instant now, Facts facts) {
        String label = WORDS.get("vnic.address");
        if (vnic.addresses().isEmpty()) {
            facts.styled(label, WORDS.get("vnic.address.none"), Style.MISSING);
            return;
        }
        for (KnownAddress address : vnic.addresses()) {
            String left =
                    address.source() == AddressSource.LEASE
                            ? leaseLeft(topology, vnic, address, now)
                            : "";
            facts.add(label, address.ip() + " (" + Say.source(address.source()) + left + ")");
        }
    }

    private static String leaseLeft(
            Topology topology, VnicElement vnic, KnownAddress address, Instant now) {
        return topology.elements()
                .filter(NetworkElement.class::isInstance)
                .map(NetworkElement.class::cast)
                .flatMap(n -> n.leases().orElse(List.of()).stream())
                .map(OwnedLease::lease)
                .filter(l -> l.ip().address().equals(address.ip()) && l.mac().equals(vnic.mac()))
                .flatMap(l -> l.expires().stream())
                .filter(end -> end.isAfter(now))
                .findFirst()
                .map(end -> ", " + Say.span(Duration.between(now, end)))
                .orElse("");
    }

    private static void reservation(Topology topology, VnicElement vnic, Facts facts) {
        Optional<NetworkElement> network = network(topology, vnic.at());
        if (network.filter(n -> n.network().hasDhcp()).isEmpty()) {
            return;
        }
        facts.add(
                WORDS.get("vnic.reservation"),
                network.get().network().reservations().stream()
                        .filter(r -> r.mac().isPresent() && r.mac().equals(vnic.mac()))
                        .flatMap(r -> r.ip().stream())
                        .findFirst()
                        .map(Object::toString)
                        .orElseGet(() -> WORDS.get("vnic.reservation.none")));
    }

    private static String carried(Vnic vnic) {
        Vnic.Carried carried = vnic.carried();
        List<String> parts = new ArrayList<>();
        carried.filter().ifPresent(f -> parts.add("filterref " + f.name()));
        carried.virtualPort().ifPresent(v -> parts.add("virtualport " + v));
        if (!carried.vlanTags().isEmpty()) {
            parts.add(
                    "VLAN "
                            + carried.vlanTags().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(",")));
        }
        if (carried.isolated()) {
            parts.add("isolated");
        }
        if (carried.bandwidth()) {
            parts.add("bandwidth");
        }
        carried.mtuBytes().ifPresent(mtu -> parts.add("MTU " + mtu));
        return String.join(", ", parts);
    }
}
