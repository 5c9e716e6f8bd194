package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// This computer, by the same scripts as any other host.
public final class LocalShell implements HostShell {
    private static final Words WORDS = Words.of(LocalShell.class);
    private final ShellLadder ladder = new ShellLadder();
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public ExecResult exec(RemoteScript script, Cancel cancel) {
        return ladder.exec(script, this::launch, cancel, shown());
    }

    @Override
    public ScriptStream stream(RemoteScript script, StreamListener listener, Cancel cancel) {
        return ladder.stream(script, listener, this::launch, cancel, shown());
    }

    private ShellLadder.Run launch(String line, Cancel cancel, ChunkQueue out, CappedSink err) {
        Guard.check(cancel, shown());
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", line).start();
            running.add(process);
            Thread.ofVirtual().start(() -> pump(process.getInputStream(), out));
            Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err));
            return new ProcessRun(process, out);
        } catch (IOException e) {
            throw ShellLadder.broken(shown(), cancel, e);
        }
    }

    private static void pump(InputStream from, OutputStream to) {
        try (from;
                to) {
            from.transferTo(to);
        } catch (IOException e) {
            // The process was ended; its reader sees the end of the queue.
            return;
        }
    }

    private final class ProcessRun implements ShellLadder.Run {
        private final Process process;
        private final ChunkQueue out;

        ProcessRun(Process process, ChunkQueue out) {
            this.process = process;
            this.out = out;
        }

        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public int exitStatus() {
            try {
                return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        @Override
        public void close() {
            out.close();
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            running.remove(process);
        }
    }

    @Override
    public ByteSocket openSocket(
            String path, HostUri.Instance instance, boolean readOnly, Cancel cancel) {
        Guard.check(cancel, shown());
        try {
            return LocalSocket.open(Path.of(path));
        } catch (IOException e) {
            boolean there = Files.exists(Path.of(path));
            boolean denied =
                    there
                            && (e instanceof AccessDeniedException
                                    || !Files.isWritable(Path.of(path)));
            String key = denied ? "socket.denied" : there ? "socket.dead" : "socket.no-socket";
            throw new ProblemException(
                    Problem.of(
                                    denied ? Problem.Kind.NOT_PERMITTED : Problem.Kind.TOOL_MISSING,
                                    WORDS.get("socket.refused", shown(), path),
                                    WORDS.get(key, path),
                                    WORDS.get(key + ".remedy", path))
                            .withOriginal("socket", String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static String shown() {
        return LocalCommand.hostName();
    }

    @Override
    public String way() {
        return "local";
    }

    @Override
    public Optional<Duration> roundTrip() {
        return Optional.empty();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void onLost(Consumer<Problem> action) {
        // This computer is not lost without this program.
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(
                p -> {
                    p.descendants().forEach(ProcessHandle::destroy);
                    p.destroy();
                });
        running.clear();
    }
}
