// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// A small file that survives crashes: written beside and renamed, the last good one kept as `.bak`, a bad one set
/// aside as `.corrupt-TIME`. Folder 0700, file 0600. Blocks; call from a worker.
public final class KeptFile {
    private static final Words WORDS = Words.of(KeptFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path path;
    private final Clock clock;

    public KeptFile(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    /// What was read, and what had to be said about it.
    ///
    /// @param value empty when there is no such file yet, and when neither it nor its copy could be read
    public record Read<T>(Optional<T> value, List<Problem> notices) {
        public Read {
            notices = List.copyOf(notices);
        }
    }

    /// Reads the file by `parse`, or its last good copy when it is damaged.
    ///
    /// @param parse throws [BadFile] for what it cannot read
    public <T> Read<T> read(Function<byte[], T> parse) {
        List<Problem> notices = new ArrayList<>();
        for (Path candidate : List.of(path, backup())) {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(candidate);
            } catch (NoSuchFileException absent) {
                continue;
            } catch (IOException unreadable) {
                notices.add(problem("unreadable", candidate, unreadable.toString()));
                continue;
            }
            try {
                if (bytes.length == 0) {
                    throw new BadFile("empty");
                }
                return new Read<>(Optional.of(parse.apply(bytes)), notices);
            } catch (BadFile bad) {
                notices.add(problem("corrupt", setAside(candidate), bad.toString()));
            }
        }
        return new Read<>(Optional.empty(), notices);
    }

    /// Replaces the file as one step; the present one becomes the `.bak`.
    ///
    /// @throws ProblemException when it cannot be written; the old file is then as it was
    public void write(byte[] bytes) {
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try {
            privateFolder(path.toAbsolutePath().resolveSibling("."));
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            if (Files.exists(path) && Files.size(path) > 0) {
                Files.copy(
                        path,
                        backup(),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(
                    temporary,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new ProblemException(problem("unwritable", path, failed.toString()), failed);
        }
    }

    /// Makes `folder` with its parents, readable by the user alone.
    static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder.normalize(),
                    PosixFilePermissions.asFileAttribute(
                            EnumSet.copyOf(PosixFilePermissions.fromString("rwx------"))));
        }
    }

    private Path backup() {
        return path.resolveSibling(path.getFileName() + ".bak");
    }

    private Path setAside(Path bad) {
        Path aside =
                bad.resolveSibling(bad.getFileName() + ".corrupt-" + STAMP.format(clock.instant()));
        try {
            return Files.move(bad, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Problem problem(String key, Path where, String original) {
        return Problem.of(
                        Problem.Kind.BAD_INPUT,
                        WORDS.get("file." + key + ".summary", where.getFileName()),
                        WORDS.get("file." + key + ".cause"),
                        WORDS.get("file." + key + ".remedy", where))
                .withOriginal(where.toString(), original);
    }

    /// What a parser of a kept file throws: damaged, cut off, or of a version that is not known.
    public static final class BadFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BadFile(String message) {
            super(message);
        }

        public BadFile(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
