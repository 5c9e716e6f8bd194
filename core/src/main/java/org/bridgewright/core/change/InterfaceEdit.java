package org.bridgewright.core.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bridgewright.core.xml.XmlAttribute;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlEdit;
import org.bridgewright.core.xml.XmlElement;

/// What a move does to an `<interface>` element, and how two of them are compared.
///
/// Edits are made in the host's own text, so that what we do not know survives and libvirt sees the very device that it
/// has: it refuses an update in which anything but the source, the link state, VLAN or filter differs.
final class InterfaceEdit {
    /// Names that libvirt gives to taps by itself; a new tap gets a new number.
    private static final Pattern AUTOMATIC_TAP = Pattern.compile("(vnet|vif|macvtap|macvlan)\\d+");

    private InterfaceEdit() {}

    /// What a live definition got from its network and not from the config: it must not be carried to another one.
    static Set<String> inherited(String liveXml, Optional<String> configXml) {
        if (configXml.isEmpty()) {
            return Set.of();
        }
        XmlElement live = parse(liveXml).root();
        XmlElement config = parse(configXml.get()).root();
        Set<String> names = new java.util.TreeSet<>();
        for (String name : List.of("virtualport", "vlan", "bandwidth")) {
            if (live.child(name).isPresent() && config.child(name).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /// The element with its source (and type) at `target`, which must be a place.
    ///
    /// @param drop names of children that stay behind
    static String moved(String xml, MoveTarget target, Set<String> drop) {
        XmlDocument document = parse(xml);
        XmlElement root = document.root();
        XmlEdit edit = new XmlEdit(document);
        String type;
        StringBuilder source = new StringBuilder("<source ");
        Optional<Integer> vlan = Optional.empty();
        switch (target) {
            case MoveTarget.ToNetwork to -> {
                type = "network";
                source.append("network='").append(XmlEdit.escape(to.name())).append('\'');
                to.portGroup()
                        .ifPresent(
                                group ->
                                        source.append(" portgroup='")
                                                .append(XmlEdit.escape(group))
                                                .append('\''));
                vlan = to.vlan();
            }
            case MoveTarget.ToBridge to -> {
                type = "bridge";
                source.append("bridge='").append(XmlEdit.escape(to.name())).append('\'');
            }
            case MoveTarget.LinkDown down -> throw new IllegalArgumentException("not a place");
            case MoveTarget.LinkUp up -> throw new IllegalArgumentException("not a place");
            case MoveTarget.Detached detached -> throw new IllegalArgumentException("not a place");
        }
        edit.setAttribute(root, "type", type);
        Optional<XmlElement> old = root.child("source");
        if (old.isPresent()) {
            edit.replace(old.get(), source.append("/>").toString());
        } else {
            place(edit, root, source.append("/>").toString());
        }
        boolean newTag = vlan.isPresent();
        for (XmlElement child : root.children()) {
            boolean goes =
                    drop.contains(child.name())
                            || child.name().equals("backend")
                            || newTag && child.name().equals("vlan");
            if (goes && child.namespace().isEmpty()) {
                edit.remove(child);
            }
        }
        if (newTag) {
            edit.insertAfter(
                    root.child("mac").orElseThrow(), "<vlan><tag id='" + vlan.get() + "'/></vlan>");
        }
        return edit.text();
    }

    private static void place(XmlEdit edit, XmlElement root, String xml) {
        root.child("mac")
                .ifPresentOrElse(mac -> edit.insertAfter(mac, xml), () -> edit.append(root, xml));
    }

    /// The element with its link set up or down.
    static String withLink(String xml, boolean up) {
        XmlDocument document = parse(xml);
        XmlEdit edit = new XmlEdit(document);
        String state = up ? "up" : "down";
        Optional<XmlElement> link = document.root().child("link");
        if (link.isPresent()) {
            edit.setAttribute(link.get(), "state", state);
        } else if (!up) {
            edit.append(document.root(), "<link state='down'/>");
        }
        return edit.text();
    }

    /// A live element without what libvirt fills in anew on each attachment: port id and the bridge behind a network.
    static String withoutVolatile(String xml) {
        XmlDocument document = parse(xml);
        XmlEdit edit = new XmlEdit(document);
        document.root()
                .child("source")
                .filter(source -> source.attribute("network").isPresent())
                .ifPresent(
                        source -> {
                            edit.removeAttribute(source, "portid");
                            edit.removeAttribute(source, "bridge");
                            edit.setAttribute(document.root(), "type", "network");
                        });
        return edit.text();
    }

    /// An element fit to be attached: without the tap and alias of its last life.
    static String forAttach(String xml) {
        XmlDocument document = parse(withoutVolatile(xml));
        XmlEdit edit = new XmlEdit(document);
        for (XmlElement child : document.root().children()) {
            if (isAutomatic(child)) {
                edit.remove(child);
            }
        }
        return edit.text();
    }

    private static boolean isAutomatic(XmlElement child) {
        return switch (child.name()) {
            case "alias" -> child.attribute("name").filter(n -> n.startsWith("ua-")).isEmpty();
            case "target" ->
                    child.attribute("dev")
                            .map(dev -> AUTOMATIC_TAP.matcher(dev).matches())
                            .orElse(false);
            default -> false;
        };
    }

    /// `whole:` and the SHA-256 of everything in the element but volatile parts (port id, bridge behind a network, alias,
    /// tap name, the default link state), whatever the order.
    static String wholeFingerprint(String xml) {
        XmlElement root = parse(withoutVolatile(xml)).root();
        StringBuilder canonical = new StringBuilder();
        write(root, canonical, true);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return "whole:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(XmlElement element, StringBuilder out, boolean top) {
        out.append('<').append(element.namespace()).append('|').append(element.name());
        element.attributes().stream()
                .filter(a -> !a.name().startsWith("xmlns"))
                .map(InterfaceEdit::attribute)
                .sorted()
                .forEach(a -> out.append(' ').append(a));
        out.append('>');
        List<String> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (top && (isAutomatic(child) || isDefaultLink(child))) {
                continue;
            }
            StringBuilder text = new StringBuilder();
            write(child, text, false);
            children.add(text.toString());
        }
        children.stream().sorted().forEach(out::append);
        out.append(element.text().strip()).append("</>");
    }

    private static String attribute(XmlAttribute attribute) {
        return attribute.name() + "=" + XmlEdit.escape(attribute.value());
    }

    private static boolean isDefaultLink(XmlElement child) {
        return child.name().equals("link")
                && child.attribute("state").filter("up"::equals).isPresent()
                && child.attributes().size() == 1;
    }

    /// `wiring:` and, in words, what a move asks for: `network router, link up`. Names the VLAN only where `withVlan`.
    static String wiringFingerprint(String xml, boolean withVlan) {
        XmlElement root = parse(xml).root();
        StringBuilder words = new StringBuilder("wiring:");
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

    /// The fingerprint of `xml` in the form that `like` has.
    static String fingerprint(String xml, String like) {
        return like.startsWith("whole:")
                ? wholeFingerprint(xml)
                : wiringFingerprint(xml, like.contains(", vlan "));
    }

    /// The interface of that MAC in a domain's XML; among several of one MAC, the one at that device address.
    static Optional<String> find(String domainXml, String mac, Optional<String> deviceAddress) {
        XmlDocument document = XmlDocument.parse(domainXml, Phrases.WORDS.get("what.domain"));
        List<XmlElement> found =
                document
                        .root()
                        .child("devices")
                        .map(d -> d.children("interface"))
                        .orElse(List.of())
                        .stream()
                        .filter(
                                i ->
                                        i.childAttribute("mac", "address")
                                                .filter(mac::equalsIgnoreCase)
                                                .isPresent())
                        .toList();
        if (found.size() > 1 && deviceAddress.isPresent()) {
            found = found.stream().filter(i -> address(i).equals(deviceAddress)).toList();
        }
        return found.size() == 1
                ? Optional.of(document.textOf(found.getFirst()))
                : Optional.empty();
    }

    private static Optional<String> address(XmlElement iface) {
        return iface.child("address")
                .map(
                        a ->
                                a.attribute("type").orElse("")
                                        + ":"
                                        + a.attribute("domain").orElse("")
                                        + ":"
                                        + a.attribute("bus").orElse("")
                                        + ":"
                                        + a.attribute("slot").orElse("")
                                        + "."
                                        + a.attribute("function").orElse(""));
    }

    static Optional<String> mac(String interfaceXml) {
        return parse(interfaceXml).root().childAttribute("mac", "address");
    }

    /// The device's place in the guest, to tell two vNICs of one MAC apart.
    static Optional<String> deviceAddress(String interfaceXml) {
        return address(parse(interfaceXml).root());
    }

    /// The live tap's name, as the element tells it.
    static Optional<String> tap(String interfaceXml) {
        return parse(interfaceXml).root().childAttribute("target", "dev");
    }

    private static XmlDocument parse(String xml) {
        return XmlDocument.parse(xml, Phrases.WORDS.get("what.interface"));
    }
}
