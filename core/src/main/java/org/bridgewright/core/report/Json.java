package org.bridgewright.core.report;

import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Jackson's generator with the few words that our documents need. A missing value is `null`.
final class Json implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();
    private final JsonGenerator out;

    Json(Writer writer) {
        out = FACTORY.createGenerator(ObjectWriteContext.empty(), writer);
    }

    void object() {
        out.writeStartObject();
    }

    void object(String name) {
        out.writeName(name);
        out.writeStartObject();
    }

    void array(String name) {
        out.writeName(name);
        out.writeStartArray();
    }

    void end() {
        out.writeEndObject();
    }

    void endArray() {
        out.writeEndArray();
    }

    /// Ends a list whose entries each have a line.
    void endLines() {
        out.writeEndArray();
        line();
    }

    /// Begins a new line: white space between values.
    void line() {
        out.writeRaw('\n');
    }

    void put(String name, String value) {
        out.writeStringProperty(name, value);
    }

    void put(String name, Optional<String> value) {
        out.writeName(name);
        if (value.isPresent()) {
            out.writeString(value.get());
        } else {
            out.writeNull();
        }
    }

    void put(String name, long value) {
        out.writeNumberProperty(name, value);
    }

    void put(String name, boolean value) {
        out.writeBooleanProperty(name, value);
    }

    void putFlag(String name, Optional<Boolean> value) {
        out.writeName(name);
        if (value.isPresent()) {
            out.writeBoolean(value.get());
        } else {
            out.writeNull();
        }
    }

    void putNumber(String name, Optional<? extends Number> value) {
        out.writeName(name);
        if (value.isEmpty()) {
            out.writeNull();
        } else if (value.get() instanceof Double fraction) {
            out.writeNumber(fraction);
        } else {
            out.writeNumber(value.get().longValue());
        }
    }

    void putNull(String name) {
        out.writeNullProperty(name);
    }

    void add(String value) {
        out.writeString(value);
    }

    void add(long value) {
        out.writeNumber(value);
    }

    @Override
    public void close() {
        out.close();
    }
}
