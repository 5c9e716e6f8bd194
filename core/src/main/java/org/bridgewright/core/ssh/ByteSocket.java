package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.OutputStream;

/// One open connection to a socket on a host. What comes in is handed to a sink that never blocks the transport.
public interface ByteSocket extends AutoCloseable {
    /// Bytes to the other side; blocks while it does not take them.
    OutputStream output();

    /// Blocks for what comes in.
    ///
    /// @return bytes read, -1 at the end
    int read(byte[] into) throws IOException;

    /// Closes at once; frees whoever reads or writes. Any thread, also twice.
    @Override
    void close();
}
