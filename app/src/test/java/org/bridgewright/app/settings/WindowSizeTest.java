// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSizeTest {
    @TempDir Path folder;

    private XdgPaths paths() {
        Path state = folder.resolve("state");
        return new XdgPaths(state, state, state);
    }

    @Test
    void theSizeIsKept() {
        assertEquals(WindowSize.USUAL, WindowSize.read(paths()));
        for (WindowSize size :
                List.of(new WindowSize(1921, 1080, false), new WindowSize(900, 560, true))) {
            size.write(paths());
            assertEquals(size, WindowSize.read(paths()));
        }
    }

    @Test
    void whatMakesNoSenseIsLeftAlone() throws IOException {
        Files.createDirectories(paths().state());
        Path file = paths().state().resolve("window-size");
        for (String text : List.of("", "1x1", "99999999x5", "640x480 and more", "x".repeat(70))) {
            Files.writeString(file, text);
            assertEquals(WindowSize.USUAL, WindowSize.read(paths()), text);
        }
    }
}
