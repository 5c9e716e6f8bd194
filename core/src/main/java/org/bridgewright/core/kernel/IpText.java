package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bridgewright.core.model.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `ip addr`, `route`, `rule`, `neigh` as entries of the JSON form: the JSON itself, or the text of old versions and of
/// busybox.
final class IpText {
    private static final Set<String> ROUTE_TYPES =
            Set.of(
                    "unicast",
                    "local",
                    "broadcast",
                    "multicast",
                    "throw",
                    "unreachable",
                    "prohibit",
                    "blackhole",
                    "nat",
                    "anycast");

    private IpText() {}

    static Entries<JsonNode> addressNodes(String text) {
        Entries<JsonNode> links = IpLinkText.nodes(text);
        if (JsonAnswer.looksLikeJson(text)) {
            return links;
        }
        // A second walk for the inet lines: each belongs to the link whose header came last.
        int next = 0;
        Optional<ObjectNode> current = Optional.empty();
        Optional<ObjectNode> last = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                current = Optional.empty();
                if (next < links.good().size()
                        && links.good().get(next) instanceof ObjectNode node
                        && line.contains(": " + JsonAnswer.text(node, "ifname", ""))) {
                    current = Optional.of(node);
                    node.putArray("addr_info");
                    next++;
                }
            } else if (words[0].equals("inet") || words[0].equals("inet6")) {
                last = current.flatMap(node -> inet(node, words));
            } else if (words[0].equals("valid_lft") && words.length > 1 && last.isPresent()) {
                ObjectNode info = last.get();
                Numbers.whole(words[1].replace("sec", ""))
                        .ifPresent(seconds -> info.put("valid_life_time", seconds));
            }
        }
        return links;
    }

    private static Optional<ObjectNode> inet(ObjectNode link, String[] words) {
        if (words.length < 2 || !(link.get("addr_info") instanceof ArrayNode infos)) {
            return Optional.empty();
        }
        ObjectNode info = infos.addObject();
        info.put("family", words[0]);
        String prefix = words[1];
        for (int i = 2; i < words.length; i++) {
            boolean more = i + 1 < words.length;
            switch (words[i]) {
                case "peer" -> {
                    if (more && prefix.indexOf('/') < 0 && words[i + 1].indexOf('/') > 0) {
                        prefix += words[i + 1].substring(words[i + 1].indexOf('/'));
                    }
                }
                case "scope" -> {
                    if (more) {
                        info.put("scope", words[i + 1]);
                    }
                }
                case "dynamic" -> info.put("dynamic", true);
                case "temporary" -> info.put("temporary", true);
                default -> {
                    // Labels, broadcast addresses and flags that are not held.
                }
            }
        }
        int slash = prefix.indexOf('/');
        String address = slash < 0 ? prefix : prefix.substring(0, slash);
        info.put("local", address);
        int bits = IpAddress.parse(address).map(IpAddress::bits).orElse(-1);
        info.put("prefixlen", slash < 0 ? Integer.toString(bits) : prefix.substring(slash + 1));
        return Optional.of(info);
    }

    static Entries<JsonNode> routeNodes(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            return JsonAnswer.array(text);
        }
        List<JsonNode> nodes = new ArrayList<>();
        Optional<ObjectNode> last = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("nexthop") && last.isPresent()) {
                ArrayNode hops =
                        last.get().get("nexthops") instanceof ArrayNode there
                                ? there
                                : last.get().putArray("nexthops");
                routeWords(hops.addObject(), words, 1);
            } else if (!words[0].isEmpty()) {
                ObjectNode node = JsonAnswer.newObject();
                int at = 0;
                if (ROUTE_TYPES.contains(words[0]) && words.length > 1) {
                    node.put("type", words[0]);
                    at = 1;
                }
                if (isDestination(words[at])) {
                    node.put("dst", words[at]);
                    routeWords(node, words, at + 1);
                }
                last = Optional.of(node);
                nodes.add(node);
            }
        }
        return orUnreadable(nodes, node -> node.has("dst"));
    }

    private static boolean isDestination(String word) {
        int slash = word.indexOf('/');
        return word.equals("default")
                || IpAddress.parse(slash < 0 ? word : word.substring(0, slash)).isPresent();
    }

    private static void routeWords(ObjectNode node, String[] words, int from) {
        ArrayNode flags = node.putArray("flags");
        for (int i = from; i < words.length; i++) {
            String value = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                case "via" ->
                        node.put(
                                "gateway",
                                value.startsWith("inet") && i + 2 < words.length
                                        ? words[i + 2]
                                        : value);
                case "dev", "scope", "metric", "table", "pref" -> node.put(words[i], value);
                case "proto" -> node.put("protocol", value);
                case "src" -> node.put("prefsrc", value);
                case "linkdown", "dead", "onlink" -> flags.add(words[i]);
                default -> {
                    // Values of the words above, and words that are not held.
                }
            }
        }
    }

    static Entries<JsonNode> ruleNodes(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            return JsonAnswer.array(text);
        }
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            ObjectNode node = JsonAnswer.newObject();
            nodes.add(node);
            if (colon > 0 && Numbers.integer(line.substring(0, colon)).isPresent()) {
                node.put("priority", line.substring(0, colon).strip());
                String[] words = line.substring(colon + 1).strip().split("\\s+");
                for (int i = 0; i + 1 < words.length; i++) {
                    switch (words[i]) {
                        case "from" -> node.put("src", words[i + 1]);
                        case "to" -> node.put("dst", words[i + 1]);
                        case "fwmark", "iif", "oif" -> node.put(words[i], words[i + 1]);
                        case "lookup", "table" -> node.put("table", words[i + 1]);
                        default -> {
                            // Values of the words above, and words that are not held.
                        }
                    }
                }
            }
        }
        return orUnreadable(nodes, node -> node.has("priority"));
    }

    static Entries<JsonNode> neighbourNodes(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            return JsonAnswer.array(text);
        }
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            ObjectNode node = JsonAnswer.newObject();
            nodes.add(node);
            if (IpAddress.parse(words[0]).isEmpty()) {
                continue;
            }
            node.put("dst", words[0]);
            ArrayNode states = node.putArray("state");
            for (int i = 1; i < words.length; i++) {
                if ((words[i].equals("dev") || words[i].equals("lladdr")) && i + 1 < words.length) {
                    node.put(words[i], words[i + 1]);
                    i++;
                } else if (words[i].equals("router")) {
                    node.put("router", true);
                } else if (words[i].equals(words[i].toUpperCase(Locale.ROOT))
                        && words[i].chars().allMatch(Character::isLetter)) {
                    states.add(words[i]);
                }
            }
        }
        return orUnreadable(nodes, node -> node.has("dst"));
    }

    /// Text of which no line makes sense is an error message or something else, not a list of bad entries.
    private static Entries<JsonNode> orUnreadable(
            List<JsonNode> nodes, Function<JsonNode, Boolean> sensible) {
        if (!nodes.isEmpty() && nodes.stream().noneMatch(sensible::apply)) {
            throw new UnreadableException(KernelWords.WORDS.get("bad.text"));
        }
        return Entries.of(nodes);
    }
}
