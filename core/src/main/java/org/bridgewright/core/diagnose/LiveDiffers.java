package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding.Confidence;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// D24: a running VM is wired in another way than its config says. Form is not difference: a network and its own bridge are one wire.
final class LiveDiffers implements Diagnosis.Rule {
    static final String ID = "live-differs-from-config";
    private static final Words WORDS = Words.of(Diagnosis.class);

    @Override
    public List<Finding> judge(Optional<Topology> previous, Topology current) {
        List<Finding> findings = new ArrayList<>();
        current.elements()
                .filter(VnicElement.class::isInstance)
                .map(VnicElement.class::cast)
                .filter(vnic -> differs(current, vnic))
                .filter(
                        vnic ->
                                previous.isEmpty()
                                        || previous.get()
                                                .find(vnic.id(), VnicElement.class)
                                                .filter(before -> differs(previous.get(), before))
                                                .isPresent())
                .forEach(vnic -> findings.add(finding(current, vnic)));
        return findings;
    }

    private static boolean differs(Topology topology, VnicElement vnic) {
        Optional<Guest> guest =
                topology.find(vnic.guest(), GuestElement.class).map(GuestElement::guest);
        boolean comparable =
                guest.filter(
                                g ->
                                        g.persistent()
                                                && g.unreadable().isEmpty()
                                                && g.liveXml().isPresent()
                                                && g.configXml().isPresent())
                        .isPresent();
        if (!comparable || vnic.liveAt().isEmpty()) {
            return false;
        }
        if (vnic.live().isEmpty() || vnic.config().isEmpty()) {
            return true;
        }
        return !sameWire(topology, vnic.host(), vnic.live().get(), vnic.config().get())
                || vnic.live().get().linkUp() != vnic.config().get().linkUp();
    }

    private static boolean sameWire(Topology topology, HostId host, Vnic live, Vnic config) {
        if (live.source() instanceof Vnic.Source.Network a
                && config.source() instanceof Vnic.Source.Network b) {
            return a.name().equals(b.name()) && a.portGroup().equals(b.portGroup());
        }
        if (config.source() instanceof Vnic.Source.Network network) {
            return isOn(topology, host, live.source(), network);
        }
        if (live.source() instanceof Vnic.Source.Network network) {
            return isOn(topology, host, config.source(), network);
        }
        return live.source().equals(config.source());
    }

    /// Whether another form of source means the wire of `network`: its bridge, a NIC of its pool, or a function it gave.
    private static boolean isOn(
            Topology topology, HostId host, Vnic.Source source, Vnic.Source.Network network) {
        Optional<VirtualNetwork> known =
                topology.find(ElementId.network(host, network.name()), NetworkElement.class)
                        .map(NetworkElement::network);
        return switch (source) {
            case Vnic.Source.Bridge s ->
                    network.bridge()
                            .or(() -> known.flatMap(VirtualNetwork::bridge))
                            .filter(s.name()::equals)
                            .isPresent();
            case Vnic.Source.Direct s ->
                    known.filter(n -> n.forwardDevices().contains(s.device())).isPresent();
            case Vnic.Source.HostDevice s -> known.filter(VirtualNetwork::isPool).isPresent();
            case Vnic.Source.Network s -> s.name().equals(network.name());
            case Vnic.Source.Other s -> false;
        };
    }

    private static Finding finding(Topology topology, VnicElement vnic) {
        String guest = topology.find(vnic.guest()).map(g -> g.name()).orElse("");
        String live = text(vnic.live());
        String config = text(vnic.config());
        return new Finding(
                ID,
                Severity.WARNING,
                Confidence.CERTAIN,
                vnic.id(),
                WORDS.get("differs.summary", guest, vnic.number(), live, config),
                List.of(
                        WORDS.get("differs.evidence.live", guest, vnic.name(), live),
                        WORDS.get("differs.evidence.config", guest, vnic.name(), config)),
                WORDS.get("differs.remedy"));
    }

    private static String text(Optional<Vnic> definition) {
        if (definition.isEmpty()) {
            return WORDS.get("source.absent");
        }
        Vnic vnic = definition.get();
        String source =
                switch (vnic.source()) {
                    case Vnic.Source.Network s ->
                            s.portGroup()
                                    .map(g -> WORDS.get("source.portgroup", s.name(), g))
                                    .orElseGet(() -> WORDS.get("source.network", s.name()));
                    case Vnic.Source.Bridge s -> WORDS.get("source.bridge", s.name());
                    case Vnic.Source.Direct s -> WORDS.get("source.direct", s.device());
                    case Vnic.Source.HostDevice s -> WORDS.get("source.hostdev", s.address());
                    case Vnic.Source.Other s -> s.type();
                };
        return vnic.linkUp() ? source : WORDS.get("source.linkdown", source);
    }
}
