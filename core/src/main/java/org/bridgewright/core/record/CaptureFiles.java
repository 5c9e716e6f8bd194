package org.bridgewright.core.record;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.kernel.CleanText;
import org.bridgewright.core.kernel.OwnerFiles;
import org.bridgewright.core.kernel.RawOutput;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;

/// One host's capture as it lies in its folder: outputs by file name, with their commands.
///
/// @param name the folder's name
/// @param uri of the host when it was captured; empty for version 0
/// @param offset of the host's local time, in which `virsh` prints leases; UTC where the capture does not say
record CaptureFiles(
        String name,
        RawOutputs outputs,
        Map<String, String> commands,
        Optional<String> uri,
        ZoneOffset offset) {
    static final String COMMANDS = "commands.txt";
    static final String HEADER = "capture.txt";
    static final String FORMAT = "bridgewright.capture";
    static final int VERSION = 1;
    private static final String STDERR = ".stderr";

    /// @param files by their names in the folder
    /// @throws ProblemException for a capture of a later version
    static CaptureFiles of(String name, Map<String, byte[]> files) {
        Optional<Instant> readAt = Optional.empty();
        Optional<String> uri = Optional.empty();
        ZoneOffset offset = ZoneOffset.UTC;
        byte[] header = files.get(HEADER);
        if (header != null) {
            String[] lines = CleanText.of(header).split("\n", -1);
            checkVersion(name, lines[0].strip());
            uri = lines.length > 1 ? Optional.of(lines[1].strip()) : Optional.empty();
            readAt = lines.length > 2 ? instant(lines[2].strip()) : Optional.empty();
            offset = lines.length > 3 ? offset(lines[3].strip()) : ZoneOffset.UTC;
        }
        Map<String, RawOutput> outputs = new LinkedHashMap<>();
        Map<String, String> commands = new LinkedHashMap<>();
        String index = CleanText.of(files.getOrDefault(COMMANDS, new byte[0]));
        for (String line : index.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length < 2 || !words[0].matches("\\d{1,3}")) {
                continue;
            }
            byte[] stdout = files.get(words[1]);
            String command = words.length > 2 ? words[2] : "";
            if (stdout != null) {
                String key = key(words[1], command);
                outputs.put(
                        key,
                        RawOutput.of(
                                key, Integer.parseInt(words[0]), stdout, stderr(files, words[1])));
                commands.put(key, command);
            }
        }
        if (index.lines().noneMatch(line -> line.matches("\\d{1,3} \\S+.*"))) {
            throw new ProblemException(
                    Problem.of(
                            Kind.BAD_INPUT,
                            Captures.WORDS.get("open.summary", name),
                            Captures.WORDS.get("open.index.cause", COMMANDS),
                            Captures.WORDS.get("open.foreign.remedy")));
        }
        files.forEach(
                (file, stdout) -> {
                    if (!commands.containsKey(file)
                            && !file.endsWith(STDERR)
                            && !file.equals(COMMANDS)
                            && !file.equals(HEADER)
                            && !index.contains(" " + file + " ")) {
                        outputs.put(file, RawOutput.of(file, 0, stdout, stderr(files, file)));
                    }
                });
        return new CaptureFiles(
                name, new RawOutputs(outputs, readAt, false), commands, uri, offset);
    }

    private static String stderr(Map<String, byte[]> files, String file) {
        return CleanText.of(files.getOrDefault(file + STDERR, new byte[0]));
    }

    /// Version 0 names a configuration file with dashes for slashes; its command tells the true path.
    private static String key(String file, String command) {
        return file.startsWith(OwnerFiles.PREFIX) && command.startsWith("cat /etc/")
                ? OwnerFiles.fileName(command.substring("cat ".length()).strip())
                : file;
    }

    private static void checkVersion(String name, String first) {
        if (!first.matches(FORMAT + " \\d{1,4}")) {
            throw new ProblemException(
                    Problem.of(
                            Kind.BAD_INPUT,
                            Captures.WORDS.get("open.summary", name),
                            Captures.WORDS.get("open.header.cause", HEADER),
                            Captures.WORDS.get("open.foreign.remedy")));
        }
        int version = Integer.parseInt(first.substring(FORMAT.length() + 1));
        if (version > VERSION) {
            throw new ProblemException(
                    Problem.of(
                            Kind.BAD_INPUT,
                            Captures.WORDS.get("open.summary", name),
                            Captures.WORDS.get("open.version.cause", version, VERSION),
                            Captures.WORDS.get("open.version.remedy")));
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static ZoneOffset offset(String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException notAnOffset) {
            return ZoneOffset.UTC;
        }
    }

    /// The output `PREFIX` + name + `SUFFIX`, the name written as it is (version 0) or encoded.
    Optional<RawOutput> of(String prefix, String object, String suffix) {
        return outputs.get(prefix + OwnerFiles.encode(object) + suffix)
                .or(() -> outputs.get(prefix + object + suffix));
    }

    /// Its text, when the command succeeded.
    Optional<String> text(String prefix, String object, String suffix) {
        return of(prefix, object, suffix).filter(o -> o.exitStatus() == 0).map(RawOutput::text);
    }

    /// The host's id: what `hostname` printed up to the first dot, else the folder's name.
    String hostId() {
        String told =
                outputs.good("hostname.txt")
                        .map(o -> o.text().strip())
                        .flatMap(text -> text.lines().findFirst())
                        .orElse("");
        int dot = told.indexOf('.');
        String id = (dot < 0 ? told : told.substring(0, dot)).strip();
        return id.isEmpty() ? name : id;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
