// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
    private static final Instant SEEN = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir Path folder;

    private PictureCache cache() {
        return new PictureCache(new XdgPaths(folder, folder, folder), Clock.systemUTC());
    }

    @Test
    void everythingOfAPictureComesBack() {
        for (RecordingSource host : Captures.demo()) {
            LastPicture picture = new LastPicture(host.snapshot(), SEEN);
            cache().write(host.uri(), picture);
            assertEquals(Optional.of(picture), cache().read(host.uri()));
        }
    }

    @Test
    void aDamagedPictureIsNone() throws IOException {
        RecordingSource host = Captures.demo().getFirst();
        cache().write(host.uri(), new LastPicture(host.snapshot(), SEEN));
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertEquals(1, files.size());
        byte[] whole = Files.readAllBytes(files.getFirst());
        Files.write(files.getFirst(), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertTrue(cache().read(host.uri()).isEmpty());
    }
}
