package org.bridgewright.core.ssh;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.io.OutputStream;

/// A socket of the host at the end of a channel.
record ChannelSocket(Channel channel, ChunkQueue in, OutputStream output, Runnable after)
        implements ByteSocket {
    @Override
    public int read(byte[] into) throws IOException {
        return in.read(into, 0, into.length, 0);
    }

    @Override
    public void close() {
        in.close();
        channel.disconnect();
        after.run();
    }
}
