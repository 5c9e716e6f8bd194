package org.bridgewright.core.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Programs of this computer, looked up on `PATH`.
final class Executables {
    private Executables() {}

    static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            if (folder.startsWith("/")) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
