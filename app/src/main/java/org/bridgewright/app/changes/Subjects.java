// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.inspector.Say;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.PlanContext;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// What a selection means for a change: its vNICs, its VMs, and where they may go. Pure.
public final class Subjects {
    private static final Words WORDS = Words.of(Subjects.class);

    private Subjects() {}

    /// The vNICs of what is selected; a VM stands for all of its vNICs.
    public static List<VnicElement> vnics(Topology topology, List<ElementId> ids) {
        List<VnicElement> vnics = new ArrayList<>();
        for (ElementId id : ids) {
            switch (topology.find(id).orElse(null)) {
                case VnicElement vnic -> vnics.add(vnic);
                case GuestElement guest ->
                        guest.vnics().stream()
                                .flatMap(v -> topology.find(v, VnicElement.class).stream())
                                .forEach(vnics::add);
                case null, default -> {
                    // Nothing that could be moved.
                }
            }
        }
        return vnics.stream().distinct().toList();
    }

    /// The VM of what is selected: itself, or the one that the vNIC belongs to.
    public static Optional<GuestElement> guest(Topology topology, Optional<ElementId> id) {
        return id.flatMap(topology::find)
                .flatMap(
                        e ->
                                switch (e) {
                                    case GuestElement guest -> Optional.of(guest);
                                    case VnicElement vnic ->
                                            topology.find(vnic.guest(), GuestElement.class);
                                    case Element other -> Optional.empty();
                                });
    }

    /// Empty when nothing is given, when it is gone, or when it is no network.
    public static Optional<NetworkElement> network(Topology topology, Optional<ElementId> id) {
        return id.flatMap(i -> topology.find(i, NetworkElement.class));
    }

    /// A vNIC that can be moved, or attached again when only our history still knows it.
    ///
    /// @param words how it is told apart from its VM's others
    public record Movable(
            ElementId id, HostId host, ElementId guest, String guestName, String words) {}

    /// The vNICs as something that can be moved.
    public static List<Movable> movables(Topology topology, List<VnicElement> vnics) {
        return vnics.stream()
                .map(
                        v ->
                                new Movable(
                                        v.id(),
                                        v.host(),
                                        v.guest(),
                                        topology.find(v.guest()).map(Element::name).orElse("?"),
                                        WORDS.get(
                                                "to.vnic",
                                                v.number(),
                                                v.name(),
                                                Say.place(topology, v.at()))))
                .toList();
    }

    /// What was detached from the VM of the selection, and is not back by now.
    public static List<Movable> detached(
            Topology topology, Optional<ElementId> selected, PlanContext context) {
        Optional<GuestElement> guest = guest(topology, selected);
        return context.detached().keySet().stream()
                .filter(id -> topology.find(id).isEmpty())
                .filter(
                        id ->
                                guest.isPresent()
                                        && DropAdvice.formerOwner(topology, id, context)
                                                .map(Element::id)
                                                .equals(guest.map(Element::id)))
                .sorted()
                .map(
                        id ->
                                new Movable(
                                        id,
                                        guest.get().host(),
                                        guest.get().id(),
                                        guest.get().name(),
                                        WORDS.get("to.detached", lastPart(id))))
                .toList();
    }

    private static String lastPart(ElementId id) {
        return id.value().substring(id.value().lastIndexOf('/') + 1);
    }

    /// A place on a host that a vNIC could go to, with its name for people.
    public record Place(ElementId element, MoveTarget target, String name, String detail) {}

    /// All networks of a host, then its bridges that belong to no network.
    public static List<Place> places(Topology topology, HostId host) {
        List<Place> places = new ArrayList<>();
        List<Element> elements =
                topology.host(host).map(h -> h.elements()).orElse(List.<Element>of());
        for (Element element : elements) {
            if (element instanceof NetworkElement network) {
                String detail =
                        Say.mode(network)
                                + network.network().bridge().map(b -> " · " + b).orElse("");
                for (MoveTarget lane : DropAdvice.lanes(topology, network)) {
                    places.add(new Place(network.id(), lane, laneOf(network.name(), lane), detail));
                }
            }
        }
        for (Element element : elements) {
            boolean owned =
                    element instanceof BridgeElement b
                            && elements.stream()
                                    .anyMatch(
                                            e ->
                                                    e instanceof NetworkElement n
                                                            && n.bridge()
                                                                    .filter(b.id()::equals)
                                                                    .isPresent());
            if (element instanceof BridgeElement bridge && !owned) {
                for (MoveTarget lane : DropAdvice.lanes(topology, bridge)) {
                    places.add(
                            new Place(
                                    bridge.id(), lane, laneOf(bridge.name(), lane), bridge.kind()));
                }
            }
        }
        return places;
    }

    private static String laneOf(String name, MoveTarget lane) {
        return lane.vlan()
                .map(vlan -> WORDS.get("lane.vlan", name, vlan))
                .or(
                        () ->
                                lane instanceof MoveTarget.ToNetwork to
                                        ? to.portGroup()
                                                .map(group -> WORDS.get("lane.group", name, group))
                                        : Optional.empty())
                .orElse(name);
    }

    /// The element that a target names on a host, for its ghost in the picture.
    public static Optional<ElementId> elementOf(HostId host, MoveTarget target) {
        return switch (target) {
            case MoveTarget.ToNetwork to -> Optional.of(ElementId.network(host, to.name()));
            case MoveTarget.ToBridge to -> Optional.of(ElementId.link(host, to.name()));
            case MoveTarget.LinkDown down -> Optional.empty();
            case MoveTarget.LinkUp up -> Optional.empty();
            case MoveTarget.Detached detached -> Optional.empty();
        };
    }
}
