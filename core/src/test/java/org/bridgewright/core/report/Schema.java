package org.bridgewright.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Checks a document against the JSON Schema words that `docs/topology.schema.json` uses. A word that it does not know fails.
final class Schema {
    private static final Set<String> KNOWN =
            Set.of(
                    "$schema",
                    "$defs",
                    "$ref",
                    "title",
                    "type",
                    "required",
                    "properties",
                    "items",
                    "additionalProperties",
                    "enum",
                    "const",
                    "oneOf",
                    "pattern",
                    "minItems",
                    "maxItems");
    private final JsonNode root;

    Schema(JsonNode root) {
        this.root = root;
    }

    /// What is wrong; empty when the document is as the schema says.
    List<String> faults(JsonNode document) {
        List<String> faults = new ArrayList<>();
        check(root, document, "$", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
        for (String word : schema.propertyNames()) {
            if (!KNOWN.contains(word)) {
                throw new IllegalArgumentException("this checker does not know " + word);
            }
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().substring("#/$defs/".length());
            check(root.get("$defs").get(name), value, path, faults);
            return;
        }
        if (schema.has("oneOf")) {
            oneOf(schema.get("oneOf"), value, path, faults);
            return;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            faults.add(path + ": " + value + " is not " + schema.get("const"));
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            faults.add(path + ": " + value + " is none of " + schema.get("enum"));
        }
        if (schema.has("type") && !isType(schema.get("type"), value)) {
            faults.add(path + ": " + value + " is no " + schema.get("type"));
            return;
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asString())
                        .matcher(value.asString())
                        .find()) {
            faults.add(path + ": " + value + " does not match " + schema.get("pattern"));
        }
        if (value.isObject()) {
            object(schema, value, path, faults);
        } else if (value.isArray()) {
            if (schema.has("minItems") && value.size() < schema.get("minItems").asInt()
                    || schema.has("maxItems") && value.size() > schema.get("maxItems").asInt()) {
                faults.add(path + ": has " + value.size() + " items");
            }
            for (int i = 0; i < value.size() && schema.has("items"); i++) {
                check(schema.get("items"), value.get(i), path + "[" + i + "]", faults);
            }
        }
    }

    private void object(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (schema.has("required")) {
            for (JsonNode name : schema.get("required")) {
                if (!value.has(name.asString())) {
                    faults.add(path + ": lacks " + name.asString());
                }
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode rule =
                    schema.has("properties") ? schema.get("properties").get(field.getKey()) : null;
            if (rule == null) {
                rule = schema.get("additionalProperties");
            }
            if (rule != null && rule.isObject()) {
                check(rule, field.getValue(), path + "." + field.getKey(), faults);
            }
        }
    }

    private void oneOf(JsonNode choices, JsonNode value, String path, List<String> faults) {
        int fitting = 0;
        List<String> closest = List.of();
        for (JsonNode choice : choices) {
            List<String> own = new ArrayList<>();
            check(choice, value, path, own);
            if (own.isEmpty()) {
                fitting++;
            } else if (closest.isEmpty() || own.size() < closest.size()) {
                closest = own;
            }
        }
        if (fitting == 0) {
            faults.addAll(closest);
        } else if (fitting > 1) {
            faults.add(path + ": fits " + fitting + " choices");
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode entry : list) {
            if (entry.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException(type.asString());
        };
    }
}
