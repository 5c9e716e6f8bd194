package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.VlanMembership;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `bridge` prints, in JSON or in text: old versions take `-j` and print text all the same.
final class BridgeToolText {
    private static final Pattern VLAN =
            Pattern.compile("(\\S*)\\s+(\\d+)(?:-(\\d+))?((?:\\s+\\D.*)?)");
    private static final Pattern PORT =
            Pattern.compile("\\d+: (\\S+?)(?:@[^@\\s]+)?(?: state \\S+ )?: <[^>]*>(.*)");

    private BridgeToolText() {}

    static Entries<FdbEntry> fdb(String text) {
        Entries<JsonNode> nodes;
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            nodes = JsonAnswer.array(text);
        } else {
            List<JsonNode> lines = new ArrayList<>();
            text.lines().forEach(line -> lines.add(fdbLine(line)));
            if (lines.stream().noneMatch(n -> n.has("mac"))) {
                throw new UnreadableException(KernelWords.WORDS.get("bad.text"));
            }
            nodes = Entries.of(lines);
        }
        // "stale" is past its ageing time: the bridge forwards by it no more, and brctl does not
        // list it.
        List<JsonNode> alive =
                nodes.good().stream()
                        .filter(n -> !n.path("state").asString("").equals("stale"))
                        .toList();
        return Entries.read(
                new Entries<>(alive, nodes.notes()), (node, i) -> BridgeEntries.fdb(node));
    }

    private static ObjectNode fdbLine(String line) {
        ObjectNode node = JsonAnswer.newObject();
        String[] words = line.strip().split("\\s+");
        if (MacAddress.parse(words[0]).isEmpty()) {
            return node;
        }
        node.put("mac", words[0]);
        ArrayNode flags = node.putArray("flags");
        for (int i = 1; i < words.length; i++) {
            boolean more = i + 1 < words.length;
            switch (words[i]) {
                case "dev" -> {
                    if (more) {
                        node.put("ifname", words[++i]);
                    }
                }
                case "master", "vlan" -> {
                    if (more) {
                        String key = words[i];
                        node.put(key, words[++i]);
                    }
                }
                case "used" -> { // `used 12/3`: seconds since used and since updated
                    if (more) {
                        String[] ages = words[++i].split("/", 2);
                        Numbers.whole(ages[ages.length - 1])
                                .ifPresent(seconds -> node.put("updated", seconds));
                    }
                }
                case "permanent", "static", "stale" -> node.put("state", words[i]);
                default -> flags.add(words[i]);
            }
        }
        return node;
    }

    static Entries<VlanMembership> vlans(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            return text.isBlank() ? Entries.of(List.of()) : BridgeEntries.vlans(text);
        }
        List<VlanMembership> all = new ArrayList<>();
        String link = "";
        for (String line : text.lines().toList()) {
            Matcher form = VLAN.matcher(line);
            boolean named = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
            if (named) {
                link = line.split("\\s+", 2)[0];
            }
            if (!link.isEmpty() && form.matches()) {
                Optional<Integer> first = Numbers.integer(form.group(2));
                Optional<Integer> last =
                        Optional.ofNullable(form.group(3))
                                .flatMap(Numbers::integer)
                                .or(() -> first);
                String flags = form.group(4);
                if (first.isPresent() && last.isPresent()) {
                    all.add(
                            new VlanMembership(
                                    link,
                                    first.get(),
                                    last.get(),
                                    flags.contains("PVID"),
                                    flags.contains("Untagged")));
                }
            }
        }
        return Entries.of(all);
    }

    static Entries<BridgePort> ports(String text) {
        if (text.isBlank() || JsonAnswer.looksLikeJson(text)) {
            // A bridge lists itself without a master or without a state, so entries that are no
            // ports are no faults.
            Entries<JsonNode> nodes = JsonAnswer.array(text);
            return new Entries<>(
                    nodes.good().stream().flatMap(n -> BridgeEntries.port(n).stream()).toList(),
                    nodes.notes());
        }
        List<JsonNode> nodes = new ArrayList<>();
        Optional<ObjectNode> last = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher form = PORT.matcher(line);
            if (form.matches()) {
                ObjectNode node = JsonAnswer.newObject();
                node.put("ifname", form.group(1));
                words(node, form.group(2).strip().split("\\s+"));
                nodes.add(node);
                last = Optional.of(node);
            } else if (last.isPresent() && line.startsWith(" ")) {
                words(last.get(), line.strip().split("\\s+"));
            }
        }
        return Entries.of(nodes.stream().flatMap(n -> BridgeEntries.port(n).stream()).toList());
    }

    private static void words(ObjectNode node, String[] words) {
        for (int i = 0; i + 1 < words.length; i++) {
            switch (words[i]) {
                case "master",
                        "state",
                        "priority",
                        "cost",
                        "hairpin",
                        "isolated",
                        "learning",
                        "flood" -> {
                    String key = words[i];
                    node.put(key, words[++i]);
                }
                default -> {
                    // Words that are not held.
                }
            }
        }
    }
}
