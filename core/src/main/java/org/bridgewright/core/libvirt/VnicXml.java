package org.bridgewright.core.libvirt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlElement;

/// Reads `<interface>`: one vNIC of a domain, in every form that libvirt writes.
final class VnicXml {
    private VnicXml() {}

    static Vnic read(XmlDocument document, XmlElement element, int number) {
        String type = element.attribute("type").orElse("");
        return new Vnic(
                number,
                element.childAttribute("mac", "address").flatMap(MacAddress::parse),
                element.childAttribute("alias", "name"),
                type,
                source(element, type),
                element.childAttribute("model", "type"),
                element.childAttribute("target", "dev"),
                element.childAttribute("link", "state").filter("down"::equals).isEmpty(),
                element.child("address").flatMap(VnicXml::deviceAddress),
                carried(element),
                document.textOf(element));
    }

    /// Judged by the source's attributes, not by the type: a live vNIC on a forward=bridge network has type `bridge`,
    /// one on a macvtap network type `direct`, and both still name their network.
    private static Vnic.Source source(XmlElement element, String type) {
        Optional<XmlElement> source = element.child("source");
        Optional<String> network = source.flatMap(s -> s.attribute("network"));
        if (network.isPresent()) {
            return new Vnic.Source.Network(
                    network.get(),
                    source.flatMap(s -> s.attribute("portgroup")),
                    source.flatMap(s -> s.attribute("bridge")));
        }
        Optional<String> bridge = source.flatMap(s -> s.attribute("bridge"));
        Optional<String> device = source.flatMap(s -> s.attribute("dev"));
        if (type.equals("bridge") && bridge.isPresent()) {
            return new Vnic.Source.Bridge(bridge.get());
        }
        if (type.equals("direct") && device.isPresent()) {
            return new Vnic.Source.Direct(
                    device.get(), source.flatMap(s -> s.attribute("mode")).orElse("vepa"));
        }
        if (type.equals("hostdev")) {
            Optional<String> pci =
                    source.flatMap(s -> s.child("address")).flatMap(XmlValues::pciAddress);
            if (pci.isPresent()) {
                return new Vnic.Source.HostDevice(pci.get());
            }
        }
        return new Vnic.Source.Other(type, source.flatMap(VnicXml::detail));
    }

    /// What a source of the other kinds names: a device, a socket's path, an address with its port.
    private static Optional<String> detail(XmlElement source) {
        return source.attribute("dev")
                .or(() -> source.attribute("path"))
                .or(() -> source.attribute("name"))
                .or(() -> source.attribute("switchid"))
                .or(
                        () -> {
                            String address = source.attribute("address").orElse("");
                            String port = source.attribute("port").map(p -> ":" + p).orElse("");
                            return Optional.of(address + port).filter(t -> !t.isEmpty());
                        });
    }

    private static Optional<String> deviceAddress(XmlElement address) {
        String type = address.attribute("type").orElse("");
        if (type.equals("pci")) {
            return XmlValues.pciAddress(address);
        }
        List<String> parts = new ArrayList<>();
        address.attributes().stream()
                .filter(a -> !a.name().equals("type"))
                .forEach(a -> parts.add(a.name() + "=" + a.value()));
        String text = (type + " " + String.join(" ", parts)).strip();
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static Vnic.Carried carried(XmlElement element) {
        return new Vnic.Carried(
                element.child("filterref").flatMap(VnicXml::filter),
                element.child("virtualport").map(XmlValues::virtualPort),
                XmlValues.vlanTags(element),
                element.childAttribute("vlan", "trunk").filter("yes"::equals).isPresent(),
                element.childAttribute("port", "isolated").filter("yes"::equals).isPresent(),
                element.child("bandwidth").filter(b -> !b.children().isEmpty()).isPresent(),
                element.childAttribute("mtu", "size").flatMap(XmlValues::number),
                element.attribute("trustGuestRxFilters").filter("yes"::equals).isPresent());
    }

    private static Optional<Vnic.FilterRef> filter(XmlElement filterRef) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (XmlElement parameter : filterRef.children("parameter")) {
            parameters
                    .computeIfAbsent(parameter.attribute("name").orElse(""), k -> new ArrayList<>())
                    .add(parameter.attribute("value").orElse(""));
        }
        parameters.replaceAll((name, values) -> List.copyOf(values));
        return filterRef.attribute("filter").map(name -> new Vnic.FilterRef(name, parameters));
    }
}
