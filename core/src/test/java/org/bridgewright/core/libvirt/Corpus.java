package org.bridgewright.core.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Other projects' files, which stand beside the repository on some machines and are not part of it.
final class Corpus {
    private Corpus() {}

    /// The corpus folder; skips the calling test where there is none.
    static Path folder() {
        Optional<Path> found =
                Optional.ofNullable(System.getProperty("bridgewright.corpus"))
                        .map(Path::of)
                        .or(Corpus::besideRepository)
                        .filter(Files::isDirectory);
        Assumptions.assumeTrue(
                found.isPresent(), "no corpus beside the repository (bridgewright.corpus)");
        return found.orElseThrow();
    }

    static List<Path> xmlFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private static Optional<Path> besideRepository() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path corpus = dir.resolve("../shared/corpus").normalize();
            if (Files.isDirectory(corpus)) {
                return Optional.of(corpus);
            }
        }
        return Optional.empty();
    }
}
