package org.bridgewright.core.kernel;

import static org.bridgewright.core.kernel.JsonAnswer.child;
import static org.bridgewright.core.kernel.JsonAnswer.children;
import static org.bridgewright.core.kernel.JsonAnswer.flag;
import static org.bridgewright.core.kernel.JsonAnswer.integer;
import static org.bridgewright.core.kernel.JsonAnswer.number;
import static org.bridgewright.core.kernel.JsonAnswer.text;
import static org.bridgewright.core.kernel.JsonAnswer.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.RoutingRule;
import tools.jackson.databind.JsonNode;

/// Addresses, routes, rules and neighbours out of entries of `ip -j`, which [IpText] makes of the text forms, too.
final class AddressEntries {
    private static final long FOREVER = 4294967295L;

    private AddressEntries() {}

    /// The addresses of one link's entry of `ip -j addr`.
    static Entries<LinkAddress> addresses(Entries<JsonNode> nodes) {
        List<LinkAddress> all = new ArrayList<>();
        int bad = 0;
        for (JsonNode node : nodes.good()) {
            String link = text(node, "ifname", "");
            for (JsonNode info : children(node, "addr_info")) {
                Optional<LinkAddress> address = address(link, info);
                if (address.isPresent()) {
                    all.add(address.get());
                } else if (info.size() > 0) { // iproute2 prints {} for a filtered family
                    bad++;
                }
            }
        }
        List<String> notes = new ArrayList<>(nodes.notes());
        if (bad > 0) {
            notes.add(KernelWords.WORDS.get("note.entries", bad));
        }
        return new Entries<>(all, notes);
    }

    private static Optional<LinkAddress> address(String link, JsonNode info) {
        Optional<IpAddress> ip = text(info, "local").flatMap(IpAddress::parse);
        Optional<Integer> length = integer(info, "prefixlen");
        if (link.isEmpty()
                || ip.isEmpty()
                || length.isEmpty()
                || length.get() < 0
                || length.get() > ip.get().bits()) {
            return Optional.empty();
        }
        return Optional.of(
                new LinkAddress(
                        link,
                        new IpPrefix(ip.get(), length.get()),
                        text(info, "scope", "global"),
                        flag(info, "dynamic").orElse(false),
                        flag(info, "temporary").orElse(false),
                        number(info, "valid_life_time").filter(n -> n < FOREVER)));
    }

    /// @param family 4 or 6 where the command asked for one; 0 where the entry must tell (`route show table all`)
    static Optional<Route> route(JsonNode node, int family) {
        Optional<String> destination = text(node, "dst").filter(d -> !d.isEmpty());
        if (destination.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> gateway =
                text(node, "gateway")
                        .or(() -> text(child(node, "via"), "host"))
                        .flatMap(IpAddress::parse);
        Optional<String> link = text(node, "dev");
        Optional<Integer> metric = integer(node, "metric");
        List<JsonNode> hops = children(node, "nexthops");
        if (gateway.isEmpty()
                && link.isEmpty()
                && !hops.isEmpty()) { // multipath: the first stands for all
            gateway = text(hops.getFirst(), "gateway").flatMap(IpAddress::parse);
            link = text(hops.getFirst(), "dev");
        }
        List<String> flags = new ArrayList<>(words(node, "flags"));
        return Optional.of(
                new Route(
                        family != 0 ? family : family(node, destination.get()),
                        destination.get(),
                        gateway,
                        link,
                        metric,
                        text(node, "table", "main"),
                        text(node, "type", "unicast"),
                        text(node, "protocol"),
                        text(node, "scope"),
                        text(node, "prefsrc").flatMap(IpAddress::parse),
                        flags.contains("linkdown") || flags.contains("dead")));
    }

    /// `default` names no family; `pref` (RFC 4191) stands on every IPv6 route, and on no other.
    private static int family(JsonNode node, String destination) {
        boolean v6 =
                destination.indexOf(':') >= 0
                        || node.has("pref")
                        || text(node, "gateway").filter(g -> g.indexOf(':') >= 0).isPresent();
        return v6 ? 6 : 4;
    }

    static Optional<RoutingRule> rule(JsonNode node, int family) {
        Optional<Integer> priority = integer(node, "priority");
        if (priority.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder words = new StringBuilder("from ").append(text(node, "src", "all"));
        integer(node, "srclen").ifPresent(length -> words.append('/').append(length));
        text(node, "dst").ifPresent(dst -> words.append(" to ").append(dst));
        integer(node, "dstlen").ifPresent(length -> words.append('/').append(length));
        text(node, "fwmark").ifPresent(mark -> words.append(" fwmark ").append(mark));
        text(node, "fwmask").ifPresent(mask -> words.append('/').append(mask));
        text(node, "iif").ifPresent(link -> words.append(" iif ").append(link));
        text(node, "oif").ifPresent(link -> words.append(" oif ").append(link));
        Optional<String> table = text(node, "table");
        table.ifPresent(t -> words.append(" lookup ").append(t));
        text(node, "action").ifPresent(action -> words.append(' ').append(action));
        return Optional.of(
                new RoutingRule(family, priority.get(), words.toString(), table.orElse("")));
    }

    static Optional<Neighbour> neighbour(JsonNode node) {
        Optional<IpAddress> ip = text(node, "dst").flatMap(IpAddress::parse);
        Optional<String> link = text(node, "dev");
        if (ip.isEmpty() || link.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Neighbour(
                        ip.get(),
                        link.get(),
                        text(node, "lladdr").flatMap(MacAddress::parse),
                        words(node, "state"),
                        node.has("router")));
    }
}
