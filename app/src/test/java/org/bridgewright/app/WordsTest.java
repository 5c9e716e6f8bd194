// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That each key that a package names whole is in the bundle beside it.
class WordsTest {
    private static final Pattern KEY = Pattern.compile("WORDS\\.get\\(\\s*\"([a-z0-9.-]+)\"[,)]");

    @Test
    void everyKeyThatIsUsedIsThere() throws IOException {
        Path sources = Path.of("src/main/java");
        List<String> missing = new ArrayList<>();
        int checked = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            Matcher key = KEY.matcher(text);
            Properties words = new Properties();
            Path bundle =
                    Path.of("src/main/resources")
                            .resolve(sources.relativize(file))
                            .resolveSibling("words.properties");
            if (Files.exists(bundle)) {
                try (var reader = Files.newBufferedReader(bundle)) {
                    words.load(reader);
                }
            }
            while (key.find()) {
                checked++;
                if (!words.containsKey(key.group(1))) {
                    missing.add(file.getFileName() + ": " + key.group(1));
                }
            }
        }
        assertEquals(List.of(), missing);
        assertFalse(checked == 0, "no key was found: the pattern is wrong");
    }
}
