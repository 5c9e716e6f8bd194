package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Bytes on their way from the transport's only reader thread to somebody slower. Writing never blocks: above the cap the queue
/// breaks, and the reader learns it. So one slow reader cannot stall a whole SSH session.
final class ChunkQueue extends OutputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final long most;
    private long held;
    private int offset;
    private boolean ended;
    private boolean overflowed;

    ChunkQueue(long most) {
        this.most = most;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        lock.lock();
        try {
            if (ended || length == 0) {
                return;
            }
            if (held + length > most) {
                overflowed = true;
                ended = true;
                chunks.clear();
            } else {
                byte[] chunk = new byte[length];
                System.arraycopy(bytes, from, chunk, 0, length);
                chunks.add(chunk);
                held += length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more comes; what is there can still be read.
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean overflowed() {
        lock.lock();
        try {
            return overflowed;
        } finally {
            lock.unlock();
        }
    }

    /// Reads what is there, waiting for at least one byte.
    ///
    /// @param millis at most so long; 0 = for ever
    /// @return -1 at the end
    /// @throws InterruptedIOException after that time
    int read(byte[] into, int from, int length, long millis) throws IOException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (chunks.isEmpty()) {
                if (ended) {
                    if (overflowed) {
                        throw new IOException("more than " + most + " bytes were waiting");
                    }
                    return -1;
                }
                if (millis == 0) {
                    changed.await();
                } else if (left <= 0) {
                    throw new java.net.SocketTimeoutException("no bytes for " + millis + " ms");
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            int done = 0;
            while (done < length && !chunks.isEmpty()) {
                byte[] first = chunks.peek();
                int n = Math.min(length - done, first.length - offset);
                System.arraycopy(first, offset, into, from + done, n);
                done += n;
                offset += n;
                if (offset == first.length) {
                    chunks.remove();
                    offset = 0;
                }
            }
            held -= done;
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
    }

    /// The reading end as a stream whose reads wait at most as long as `millis` says at that moment.
    InputStream asInput(java.util.function.LongSupplier millis) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return length == 0
                        ? 0
                        : ChunkQueue.this.read(into, from, length, millis.getAsLong());
            }

            @Override
            public void close() {
                ChunkQueue.this.close();
            }
        };
    }
}
