package org.bridgewright.core.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Opens captures: a folder with `commands.txt`, a folder of such folders, or a zip (`.bwcap`) of either.
///
/// Everything is read into memory, within limits; nothing is unpacked. Blocks.
public final class Captures {
    static final Words WORDS = Words.of(Captures.class);

    /// Limits of one capture, far above what the largest host gives.
    static final int MAX_FILES = 200_000;

    static final int MAX_FILE_BYTES = 64 << 20;
    static final long MAX_BYTES = 512L << 20;

    /// Between a zip's path and the host's folder inside: `set.bwcap!/caldera02`.
    private static final String INSIDE = "!/";

    private static final String DEMO = "demo.bwcap";

    private Captures() {}

    /// The hosts of the capture at `path`, sorted by name; at least one.
    ///
    /// @throws ProblemException with `BAD_INPUT` when there is no capture, or one that cannot be read
    public static List<CaptureSource> open(Path path) {
        int inside = path.toString().indexOf(INSIDE);
        if (inside > 0 && !Files.exists(path)) {
            Path zip = Path.of(path.toString().substring(0, inside));
            String host = path.toString().substring(inside + INSIDE.length());
            List<CaptureSource> named =
                    open(zip).stream().filter(s -> s.name().equals(host)).toList();
            if (named.isEmpty()) {
                throw problem(path, Kind.BAD_INPUT, "open.no-host.cause", "open.no-host.remedy");
            }
            return named;
        }
        if (!Files.exists(path)) {
            throw problem(path, Kind.BAD_INPUT, "open.absent.cause", "open.absent.remedy");
        }
        try {
            Map<String, Map<String, byte[]>> folders =
                    Files.isDirectory(path) ? folders(path) : zip(path);
            if (folders.isEmpty()) {
                throw problem(path, Kind.BAD_INPUT, "open.foreign.cause", "open.foreign.remedy");
            }
            String base = "file:" + path;
            List<CaptureSource> sources = new ArrayList<>();
            folders.forEach(
                    (folder, files) ->
                            sources.add(
                                    new CaptureSource(
                                            CaptureFiles.of(
                                                    folder.isEmpty() ? nameOf(path) : folder,
                                                    files),
                                            uri(base, folder, Files.isDirectory(path)))));
            return List.copyOf(sources);
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(
                    problem(path, Kind.BAD_INPUT, "open.io.cause", "open.io.remedy")
                            .problem()
                            .withOriginal(path.toString(), String.valueOf(e.getMessage())),
                    e);
        }
    }

    /// The built-in recording: the lab's two hosts, wired together. Each call opens it afresh, so that what is "applied"
    /// to it lasts as long as its sources do.
    public static List<RecordingSource> demo() {
        try (InputStream in = Captures.class.getResourceAsStream(DEMO)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its recording, " + DEMO);
            }
            List<RecordingSource> sources = new ArrayList<>();
            zip(in, Path.of(DEMO))
                    .forEach(
                            (folder, files) ->
                                    sources.add(
                                            new RecordingSource(
                                                    CaptureFiles.of(folder, files),
                                                    "demo:" + folder)));
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same, or only the host of that name.
    ///
    /// @throws ProblemException with `BAD_INPUT` when the recording has no such host
    public static List<RecordingSource> demo(Optional<String> host) {
        List<RecordingSource> named =
                demo().stream().filter(s -> host.isEmpty() || s.name().equals(host.get())).toList();
        if (named.isEmpty()) {
            throw problem(
                    Path.of("demo:" + host.orElse("")),
                    Kind.BAD_INPUT,
                    "open.no-host.cause",
                    "open.no-host.remedy");
        }
        return named;
    }

    private static String uri(String base, String folder, boolean directory) {
        if (folder.isEmpty()) {
            return base;
        }
        return base + (directory ? "/" : INSIDE) + folder;
    }

    private static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "capture" : last.toString();
        return name.endsWith(".bwcap") ? name.substring(0, name.length() - 6) : name;
    }

    private static Map<String, Map<String, byte[]>> folders(Path path) throws IOException {
        Map<String, Map<String, byte[]>> folders = new TreeMap<>();
        if (Files.isRegularFile(path.resolve(CaptureFiles.COMMANDS))) {
            folders.put("", files(path));
            return folders;
        }
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.sorted().toList()) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(child.resolve(CaptureFiles.COMMANDS))) {
                    folders.put(String.valueOf(child.getFileName()), files(child));
                }
            }
        }
        return folders;
    }

    /// Symbolic links are left out: a capture from elsewhere must not show a file of this computer.
    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long total = 0;
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                if (!Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                long size = Files.size(child);
                total += size;
                if (size > MAX_FILE_BYTES || total > MAX_BYTES || files.size() >= MAX_FILES) {
                    throw tooLarge(folder);
                }
                files.put(String.valueOf(child.getFileName()), Files.readAllBytes(child));
            }
        }
        return files;
    }

    private static Map<String, Map<String, byte[]>> zip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return zip(in, path);
        }
    }

    private static Map<String, Map<String, byte[]>> zip(InputStream in, Path path)
            throws IOException {
        byte[] whole = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MAX_BYTES));
        if (whole.length < 4 || whole[0] != 'P' || whole[1] != 'K') {
            throw problem(path, Kind.BAD_INPUT, "open.foreign.cause", "open.foreign.remedy");
        }
        // The directory stands at the end: without it the file was cut off.
        if (!hasDirectory(whole)) {
            throw problem(path, Kind.BAD_INPUT, "open.truncated.cause", "open.truncated.remedy");
        }
        Map<String, Map<String, byte[]>> all = new TreeMap<>();
        long total = 0;
        int count = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName();
                checkName(path, name);
                byte[] bytes = zip.readNBytes(MAX_FILE_BYTES + 1);
                total += bytes.length;
                count++;
                if (bytes.length > MAX_FILE_BYTES || total > MAX_BYTES || count > MAX_FILES) {
                    throw tooLarge(path);
                }
                int slash = name.lastIndexOf('/');
                String folder = slash < 0 ? "" : name.substring(0, slash);
                all.computeIfAbsent(folder, f -> new TreeMap<>())
                        .put(name.substring(slash + 1), bytes);
            }
        }
        all.values().removeIf(files -> !files.containsKey(CaptureFiles.COMMANDS));
        Map<String, Map<String, byte[]>> byLastName = new TreeMap<>();
        all.forEach(
                (folder, files) ->
                        byLastName.put(
                                all.size() == 1 && folder.isEmpty()
                                        ? ""
                                        : folder.substring(folder.lastIndexOf('/') + 1),
                                files));
        return byLastName;
    }

    private static boolean hasDirectory(byte[] zip) {
        for (int i = zip.length - 22; i >= Math.max(0, zip.length - 22 - 65_535); i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 5 && zip[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    /// Nothing is ever unpacked, but a name that climbs out of its folder shows that somebody tries.
    private static void checkName(Path path, String name) {
        boolean climbs =
                name.startsWith("/")
                        || name.indexOf('\\') >= 0
                        || name.indexOf('\0') >= 0
                        || List.of(name.split("/", -1)).contains("..");
        if (climbs) {
            throw problem(path, Kind.BAD_INPUT, "open.names.cause", "open.foreign.remedy");
        }
    }

    private static ProblemException tooLarge(Path path) {
        return new ProblemException(
                Problem.of(
                        Kind.BAD_INPUT,
                        WORDS.get("open.summary", path),
                        WORDS.get("open.large.cause", MAX_BYTES >> 20),
                        WORDS.get("open.large.remedy")));
    }

    private static ProblemException problem(Path path, Kind kind, String cause, String remedy) {
        return new ProblemException(
                Problem.of(
                        kind,
                        WORDS.get("open.summary", path),
                        WORDS.get(cause),
                        WORDS.get(remedy)));
    }
}
