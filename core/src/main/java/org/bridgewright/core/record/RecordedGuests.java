package org.bridgewright.core.record;

import static org.bridgewright.core.record.RecordingWriter.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlEdit;
import org.bridgewright.core.xml.XmlElement;

/// Changes of a recorded host's guests, in their XML and in the kernel behind it. Pure.
final class RecordedGuests {
    private RecordedGuests() {}

    static HostSnapshot update(HostSnapshot host, Guest guest, String xml, Scope scope) {
        XmlDocument domain = definition(guest, scope);
        XmlElement old = existing(domain, xml);
        if (scope == Scope.CONFIG) {
            checkTarget(host, xml, false);
            return withXml(host, guest, new XmlEdit(domain).replace(old, xml).text(), scope);
        }
        checkTarget(host, xml, true);
        Optional<String> tap = old.childAttribute("target", "dev");
        String live = asLive(host, xml, tap, old.childAttribute("alias", "name"));
        HostSnapshot changed =
                withXml(host, guest, new XmlEdit(domain).replace(old, live).text(), scope);
        return tap.map(t -> wired(changed, live, t)).orElse(changed);
    }

    private static XmlElement existing(XmlDocument domain, String xml) {
        return interfaceLike(domain, xml)
                .orElseThrow(
                        () ->
                                refused(
                                        Kind.NOT_FOUND,
                                        "recording.no-interface",
                                        mac(xml).map(MacAddress::text).orElse("?")));
    }

    static HostSnapshot attach(HostSnapshot host, Guest guest, String xml, Scope scope) {
        XmlDocument domain = definition(guest, scope);
        XmlElement devices =
                domain.root()
                        .child("devices")
                        .orElseThrow(() -> refused(Kind.HOST_REFUSED, "recording.no-devices"));
        checkTarget(host, xml, scope == Scope.LIVE);
        List<XmlElement> there = devices.children("interface");
        XmlEdit edit = new XmlEdit(domain);
        Optional<String> tap = scope == Scope.LIVE ? Optional.of(freeTap(host)) : Optional.empty();
        String added =
                scope == Scope.LIVE
                        ? asLive(host, xml, tap, Optional.of("net" + there.size()))
                        : xml;
        if (there.isEmpty()) {
            edit.append(devices, added);
        } else {
            edit.insertAfter(there.getLast(), added);
        }
        HostSnapshot changed = withXml(host, guest, edit.text(), scope);
        return tap.map(t -> wired(changed, added, t)).orElse(changed);
    }

    static HostSnapshot detach(HostSnapshot host, Guest guest, String xml, Scope scope) {
        XmlDocument domain = definition(guest, scope);
        XmlElement old = existing(domain, xml);
        HostSnapshot changed = withXml(host, guest, new XmlEdit(domain).remove(old).text(), scope);
        Optional<String> tap = old.childAttribute("target", "dev");
        return scope == Scope.LIVE && tap.isPresent()
                ? changed.withKernel(RecordedKernel.removeLink(changed.kernel(), tap.get()))
                : changed;
    }

    static HostSnapshot start(HostSnapshot host, Guest guest) {
        if (guest.isActive()) {
            throw refused(Kind.HOST_REFUSED, "recording.guest-active", guest.name());
        }
        String config =
                guest.configXml()
                        .orElseThrow(
                                () ->
                                        refused(
                                                Kind.HOST_REFUSED,
                                                "recording.no-definition",
                                                guest.name()));
        HostSnapshot changed = host;
        XmlDocument domain = XmlDocument.parse(config, guest.name());
        XmlEdit edit = new XmlEdit(domain);
        int number = 0;
        for (XmlElement element : interfaces(domain)) {
            String xml = domain.textOf(element);
            checkTarget(host, xml, true);
            String tap = freeTap(changed);
            String live = asLive(host, xml, Optional.of(tap), Optional.of("net" + number++));
            edit.replace(element, live);
            changed = wired(changed, live, tap);
        }
        return withGuest(changed, guest, "running", Optional.of(edit.text()), guest.configXml());
    }

    static HostSnapshot stop(HostSnapshot host, Guest guest) {
        if (!guest.isActive()) {
            throw refused(Kind.HOST_REFUSED, "recording.guest-inactive", guest.name());
        }
        HostSnapshot changed = host;
        for (Vnic vnic : guest.live()) {
            if (vnic.tap().isPresent()) {
                changed =
                        changed.withKernel(
                                RecordedKernel.removeLink(changed.kernel(), vnic.tap().get()));
            }
        }
        return withGuest(changed, guest, "shut off", Optional.empty(), guest.configXml());
    }

    /// The guest in another state, where it is in the one that this asks for.
    static HostSnapshot inState(HostSnapshot host, Guest guest, String from, String to) {
        if (!guest.stateWord().equals(from)) {
            throw refused(Kind.HOST_REFUSED, "recording.guest-state", guest.name(), from);
        }
        return withGuest(host, guest, to, guest.liveXml(), guest.configXml());
    }

    /// What libvirt says before it does anything.
    private static void checkTarget(HostSnapshot host, String xml, boolean live) {
        XmlElement element = XmlDocument.parse(xml, "interface").root();
        String type = element.attribute("type").orElse("");
        Optional<String> named = element.childAttribute("source", "network");
        if (live && (type.equals("direct") || type.equals("hostdev"))) {
            throw refused(Kind.HOST_REFUSED, "recording.no-live", type);
        }
        if (!live) {
            return;
        }
        if (named.isPresent()) {
            VirtualNetwork network = RecordingWriter.network(host, named.get());
            if (!network.active()) {
                throw refused(Kind.HOST_REFUSED, "recording.network-inactive", network.name());
            }
        }
        Optional<String> bridge = bridgeOf(host, element);
        if (bridge.isPresent() && RecordingWriter.link(host, bridge.get()).isEmpty()) {
            throw refused(Kind.HOST_REFUSED, "recording.no-bridge", bridge.get());
        }
    }

    private static Optional<String> bridgeOf(HostSnapshot host, XmlElement element) {
        Optional<String> named = element.childAttribute("source", "network");
        return named.isPresent()
                ? RecordingWriter.network(host, named.get()).bridge()
                : element.childAttribute("source", "bridge");
    }

    /// The element as a running guest shows it: with its tap and alias, and the bridge behind its network.
    private static String asLive(
            HostSnapshot host, String xml, Optional<String> tap, Optional<String> alias) {
        XmlDocument document = XmlDocument.parse(xml, "interface");
        XmlElement root = document.root();
        XmlEdit edit = new XmlEdit(document);
        Optional<XmlElement> source = root.child("source");
        Optional<String> named = root.childAttribute("source", "network");
        if (source.isPresent() && named.isPresent()) {
            VirtualNetwork network = RecordingWriter.network(host, named.get());
            network.bridge().ifPresent(b -> edit.setAttribute(source.get(), "bridge", b));
            boolean hostBridge = network.mode().filter(ForwardMode.BRIDGE::equals).isPresent();
            edit.setAttribute(
                    root,
                    "type",
                    hostBridge && network.bridge().isPresent() ? "bridge" : "network");
        }
        StringBuilder more = new StringBuilder();
        Optional<XmlElement> target = root.child("target");
        if (target.isPresent()) {
            tap.ifPresent(t -> edit.setAttribute(target.get(), "dev", t));
        } else {
            tap.ifPresent(t -> more.append("<target dev='").append(t).append("'/>"));
        }
        if (root.child("alias").isEmpty()) {
            alias.ifPresent(
                    a -> more.append("<alias name='").append(XmlEdit.escape(a)).append("'/>"));
        }
        if (!more.isEmpty()) {
            edit.append(root, more.toString());
        }
        return edit.text();
    }

    private static HostSnapshot wired(HostSnapshot host, String live, String tap) {
        XmlElement element = XmlDocument.parse(live, "interface").root();
        boolean up = element.childAttribute("link", "state").filter("down"::equals).isEmpty();
        KernelState kernel =
                RecordedKernel.plug(host.kernel(), tap, mac(live), bridgeOf(host, element), up);
        return host.withKernel(kernel);
    }

    private static String freeTap(HostSnapshot host) {
        List<String> taken =
                host.kernel().links().orElse(List.of()).stream().map(Link::name).toList();
        int number = 0;
        while (taken.contains("vnet" + number)) {
            number++;
        }
        return "vnet" + number;
    }

    private static XmlDocument definition(Guest guest, Scope scope) {
        Optional<String> xml = scope == Scope.LIVE ? guest.liveXml() : guest.configXml();
        return XmlDocument.parse(
                xml.orElseThrow(
                        () ->
                                refused(
                                        Kind.HOST_REFUSED,
                                        scope == Scope.LIVE
                                                ? "recording.guest-inactive"
                                                : "recording.no-definition",
                                        guest.name())),
                guest.name());
    }

    private static List<XmlElement> interfaces(XmlDocument domain) {
        return domain.root()
                .child("devices")
                .map(devices -> devices.children("interface"))
                .orElse(List.of());
    }

    /// The interface with the MAC of `xml`, and its PCI address where both tell one.
    private static Optional<XmlElement> interfaceLike(XmlDocument domain, String xml) {
        XmlElement wanted = XmlDocument.parse(xml, "interface").root();
        List<XmlElement> same = new ArrayList<>();
        for (XmlElement element : interfaces(domain)) {
            if (mac(domain.textOf(element)).equals(mac(xml))) {
                same.add(element);
            }
        }
        Optional<String> slot = address(wanted);
        return same.stream()
                .filter(e -> slot.isEmpty() || address(e).isEmpty() || address(e).equals(slot))
                .findFirst();
    }

    private static Optional<String> address(XmlElement element) {
        return element.child("address")
                .map(
                        a ->
                                a.attribute("bus").orElse("")
                                        + "/"
                                        + a.attribute("slot").orElse("")
                                        + "/"
                                        + a.attribute("function").orElse(""));
    }

    private static Optional<MacAddress> mac(String xml) {
        return XmlDocument.parse(xml, "interface")
                .root()
                .childAttribute("mac", "address")
                .flatMap(MacAddress::parse);
    }

    private static HostSnapshot withXml(HostSnapshot host, Guest guest, String xml, Scope scope) {
        return scope == Scope.LIVE
                ? withGuest(host, guest, guest.stateWord(), Optional.of(xml), guest.configXml())
                : withGuest(host, guest, guest.stateWord(), guest.liveXml(), Optional.of(xml));
    }

    private static HostSnapshot withGuest(
            HostSnapshot host,
            Guest guest,
            String state,
            Optional<String> live,
            Optional<String> config) {
        Guest changed =
                DomainXml.guest(
                        new DomainXml.Listing(
                                guest.name(),
                                guest.uuid(),
                                state,
                                guest.persistent(),
                                guest.autostart(),
                                guest.managedSave()),
                        live,
                        config);
        return host.withLibvirt(
                host.libvirt()
                        .withGuests(
                                host.libvirt()
                                        .guests()
                                        .map(
                                                all ->
                                                        all.stream()
                                                                .map(
                                                                        g ->
                                                                                g.uuid()
                                                                                                .equals(
                                                                                                        guest
                                                                                                                .uuid())
                                                                                        ? changed
                                                                                        : g)
                                                                .toList())));
    }
}
