package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
    @TempDir Path dir;

    private RelayDirectory directory(String mode) throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(mode));
        return RelayDirectory.create(Map.of("XDG_RUNTIME_DIR", dir.toString()));
    }

    /// Gives back what it is sent.
    private static final class Echo implements ByteSocket {
        private final ChunkQueue queue = new ChunkQueue(1 << 20);

        @Override
        public OutputStream output() {
            return queue;
        }

        @Override
        public int read(byte[] into) throws IOException {
            return queue.read(into, 0, into.length, 0);
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    @Test
    void bytesGoBothWaysAndACutFreesWhoWaits() throws Exception {
        try (RelayDirectory place = directory("rwx------");
                Relay relay = Relay.start(place, cancel -> new Echo())) {
            assertTrue(relay.socket().startsWith(dir.resolve("bridgewright")));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(relay.socket().getParent())));
            try (LocalSocket client = LocalSocket.open(relay.socket())) {
                client.output().write("hello".getBytes(StandardCharsets.US_ASCII));
                byte[] answer = new byte[16];
                assertEquals(
                        "hello",
                        new String(answer, 0, client.read(answer), StandardCharsets.US_ASCII));
                CompletableFuture<Integer> waiting =
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return client.read(new byte[1]);
                                    } catch (IOException e) {
                                        return -1;
                                    }
                                },
                                Thread::startVirtualThread);
                relay.cut();
                assertEquals(-1, waiting.get(10, TimeUnit.SECONDS));
            }
            try (LocalSocket again = LocalSocket.open(relay.socket())) {
                again.output().write(1);
                assertEquals(1, again.read(new byte[1]));
            }
        }
        try (var left = Files.list(dir.resolve("bridgewright"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aSocketThatDoesNotOpenIsRemembered() throws Exception {
        Problem problem = Problem.of(Problem.Kind.TOOL_MISSING, "s", "c", "r");
        try (RelayDirectory place = directory("rwx------");
                Relay relay =
                        Relay.start(
                                place,
                                cancel -> {
                                    throw new ProblemException(problem);
                                });
                LocalSocket client = LocalSocket.open(relay.socket())) {
            assertEquals(-1, client.read(new byte[1]));
            assertEquals(problem, relay.lastProblem().orElseThrow());
        }
    }

    @Test
    void aDirectoryThatOthersCanEnterIsNotUsed() throws Exception {
        try (RelayDirectory place = directory("rwxr-xr-x")) {
            assertFalse(place.path().startsWith(dir));
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        Path link = dir.resolve("link");
        Files.createSymbolicLink(link, dir);
        try (RelayDirectory place =
                RelayDirectory.create(Map.of("XDG_RUNTIME_DIR", link.toString()))) {
            assertFalse(place.path().startsWith(link));
        }
    }

    @Test
    void whatAKilledProcessLeftIsSwept() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        var ours =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path base = Files.createDirectory(dir.resolve("bridgewright"), ours);
        Path dead = Files.createDirectory(base.resolve("4194399-abc"), ours);
        Files.createFile(dead.resolve("1"));
        Path alive =
                Files.createDirectory(base.resolve(ProcessHandle.current().pid() + "-abc"), ours);
        try (RelayDirectory place = directory("rwx------")) {
            assertTrue(place.path().startsWith(base));
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(alive));
        }
    }
}
