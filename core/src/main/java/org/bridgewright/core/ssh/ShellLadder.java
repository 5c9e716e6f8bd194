package org.bridgewright.core.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Gets a POSIX shell to run our scripts, whatever the login shell is and prints. The command lines are constants; the script goes to standard input.
/// Tried in order until one has run the script's first line; the one that worked is remembered.
///
/// What a noisy `.bashrc` prints ends at a mark that is random for each run.
final class ShellLadder {
    static final int MOST_OUTPUT = 32 << 20;
    private static final int MOST_ERRORS = 1 << 20;
    private static final long MOST_WAITING = 64L << 20;
    private static final int MOST_NOISE = 1 << 20;
    private static final int MARK_BYTES = 12;
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(20);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Words WORDS = Words.of(ShellLadder.class);

    /// The first is kind to the host, the second for hosts without `timeout`, the third for restricted shells, which allow neither `exec` nor a slash.
    private static final List<String> PLAIN_LINES =
            List.of("exec nice -n 10 /bin/sh -s", "exec /bin/sh -s", "sh -s");

    private volatile int works;

    /// A started command line.
    interface Run extends AutoCloseable {
        OutputStream stdin();

        /// What the login shell returned; -1 where unknown.
        int exitStatus();

        @Override
        void close();
    }

    @FunctionalInterface
    interface Launcher {
        Run launch(String line, Cancel cancel, ChunkQueue out, CappedSink err);
    }

    /// A script that has begun: its first line was run.
    record Begun(Run run, ChunkQueue out, CappedSink err, String mark, byte[] rest) {}

    ExecResult exec(RemoteScript script, Launcher launcher, Cancel cancel, String shown) {
        Begun begun = begin(script, false, launcher, cancel, shown);
        try (Run run = begun.run();
                Guard guard = Guard.of(cancel, run::close)) {
            begun.run().stdin().close();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(begun.rest());
            boolean truncated = drain(begun.out(), out);
            if (guard.isCut()) {
                throw new ProblemException(Guard.stopped(cancel, shown));
            }
            return result(begun, out.toByteArray(), truncated);
        } catch (IOException e) {
            throw broken(shown, cancel, e);
        }
    }

    private static boolean drain(ChunkQueue from, ByteArrayOutputStream out) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (int n = from.read(buffer, 0, buffer.length, 0);
                n >= 0;
                n = from.read(buffer, 0, buffer.length, 0)) {
            out.write(buffer, 0, n);
            if (out.size() > MOST_OUTPUT) {
                return true;
            }
        }
        return false;
    }

    private static ExecResult result(Begun begun, byte[] all, boolean truncated) {
        byte[] end = ("\n" + begun.mark() + " ").getBytes(StandardCharsets.US_ASCII);
        int at = truncated ? -1 : lastIndexOf(all, end);
        if (at < 0) {
            // Ended from outside before its last line: by its limit on the host, by a signal, or by
            // our cap.
            int status = truncated ? -1 : begun.run().exitStatus();
            byte[] kept = truncated ? Arrays.copyOf(all, MOST_OUTPUT) : all;
            return new ExecResult(status, kept, begun.err().bytes(), truncated);
        }
        String status =
                new String(
                                all,
                                at + end.length,
                                all.length - at - end.length,
                                StandardCharsets.US_ASCII)
                        .strip();
        int exit = status.matches("[0-9]{1,3}") ? Integer.parseInt(status) : -1;
        return new ExecResult(exit, Arrays.copyOf(all, at), begun.err().bytes(), false);
    }

    HostShell.ScriptStream stream(
            RemoteScript script,
            HostShell.StreamListener listener,
            Launcher launcher,
            Cancel cancel,
            String shown) {
        return new RunningScript(begin(script, true, launcher, cancel, shown), listener, shown);
    }

    /// Runs the script up to its mark.
    Begun begin(
            RemoteScript script,
            boolean keepInput,
            Launcher launcher,
            Cancel cancel,
            String shown) {
        Optional<Begun> begun = Optional.empty();
        StringBuilder noise = new StringBuilder();
        for (int i = works; i < PLAIN_LINES.size() && begun.isEmpty(); i++) {
            begun =
                    attempt(
                            line(i, script, keepInput),
                            script,
                            keepInput,
                            launcher,
                            cancel,
                            shown,
                            noise);
            if (begun.isPresent()) {
                works = i;
            }
        }
        return begun.orElseThrow(
                () ->
                        new ProblemException(
                                Problem.of(
                                                Problem.Kind.NOT_PERMITTED,
                                                WORDS.get("shell.none", shown),
                                                WORDS.get("shell.none.cause"),
                                                WORDS.get("shell.none.remedy", shown))
                                        .withOriginal(
                                                "ssh", LoginUi.clean(noise.toString()).strip())));
    }

    private static String line(int rung, RemoteScript script, boolean keepInput) {
        if (rung == 0 && !keepInput) {
            long seconds = script.limit().orElse(DEFAULT_LIMIT).toSeconds();
            return "exec nice -n 10 timeout -k 2 " + seconds + " /bin/sh -s";
        }
        return PLAIN_LINES.get(rung);
    }

    private static Optional<Begun> attempt(
            String line,
            RemoteScript script,
            boolean keepInput,
            Launcher launcher,
            Cancel cancel,
            String shown,
            StringBuilder noise) {
        byte[] random = new byte[MARK_BYTES];
        RANDOM.nextBytes(random);
        String mark = "bw-" + HexFormat.of().formatHex(random);
        ChunkQueue out = new ChunkQueue(MOST_WAITING);
        CappedSink err = new CappedSink(MOST_ERRORS);
        Run run = launcher.launch(line, cancel, out, err);
        boolean done = false;
        try (Guard guard = Guard.of(cancel, run::close)) {
            byte[] wanted = ("\n" + mark + "\n").getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            try {
                run.stdin().write(script.framed(mark, keepInput).getBytes(StandardCharsets.UTF_8));
                run.stdin().flush();
            } catch (IOException e) {
                // The shell is gone already; what it printed says why.
                noise.append(e.getMessage()).append('\n');
            }
            byte[] buffer = new byte[64 << 10];
            int at = -1;
            for (int n = out.read(buffer, 0, buffer.length, 0);
                    n >= 0;
                    n = out.read(buffer, 0, buffer.length, 0)) {
                int from = Math.max(0, seen.size() - wanted.length);
                seen.write(buffer, 0, n);
                at = indexOf(seen.toByteArray(), wanted, from);
                if (at >= 0 || seen.size() > MOST_NOISE) {
                    break;
                }
            }
            if (guard.isCut()) {
                throw new ProblemException(Guard.stopped(cancel, shown));
            }
            byte[] all = seen.toByteArray();
            if (at < 0) {
                noise.append(new String(all, 0, Math.min(all.length, 2000), StandardCharsets.UTF_8))
                        .append(new String(err.bytes(), StandardCharsets.UTF_8))
                        .append('\n');
                return Optional.empty();
            }
            done = true;
            return Optional.of(
                    new Begun(
                            run,
                            out,
                            err,
                            mark,
                            Arrays.copyOfRange(all, at + wanted.length, all.length)));
        } catch (IOException e) {
            throw broken(shown, cancel, e);
        } finally {
            if (!done) {
                run.close();
            }
        }
    }

    static ProblemException broken(String shown, Cancel cancel, IOException e) {
        if (cancel.isCancelled() || cancel.isPastDeadline()) {
            return new ProblemException(Guard.stopped(cancel, shown), e);
        }
        return new ProblemException(
                Problem.of(
                                Problem.Kind.CANNOT_CONNECT,
                                WORDS.get("lost", shown),
                                WORDS.get("lost.cause"),
                                WORDS.get("lost.remedy"))
                        .withOriginal("ssh", String.valueOf(e.getMessage())),
                e);
    }

    static int indexOf(byte[] all, byte[] wanted, int from) {
        for (int i = from; i <= all.length - wanted.length; i++) {
            if (Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    static int lastIndexOf(byte[] all, byte[] wanted) {
        for (int i = all.length - wanted.length; i >= 0; i--) {
            if (Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /// One line of words for a running script's standard input.
    static String inputLine(Word... words) {
        return Stream.of(words)
                        .map(Word::text)
                        .peek(
                                t -> {
                                    if (t.isEmpty()
                                            || t.chars().anyMatch(Character::isWhitespace)) {
                                        throw new IllegalArgumentException(
                                                "a word on a script's input has no blank");
                                    }
                                })
                        .collect(Collectors.joining(" "))
                + "\n";
    }
}
