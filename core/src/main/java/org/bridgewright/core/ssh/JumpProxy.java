package org.bridgewright.core.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries a session through a jump host's session, on a `direct-tcpip` channel; no port is opened anywhere.
final class JumpProxy implements Proxy {
    /// Read time-outs drive JSch's keep-alive messages, as a socket's would.
    private static final int KEEP_ALIVE_MILLIS = 15_000;

    private static final long MOST_WAITING = 64 << 20;
    private final SshSession jump;
    private final SshSettings target;
    private Optional<SshSession.Tunnel> tunnel = Optional.empty();

    JumpProxy(SshSession jump, SshSettings target) {
        this.jump = jump;
        this.target = target;
    }

    @Override
    public void connect(SocketFactory factory, String host, int port, int timeout)
            throws JSchException {
        tunnel =
                Optional.of(
                        jump.tunnel(
                                target.hostName(),
                                target.port(),
                                timeout,
                                new ChunkQueue(MOST_WAITING)));
    }

    @Override
    public InputStream getInputStream() {
        return tunnel.orElseThrow().input().asInput(() -> KEEP_ALIVE_MILLIS);
    }

    @Override
    public OutputStream getOutputStream() {
        return tunnel.orElseThrow().output();
    }

    @Override
    public @Nullable Socket getSocket() {
        return null;
    }

    @Override
    public void close() {
        tunnel.ifPresent(SshSession.Tunnel::close);
    }
}
