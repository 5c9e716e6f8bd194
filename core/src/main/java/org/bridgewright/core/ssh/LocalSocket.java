package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A UNIX-domain socket of this computer.
final class LocalSocket implements ByteSocket {
    private final SocketChannel channel;

    LocalSocket(SocketChannel channel) {
        this.channel = channel;
    }

    static LocalSocket open(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new LocalSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static boolean listens(Path path) {
        try (LocalSocket socket = open(path)) {
            return socket.channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that cannot be closed is gone already.
            return;
        }
    }
}
