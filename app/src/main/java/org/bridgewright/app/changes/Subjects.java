// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;

/// What a selection means for a change: its vNICs, its VMs, and where they may go. Pure.
public final class Subjects {
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
                        org.bridgewright.app.inspector.Say.mode(network)
                                + network.network().bridge().map(b -> " · " + b).orElse("");
                places.add(
                        new Place(
                                network.id(),
                                new MoveTarget.ToNetwork(network.name()),
                                network.name(),
                                detail));
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
                places.add(
                        new Place(
                                bridge.id(),
                                new MoveTarget.ToBridge(bridge.name()),
                                bridge.name(),
                                bridge.kind()));
            }
        }
        return places;
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
