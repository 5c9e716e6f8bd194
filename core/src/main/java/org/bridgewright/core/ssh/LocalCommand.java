package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one short command of this computer, without a shell, ended after its time.
final class LocalCommand {
    private static final int MOST = 1 << 20;

    private LocalCommand() {}

    record Result(int exit, String out, String err) {}

    static Result run(List<String> line, Duration limit) {
        Process process;
        try {
            process = new ProcessBuilder(line).redirectInput(new java.io.File("/dev/null")).start();
        } catch (IOException e) {
            return new Result(127, "", e.toString());
        }
        AtomicReference<String> out = new AtomicReference<>("");
        AtomicReference<String> err = new AtomicReference<>("");
        Thread reader = Thread.ofVirtual().start(() -> out.set(read(process.getInputStream())));
        Thread errors = Thread.ofVirtual().start(() -> err.set(read(process.getErrorStream())));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            reader.join(Duration.ofSeconds(1));
            errors.join(Duration.ofSeconds(1));
            return new Result(
                    ended ? process.exitValue() : 124,
                    Objects.requireNonNull(out.get()),
                    Objects.requireNonNull(err.get()).strip());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Result(130, "", "interrupted");
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// This computer's name, as the kernel has it.
    static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
