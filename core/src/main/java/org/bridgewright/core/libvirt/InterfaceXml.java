package org.bridgewright.core.libvirt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.words.Words;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlEdit;
import org.bridgewright.core.xml.XmlElement;

/// Makes, from a vNIC's own `<interface>` element, the one to send for a change of its wiring.
///
/// libvirt compares what it gets with the device that it has and refuses when MAC, model, driver options, target,
/// PCI address, boot order or MTU differ, so all of these stay as they came; only what says where the vNIC goes is
/// replaced. For a live change start from the *live* element, for a change of the config from the config's.
///
/// One object makes one element; not for use by several threads.
public final class InterfaceXml {
    private static final Words WORDS = Words.of(InterfaceXml.class);

    /// Names that libvirt gives itself and takes away again; it ignores them in a config.
    private static final Pattern GENERATED_TARGET =
            Pattern.compile("(vnet|macvtap|macvlan|vif)\\d+");

    /// Settings of the user-mode, socket and plain tap types. They have no place on a network or a bridge.
    private static final Set<String> TYPE_BOUND =
            Set.of("ip", "route", "portForward", "guest", "script", "downscript");

    /// What a network or its port group may have given to a live interface.
    private static final Set<String> INHERITABLE =
            Set.of("vlan", "virtualport", "bandwidth", "port");

    private static final Set<String> TAP_TYPES = Set.of("network", "bridge", "direct", "hostdev");

    private final XmlElement element;
    private final XmlEdit edit;
    private final Set<String> dropped = new TreeSet<>();
    private boolean sourceSettled;

    private InterfaceXml(XmlDocument document) {
        element = document.root();
        edit = new XmlEdit(document);
    }

    /// Starts from the text of an `<interface>` element.
    ///
    /// @throws ProblemException when it is none
    public static InterfaceXml of(String xml) {
        String what = WORDS.get("interface.what");
        NetworkXml.root(xml, what, "interface");
        return new InterfaceXml(XmlDocument.parse(xml, what));
    }

    /// Wires it to a network, a bridge, or a NIC by macvtap.
    ///
    /// @throws IllegalArgumentException for the other kinds of source, which cannot be moved to
    public InterfaceXml source(Vnic.Source source) {
        switch (source) {
            case Vnic.Source.Network network -> {
                StringBuilder xml = new StringBuilder("<source network='");
                xml.append(XmlEdit.escape(network.name())).append('\'');
                network.portGroup()
                        .ifPresent(
                                group ->
                                        xml.append(" portgroup='")
                                                .append(XmlEdit.escape(group))
                                                .append('\''));
                replaceSource("network", xml.append("/>").toString());
            }
            case Vnic.Source.Bridge bridge ->
                    replaceSource(
                            "bridge", "<source bridge='" + XmlEdit.escape(bridge.name()) + "'/>");
            case Vnic.Source.Direct direct ->
                    replaceSource(
                            "direct",
                            "<source dev='%s' mode='%s'/>"
                                    .formatted(
                                            XmlEdit.escape(direct.device()),
                                            XmlEdit.escape(direct.mode())));
            case Vnic.Source.HostDevice ignored ->
                    throw new IllegalArgumentException("a vNIC cannot be moved to a PCI function");
            case Vnic.Source.Other other ->
                    throw new IllegalArgumentException("cannot move to type " + other.type());
        }
        return this;
    }

    private void replaceSource(String type, String xml) {
        edit.setAttribute(element, "type", type);
        Optional<XmlElement> source = element.child("source");
        if (source.isPresent()) {
            edit.replace(source.get(), xml);
        } else if (element.child("mac").isPresent()) {
            edit.insertAfter(element.child("mac").get(), xml);
        } else {
            edit.append(element, xml);
        }
        if (!TAP_TYPES.contains(element.attribute("type").orElse(""))) {
            TYPE_BOUND.forEach(this::without);
            // <backend tap= vhost=> is for any tap; with a type it is passt or vhost-user.
            element.child("backend")
                    .filter(b -> b.attribute("type").isPresent())
                    .ifPresent(b -> without("backend"));
            element.child("target").ifPresent(t -> edit.removeAttribute(t, "managed"));
        }
        sourceSettled = true;
    }

    /// Plugs or pulls the virtual cable.
    public InterfaceXml link(boolean up) {
        Optional<XmlElement> link = element.child("link");
        if (link.isPresent()) {
            edit.setAttribute(link.get(), "state", up ? "up" : "down");
        } else if (!up) {
            String xml = "<link state='down'/>";
            element.child("model")
                    .ifPresentOrElse(
                            model -> edit.insertAfter(model, xml), () -> edit.append(element, xml));
        }
        return this;
    }

    /// Tags its traffic with one VLAN, instead of what it had.
    public InterfaceXml vlan(int tag) {
        String xml = "<vlan><tag id='" + tag + "'/></vlan>";
        Optional<XmlElement> vlan = element.child("vlan");
        if (vlan.isPresent()) {
            dropped.add("vlan");
            edit.replace(vlan.get(), xml);
        } else {
            edit.append(element, xml);
        }
        return this;
    }

    /// Leaves out all its child elements of that name: `virtualport`, `filterref`...
    public InterfaceXml without(String name) {
        if (dropped.add(name)) {
            element.children(name).forEach(edit::remove);
        }
        return this;
    }

    /// Leaves out what only a live definition has, so that the element can be put into a config.
    public InterfaceXml withoutLiveParts() {
        element.child("alias")
                .filter(a -> a.attribute("name").filter(n -> n.startsWith("ua-")).isEmpty())
                .ifPresent(a -> without("alias"));
        element.child("target")
                .filter(t -> t.attribute("dev").filter(InterfaceXml::isGenerated).isPresent())
                .ifPresent(t -> without("target"));
        return this;
    }

    /// The element to send. Where its source was left alone, a live form (`bridge`, with a network's name) is put
    /// into the form that libvirt takes back: sent as it is, it would turn the network's vNIC into a bridge's.
    public String text() {
        if (!sourceSettled) {
            settleSource();
        }
        return edit.textOf(element);
    }

    private void settleSource() {
        sourceSettled = true;
        Optional<XmlElement> source =
                element.child("source").filter(s -> s.attribute("network").isPresent());
        if (source.isEmpty()) {
            return;
        }
        if (element.attribute("type").filter("network"::equals).isEmpty()) {
            edit.setAttribute(element, "type", "network");
        }
        if (source.get().children().isEmpty()) {
            source.get().attributes().stream()
                    .map(a -> a.name())
                    .filter(name -> !name.equals("network") && !name.equals("portgroup"))
                    .forEach(name -> edit.removeAttribute(source.get(), name));
        } else { // the PCI function that a pool chose
            source(
                    new Vnic.Source.Network(
                            source.get().attribute("network").orElseThrow(),
                            source.get().attribute("portgroup"),
                            Optional.empty()));
        }
    }

    /// What a live interface shows that is not its own but its network's or port group's: present live, absent in
    /// its config. A move must leave these behind ([#without]). Nothing when there is no config to compare with.
    public static Set<String> inherited(String liveXml, Optional<String> configXml) {
        if (configXml.isEmpty()) {
            return Set.of();
        }
        XmlElement live = of(liveXml).element;
        XmlElement config = of(configXml.get()).element;
        Set<String> names = new TreeSet<>();
        for (String name : INHERITABLE) {
            if (live.child(name).isPresent() && config.child(name).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /// A hash of what the element means. Equal for two forms of the same wiring: it leaves out what libvirt adds on
    /// its own (alias, `vnetN`, port id, the bridge behind a network), the order of elements, and white space.
    ///
    /// @return SHA-256 in hexadecimal
    public static String fingerprint(String xml) {
        StringBuilder canonical = new StringBuilder();
        canonical(of(xml).element, canonical, true);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void canonical(XmlElement element, StringBuilder to, boolean isInterface) {
        boolean ofNetwork =
                isInterface
                        && element.child("source").flatMap(s -> s.attribute("network")).isPresent();
        to.append('<').append(element.name());
        element.attributes().stream()
                .map(a -> " " + a.name() + "=" + quoted(a.value()))
                .map(a -> ofNetwork && a.startsWith(" type=") ? " type=" + quoted("network") : a)
                .filter(livePartOf(element))
                .sorted()
                .forEach(to::append);
        to.append('>').append(quoted(element.text().strip()));
        List<String> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            if (isInterface && isVolatile(child)) {
                continue;
            }
            StringBuilder text = new StringBuilder();
            canonical(child, text, false);
            children.add(text.toString());
        }
        children.stream().sorted().forEach(to::append);
        to.append("</>");
    }

    private static Predicate<String> livePartOf(XmlElement element) {
        boolean networkSource =
                element.name().equals("source") && element.attribute("network").isPresent();
        return attribute ->
                !networkSource
                        || attribute.startsWith(" network=")
                        || attribute.startsWith(" portgroup=");
    }

    private static boolean isVolatile(XmlElement child) {
        return switch (child.name()) {
            case "alias" -> child.attribute("name").filter(n -> n.startsWith("ua-")).isEmpty();
            case "target" ->
                    child.attribute("dev").filter(InterfaceXml::isGenerated).isPresent()
                            || child.attributes().isEmpty();
            case "link" ->
                    child.attribute("state").filter("up"::equals).isPresent()
                            && child.attributes().size() == 1;
            case "actual" -> true;
            default -> false;
        };
    }

    private static boolean isGenerated(String target) {
        return GENERATED_TARGET.matcher(target).matches();
    }

    /// Unambiguous, so that no value can pass for markup.
    private static String quoted(String value) {
        return value.length() + ":" + value;
    }
}
