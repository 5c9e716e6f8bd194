// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.inspector.Sheet.Style;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// The Network tab's sheet of any element. Pure: same topology and time, same sheet.
public final class Sheets {
    private Sheets() {}

    /// The sheet of `id`; empty when it is not in the topology (any more).
    public static Optional<Sheet> of(Topology topology, ElementId id, Instant now) {
        Optional<HostTopology> host =
                topology.hosts().stream()
                        .filter(h -> ElementId.host(h.host()).equals(id))
                        .findFirst();
        if (host.isPresent()) {
            return Optional.of(HostSheet.of(host.get(), now));
        }
        return topology.find(id).map(element -> of(topology, element, now));
    }

    private static Sheet of(Topology topology, Element element, Instant now) {
        return switch (element) {
            case GuestElement guest -> guest(topology, guest, now);
            case VnicElement vnic -> vnic(topology, vnic, now);
            case NetworkElement network -> NetworkSheet.of(topology, network, now);
            case BridgeElement bridge -> LinkSheets.bridge(bridge);
            case LinkElement link -> LinkSheets.link(link);
            case RoutingElement routing -> routing(routing);
            case SegmentElement segment -> segment(topology, segment);
        };
    }

    private static Sheet guest(Topology topology, GuestElement element, Instant now) {
        Guest guest = element.guest();
        String sub =
                guest.vcpus().isPresent() && guest.memoryKib().isPresent()
                        ? WORDS.get(
                                "guest.sub.size",
                                guest.stateWord(),
                                element.host(),
                                guest.vcpus().get(),
                                Say.memory(guest.memoryKib().get()))
                        : WORDS.get("guest.sub", guest.stateWord(), element.host());
        List<Section> sections = new ArrayList<>();
        guest.unreadable()
                .map(why -> WORDS.get("guest.unreadable", why.line()))
                .ifPresent(text -> sections.add(new Section.Note("", text)));
        boolean single = element.vnics().size() == 1;
        for (ElementId id : element.vnics()) {
            topology.find(id, VnicElement.class)
                    .ifPresent(v -> sections.addAll(VnicSheet.sections(topology, v, now, single)));
        }
        if (element.vnics().isEmpty() && guest.unreadable().isEmpty()) {
            sections.add(new Section.Note("", WORDS.get("guest.novnic")));
        }
        sections.add(aboutGuest(guest));
        return new Sheet("guest", guest.name(), sub, guest.isActive(), sections);
    }

    private static Section aboutGuest(Guest guest) {
        Facts facts = new Facts();
        facts.add(WORDS.get("guest.autostart"), Say.yesNo(guest.autostart()));
        String kept = guest.persistent() ? "guest.persistent.yes" : "guest.persistent.no";
        facts.add(WORDS.get("guest.persistent"), WORDS.get(kept));
        if (guest.managedSave()) {
            facts.styled(WORDS.get("guest.save"), WORDS.get("guest.save.yes"), Style.WARNING);
        }
        guest.managedBy()
                .map(tool -> WORDS.get("guest.managed.text", tool))
                .ifPresent(text -> facts.styled(WORDS.get("guest.managed"), text, Style.WARNING));
        String agent = guest.agentConnected() ? "guest.agent.yes" : "guest.agent.no";
        facts.add(WORDS.get("guest.agent"), WORDS.get(agent));
        guest.uuid().ifPresent(uuid -> facts.mono(WORDS.get("guest.uuid"), uuid));
        return facts.as(WORDS.get("guest.facts"));
    }

    private static Sheet vnic(Topology topology, VnicElement vnic, Instant now) {
        Optional<GuestElement> guest = topology.find(vnic.guest(), GuestElement.class);
        String name = guest.map(Element::name).orElse("?");
        return new Sheet(
                "vnic",
                name + " " + WORDS.get("vnic", vnic.number()),
                WORDS.get("vnic.sub", vnic.name(), name, vnic.host()),
                guest.map(g -> g.guest().isActive()).orElse(false),
                VnicSheet.sections(topology, vnic, now, true));
    }

    private static Sheet routing(RoutingElement routing) {
        List<Section> sections = new ArrayList<>();
        sections.add(
                new Facts()
                        .add(WORDS.get("routing.v4"), Say.onOff(routing.forwardsV4()))
                        .add(WORDS.get("routing.v6"), Say.onOff(routing.forwardsV6()))
                        .as(""));
        switch (routing.routes()) {
            case Part.Missing<List<Route>> missing ->
                    sections.add(
                            new Section.Note(
                                    "", WORDS.get("routing.missing", missing.why().line())));
            case Part.Present<List<Route>> present ->
                    present.value().stream()
                            .map(Route::table)
                            .distinct()
                            .forEach(table -> sections.add(table(table, present.value())));
        }
        return new Sheet(
                "routing",
                WORDS.get("routing.title"),
                WORDS.get("routing.sub", routing.host()),
                routing.forwardsV4().orElse(false),
                sections);
    }

    private static Section table(String table, List<Route> routes) {
        List<List<String>> rows =
                routes.stream()
                        .filter(r -> r.table().equals(table))
                        .map(r -> List.of(r.destination(), via(r), r.link().orElse("")))
                        .toList();
        List<String> heads =
                List.of(
                        WORDS.get("routing.to"),
                        WORDS.get("routing.via"),
                        WORDS.get("routing.link"));
        return new Section.Grid(
                WORDS.get("routing.table", table),
                heads,
                rows,
                Collections.nCopies(rows.size(), Optional.empty()));
    }

    private static String via(Route route) {
        return route.gateway()
                .map(Object::toString)
                .orElse(route.type().equals("unicast") ? "" : route.type());
    }

    private static Sheet segment(Topology topology, SegmentElement segment) {
        Facts facts = new Facts();
        segment.subnet().ifPresent(s -> facts.mono(WORDS.get("segment.subnet"), s.toString()));
        segment.gateway().ifPresent(g -> facts.mono(WORDS.get("segment.gateway"), g.toString()));
        for (ElementId nic : segment.nics()) {
            topology.find(nic)
                    .map(e -> e.host() + " " + e.name())
                    .ifPresent(name -> facts.link(WORDS.get("segment.nics"), name, nic));
        }
        facts.add(WORDS.get("segment.evidence"), segment.evidence());
        return new Sheet(
                "segment", segment.name(), WORDS.get("segment.sub"), true, List.of(facts.as("")));
    }
}
