package org.bridgewright.core.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// A shell of root on the host (`root-shell.sh`) that runs one script after the other. For one thread; the stream's own thread only adds to what
/// was heard.
final class RootShell implements AutoCloseable {
    /// Where the host hides processes from each other, the shell is taken for running after so long without another prompt.
    private static final Duration TAKEN_FOR_RUNNING = Duration.ofSeconds(6);

    private static final SecureRandom RANDOM = new SecureRandom();
    private final String mark;
    private final String shown;
    private final RunningScript stream;
    private final Heard heard;

    /// How far sudo has come.
    enum State {
        PROMPT,
        RUNNING,
        ENDED
    }

    private RootShell(String mark, String shown, RunningScript stream, Heard heard) {
        this.mark = mark;
        this.shown = shown;
        this.stream = stream;
        this.heard = heard;
    }

    static RootShell start(HostShell shell, String shown, Cancel cancel) {
        String mark = newMark();
        Heard heard = new Heard();
        RemoteScript script =
                RemoteScript.resource(RootShell.class, "root-shell.sh", List.of(Word.of(mark)));
        if (!(shell.stream(script, heard, cancel) instanceof RunningScript stream)) {
            throw new IllegalStateException("a shell with streams of another kind");
        }
        return new RootShell(mark, shown, stream, heard);
    }

    private static String newMark() {
        byte[] octets = new byte[12];
        RANDOM.nextBytes(octets);
        return "bw" + HexFormat.of().formatHex(octets);
    }

    /// Waits until sudo has decided, or asks once more than `answered` times.
    State await(int answered, Cancel cancel) {
        long taken = System.nanoTime() + TAKEN_FOR_RUNNING.toNanos();
        while (true) {
            String text = heard.text();
            if (text.contains(mark + "-running")) {
                heard.clear();
                return State.RUNNING;
            }
            if (heard.hasEnded() || text.contains(mark + "-ended")) {
                return State.ENDED;
            }
            if (text.split(mark + "-prompt", -1).length - 1 > answered) {
                return State.PROMPT;
            }
            if (System.nanoTime() > taken) {
                heard.clear();
                return State.RUNNING;
            }
            pause(cancel);
        }
    }

    /// Sends the password and wipes it.
    void password(byte[] line) {
        try {
            stream.write(line);
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /// What sudo said, without our own marks.
    String said() {
        return heard.text()
                .lines()
                .filter(l -> !l.contains(mark))
                .reduce("", (a, b) -> a + b + "\n");
    }

    boolean isUsable() {
        return !heard.hasEnded();
    }

    /// Runs one script; its errors are among its output.
    ExecResult exec(RemoteScript script, Cancel cancel) {
        String own = newMark();
        heard.clear();
        stream.write(script.framedForShell(own).getBytes(StandardCharsets.UTF_8));
        byte[] end = ("\n" + own + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] begin = ("\n" + own + "\n").getBytes(StandardCharsets.US_ASCII);
        while (true) {
            byte[] all = heard.bytes();
            int at = ShellLadder.lastIndexOf(all, end);
            int status = at < 0 ? -1 : statusAt(all, at + end.length);
            int from = ShellLadder.indexOf(all, begin, 0);
            if (status >= 0 && from >= 0) {
                return new ExecResult(
                        status,
                        Arrays.copyOfRange(
                                all, from + begin.length, Math.max(from + begin.length, at)),
                        new byte[0],
                        false);
            }
            if (heard.hasEnded() || all.length > ShellLadder.MOST_OUTPUT) {
                close();
                throw new ProblemException(
                        heard.why().orElseGet(() -> Guard.stopped(cancel, shown)));
            }
            pause(cancel);
        }
    }

    /// The number of a whole line; -1 while it is not there yet.
    private static int statusAt(byte[] all, int from) {
        int end = from;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        String word = new String(all, from, end - from, StandardCharsets.US_ASCII);
        return end < all.length && word.matches("[0-9]{1,3}") ? Integer.parseInt(word) : -1;
    }

    private void pause(Cancel cancel) {
        if (cancel.isCancelled() || cancel.isPastDeadline()) {
            close();
            throw new ProblemException(Guard.stopped(cancel, shown));
        }
        try {
            heard.awaitMore();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ProblemException(Guard.stopped(cancel, shown), e);
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    /// What came since the last look.
    private static final class Heard implements HostShell.StreamListener {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;
        private Optional<Problem> why = Optional.empty();

        @Override
        public synchronized void bytes(byte[] chunk) {
            if (bytes.size() <= ShellLadder.MOST_OUTPUT) {
                bytes.writeBytes(chunk);
            }
            notifyAll();
        }

        @Override
        public synchronized void ended(Optional<Problem> reason) {
            ended = true;
            why = reason;
            notifyAll();
        }

        synchronized void clear() {
            bytes.reset();
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        synchronized boolean hasEnded() {
            return ended;
        }

        synchronized Optional<Problem> why() {
            return why;
        }

        synchronized void awaitMore() throws InterruptedException {
            if (!ended) {
                wait(100);
            }
        }
    }
}
