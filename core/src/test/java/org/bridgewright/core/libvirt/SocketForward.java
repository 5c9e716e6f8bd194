package org.bridgewright.core.libvirt;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A forward of a UNIX socket for tests: it can be cut, can hang, and can be slow.
final class SocketForward implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path path;
    private final Path target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean hanging;
    private volatile long delayNanos;

    private record Chunk(ByteBuffer bytes, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due - ((Chunk) other).due, 0);
        }
    }

    private SocketForward(ServerSocketChannel server, Path path, Path target) {
        this.server = server;
        this.path = path;
        this.target = target;
    }

    static SocketForward start(Path path, Path target) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        SocketForward forward = new SocketForward(server, path, target);
        Thread.ofPlatform().daemon().start(forward::accept);
        return forward;
    }

    Path path() {
        return path;
    }

    void hang(boolean now) {
        hanging = now;
    }

    void delay(long millisOneWay) {
        delayNanos = millisOneWay * 1_000_000;
    }

    void cutAfterBytes(long bytes) {
        bytesLeft.set(bytes);
    }

    void cut() {
        open.forEach(SocketForward::close);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(target));
                open.add(client);
                open.add(daemon);
                pump(client, daemon);
                pump(daemon, client);
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        DelayQueue<Chunk> chunks = new DelayQueue<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                                while (from.read(buffer) >= 0) {
                                    byte[] copy = new byte[buffer.flip().remaining()];
                                    buffer.get(copy).clear();
                                    chunks.add(
                                            new Chunk(
                                                    ByteBuffer.wrap(copy),
                                                    System.nanoTime() + delayNanos));
                                }
                            } catch (IOException closed) {
                                cut();
                            }
                            close(from);
                            close(to);
                            chunks.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
                        });
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                while (to.isOpen()) {
                                    ByteBuffer bytes = chunks.take().bytes();
                                    while (hanging && to.isOpen()) {
                                        Thread.onSpinWait();
                                        Thread.sleep(5);
                                    }
                                    if (bytesLeft.addAndGet(-bytes.remaining()) < 0) {
                                        cut();
                                    }
                                    while (bytes.hasRemaining()) {
                                        to.write(bytes);
                                    }
                                }
                            } catch (IOException | InterruptedException closed) {
                                cut();
                            }
                        });
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
