// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.inspector.Sheet.Style;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Topology;

/// What is known of a libvirt network.
final class NetworkSheet {
    private NetworkSheet() {}

    static Sheet of(Topology topology, NetworkElement element, Instant now) {
        VirtualNetwork network = element.network();
        List<Section> sections = new ArrayList<>();
        sections.add(facts(topology, element));
        sections.add(leases(topology, element, now));
        if (!network.reservations().isEmpty()) {
            sections.add(reservations(network));
        }
        return new Sheet(
                "network",
                network.name(),
                WORDS.get("network.sub", Say.mode(element), element.host()),
                network.active(),
                sections);
    }

    private static Section facts(Topology topology, NetworkElement element) {
        VirtualNetwork network = element.network();
        Facts facts = new Facts();
        facts.styled(
                WORDS.get("network.state"),
                WORDS.get(network.active() ? "network.active" : "network.inactive"),
                network.active() ? Style.PLAIN : Style.WARNING);
        facts.add(WORDS.get("network.autostart"), Say.yesNo(network.autostart()));
        if (!network.persistent()) {
            facts.styled(
                    WORDS.get("network.persistent"),
                    WORDS.get("network.persistent.no"),
                    Style.WARNING);
        }
        bridge(element, facts);
        network.subnets().forEach(s -> facts.mono(WORDS.get("network.subnet"), s.toString()));
        dhcp(network, facts);
        if (!network.forwardDevices().isEmpty()) {
            facts.mono(WORDS.get("network.nics"), String.join(", ", network.forwardDevices()));
        }
        network.mode()
                .map(m -> "network.out." + m.word())
                .map(key -> WORDS.get(WORDS.has(key) ? key : "network.out.other"))
                .ifPresent(text -> facts.add(WORDS.get("network.outside"), text));
        network.mtuBytes().ifPresent(m -> facts.add(WORDS.get("network.mtu"), m.toString()));
        if (!network.portGroups().isEmpty()) {
            List<String> names =
                    network.portGroups().stream().map(VirtualNetwork.PortGroup::name).toList();
            facts.add(WORDS.get("network.portgroups"), String.join(", ", names));
        }
        String guests = WORDS.get("network.guests");
        if (element.guests().isEmpty()) {
            facts.styled(guests, WORDS.get("network.guests.none"), Style.MISSING);
        }
        for (ElementId guest : element.guests()) {
            topology.find(guest).ifPresent(g -> facts.link(guests, g.name(), guest));
        }
        return facts.as("");
    }

    private static void bridge(NetworkElement element, Facts facts) {
        String label = WORDS.get("network.bridge");
        Optional<String> name = element.network().bridge();
        if (name.isEmpty()) {
            facts.styled(label, WORDS.get("network.bridge.none"), Style.MISSING);
        } else if (element.bridge().isPresent()) {
            facts.link(label, name.get(), element.bridge().get());
        } else {
            facts.mono(label, name.get());
        }
    }

    private static void dhcp(VirtualNetwork network, Facts facts) {
        if (network.mode().filter(ForwardMode::hasOwnBridge).isEmpty()) {
            return;
        }
        String label = WORDS.get("network.dhcp");
        if (network.dhcpRanges().isEmpty()) {
            facts.add(label, WORDS.get("network.dhcp.none"));
        }
        network.dhcpRanges()
                .forEach(
                        r -> facts.add(label, WORDS.get("network.dhcp.range", r.start(), r.end())));
    }

    private static Section leases(Topology topology, NetworkElement element, Instant now) {
        String title = WORDS.get("network.leases");
        return switch (element.leases()) {
            case Part.Missing<List<OwnedLease>> missing ->
                    new Section.Note(
                            title, WORDS.get("network.leases.missing", missing.why().line()));
            case Part.Present<List<OwnedLease>> present when present.value().isEmpty() ->
                    new Section.Note(title, WORDS.get("network.leases.none"));
            case Part.Present<List<OwnedLease>> present ->
                    new Section.Grid(
                            title,
                            List.of(
                                    WORDS.get("lease.ip"),
                                    WORDS.get("lease.who"),
                                    WORDS.get("lease.until")),
                            present.value().stream()
                                    .map(l -> row(topology, element, l, now))
                                    .toList(),
                            present.value().stream().map(OwnedLease::guest).toList());
        };
    }

    private static List<String> row(
            Topology topology, NetworkElement network, OwnedLease owned, Instant now) {
        String who =
                owned.guest()
                        .flatMap(topology::find)
                        .map(e -> Say.owner(topology, e, network))
                        .or(() -> owned.lease().hostname())
                        .or(() -> owned.lease().mac().map(Object::toString))
                        .orElse("?");
        String left =
                owned.lease()
                        .expires()
                        .map(end -> Say.span(Duration.between(now, end)))
                        .orElseGet(() -> WORDS.get("lease.forever"));
        return List.of(owned.lease().ip().address().toString(), who, left);
    }

    private static Section reservations(VirtualNetwork network) {
        List<List<String>> rows =
                network.reservations().stream()
                        .map(
                                r ->
                                        List.of(
                                                r.ip().map(Object::toString).orElse(""),
                                                r.mac()
                                                        .map(Object::toString)
                                                        .or(r::name)
                                                        .or(r::id)
                                                        .orElse("")))
                        .toList();
        return new Section.Grid(
                WORDS.get("reservation.title"),
                List.of(WORDS.get("lease.ip"), WORDS.get("lease.who")),
                rows,
                Collections.nCopies(rows.size(), Optional.empty()));
    }
}
