package org.bridgewright.core.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bridgewright.core.model.Problem;
import org.junit.jupiter.api.Test;

class DocsTest {
    @Test
    void everyKindOfProblemHasItsAnchor() throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        for (Problem.Kind kind : Problem.Kind.values()) {
            assertTrue(page.contains("\n## " + kind.id() + "\n"), kind.id());
        }
    }
}
