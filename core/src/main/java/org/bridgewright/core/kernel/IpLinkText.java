package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `ip [-d] [-s] link` or `ip addr` as entries of the JSON form: the JSON itself, or the text of iproute2 2.6 to 6.15
/// and of busybox.
final class IpLinkText {
    /// Names may hold `@`; what stands behind the last one is the link below, or a peer's index (`if24`).
    private static final Pattern HEADER =
            Pattern.compile("(\\d+): (\\S+?)(?:@([^@\\s]+))?: <([^>]*)>(.*)");

    private static final Set<String> HEADER_PAIRS =
            Set.of("mtu", "qdisc", "master", "state", "mode", "group", "qlen");

    /// Words of detail lines whose text name is not their JSON name.
    private static final Map<String, String> PORT_NAMES =
            Map.of(
                    "port_id", "id",
                    "port_no", "no",
                    "designated_root", "root_id",
                    "designated_bridge", "bridge_id");

    private static final Map<String, String> BRIDGE_NAMES = Map.of("designated_root", "root_id");

    private IpLinkText() {}

    static Entries<JsonNode> nodes(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            return JsonAnswer.array(text);
        }
        List<JsonNode> nodes = new ArrayList<>();
        Optional<ObjectNode> current = Optional.empty();
        List<String> block = new ArrayList<>();
        int bad = 0;
        for (String line : text.lines().toList()) {
            if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                Matcher header = HEADER.matcher(line);
                current.ifPresent(node -> details(node, block));
                block.clear();
                if (header.matches()) {
                    current = Optional.of(header(header));
                    nodes.add(current.get());
                } else {
                    current = Optional.empty();
                    bad++;
                }
            } else {
                block.add(line);
            }
        }
        current.ifPresent(node -> details(node, block));
        if (nodes.isEmpty()) {
            throw new UnreadableException(KernelWords.WORDS.get("bad.text"));
        }
        return new Entries<>(
                nodes, bad == 0 ? List.of() : List.of(KernelWords.WORDS.get("note.entries", bad)));
    }

    private static ObjectNode header(Matcher header) {
        ObjectNode node = JsonAnswer.newObject();
        Numbers.integer(header.group(1)).ifPresent(index -> node.put("ifindex", index));
        node.put("ifname", header.group(2));
        String below = header.group(3);
        if (below != null && !below.equals("NONE") && !below.matches("if\\d+")) {
            node.put("link", below);
        }
        var flags = node.putArray("flags");
        for (String flag : header.group(4).split(",", -1)) {
            if (!flag.isEmpty()) {
                flags.add(flag);
            }
        }
        String[] words = header.group(5).strip().split("\\s+");
        for (int i = 0; i + 1 < words.length; i++) {
            if (HEADER_PAIRS.contains(words[i])) {
                switch (words[i]) {
                    case "qlen" -> node.put("txqlen", words[++i]);
                    case "state" -> node.put("operstate", words[++i]);
                    default -> {
                        String key = words[i];
                        node.put(key, words[++i]);
                    }
                }
            }
        }
        return node;
    }

    private static void details(ObjectNode node, List<String> block) {
        ObjectNode info = JsonAnswer.newObject();
        boolean detailed = false;
        for (int i = 0; i < block.size(); i++) {
            String line = block.get(i);
            String[] words = line.strip().split("\\s+");
            String first = words[0];
            if (first.startsWith("link/")) {
                node.put("link_type", first.substring(5));
                if (words.length > 1) {
                    node.put("address", words[1]);
                }
                detailed |= linkLine(node, words);
            } else if (first.equals("RX:") && i + 1 < block.size()) {
                counters(node, "rx", line, block.get(++i));
            } else if (first.equals("TX:") && i + 1 < block.size()) {
                counters(node, "tx", line, block.get(++i));
            } else if (first.equals("alias")) {
                node.put("ifalias", line.strip().substring(5).strip());
            } else if (first.equals("altname") && words.length > 1) {
                (node.get("altnames") instanceof tools.jackson.databind.node.ArrayNode there
                                ? there
                                : node.putArray("altnames"))
                        .add(words[1]);
            } else if (first.equals("bridge_slave") || first.equals("bond_slave")) {
                info.put("info_slave_kind", first.substring(0, first.indexOf('_')));
                info.set("info_slave_data", pairs(words, PORT_NAMES));
            } else if (isKind(first) && !info.has("info_kind")) {
                info.put("info_kind", first);
                info.set("info_data", pairs(words, BRIDGE_NAMES));
            }
        }
        if (!info.isEmpty()) {
            node.set("linkinfo", info);
        }
        if (detailed) {
            node.put("promiscuity", 0);
        }
    }

    private static boolean linkLine(ObjectNode node, String[] words) {
        boolean detailed = false;
        for (int i = 2; i < words.length; i++) {
            switch (words[i]) {
                case "link-netnsid" -> {
                    if (i + 1 < words.length) {
                        node.put("link_netnsid", words[i + 1]);
                    }
                }
                case "parentbus" -> {
                    if (i + 1 < words.length) {
                        node.put("parentbus", words[i + 1]);
                    }
                }
                case "promiscuity" -> detailed = true;
                default -> {
                    // Further words of the line are not held.
                }
            }
        }
        return detailed;
    }

    /// A line that begins with the link's kind: a lower-case word that is none of the other lines' first words.
    private static boolean isKind(String word) {
        return word.matches("[a-z][a-z0-9_]*")
                && !Set.of(
                                "inet",
                                "inet6",
                                "valid_lft",
                                "vf",
                                "brd",
                                "promiscuity",
                                "altname",
                                "prog",
                                "xdp",
                                "parentbus")
                        .contains(word);
    }

    private static ObjectNode pairs(String[] words, Map<String, String> names) {
        ObjectNode data = JsonAnswer.newObject();
        for (int i = 1; i + 1 < words.length; i += 2) {
            String key = words[i];
            if (key.startsWith("<") || key.equals("addrgenmode")) {
                i--; // a word without a value, or the end of the kind's own words
                if (key.equals("addrgenmode")) {
                    break;
                }
                continue;
            }
            data.put(names.getOrDefault(key, key), words[i + 1]);
        }
        return data;
    }

    /// The headings name the columns, which differ between versions (`overrun`, then `missed`).
    private static void counters(ObjectNode node, String side, String heading, String values) {
        Map<String, String> names =
                Map.of(
                        "overrun",
                        "over_errors",
                        "mcast",
                        "multicast",
                        "carrier",
                        "carrier_errors",
                        "collsns",
                        "collisions");
        String[] keys = heading.strip().split("\\s+");
        String[] numbers = values.strip().split("\\s+");
        ObjectNode stats =
                node.get("stats64") instanceof ObjectNode there ? there : node.putObject("stats64");
        ObjectNode to = stats.putObject(side);
        for (int i = 1; i < keys.length && i - 1 < numbers.length; i++) {
            to.put(names.getOrDefault(keys[i], keys[i]), numbers[i - 1]);
        }
    }
}
