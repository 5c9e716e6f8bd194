// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bridgewright.app.settings.KeptFile;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Vnic;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// The last picture of every saved host, so that it is drawn greyed at once and can be searched unopened. Blocks.
///
/// A cache: a file of another version is no picture, and nobody is bothered with it.
public final class PictureCache {
    /// 2: a MAC address is a word, as an IP address is.
    private static final int VERSION = 2;

    private final Path folder;
    private final Clock clock;
    private final JsonMapper mapper;

    @Inject
    public PictureCache(XdgPaths paths, Clock clock) {
        this.folder = paths.cache().resolve("pictures");
        this.clock = clock;
        SimpleModule addresses = new SimpleModule();
        addresses.addSerializer(IpAddress.class, ToStringSerializer.instance);
        addresses.addDeserializer(IpAddress.class, new Parser<>(IpAddress::parse));
        addresses.addSerializer(MacAddress.class, ToStringSerializer.instance);
        addresses.addDeserializer(MacAddress.class, new Parser<>(MacAddress::parse));
        this.mapper =
                JsonMapper.builder()
                        .addModule(addresses)
                        .addMixIn(Part.class, ByKind.class)
                        .addMixIn(Vnic.Source.class, ByKind.class)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
    }

    record Kept(int version, LastPicture picture) {}

    /// The last picture of the host of `uri`; empty when there is none that can be read.
    public Optional<LastPicture> read(String uri) {
        return file(uri).read(this::parse).value();
    }

    /// Replaces the last picture of the host of `uri`, compressed; blocks.
    public void write(String uri, LastPicture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(mapper.writeValueAsBytes(new Kept(VERSION, picture)));
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        file(uri).write(bytes.toByteArray());
    }

    private LastPicture parse(byte[] bytes) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            Kept kept = mapper.readValue(zip, Kept.class);
            if (kept.version() != VERSION) {
                throw new KeptFile.BadFile("version " + kept.version());
            }
            return kept.picture();
        } catch (IOException
                | JacksonException
                | IllegalArgumentException
                | NullPointerException bad) {
            throw new KeptFile.BadFile(String.valueOf(bad.getMessage()), bad);
        }
    }

    private KeptFile file(String uri) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(uri.getBytes(StandardCharsets.UTF_8));
            String name = HexFormat.of().formatHex(digest, 0, 12) + ".json.gz";
            return new KeptFile(folder.resolve(name), clock);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Sealed types carry their record's name.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface ByKind {}

    /// A value that is written as one word.
    private static final class Parser<T> extends ValueDeserializer<T> {
        private final Function<String, Optional<T>> parse;

        Parser(Function<String, Optional<T>> parse) {
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getString();
            return parse.apply(text)
                    .orElseThrow(() -> new IllegalArgumentException("no address: " + text));
        }
    }
}
