// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What no plugin checks about the POMs of the modules.
class BuildFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>\\s*([^<]*)</version>");

    static List<Path> modulePoms() throws Exception {
        try (Stream<Path> folders = Files.list(ROOT)) {
            List<Path> poms =
                    folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).toList();
            assertFalse(poms.isEmpty(), "no module below " + ROOT);
            return poms;
        }
    }

    @ParameterizedTest
    @MethodSource("modulePoms")
    void versionsAreInTheParentOnly(Path pom) throws Exception {
        String own = PARENT.matcher(Files.readString(pom)).replaceAll("");
        List<String> versions = VERSION.matcher(own).results().map(m -> m.group(1)).toList();
        assertEquals(List.of(), versions, "move them to the parent POM");
    }
}
