package org.bridgewright.core.libvirt;

import java.util.Optional;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.NodeDevice;
import org.bridgewright.core.xml.XmlElement;

/// Reads `<device>`: a node device, of which the network ones matter here.
public final class NodeDeviceXml {
    private NodeDeviceXml() {}

    /// Reads one device; `what` names it for people, as a sentence's beginning.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when it is no node device
    public static NodeDevice read(String xml, String what) {
        XmlElement device = NetworkXml.root(xml, what, "device");
        Optional<XmlElement> net =
                device.children("capability").stream()
                        .filter(c -> c.attribute("type").filter("net"::equals).isPresent())
                        .findFirst();
        Optional<XmlElement> link = net.flatMap(n -> n.child("link"));
        return new NodeDevice(
                device.childText("name").orElse(""),
                net.flatMap(n -> n.childText("interface")),
                net.flatMap(n -> n.childText("address")).flatMap(MacAddress::parse),
                net.stream()
                        .flatMap(n -> n.children("capability").stream())
                        .anyMatch(c -> c.attribute("type").filter("80211"::equals).isPresent()),
                device.childText("parent"),
                device.child("driver").flatMap(d -> d.childText("name")),
                link.flatMap(l -> l.attribute("state")),
                link.flatMap(l -> l.attribute("speed")).flatMap(XmlValues::number));
    }
}
