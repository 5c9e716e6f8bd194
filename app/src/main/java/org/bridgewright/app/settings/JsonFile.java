// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A [KeptFile] that holds one record as JSON, with its format's name and version in front. Blocks.
///
/// @param <T> the record
public final class JsonFile<T> {
    private final KeptFile file;
    private final String format;
    private final Class<T> type;
    private final JsonMapper mapper;

    /// @param format the word in the file that says what it is; the version is 1
    public JsonFile(Path path, Clock clock, String format, Class<T> type) {
        this(path, clock, format, type, builder -> {});
    }

    /// @param tuning what the record's types need beside the usual
    public JsonFile(
            Path path,
            Clock clock,
            String format,
            Class<T> type,
            Consumer<JsonMapper.Builder> tuning) {
        this.file = new KeptFile(path, clock);
        this.format = format;
        this.type = type;
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        tuning.accept(builder);
        this.mapper = builder.build();
    }

    public KeptFile.Read<T> read() {
        return file.read(this::parse);
    }

    /// Replaces what the file holds; blocks.
    public void write(T value) {
        Envelope<T> envelope = new Envelope<>(format, 1, value);
        file.write(mapper.writeValueAsBytes(envelope));
    }

    private T parse(byte[] bytes) {
        try {
            JsonNode root = mapper.readTree(bytes);
            if (!root.path("format").asString("").equals(format)
                    || root.path("version").asInt(0) != 1
                    || !root.path("content").isObject()) {
                throw new KeptFile.BadFile(
                        "format "
                                + root.path("format").asString("?")
                                + " version "
                                + root.path("version").asString("?"));
            }
            return mapper.treeToValue(root.path("content"), type);
        } catch (JacksonException | IllegalArgumentException | NullPointerException bad) {
            throw new KeptFile.BadFile(String.valueOf(bad.getMessage()), bad);
        }
    }

    private record Envelope<T>(String format, int version, T content) {}
}
