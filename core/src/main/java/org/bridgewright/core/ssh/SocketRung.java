package org.bridgewright.core.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// The ways to a socket of the host, best first.
enum SocketRung {
    STREAMLOCAL("streamlocal"),
    VIRT_SSH_HELPER("virt-ssh-helper"),
    NC("nc"),
    SOCAT("socat");

    private static final Words WORDS = Words.of(SocketRung.class);
    private static final int LONGEST_LINE = 256;
    private final String word;

    SocketRung(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /// Opens the socket by a program of the host; which one, its script finds in the same round trip.
    static ByteSocket openByExec(
            ShellLadder ladder,
            ShellLadder.Launcher launcher,
            String path,
            HostUri.Instance instance,
            boolean readOnly,
            Cancel cancel,
            String shown,
            Consumer<SocketRung> used) {
        RemoteScript script =
                RemoteScript.resource(
                        SocketRung.class,
                        "open-socket.sh",
                        List.of(
                                Word.of(path),
                                Word.of("qemu:///" + instance.word()),
                                Word.of(readOnly ? "-r" : ""),
                                Word.of(
                                        LibvirtSockets.isUsual(path, instance)
                                                ? "usual"
                                                : "other")));
        ShellLadder.Begun begun = ladder.begin(script, true, launcher, cancel, shown);
        boolean done = false;
        try (Guard guard = Guard.of(cancel, begun.run()::close)) {
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            rest.writeBytes(begun.rest());
            byte[] buffer = new byte[4096];
            int end;
            while ((end = lineEnd(rest.toByteArray())) < 0 && rest.size() < LONGEST_LINE) {
                int n = begun.out().read(buffer, 0, buffer.length, 0);
                if (n < 0) {
                    break;
                }
                rest.write(buffer, 0, n);
            }
            if (guard.isCut()) {
                throw new ProblemException(Guard.stopped(cancel, shown));
            }
            byte[] all = rest.toByteArray();
            String answer = end < 0 ? "" : new String(all, 0, end, StandardCharsets.US_ASCII);
            for (SocketRung rung : values()) {
                if (rung.word.equals(answer)) {
                    done = true;
                    return new ExecSocket(
                            begun,
                            java.util.Arrays.copyOfRange(all, end + 1, all.length),
                            () -> used.accept(rung));
                }
            }
            throw new ProblemException(problem(answer, path, shown));
        } catch (IOException e) {
            throw ShellLadder.broken(shown, cancel, e);
        } finally {
            if (!done) {
                begun.run().close();
            }
        }
    }

    private static Problem problem(String answer, String path, String shown) {
        String key =
                "socket."
                        + (WORDS.has("socket." + answer.toLowerCase(Locale.ROOT))
                                ? answer
                                : "no-answer");
        return Problem.of(
                answer.equals("denied") ? Problem.Kind.NOT_PERMITTED : Problem.Kind.TOOL_MISSING,
                WORDS.get("socket.refused", shown, path),
                WORDS.get(key, path),
                WORDS.get(key + ".remedy", path));
    }

    private static int lineEnd(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// The program's standard input and output as a socket.
    private static final class ExecSocket implements ByteSocket {
        private final ShellLadder.Begun begun;
        private final Runnable answered;
        private byte[] rest;
        private boolean heard;

        /// @param answered run at the first byte from the socket: a program that starts proves nothing yet
        ExecSocket(ShellLadder.Begun begun, byte[] rest, Runnable answered) {
            this.begun = begun;
            this.rest = rest;
            this.answered = answered;
        }

        @Override
        public OutputStream output() {
            return begun.run().stdin();
        }

        @Override
        public int read(byte[] into) throws IOException {
            if (rest.length > 0) {
                int n = Math.min(into.length, rest.length);
                System.arraycopy(rest, 0, into, 0, n);
                rest = java.util.Arrays.copyOfRange(rest, n, rest.length);
                return n;
            }
            int n = begun.out().read(into, 0, into.length, 0);
            if (n > 0 && !heard) {
                heard = true;
                answered.run();
            }
            return n;
        }

        @Override
        public void close() {
            begun.run().close();
        }
    }
}
