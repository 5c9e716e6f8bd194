package org.bridgewright.core.libvirt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.words.Words;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlElement;

/// Reads `<network>`: libvirt's definition of a virtual network.
public final class NetworkXml {
    private static final Words WORDS = Words.of(NetworkXml.class);

    /// What libvirt's lists say of a network, beside its XML.
    public record Listing(
            String name,
            Optional<String> uuid,
            boolean active,
            boolean autostart,
            boolean persistent) {}

    private NetworkXml() {}

    /// Puts a network together from its listing and its definitions. Bad XML makes it `unreadable`, and throws nothing.
    public static VirtualNetwork read(
            Listing listing,
            Optional<String> liveXml,
            Optional<String> configXml,
            Part<List<DhcpLease>> leases) {
        Optional<String> xml = liveXml.or(() -> configXml);
        if (xml.isEmpty()) {
            return unreadable(
                    listing,
                    Problem.of(
                            Problem.Kind.NOT_FOUND,
                            WORDS.get("network.no.xml.summary", listing.name()),
                            "",
                            ""),
                    leases);
        }
        try {
            XmlElement network =
                    root(xml.get(), WORDS.get("network.what", listing.name()), "network");
            return read(listing, network, liveXml, configXml, leases);
        } catch (ProblemException badXml) {
            return unreadable(listing, badXml.problem(), leases);
        }
    }

    /// Reads a definition that stands alone, as in a file: not active, not persistent, without leases.
    ///
    /// @throws ProblemException when it is no network definition
    public static VirtualNetwork read(String xml, String what) {
        XmlElement network = root(xml, what, "network");
        Listing listing =
                new Listing(
                        network.childText("name").orElse(""),
                        network.childText("uuid"),
                        false,
                        false,
                        false);
        return read(listing, network, Optional.empty(), Optional.of(xml), Part.present(List.of()));
    }

    /// A network whose XML could not be had, or not be read: shown with its name and the reason.
    public static VirtualNetwork unreadable(
            Listing listing, Problem why, Part<List<DhcpLease>> leases) {
        return new VirtualNetwork(
                listing.name(),
                listing.uuid(),
                Optional.empty(),
                "",
                listing.active(),
                listing.autostart(),
                listing.persistent(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                leases,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
    }

    private static VirtualNetwork read(
            Listing listing,
            XmlElement network,
            Optional<String> liveXml,
            Optional<String> configXml,
            Part<List<DhcpLease>> leases) {
        Optional<XmlElement> forward = network.child("forward");
        String modeWord =
                forward.map(f -> f.attribute("mode").orElse(ForwardMode.NAT.word()))
                        .orElse(ForwardMode.ISOLATED.word());
        Optional<ForwardMode> mode =
                forward.isEmpty()
                        ? Optional.of(ForwardMode.ISOLATED)
                        : ForwardMode.ofWord(modeWord);
        return new VirtualNetwork(
                listing.name(),
                listing.uuid().or(() -> network.childText("uuid")),
                mode,
                modeWord,
                listing.active(),
                listing.autostart(),
                listing.persistent(),
                network.childAttribute("bridge", "name"),
                network.childAttribute("mac", "address").flatMap(MacAddress::parse),
                network.childAttribute("bridge", "stp").map(s -> s.equals("on")),
                network.childAttribute("bridge", "delay").flatMap(XmlValues::number),
                network.childAttribute("mtu", "size").flatMap(XmlValues::number),
                network.childAttribute("domain", "name"),
                network.children("ip").stream()
                        .map(NetworkXml::subnet)
                        .flatMap(Optional::stream)
                        .toList(),
                dhcp(network, "range").stream()
                        .map(NetworkXml::range)
                        .flatMap(Optional::stream)
                        .toList(),
                dhcp(network, "host").stream().map(NetworkXml::reservation).toList(),
                forward.map(NetworkXml::devices).orElse(List.of()),
                network.children("portgroup").stream().map(NetworkXml::portGroup).toList(),
                network.child("vlan").isPresent(),
                XmlValues.vlanTags(network),
                network.child("virtualport").map(XmlValues::virtualPort),
                network.attribute("connections").flatMap(XmlValues::number),
                leases,
                liveXml,
                configXml,
                Optional.empty());
    }

    static XmlElement root(String xml, String what, String name) {
        XmlElement root = XmlDocument.parse(xml, what).root();
        if (!root.name().equals(name)) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_ANSWER,
                            WORDS.get("wrong.root.summary", what),
                            WORDS.get("wrong.root.cause", name, root.name()),
                            WORDS.get("wrong.root.remedy")));
        }
        return root;
    }

    private static List<XmlElement> dhcp(XmlElement network, String name) {
        return network.children("ip").stream()
                .flatMap(ip -> ip.children("dhcp").stream())
                .flatMap(dhcp -> dhcp.children(name).stream())
                .toList();
    }

    /// `<ip>`: with prefix, with netmask, or with neither (then libvirt takes the address's class, and 64 for IPv6).
    private static Optional<IpPrefix> subnet(XmlElement ip) {
        Optional<IpAddress> address = ip.attribute("address").flatMap(IpAddress::parse);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> prefix = ip.attribute("prefix").flatMap(XmlValues::number);
        if (prefix.isPresent()) {
            return IpPrefix.parse(address.get() + "/" + prefix.get());
        }
        Optional<IpPrefix> masked =
                ip.attribute("netmask")
                        .flatMap(IpAddress::parse)
                        .flatMap(mask -> IpPrefix.ofMask(address.get(), mask));
        return masked.or(
                () -> Optional.of(new IpPrefix(address.get(), defaultLength(address.get()))));
    }

    private static int defaultLength(IpAddress address) {
        if (address.family() == 6) {
            return 64;
        }
        int first = address.octets()[0] & 0xff;
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    private static Optional<VirtualNetwork.DhcpRange> range(XmlElement range) {
        Optional<IpAddress> start = range.attribute("start").flatMap(IpAddress::parse);
        Optional<IpAddress> end = range.attribute("end").flatMap(IpAddress::parse);
        return start.flatMap(s -> end.map(e -> new VirtualNetwork.DhcpRange(s, e)));
    }

    private static VirtualNetwork.DhcpReservation reservation(XmlElement host) {
        return new VirtualNetwork.DhcpReservation(
                host.attribute("mac").flatMap(MacAddress::parse),
                host.attribute("id"),
                host.attribute("name"),
                host.attribute("ip").flatMap(IpAddress::parse));
    }

    /// NICs that `<forward>` names: its `dev` (once), its interfaces, the PF and the functions of a VF pool.
    private static List<String> devices(XmlElement forward) {
        Set<String> devices = new LinkedHashSet<>();
        forward.attribute("dev").ifPresent(devices::add);
        for (String name : List.of("interface", "pf")) {
            forward.children(name).forEach(i -> i.attribute("dev").ifPresent(devices::add));
        }
        forward.children("address").forEach(a -> XmlValues.pciAddress(a).ifPresent(devices::add));
        return new ArrayList<>(devices);
    }

    private static VirtualNetwork.PortGroup portGroup(XmlElement group) {
        return new VirtualNetwork.PortGroup(
                group.attribute("name").orElse(""),
                group.attribute("default").filter("yes"::equals).isPresent(),
                XmlValues.vlanTags(group),
                group.childAttribute("vlan", "trunk").filter("yes"::equals).isPresent());
    }
}
