package org.bridgewright.core.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/// What was applied, on disk before it was done: one JSON object a line, each forced before the call returns.
///
/// The file is appended to, never rewritten, so that a crash can only tear its last line. Files are the user's alone
/// (0600 in a 0700 directory). Any thread; several processes may append.
public final class Journal {
    static final int VERSION = 1;
    static final String FILE = "journal.jsonl";
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final InstantSource clock;

    /// @param directory the state directory (`$XDG_STATE_HOME/bridgewright`); made when it is first written to
    public Journal(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /// Why a plan runs.
    public enum Kind {
        APPLY,
        UNDO,
        FINISH;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What a line tells of a step, or of the whole run.
    enum Phase {
        BEGIN,
        INTENT,
        DONE,
        VERIFIED,
        FAILED,
        UNDO_INTENT,
        UNDONE,
        UNDO_FAILED,
        UNKNOWN,
        END;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// One execution of a plan, as the journal names it.
    public record Run(String id, HostId host) {}

    Path file() {
        return directory.resolve(FILE);
    }

    /// Takes the host for one apply; a second instance of the program is told who has it.
    ///
    /// @throws ProblemException when another process, or another apply of this one, holds it
    Lock lock(HostId host, String planId) {
        String name = ElementId.host(host).value() + ".lock";
        Path path = directory.resolve("lock").resolve(name);
        try {
            makeDirectory(directory);
            makeDirectory(directory.resolve("lock"));
            FileChannel channel = open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    channel.truncate(0);
                    write(
                            channel,
                            "pid %d since %s plan %s%n"
                                    .formatted(
                                            ProcessHandle.current().pid(),
                                            clock.instant(),
                                            planId));
                    return new Lock(channel);
                }
            } catch (OverlappingFileLockException ourOwn) {
                channel.close();
                throw busy(host, path);
            }
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        throw busy(host, path);
    }

    private static ProblemException busy(HostId host, Path lock) throws ProblemException {
        String holder;
        try {
            holder = Files.readString(lock).strip();
        } catch (IOException unreadable) {
            holder = "?";
        }
        return new ProblemException(
                Problem.of(
                        Problem.Kind.REFUSED,
                        host,
                        Phrases.WORDS.get("journal.busy", host),
                        Phrases.WORDS.get("journal.busy.cause", holder),
                        Phrases.WORDS.get("journal.busy.remedy")));
    }

    /// Holds a host until closed; the system frees it when the process dies.
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
    }

    /// Writes the whole plan down, before anything else.
    Run begin(ChangePlan plan, Kind kind, Optional<Run> of) {
        Instant now = clock.instant();
        Run run = new Run(plan.id() + "-" + RUN_TIME.format(now), plan.host());
        ObjectNode line = line(run, Phase.BEGIN, now);
        line.put("purpose", kind.word());
        of.ifPresent(r -> line.put("of", r.id()));
        line.set("plan", PlanJson.toTree(plan));
        append(line);
        return run;
    }

    void step(Run run, Phase phase, int step, String text, Map<String, String> found) {
        ObjectNode line = line(run, phase, clock.instant());
        line.put("step", step);
        if (!text.isEmpty()) {
            line.put("text", text);
        }
        if (!found.isEmpty()) {
            ObjectNode facts = line.putObject("found");
            new java.util.TreeMap<>(found).forEach(facts::put);
        }
        append(line);
    }

    /// @param outcome `applied rolled-back rollback-failed not-started unknown`, or `finished undone` by a later run
    void end(Run run, String outcome, String text) {
        ObjectNode line = line(run, Phase.END, clock.instant());
        line.put("outcome", outcome);
        if (!text.isEmpty()) {
            line.put("text", text);
        }
        append(line);
    }

    private static ObjectNode line(Run run, Phase phase, Instant at) {
        ObjectNode line = PlanJson.json().createObjectNode();
        line.put("v", VERSION);
        line.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("run", run.id());
        line.put("host", run.host().value());
        line.put("phase", phase.word());
        return line;
    }

    private void append(ObjectNode line) {
        try {
            makeDirectory(directory);
            try (FileChannel channel =
                    open(file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                // One write of the whole line: appends of several processes do not mix. A torn line
                // of a crash is
                // closed first, so that it spoils only itself.
                write(channel, (endsTorn() ? "\n" : "") + line + "\n");
                channel.force(true);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private boolean endsTorn() throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static FileChannel open(Path path, StandardOpenOption... options) throws IOException {
        EnumSet<StandardOpenOption> all = EnumSet.of(StandardOpenOption.CREATE, options);
        return FileChannel.open(
                path,
                all,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void makeDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static ProblemException cannotWrite(IOException e) {
        return new ProblemException(
                Problem.of(
                                Problem.Kind.BAD_INPUT,
                                Phrases.WORDS.get("journal.cannot-write"),
                                String.valueOf(e.getMessage()),
                                Phrases.WORDS.get("journal.cannot-write.remedy"))
                        .withOriginal("journal", e.toString()),
                e);
    }

    /// All runs on disk, oldest first. Lines that cannot be read are counted, not hidden.
    public JournalLog read() {
        if (!Files.exists(file())) {
            return JournalLog.EMPTY;
        }
        try {
            return JournalLog.parse(Files.readAllBytes(file()));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}
