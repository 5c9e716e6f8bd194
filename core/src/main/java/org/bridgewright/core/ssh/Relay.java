package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UNIX-domain socket of ours in front of a host's libvirt socket, for local hosts, too: libvirt connects here, and [#cut] frees a call that hangs
/// in it, which libvirt itself cannot do.
///
/// The socket lies in a directory of mode 0700, takes connections of our own user only, and never listens on TCP.
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);
    private final ServerSocketChannel server;
    private final Path socket;
    private final Opener opener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Cancel opening = Cancel.never();
    private volatile Optional<Problem> lastProblem = Optional.empty();

    /// Opens the host's socket for one connection.
    @FunctionalInterface
    public interface Opener {
        /// Called once for each connection that libvirt makes; may block, within the deadline of
        /// `cancel`.
        ByteSocket open(Cancel cancel);
    }

    private Relay(ServerSocketChannel server, Path socket, Opener opener) {
        this.server = server;
        this.socket = socket;
        this.opener = opener;
    }

    /// @throws ProblemException when this computer gives no place for the socket
    public static Relay start(RelayDirectory directory, Opener opener) {
        Path path = directory.next();
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Relay relay = new Relay(server, path, opener);
            Thread.ofVirtual().name("relay " + path.getFileName()).start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new ProblemException(RelayDirectory.problem(path, e), e);
        }
    }

    /// What libvirt connects to: `qemu+unix:///system?socket=` this.
    public Path socket() {
        return socket;
    }

    /// Why the host's socket could not be opened the last time; libvirt itself only sees an end of file.
    public Optional<Problem> lastProblem() {
        return lastProblem;
    }

    /// Cuts every connection through here at once; later ones are taken again.
    public void cut() {
        Cancel now = opening;
        opening = Cancel.never();
        now.cancel();
        links.forEach(Link::close);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().name("relay link").start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(SocketChannel client) {
        try {
            if (!client.getOption(ExtendedSocketOptions.SO_PEERCRED)
                    .user()
                    .equals(Files.getOwner(socket))) {
                LOG.warn("a connection of another user to {} was refused", socket);
                client.close();
                return;
            }
            ByteSocket host = opener.open(limited(opening));
            Link link = new Link(client, host);
            links.add(link);
            if (!server.isOpen()) {
                link.close();
            }
            Thread.ofVirtual().name("relay out").start(link::out);
            link.in();
        } catch (ProblemException e) {
            lastProblem = Optional.of(e.problem());
            close(client);
        } catch (IOException e) {
            LOG.debug("relay: {}", e.toString());
            close(client);
        }
    }

    private static Cancel limited(Cancel user) {
        Cancel limited = Cancel.after(OPEN_LIMIT);
        user.onCancel(limited::cancel);
        return limited;
    }

    private final class Link {
        private final SocketChannel client;
        private final ByteSocket host;

        Link(SocketChannel client, ByteSocket host) {
            this.client = client;
            this.host = host;
        }

        /// From the host to libvirt.
        void in() {
            byte[] buffer = new byte[64 << 10];
            try {
                for (int n = host.read(buffer); n >= 0; n = host.read(buffer)) {
                    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                    while (bytes.hasRemaining()) {
                        client.write(bytes);
                    }
                }
            } catch (IOException e) {
                LOG.debug("relay in: {}", e.toString());
            } finally {
                close();
            }
        }

        /// From libvirt to the host.
        void out() {
            byte[] buffer = new byte[64 << 10];
            try (OutputStream to = host.output();
                    var from = Channels.newInputStream(client)) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                LOG.debug("relay out: {}", e.toString());
            } finally {
                close();
            }
        }

        void close() {
            if (links.remove(this)) {
                Relay.close(client);
                host.close();
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("relay close: {}", e.toString());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.debug("relay close: {}", e.toString());
        }
        cut();
    }
}
