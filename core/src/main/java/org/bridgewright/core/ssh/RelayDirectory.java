package org.bridgewright.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where this process keeps its relay sockets: `$XDG_RUNTIME_DIR/bridgewright/PID-RANDOM`, mode 0700. Where that variable is missing, or names
/// something that is not ours alone, a fresh directory in the temporary directory.
///
/// What a killed process left behind is swept when the next one starts.
public final class RelayDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayDirectory.class);
    private static final Words WORDS = Words.of(RelayDirectory.class);
    private static final Set<PosixFilePermission> OURS =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(OURS);
    private static final int LONGEST_PATH = 107;
    private final Path directory;
    private final AtomicInteger sockets = new AtomicInteger();

    private RelayDirectory(Path directory) {
        this.directory = directory;
    }

    /// A new directory for this user alone, under `XDG_RUNTIME_DIR` where that fits, else for
    /// temporary files.
    ///
    /// @throws ProblemException when neither place can be written
    public static RelayDirectory create(Map<String, String> environment) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Optional<Path> base = runtime(environment);
            if (base.isPresent()) {
                Path ours = base.get().resolve("bridgewright");
                if (!Files.exists(ours, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(ours, MODE);
                }
                if (isOurs(ours) && fits(ours)) {
                    sweep(ours);
                    return new RelayDirectory(Files.createDirectory(ours.resolve(name()), MODE));
                }
            }
            return new RelayDirectory(
                    Files.createTempDirectory(
                            temporary,
                            "bridgewright-" + ProcessHandle.current().pid() + "-",
                            MODE));
        } catch (IOException e) {
            throw new ProblemException(problem(temporary, e), e);
        }
    }

    private static Optional<Path> runtime(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .filter(d -> d.startsWith("/"))
                .map(Path::of)
                .filter(RelayDirectory::isOurs);
    }

    private static boolean fits(Path ours) {
        return (ours + "/" + name() + "/9999").getBytes(StandardCharsets.UTF_8).length
                <= LONGEST_PATH;
    }

    private static String name() {
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        return ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(random);
    }

    /// A directory itself, not a link to one, of our own user, closed to all others.
    static boolean isOurs(Path path) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return attributes.isDirectory()
                    && owner == self
                    && attributes.permissions().equals(OURS);
        } catch (IOException e) {
            return false;
        }
    }

    private static void sweep(Path ours) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(ours)) {
            for (Path directory : old) {
                String pid = String.valueOf(directory.getFileName()).replaceFirst("-.*", "");
                boolean alive =
                        !pid.matches("[0-9]{1,10}")
                                || ProcessHandle.of(Long.parseLong(pid)).isPresent();
                if (!alive && isOurs(directory)) {
                    delete(directory);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    /// A path for the next socket.
    Path next() {
        return directory.resolve(Integer.toString(sockets.incrementAndGet()));
    }

    Path path() {
        return directory;
    }

    static Problem problem(Path path, IOException e) {
        return Problem.of(
                        Problem.Kind.CANNOT_CONNECT,
                        WORDS.get("relay"),
                        WORDS.get("relay.cause", path),
                        WORDS.get("relay.remedy"))
                .withOriginal("socket", e.toString());
    }

    @Override
    public void close() {
        try {
            if (Files.isDirectory(directory)) {
                delete(directory);
            }
        } catch (IOException e) {
            LOG.debug("relay directory: {}", e.toString());
        }
    }
}
