package org.bridgewright.core.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bridgewright.core.model.Link;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Links, bridges and ports from `/sys/class/net`, printed by `grep -s . FILES` as `PATH:VALUE` and by `ls -l` as
/// `PATH -> TARGET`; made into entries of the form of `ip -j -d -s link`. For hosts whose `ip` is missing, old or
/// busybox's, and for what `ip` does not tell (driver, speed, Wi-Fi).
final class SysfsText {
    private static final String ROOT = "/sys/class/net/";

    private final Map<String, Map<String, String>> byLink = new LinkedHashMap<>();

    private SysfsText() {}

    static SysfsText parse(String text) {
        SysfsText sysfs = new SysfsText();
        text.lines().forEach(sysfs::line);
        return sysfs;
    }

    /// Lines `LINK` and twelve numbers from `/sys/class/net/LINK/statistics`, in the order of [Link.Counters]; a line with fewer is of a link
    /// that is gone.
    static Map<String, Link.Counters> counters(String text) {
        Map<String, Link.Counters> counters = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split(" +");
            List<Long> n =
                    Stream.of(words).skip(1).flatMap(w -> Numbers.whole(w).stream()).toList();
            if (n.size() == 12 && words.length == 13) {
                counters.put(
                        words[0],
                        new Link.Counters(
                                n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5),
                                n.get(6), n.get(7), n.get(8), n.get(9), n.get(10), n.get(11)));
            }
        }
        return counters;
    }

    private void line(String line) {
        int root = line.indexOf(ROOT);
        if (root < 0) {
            return;
        }
        String rest = line.substring(root + ROOT.length());
        int slash = rest.indexOf('/');
        int arrow = rest.indexOf(" -> ");
        int colon = rest.indexOf(':', Math.max(0, slash));
        if (slash <= 0) {
            return;
        }
        String link = rest.substring(0, slash);
        Map<String, String> attributes = byLink.computeIfAbsent(link, k -> new LinkedHashMap<>());
        if (colon > 0 && (arrow < 0 || colon < arrow)) {
            String path = rest.substring(slash + 1, colon);
            String value = rest.substring(colon + 1).strip();
            int equals = value.indexOf('=');
            if (path.endsWith("uevent") && equals > 0) {
                attributes.put(
                        path + "/" + value.substring(0, equals), value.substring(equals + 1));
            } else {
                attributes.put(path, value);
            }
        } else if (arrow > 0) {
            String target = rest.substring(arrow + 4).strip();
            attributes.put(
                    rest.substring(slash + 1, arrow),
                    target.substring(target.lastIndexOf('/') + 1));
        }
    }

    Set<String> links() {
        return new TreeSet<>(byLink.keySet());
    }

    Optional<String> get(String link, String attribute) {
        return Optional.ofNullable(byLink.getOrDefault(link, Map.of()).get(attribute));
    }

    boolean hasDevice(String link) {
        return byLink.getOrDefault(link, Map.of()).keySet().stream()
                .anyMatch(key -> key.equals("device") || key.startsWith("device/"));
    }

    boolean isWireless(String link) {
        return get(link, "phy80211/name").isPresent()
                || get(link, "uevent/DEVTYPE").filter("wlan"::equals).isPresent();
    }

    Optional<Integer> speedMbps(String link) {
        return get(link, "speed").flatMap(Numbers::integer).filter(s -> s > 0);
    }

    Optional<String> driver(String link) {
        return get(link, "device/uevent/DRIVER");
    }

    /// All links as entries of `ip -j -d -s link`; a link that shows no index of its own is left out.
    Entries<JsonNode> entries() {
        java.util.List<JsonNode> nodes = new java.util.ArrayList<>();
        byLink.forEach(
                (link, attributes) -> {
                    if (attributes.containsKey("ifindex") || attributes.containsKey("mtu")) {
                        nodes.add(entry(link, attributes));
                    }
                });
        if (nodes.isEmpty()) {
            throw new UnreadableException(KernelWords.WORDS.get("bad.text"));
        }
        return Entries.of(nodes);
    }

    private static JsonNode entry(String link, Map<String, String> a) {
        ObjectNode node = JsonAnswer.newObject();
        node.put("ifname", link);
        copy(a, "ifindex", node, "ifindex");
        copy(a, "mtu", node, "mtu");
        copy(a, "address", node, "address");
        copy(a, "tx_queue_len", node, "txqlen");
        copy(a, "master", node, "master");
        Optional.ofNullable(a.get("operstate"))
                .ifPresent(word -> node.put("operstate", word.toUpperCase(java.util.Locale.ROOT)));
        node.put("link_type", "1".equals(a.get("type")) ? "ether" : "other");
        flags(node, a);
        ObjectNode info = node.putObject("linkinfo");
        kind(a).ifPresent(kind -> info.put("info_kind", kind));
        bridgeData(a).ifPresent(data -> info.set("info_data", data));
        portData(a)
                .ifPresent(
                        data -> {
                            info.put("info_slave_kind", "bridge");
                            info.set("info_slave_data", data);
                        });
        if (a.containsKey("brport/bridge")) {
            node.put("master", a.get("brport/bridge"));
        }
        if (a.containsKey("device/uevent/DRIVER") || a.containsKey("device")) {
            node.put("parentbus", "unknown");
        }
        statistics(node, a);
        return node;
    }

    /// IFF_* of linux/if.h; sysfs shows the administrator's bits only, so carrier and running come from their own files.
    private static void flags(ObjectNode node, Map<String, String> a) {
        var flags = node.putArray("flags");
        long bits = Numbers.whole(a.getOrDefault("flags", "0")).orElse(0L);
        boolean up = (bits & 0x1) != 0;
        if (up && "0".equals(a.get("carrier"))) {
            flags.add("NO-CARRIER");
        }
        String[] names = {"UP", "BROADCAST", null, "LOOPBACK", "POINTOPOINT"};
        for (int i = 0; i < names.length; i++) {
            if (names[i] != null && (bits & 1L << i) != 0) {
                flags.add(names[i]);
            }
        }
        if ((bits & 0x1000) != 0) {
            flags.add("MULTICAST");
        }
        if ((bits & 0x100) != 0) {
            flags.add("PROMISC");
        }
        if (up && "1".equals(a.get("carrier"))) {
            flags.add("LOWER_UP");
        }
    }

    private static Optional<String> kind(Map<String, String> a) {
        if (a.keySet().stream().anyMatch(key -> key.startsWith("bridge/"))) {
            return Optional.of("bridge");
        }
        if (a.containsKey("tun_flags")) {
            return Optional.of("tun");
        }
        return Optional.ofNullable(a.get("uevent/DEVTYPE"))
                .filter(type -> !type.equals("wlan") && !type.equals("wwan"));
    }

    static Optional<ObjectNode> bridgeData(Map<String, String> a) {
        if (a.keySet().stream().noneMatch(key -> key.startsWith("bridge/"))) {
            return Optional.empty();
        }
        ObjectNode data = JsonAnswer.newObject();
        for (String key :
                new String[] {
                    "forward_delay",
                    "hello_time",
                    "max_age",
                    "ageing_time",
                    "stp_state",
                    "priority",
                    "bridge_id",
                    "root_id",
                    "root_port",
                    "root_path_cost",
                    "topology_change",
                    "vlan_filtering"
                }) {
            copy(a, "bridge/" + key, data, key);
        }
        copy(a, "bridge/multicast_snooping", data, "mcast_snooping");
        for (String key :
                new String[] {"hello_timer", "tcn_timer", "topology_change_timer", "gc_timer"}) {
            ticks(a, "bridge/" + key, data, key);
        }
        return Optional.of(data);
    }

    static Optional<ObjectNode> portData(Map<String, String> a) {
        if (!a.containsKey("brport/state")) {
            return Optional.empty();
        }
        ObjectNode data = JsonAnswer.newObject();
        String[][] keys = {
            {"state", "state"},
            {"priority", "priority"},
            {"path_cost", "cost"},
            {"port_id", "id"},
            {"port_no", "no"},
            {"designated_root", "root_id"},
            {"designated_bridge", "bridge_id"},
            {"designated_cost", "designated_cost"},
            {"isolated", "isolated"},
            {"hairpin_mode", "hairpin"},
            {"learning", "learning"},
            {"unicast_flood", "flood"}
        };
        for (String[] key : keys) {
            copy(a, "brport/" + key[0], data, key[1]);
        }
        for (String key : new String[] {"message_age_timer", "forward_delay_timer", "hold_timer"}) {
            ticks(a, "brport/" + key, data, key);
        }
        return Optional.of(data);
    }

    /// The bridge and port data of a link in this output, laid under an entry of `ip link` that has none (`ip` older
    /// than 4.5).
    void completeStp(ObjectNode entry) {
        Map<String, String> a = byLink.getOrDefault(JsonAnswer.text(entry, "ifname", ""), Map.of());
        if (a.isEmpty()) {
            return;
        }
        ObjectNode info =
                entry.get("linkinfo") instanceof ObjectNode there
                        ? there
                        : entry.putObject("linkinfo");
        bridgeData(a)
                .ifPresent(
                        data -> {
                            info.put("info_kind", "bridge");
                            addMissing(info, "info_data", data);
                        });
        portData(a)
                .ifPresent(
                        data -> {
                            info.put("info_slave_kind", "bridge");
                            addMissing(info, "info_slave_data", data);
                        });
    }

    private static void addMissing(ObjectNode info, String key, ObjectNode data) {
        if (info.get(key) instanceof ObjectNode there) {
            for (Map.Entry<String, JsonNode> entry : JsonAnswer.properties(data)) {
                there.putIfAbsent(entry.getKey(), entry.getValue());
            }
        } else {
            info.set(key, data);
        }
    }

    private static void statistics(ObjectNode node, Map<String, String> a) {
        if (!a.containsKey("statistics/rx_bytes")) {
            return;
        }
        ObjectNode stats = node.putObject("stats64");
        ObjectNode rx = stats.putObject("rx");
        ObjectNode tx = stats.putObject("tx");
        for (String key : new String[] {"bytes", "packets", "errors", "dropped"}) {
            copy(a, "statistics/rx_" + key, rx, key);
            copy(a, "statistics/tx_" + key, tx, key);
        }
        copy(a, "statistics/rx_over_errors", rx, "over_errors");
        copy(a, "statistics/multicast", rx, "multicast");
        copy(a, "statistics/tx_carrier_errors", tx, "carrier_errors");
        copy(a, "statistics/collisions", tx, "collisions");
    }

    private static void copy(Map<String, String> from, String key, ObjectNode to, String name) {
        String value = from.get(key);
        if (value != null) {
            to.put(name, value);
        }
    }

    private static void ticks(Map<String, String> from, String key, ObjectNode to, String name) {
        Numbers.whole(from.getOrDefault(key, "")).ifPresent(ticks -> to.put(name, ticks / 100.0));
    }
}
