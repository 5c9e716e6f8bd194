package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON of `ip`, `bridge` and `nft`, read so that one bad entry hides only itself.
final class JsonAnswer {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonAnswer() {}

    static boolean looksLikeJson(String text) {
        String head = text.stripLeading();
        return head.startsWith("[") || head.startsWith("{");
    }

    /// The elements of a top-level array; empty text is an empty array (`ip -j` prints nothing for no entry, older
    /// versions).
    ///
    /// Several arrays one behind the other count as one.
    ///
    /// @throws UnreadableException when it is no array, or ends before its end
    static Entries<JsonNode> array(String text) {
        String body = text.strip();
        if (body.isEmpty()) {
            return Entries.of(List.of());
        }
        try (JsonParser parser = MAPPER.reader().createParser(body)) {
            List<JsonNode> all = new ArrayList<>();
            while (parser.nextToken()
                    != null) { // several, where a command ran for each of several links
                JsonNode answer = parser.readValueAsTree();
                if (!answer.isArray()) {
                    throw new UnreadableException(KernelWords.WORDS.get("bad.json.array"));
                }
                all.addAll(answer.values());
            }
            return Entries.of(all);
        } catch (JacksonException broken) {
            return piecewise(body);
        }
    }

    /// A top-level object.
    static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new UnreadableException(KernelWords.WORDS.get("bad.json.object"));
        } catch (JacksonException broken) {
            throw new UnreadableException(
                    KernelWords.WORDS.get("bad.json", broken.getOriginalMessage()));
        }
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Entries<JsonNode> piecewise(String body) {
        Optional<List<String>> pieces = pieces(body);
        if (pieces.isEmpty()) {
            throw new UnreadableException(KernelWords.WORDS.get("bad.json.cut"));
        }
        List<JsonNode> good = new ArrayList<>();
        int bad = 0;
        for (String piece : pieces.get()) {
            try {
                good.add(MAPPER.readTree(piece));
            } catch (JacksonException broken) {
                bad++;
            }
        }
        if (good.isEmpty()) {
            throw new UnreadableException(KernelWords.WORDS.get("bad.json.none"));
        }
        return new Entries<>(
                good, bad == 0 ? List.of() : List.of(KernelWords.WORDS.get("note.entries", bad)));
    }

    /// The texts of the array's elements, split at commas outside of strings and brackets; empty when the array does
    /// not end.
    private static Optional<List<String>> pieces(String body) {
        if (!body.startsWith("[") || !body.endsWith("]")) {
            return Optional.empty();
        }
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 1;
        int end = body.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = body.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"' || c == '\n') { // a raw newline cannot be inside a string
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                pieces.add(body.substring(start, i));
                start = i + 1;
            }
        }
        if (quoted || depth != 0) {
            return Optional.empty();
        }
        pieces.add(body.substring(start, end));
        return Optional.of(pieces);
    }

    static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull() || value.isContainer()) {
            return Optional.empty();
        }
        return Optional.of(value.asString());
    }

    static String text(JsonNode node, String key, String absent) {
        return text(node, key).orElse(absent);
    }

    /// A number, also one written as text, in decimal or as `0x8001`.
    static Optional<Long> number(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue() ? 1L : 0L);
        }
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of((long) value.doubleValue());
        }
        return value.isString() ? Numbers.whole(value.stringValue()) : Optional.empty();
    }

    static Optional<Integer> integer(JsonNode node, String key) {
        return number(node, key).filter(n -> n == (int) (long) n).map(Long::intValue);
    }

    static Optional<Double> decimal(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        Optional<Double> number =
                value.isNumber()
                        ? Optional.of(value.doubleValue())
                        : value.isString()
                                ? Numbers.decimal(value.stringValue())
                                : Optional.empty();
        return number.filter(Double::isFinite);
    }

    /// `true`, `1`, `on`.
    static Optional<Boolean> flag(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull() || value.isContainer()) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        String word = value.asString();
        return switch (word) {
            case "on", "1", "yes", "true" -> Optional.of(true);
            case "off", "0", "no", "false" -> Optional.of(false);
            default -> Numbers.whole(word).map(n -> n != 0);
        };
    }

    /// The texts of an array of words; anything else is an empty list.
    static List<String> words(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isArray()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : value.values()) {
            if (!word.isContainer() && !word.isNull()) {
                words.add(word.asString());
            }
        }
        return words;
    }

    /// The object under `key`; an empty one when there is none.
    static JsonNode child(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value != null && value.isObject() ? value : newObject();
    }

    static List<JsonNode> children(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value != null && value.isArray() ? List.copyOf(value.values()) : List.of();
    }

    static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode node) {
        return node.properties();
    }
}
