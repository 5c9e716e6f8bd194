package org.bridgewright.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;

/// A long-lived script: its output goes to a listener on a thread of its own.
final class RunningScript implements HostShell.ScriptStream {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private final ShellLadder.Begun begun;
    private final String shown;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    RunningScript(ShellLadder.Begun begun, HostShell.StreamListener listener, String shown) {
        this.begun = begun;
        this.shown = shown;
        Thread.ofVirtual().name("script " + shown).start(() -> pump(listener));
    }

    private void pump(HostShell.StreamListener listener) {
        Optional<Problem> why = Optional.empty();
        try {
            if (begun.rest().length > 0) {
                listener.bytes(begun.rest());
            }
            byte[] buffer = new byte[64 << 10];
            for (int n = read(buffer); n >= 0; n = read(buffer)) {
                listener.bytes(Arrays.copyOf(buffer, n));
            }
        } catch (IOException e) {
            why = Optional.of(ShellLadder.broken(shown, Cancel.never(), e).problem());
        } finally {
            ended.countDown();
            begun.run().close();
            listener.ended(closed.get() ? Optional.empty() : why);
        }
    }

    private int read(byte[] buffer) throws IOException {
        return begun.out().read(buffer, 0, buffer.length, 0);
    }

    @Override
    public void send(Word... words) {
        write(ShellLadder.inputLine(words).getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes that are no words: a whole script for a shell, or a password.
    void write(byte[] bytes) {
        synchronized (begun) {
            try {
                begun.run().stdin().write(bytes);
                begun.run().stdin().flush();
            } catch (IOException e) {
                throw ShellLadder.broken(shown, Cancel.never(), e);
            }
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            begun.run().stdin().close();
            if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                begun.run().close();
            }
        } catch (IOException e) {
            begun.run().close();
        } catch (InterruptedException e) {
            begun.run().close();
            Thread.currentThread().interrupt();
        }
    }
}
