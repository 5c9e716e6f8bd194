package org.bridgewright.core.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;

/// Where a vNIC is attached by each of the three truths, in one form, so that they can be compared.
final class Attachments {
    private static final Attachment NOWHERE = new Attachment.Nowhere();

    private final HostDraft host;

    /// Thousands of vNICs are on a few networks and bridges.
    private final Map<String, Attachment> networks = new HashMap<>();

    private final Map<String, Attachment> links = new HashMap<>();

    Attachments(HostDraft host) {
        this.host = host;
    }

    /// As a definition has it. A network stays a network, whatever type libvirt's live form gives the interface.
    Attachment of(Optional<Vnic> definition) {
        if (definition.isEmpty()) {
            return NOWHERE;
        }
        return switch (definition.get().source()) {
            case Vnic.Source.Network s -> network(s.name());
            case Vnic.Source.Bridge s -> link(s.name());
            case Vnic.Source.Direct s -> link(s.device());
            case Vnic.Source.HostDevice s ->
                    new Attachment.Own("hostdev", Optional.of(s.address()));
            case Vnic.Source.Other s -> new Attachment.Own(s.type(), s.detail());
        };
    }

    private Attachment network(String name) {
        return networks.computeIfAbsent(
                name,
                n ->
                        new Attachment.ToNetwork(
                                ElementId.network(host.index.host, n),
                                n,
                                host.index.networks.containsKey(n)));
    }

    private Attachment link(String name) {
        return links.computeIfAbsent(name, this::newLink);
    }

    private Attachment newLink(String name) {
        HostDraft.LinkDraft draft = host.link(name);
        return new Attachment.ToLink(
                draft == null ? ElementId.link(host.index.host, name) : draft.id(),
                name,
                draft != null);
    }

    /// Where the kernel has the tap of `vnic`: in the words of `liveAt` when they agree, else by the network of that bridge.
    /// Empty when there is no tap, or links could not be read.
    Optional<Attachment> ofKernel(HostDraft.VnicDraft vnic, Optional<Attachment> liveAt) {
        HostDraft.LinkDraft found = vnic.tap();
        if (found == null) {
            return Optional.empty();
        }
        Link tap = found.link();
        Optional<Vnic> live = vnic.live;
        Optional<String> at = tap.master();
        if (at.isEmpty() && tap.infoKind().filter("macvtap"::equals).isPresent()) {
            at = tap.parent();
        }
        if (at.isEmpty()) {
            return Optional.of(NOWHERE);
        }
        if (agrees(liveAt, live, at.get())) {
            return liveAt;
        }
        List<VirtualNetwork> networks =
                host.index.networksOfBridge.getOrDefault(at.get(), List.of()).stream()
                        .filter(VirtualNetwork::active)
                        .toList();
        return Optional.of(
                networks.size() == 1 ? network(networks.getFirst().name()) : link(at.get()));
    }

    private boolean agrees(Optional<Attachment> liveAt, Optional<Vnic> live, String link) {
        if (liveAt.isEmpty()) {
            return false;
        }
        return switch (liveAt.get()) {
            case Attachment.ToLink to -> to.name().equals(link) || isOvs(to.name(), link);
            case Attachment.ToNetwork to -> {
                VirtualNetwork network = host.index.networks.get(to.name());
                Optional<String> chosen =
                        live.map(Vnic::source)
                                .filter(Vnic.Source.Network.class::isInstance)
                                .flatMap(s -> ((Vnic.Source.Network) s).bridge());
                Optional<String> bridge =
                        network == null ? chosen : network.bridge().or(() -> chosen);
                yield bridge.filter(b -> b.equals(link) || isOvs(b, link)).isPresent()
                        || network != null && network.forwardDevices().contains(link);
            }
            case Attachment.Nowhere n -> false;
            case Attachment.Own o -> false;
        };
    }

    /// Ports of every Open vSwitch bridge have the datapath as master: the kernel cannot say which bridge it is.
    private boolean isOvs(String bridge, String master) {
        HostDraft.LinkDraft draft = host.link(bridge);
        return master.equals(LinkKinds.OVS_DATAPATH)
                && draft != null
                && draft.kind().equals(LinkKinds.OVS_BRIDGE);
    }

    /// The bridge or link that an attachment means in the kernel, to tell a difference of form from one of wiring.
    static Optional<String> linkOf(Attachment attachment, HostIndex index) {
        return switch (attachment) {
            case Attachment.ToNetwork to ->
                    Optional.ofNullable(index.networks.get(to.name()))
                            .flatMap(VirtualNetwork::bridge);
            case Attachment.ToLink to -> Optional.of(to.name());
            case Attachment.Nowhere n -> Optional.empty();
            case Attachment.Own o -> Optional.empty();
        };
    }
}
