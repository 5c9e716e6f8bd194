// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptFileTest {
    @TempDir Path folder;

    private JsonFile<Settings> file() {
        return new JsonFile<>(
                folder.resolve("bridgewright/settings.json"),
                Clock.systemUTC(),
                "bridgewright.settings",
                Settings.class);
    }

    private static final Settings DARK = Settings.USUAL.with(Settings.Theme.DARK);

    @Test
    void whatWasWrittenIsRead() {
        file().write(DARK);
        assertEquals(Optional.of(DARK), file().read().value());
        assertTrue(file().read().notices().isEmpty());
    }

    @Test
    void noFileIsNoTrouble() {
        assertTrue(file().read().value().isEmpty());
        assertTrue(file().read().notices().isEmpty());
    }

    @Test
    void onlyTheUserCanReadIt() throws IOException {
        file().write(DARK);
        Path path = folder.resolve("bridgewright/settings.json");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("bridgewright"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "garbage",
                "{\"format\":\"bridgewright.settings\",\"version\":99,\"content\":{}}",
                "{\"format\":\"other\",\"version\":1,\"content\":{}}",
                "{\"format\":\"bridgewright.settings\",\"version\":1,\"content\":{\"theme\":\"PINK\"}}"
            })
    void aDamagedFileIsSetAsideAndTheLastGoodOneUsed(String damaged) throws IOException {
        file().write(DARK);
        file().write(Settings.USUAL);
        Path path = folder.resolve("bridgewright/settings.json");
        Files.writeString(path, damaged);

        KeptFile.Read<Settings> read = file().read();

        assertEquals(Optional.of(DARK), read.value());
        assertEquals(1, read.notices().size());
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertEquals(1, files.filter(f -> f.toString().contains(".corrupt-")).count());
        }
    }
}
