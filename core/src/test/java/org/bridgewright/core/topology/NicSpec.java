package org.bridgewright.core.topology;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;

/// One vNIC to be.
public final class NicSpec {
    private static int nextMac;
    String mac = "52:54:00:ff:%02x:%02x".formatted(nextMac >> 8 & 255, nextMac++ & 255);
    Optional<Vnic.Source> live;
    Optional<Vnic.Source> config;
    Optional<String> tap = Optional.empty();
    Optional<String> kernel = Optional.empty();
    boolean tapInKernel = true;
    boolean linkUp = true;
    private Vnic.Carried carried = Vnic.Carried.NOTHING;

    NicSpec(Vnic.Source source) {
        live = Optional.of(source);
        config = Optional.of(source);
    }

    public NicSpec mac(String newMac) {
        mac = newMac;
        return this;
    }

    public NicSpec tap(String name) {
        tap = Optional.of(name);
        return this;
    }

    public NicSpec linkDown() {
        linkUp = false;
        return this;
    }

    /// With VLANs of its own; several are a trunk.
    public NicSpec tags(Integer... tags) {
        carried =
                new Vnic.Carried(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(tags),
                        tags.length > 1,
                        false,
                        false,
                        Optional.empty(),
                        false);
        return this;
    }

    /// The config names another source.
    public NicSpec butConfig(Vnic.Source source) {
        config = Optional.of(source);
        return this;
    }

    /// Only the live definition has it.
    public NicSpec butNotInConfig() {
        config = Optional.empty();
        return this;
    }

    /// Only the config has it.
    public NicSpec butNotLive() {
        live = Optional.empty();
        return this;
    }

    /// The kernel has the tap in this bridge; empty text = in none.
    public NicSpec butKernel(String bridge) {
        kernel = Optional.of(bridge);
        return this;
    }

    public NicSpec butNoTap() {
        tapInKernel = false;
        return this;
    }

    Optional<String> bridgeOf(Vnic.Source source, List<VirtualNetwork> networks) {
        return switch (source) {
            case Vnic.Source.Network s ->
                    networks.stream()
                            .filter(n -> n.name().equals(s.name()))
                            .findFirst()
                            .flatMap(VirtualNetwork::bridge);
            case Vnic.Source.Bridge s -> Optional.of(s.name());
            case Vnic.Source.Direct s -> Optional.empty();
            case Vnic.Source.HostDevice s -> Optional.empty();
            case Vnic.Source.Other s -> Optional.empty();
        };
    }

    Vnic vnic(
            int number,
            Vnic.Source source,
            Optional<String> tapName,
            List<VirtualNetwork> networks) {
        Vnic.Source written =
                source instanceof Vnic.Source.Network n && tapName.isPresent()
                        ? new Vnic.Source.Network(
                                n.name(), n.portGroup(), bridgeOf(source, networks))
                        : source;
        return new Vnic(
                number,
                MacAddress.parse(mac),
                tapName.map(t -> "net" + (number - 1)),
                source instanceof Vnic.Source.Bridge ? "bridge" : "network",
                written,
                Optional.of("virtio"),
                tapName,
                linkUp,
                Optional.empty(),
                carried,
                "<interface/>");
    }
}
