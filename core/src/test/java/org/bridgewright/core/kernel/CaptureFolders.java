package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where tests find recorded data: the lab's captures in the tree, and what lies beside a checkout.
public final class CaptureFolders {
    private CaptureFolders() {}

    /// `lab/captures` of this repository.
    public static Path lab() {
        return above("lab/captures").orElseThrow();
    }

    /// The corpus of other projects' files; skips the test when it is not there.
    public static Path corpus() {
        Optional<Path> given =
                Optional.ofNullable(System.getProperty("bridgewright.corpus")).map(Path::of);
        Optional<Path> found = given.or(() -> above("../shared/corpus"));
        assumeTrue(found.isPresent(), "no corpus beside the checkout");
        return found.orElseThrow();
    }

    /// Recorded cases; skips the test when they are not there.
    public static Path cases() {
        Optional<Path> found = above("../shared/cases");
        assumeTrue(found.isPresent(), "no cases beside the checkout");
        return found.orElseThrow();
    }

    private static Optional<Path> above(String relative) {
        Path at = Path.of("").toAbsolutePath();
        for (Path dir = at; dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("bin"))
                    || Files.exists(dir.resolve("lab")) && Files.exists(dir.resolve("pom.xml"))) {
                Path target = dir.resolve(relative).normalize();
                return Files.isDirectory(target) ? Optional.of(target) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        return CleanText.of(bytes(file));
    }

    /// A host's folder as raw outputs, without the record package.
    static RawOutputs outputs(Path folder) {
        try (var files = Files.list(folder)) {
            return RawOutputs.of(
                    files.filter(Files::isRegularFile)
                            .map(f -> RawOutput.of(f.getFileName().toString(), 0, bytes(f), ""))
                            .toList(),
                    Optional.empty(),
                    false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
