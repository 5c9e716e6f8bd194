package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// The NIC row of one host: NICs, bonds with their members, VLANs as chips, and other links that lead out.
final class NicReading {
    private static final Words WORDS = Words.of(NicReading.class);
    private static final int VLANS_ON_CARD = 3;

    /// Where a link leads: its unit, and the VLAN tags on the way.
    record Exit(Unit unit, List<String> chips) {}

    private final Map<String, LinkElement> links = new HashMap<>();
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, List<LinkElement>> vlansOn = new HashMap<>();
    private int others;

    NicReading(HostTopology host) {
        List<LinkElement> all = new ArrayList<>();
        for (Element element : host.elements()) {
            if (element instanceof LinkElement link) {
                links.put(link.name(), link);
                // Taps are never in the row: thousands of them need no place in its order.
                if (!link.kind().equals("tap")) {
                    all.add(link);
                }
            }
        }
        all.sort(Comparator.comparing(LinkElement::name, Naturally.ORDER));
        for (LinkElement link : all) {
            if (link.kind().equals("vlan")) {
                link.link()
                        .parent()
                        .ifPresent(
                                p -> vlansOn.computeIfAbsent(p, k -> new ArrayList<>()).add(link));
            }
        }
        for (LinkElement link : all) {
            if (isBond(link)) {
                units.put(link.name(), bondUnit(host, link, all));
            }
        }
        for (LinkElement link : all) {
            boolean inBond = link.link().master().map(units::containsKey).orElse(false);
            if (link.kind().equals("nic") && !inBond) {
                Unit unit = new Unit(link.id(), false);
                unit.members.add(member(host, link));
                unit.sentence = unit.members.getFirst().sentence();
                units.put(link.name(), unit);
            }
        }
        for (LinkElement link : all) {
            countOrPlace(host, link);
        }
    }

    private void countOrPlace(HostTopology host, LinkElement link) {
        boolean shown =
                switch (link.kind()) {
                    case "nic", "bond", "team", "tap", "macvtap", "vf", "vlan" -> true;
                    default -> false;
                };
        if (shown || link.name().equals("lo") || link.link().master().isPresent()) {
            return;
        }
        boolean leadsSomewhere =
                link.addresses().stream().anyMatch(a -> a.scope().equals("global"))
                        || defaultLinks(host).contains(link.name());
        if (leadsSomewhere && !link.kind().equals("veth")) {
            units.put(link.name(), plainUnit(host, link));
        } else {
            others++;
        }
    }

    /// Names of links that carry a default route of the main table.
    static List<String> defaultLinks(HostTopology host) {
        return host.snapshot().kernel().routes().orElse(List.of()).stream()
                .filter(r -> r.isDefault() && r.table().equals("main"))
                .flatMap(r -> r.link().stream())
                .toList();
    }

    private Unit plainUnit(HostTopology host, LinkElement link) {
        Unit unit = new Unit(link.id(), false);
        unit.members.add(member(host, link));
        unit.sentence = unit.members.getFirst().sentence();
        return unit;
    }

    private Unit bondUnit(HostTopology host, LinkElement bond, List<LinkElement> all) {
        Unit unit = new Unit(bond.id(), true);
        for (LinkElement link : all) {
            if (link.link().master().filter(bond.name()::equals).isPresent()) {
                unit.members.add(member(host, link));
            }
        }
        String mode =
                host.snapshot().kernel().bonds().orElse(List.of()).stream()
                        .filter(b -> b.name().equals(bond.name()))
                        .map(org.bridgewright.core.model.Bond::mode)
                        .findFirst()
                        .or(() -> Optional.ofNullable(bond.link().details().get("mode")))
                        .orElse(bond.kind());
        unit.title = WORDS.get("bond.title", bond.name(), mode);
        String addresses = addressText(bond.addresses());
        if (!addresses.isEmpty()) {
            unit.title += " · " + addresses;
        }
        unit.sentence = WORDS.get("say.bond", bond.name(), unit.members.size());
        return unit;
    }

    private Unit.Member member(HostTopology host, LinkElement element) {
        Link link = element.link();
        boolean nic = element.kind().equals("nic");
        boolean noCarrier = link.carrier().filter(c -> !c).isPresent();
        boolean lit = link.isUp() && !noCarrier;
        String state =
                !link.isUp()
                        ? WORDS.get("nic.down")
                        : noCarrier
                                ? WORDS.get("nic.no-carrier")
                                : link.speedMbps()
                                        .filter(s -> s > 0)
                                        .map(NicReading::speed)
                                        .orElse("");
        List<String> facts = new ArrayList<>();
        if (!state.isEmpty()) {
            facts.add(state);
        }
        link.driver().filter(d -> link.speedMbps().isEmpty()).ifPresent(facts::add);
        String addresses = addressText(element.addresses());
        if (!addresses.isEmpty()) {
            facts.add(addresses);
        }
        link.master()
                .filter(m -> links.get(m) == null || !isBond(links.get(m)))
                .ifPresent(m -> facts.add(WORDS.get("nic.in", m)));
        if (facts.isEmpty()) {
            facts.add(nic ? WORDS.get("say.up") : element.kind());
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.join(" · ", facts));
        addVlans(host, element, lines);
        String said = WORDS.get(lit ? "say.up" : noCarrier ? "say.no-carrier" : "say.down");
        String sentence =
                link.master()
                        .map(m -> WORDS.get("say.nic-in", element.name(), said, m))
                        .orElse(WORDS.get(nic ? "say.nic" : "say.link", element.name(), said));
        return new Unit.Member(
                element.id(),
                glyph(element),
                element.name(),
                lines,
                lit ? Tone.GOOD : noCarrier && link.isUp() ? Tone.BAD : Tone.ISOLATED,
                lit,
                nic ? Box.Kind.NIC : Box.Kind.LINK,
                sentence);
    }

    private void addVlans(HostTopology host, LinkElement element, List<String> lines) {
        List<String> own = new ArrayList<>();
        for (LinkElement vlan : vlansOn.getOrDefault(element.name(), List.of())) {
            if (vlan.link().master().isEmpty()) {
                String addresses = addressText(vlan.addresses());
                own.add(
                        WORDS.get(
                                "nic.vlan",
                                tag(vlan),
                                addresses.isEmpty() ? vlan.name() : addresses));
            }
        }
        int room = own.size() > VLANS_ON_CARD ? VLANS_ON_CARD - 1 : own.size();
        lines.addAll(own.subList(0, room));
        if (own.size() > room) {
            lines.add(WORDS.get("nic.more-vlans", own.size() - room));
        }
    }

    private static Glyph glyph(LinkElement element) {
        if (element.link().wireless()) {
            return Glyph.WIRELESS;
        }
        return switch (element.kind()) {
            case "nic", "bond", "team" -> Glyph.NIC;
            case "veth" -> Glyph.CONTAINER;
            default -> Glyph.TUNNEL;
        };
    }

    static String speed(int mbps) {
        return mbps % 1000 == 0
                ? WORDS.get("nic.speed.gb", mbps / 1000)
                : mbps > 1000 && mbps % 100 == 0
                        ? WORDS.get("nic.speed.gb", mbps / 1000.0)
                        : WORDS.get("nic.speed.mb", mbps);
    }

    /// The first global address, IPv4 before IPv6, and how many more there are.
    static String addressText(List<LinkAddress> addresses) {
        List<LinkAddress> global =
                addresses.stream()
                        .filter(a -> a.scope().equals("global"))
                        .sorted(Comparator.comparing((LinkAddress a) -> a.ip().family()))
                        .toList();
        if (global.isEmpty()) {
            return "";
        }
        String first = global.getFirst().ip().toString();
        return global.size() == 1 ? first : WORDS.get("vm.more", first, global.size() - 1);
    }

    private static boolean isBond(@Nullable LinkElement link) {
        return link != null && (link.kind().equals("bond") || link.kind().equals("team"));
    }

    private static String tag(LinkElement vlan) {
        String id = vlan.link().details().get("vlan_id");
        return id == null ? vlan.name() : id;
    }

    /// Where `name` leads. A link without a place of its own gets one.
    Optional<Exit> exit(HostTopology host, String name) {
        List<String> chips = new ArrayList<>();
        String at = name;
        for (int depth = 0; depth < 8; depth++) {
            LinkElement link = links.get(at);
            if (link == null) {
                return Optional.empty();
            }
            Optional<String> master = link.link().master();
            if (link.kind().equals("vlan") && link.link().parent().isPresent()) {
                chips.add(WORDS.get("chip.vlan", tag(link)));
                at = link.link().parent().get();
            } else if (depth > 0 && master.map(links::get).filter(NicReading::isBond).isPresent()) {
                at = master.get();
            } else {
                Unit unit = units.computeIfAbsent(at, k -> plainUnit(host, link));
                unit.used = true;
                return Optional.of(new Exit(unit, chips));
            }
        }
        return Optional.empty();
    }

    Optional<LinkElement> link(String name) {
        return Optional.ofNullable(links.get(name));
    }

    /// NICs first, in natural order of their names, then what came with uplinks.
    List<Unit> units() {
        return List.copyOf(units.values());
    }

    /// How many links have no place in the picture.
    int others() {
        return others;
    }
}
