package org.bridgewright.core.kernel;

import static org.bridgewright.core.kernel.JsonAnswer.child;
import static org.bridgewright.core.kernel.JsonAnswer.children;
import static org.bridgewright.core.kernel.JsonAnswer.decimal;
import static org.bridgewright.core.kernel.JsonAnswer.flag;
import static org.bridgewright.core.kernel.JsonAnswer.integer;
import static org.bridgewright.core.kernel.JsonAnswer.number;
import static org.bridgewright.core.kernel.JsonAnswer.text;
import static org.bridgewright.core.kernel.JsonAnswer.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;
import tools.jackson.databind.JsonNode;

/// Links, bridges and ports out of entries of `ip -j -d -s link` (iproute2 4.14 to 6.15), which [IpLinkText] makes of
/// the text form, too.
final class LinkEntries {
    /// The kernel's clock ticks a second in all that it tells user space (USER_HZ).
    private static final double TICKS = 100;

    private LinkEntries() {}

    /// @param place the entry's place in the output, for an index where none is told
    /// @param detailed the output is one of `-d`: a link without a kind is then hardware
    static Optional<Link> link(JsonNode node, int place, boolean detailed) {
        Optional<String> name = text(node, "ifname").filter(n -> !n.isEmpty());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        JsonNode info = child(node, "linkinfo");
        Optional<String> kind = text(info, "info_kind");
        List<String> flags = words(node, "flags");
        Optional<String> linkType = text(node, "link_type");
        boolean hardware =
                text(node, "parentbus").isPresent()
                        || detailed
                                && kind.isEmpty()
                                && linkType.filter(t -> t.equals("ether") || t.equals("infiniband"))
                                        .isPresent();
        return Optional.of(
                new Link(
                        integer(node, "ifindex").orElse(place + 1),
                        name.get(),
                        CleanText.isActable(name.get()),
                        text(node, "address").flatMap(MacAddress::parse),
                        flags,
                        integer(node, "mtu").orElse(0),
                        text(node, "operstate", "UNKNOWN"),
                        carrier(flags),
                        integer(node, "txqlen"),
                        kind,
                        text(info, "info_slave_kind"),
                        text(node, "master"),
                        text(node, "link").filter(l -> !l.isEmpty()),
                        node.has("link_netnsid"),
                        hardware,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        words(node, "altnames"),
                        virtualFunctions(node),
                        details(node, info, kind),
                        counters(node)));
    }

    /// A link that is down does not know whether it has a carrier.
    static Optional<Boolean> carrier(List<String> flags) {
        if (flags.contains("LOWER_UP")) {
            return Optional.of(true);
        }
        return flags.contains("NO-CARRIER") ? Optional.of(false) : Optional.empty();
    }

    private static List<Link.VirtualFunction> virtualFunctions(JsonNode node) {
        List<Link.VirtualFunction> functions = new ArrayList<>();
        for (JsonNode vf : children(node, "vfinfo_list")) {
            Optional<Integer> number = integer(vf, "vf");
            if (number.isPresent()) {
                Optional<Integer> vlan =
                        children(vf, "vlan_list").stream()
                                .flatMap(v -> integer(v, "vlan").stream())
                                .filter(v -> v > 0)
                                .findFirst();
                functions.add(
                        new Link.VirtualFunction(
                                number.get(),
                                text(vf, "mac")
                                        .or(() -> text(vf, "address"))
                                        .flatMap(MacAddress::parse),
                                vlan));
            }
        }
        return functions;
    }

    /// Further words for display. A bridge's are in [BridgeState]; its running timers would differ at each read.
    private static Map<String, String> details(
            JsonNode node, JsonNode info, Optional<String> kind) {
        Map<String, String> details = new TreeMap<>();
        for (String key :
                new String[] {"link_type", "qdisc", "ifalias", "link_netnsid", "permaddr"}) {
            text(node, key).ifPresent(value -> details.put(key, value));
        }
        if (kind.filter("bridge"::equals).isEmpty()) {
            for (Map.Entry<String, JsonNode> entry :
                    JsonAnswer.properties(child(info, "info_data"))) {
                if (!entry.getValue().isContainer() && !entry.getValue().isNull()) {
                    details.put(vlanKey(kind, entry.getKey()), entry.getValue().asString());
                }
            }
        }
        return details;
    }

    /// `ip` calls a VLAN's tag `id`: told apart from a VXLAN's `id` by the word of the field.
    private static String vlanKey(Optional<String> kind, String key) {
        return key.equals("id") && kind.filter("vlan"::equals).isPresent() ? "vlan_id" : key;
    }

    private static Optional<Link.Counters> counters(JsonNode node) {
        JsonNode stats = node.has("stats64") ? child(node, "stats64") : child(node, "stats");
        JsonNode rx = child(stats, "rx");
        JsonNode tx = child(stats, "tx");
        if (number(rx, "bytes").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Link.Counters(
                        count(rx, "bytes"),
                        count(rx, "packets"),
                        count(rx, "errors"),
                        count(rx, "dropped"),
                        count(rx, "over_errors"),
                        count(rx, "multicast"),
                        count(tx, "bytes"),
                        count(tx, "packets"),
                        count(tx, "errors"),
                        count(tx, "dropped"),
                        count(tx, "carrier_errors"),
                        count(tx, "collisions")));
    }

    private static long count(JsonNode node, String key) {
        return number(node, key).orElse(0L);
    }

    static Optional<BridgeState> bridge(JsonNode node) {
        JsonNode info = child(node, "linkinfo");
        Optional<String> name = text(node, "ifname");
        if (name.isEmpty() || !text(info, "info_kind", "").equals("bridge")) {
            return Optional.empty();
        }
        JsonNode data = child(info, "info_data");
        Optional<BridgeState.Timers> timers =
                decimal(data, "hello_timer")
                        .map(
                                hello ->
                                        new BridgeState.Timers(
                                                hello,
                                                decimal(data, "tcn_timer").orElse(0.0),
                                                decimal(data, "topology_change_timer").orElse(0.0),
                                                decimal(data, "gc_timer").orElse(0.0)));
        return Optional.of(
                new BridgeState(
                        name.get(),
                        text(data, "bridge_id").map(LinkEntries::bridgeId),
                        text(data, "root_id").map(LinkEntries::bridgeId),
                        integer(data, "stp_state").orElse(0) != 0,
                        integer(data, "root_port"),
                        number(data, "root_path_cost"),
                        integer(data, "priority"),
                        seconds(data, "forward_delay"),
                        seconds(data, "hello_time"),
                        seconds(data, "max_age"),
                        seconds(data, "ageing_time"),
                        flag(data, "vlan_filtering"),
                        flag(data, "mcast_snooping"),
                        flag(data, "topology_change"),
                        timers));
    }

    private static Optional<Double> seconds(JsonNode data, String key) {
        return number(data, key).map(ticks -> ticks / TICKS);
    }

    static Optional<BridgePort> port(JsonNode node) {
        JsonNode info = child(node, "linkinfo");
        Optional<String> name = text(node, "ifname");
        Optional<String> master = text(node, "master");
        if (name.isEmpty()
                || master.isEmpty()
                || !text(info, "info_slave_kind", "").equals("bridge")) {
            return Optional.empty();
        }
        JsonNode data = child(info, "info_slave_data");
        Optional<BridgePort.Timers> timers =
                decimal(data, "message_age_timer")
                        .map(
                                age ->
                                        new BridgePort.Timers(
                                                age,
                                                decimal(data, "forward_delay_timer").orElse(0.0),
                                                decimal(data, "hold_timer").orElse(0.0)));
        return Optional.of(
                new BridgePort(
                        name.get(),
                        master.get(),
                        integer(data, "no"),
                        text(data, "id"),
                        portState(data),
                        integer(data, "priority"),
                        integer(data, "cost"),
                        flag(data, "isolated").orElse(false),
                        flag(data, "hairpin").orElse(false),
                        flag(data, "learning"),
                        flag(data, "flood"),
                        text(data, "root_id").map(LinkEntries::bridgeId),
                        text(data, "bridge_id").map(LinkEntries::bridgeId),
                        integer(data, "designated_cost"),
                        timers));
    }

    private static String portState(JsonNode data) {
        String word = text(data, "state", "unknown");
        return Numbers.integer(word).map(LinkEntries::portState).orElse(word);
    }

    /// BR_STATE_* (linux/if_bridge.h).
    static String portState(int number) {
        return switch (number) {
            case 0 -> "disabled";
            case 1 -> "listening";
            case 2 -> "learning";
            case 3 -> "forwarding";
            case 4 -> "blocking";
            default -> Integer.toString(number);
        };
    }

    /// `ip` prints 8000.2:0:0:2:0:25, `brctl` and sysfs 8000.020000020025: kept in the latter form.
    static String bridgeId(String text) {
        int dot = text.indexOf('.');
        String[] octets = text.substring(dot + 1).split(":", -1);
        if (dot < 0 || octets.length != 6) {
            return text;
        }
        StringBuilder id = new StringBuilder(text.substring(0, dot + 1));
        for (String octet : octets) {
            if (octet.isEmpty() || octet.length() > 2) {
                return text;
            }
            id.append(octet.length() == 1 ? "0" : "").append(octet);
        }
        return id.toString();
    }
}
