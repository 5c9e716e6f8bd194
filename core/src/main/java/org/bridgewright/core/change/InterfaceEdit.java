package org.bridgewright.core.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.libvirt.InterfaceXml;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlElement;

/// What the steps of a move do to an `<interface>` element, and the two ways to compare one with what is there.
final class InterfaceEdit {
    private static final String WHOLE = "whole:";
    private static final String WIRING = "wiring:";

    private InterfaceEdit() {}

    /// The element with its source at `target`, which must be a place.
    ///
    /// @param drop names of children that stay behind
    static String moved(String xml, MoveTarget target, Set<String> drop) {
        InterfaceXml edit = InterfaceXml.of(xml);
        switch (target) {
            case MoveTarget.ToNetwork to ->
                    edit.source(
                            new Vnic.Source.Network(to.name(), to.portGroup(), Optional.empty()));
            case MoveTarget.ToBridge to -> edit.source(new Vnic.Source.Bridge(to.name()));
            case MoveTarget.LinkDown down -> throw new IllegalArgumentException("not a place");
            case MoveTarget.LinkUp up -> throw new IllegalArgumentException("not a place");
            case MoveTarget.Detached detached -> throw new IllegalArgumentException("not a place");
        }
        drop.stream()
                .filter(name -> !(name.equals("vlan") && target.vlan().isPresent()))
                .forEach(edit::without);
        target.vlan().ifPresent(edit::vlan);
        return edit.text();
    }

    static String withLink(String xml, boolean up) {
        return InterfaceXml.of(xml).link(up).text();
    }

    /// A live element in the form that libvirt takes back.
    static String sendable(String xml) {
        return InterfaceXml.of(xml).text();
    }

    /// An element fit to be attached: without the tap and alias of its last life.
    static String forAttach(String xml) {
        return InterfaceXml.of(xml).withoutLiveParts().text();
    }

    /// Everything in the element but what libvirt fills in by itself, as a hash.
    static String wholeFingerprint(String xml) {
        return WHOLE + InterfaceXml.fingerprint(xml);
    }

    /// In words, what a move asks for: `wiring:network router, link up`. Names the VLAN only where `withVlan`.
    static String wiringFingerprint(String xml, boolean withVlan) {
        XmlElement root = parse(xml);
        StringBuilder words = new StringBuilder(WIRING);
        Optional<XmlElement> source = root.child("source");
        Optional<String> network = source.flatMap(s -> s.attribute("network"));
        if (network.isPresent()) {
            words.append("network ").append(network.get());
            source.get()
                    .attribute("portgroup")
                    .ifPresent(g -> words.append(" portgroup ").append(g));
        } else {
            words.append(root.attribute("type").orElse("?"));
            source.flatMap(s -> s.attribute("bridge").or(() -> s.attribute("dev")))
                    .ifPresent(name -> words.append(' ').append(name));
        }
        words.append(", link ").append(root.childAttribute("link", "state").orElse("up"));
        if (withVlan) {
            List<String> tags =
                    root.child("vlan").map(v -> v.children("tag")).orElse(List.of()).stream()
                            .map(t -> t.attribute("id").orElse("?"))
                            .toList();
            words.append(", vlan ").append(String.join("+", tags));
        }
        return words.toString();
    }

    /// The wiring in words for people.
    static String wiring(String xml) {
        return wiringFingerprint(xml, false).substring(WIRING.length());
    }

    /// The fingerprint of `xml` in the form that `like` has.
    static String fingerprint(String xml, String like) {
        return like.startsWith(WHOLE)
                ? wholeFingerprint(xml)
                : wiringFingerprint(xml, like.contains(", vlan "));
    }

    /// The interface of that MAC in a domain's XML; among several of one MAC, the one at that device address.
    static Optional<Vnic> find(String domainXml, String mac, Optional<String> deviceAddress) {
        List<Vnic> found =
                DomainXml.read(domainXml, Phrases.WORDS.get("what.domain")).vnics().stream()
                        .filter(v -> v.mac().map(MacAddress::text).filter(mac::equals).isPresent())
                        .toList();
        if (found.size() > 1 && deviceAddress.isPresent()) {
            found = found.stream().filter(v -> v.deviceAddress().equals(deviceAddress)).toList();
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    static Optional<String> mac(String interfaceXml) {
        return parse(interfaceXml)
                .childAttribute("mac", "address")
                .flatMap(MacAddress::parse)
                .map(MacAddress::text);
    }

    private static XmlElement parse(String xml) {
        return XmlDocument.parse(xml, Phrases.WORDS.get("what.interface")).root();
    }
}
