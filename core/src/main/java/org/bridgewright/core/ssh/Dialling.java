package org.bridgewright.core.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Opens the TCP connection itself: each of the host's addresses in turn, so that a failure has its true name.
final class Dialling {
    private static final Words WORDS = Words.of(Dialling.class);
    private static final int LONGEST_MILLIS = 10_000;

    private Dialling() {}

    static Socket connect(SshSettings settings, Cancel cancel) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(settings.hostName());
        } catch (UnknownHostException e) {
            throw problem("reach.name", settings, e);
        }
        Optional<IOException> last = Optional.empty();
        for (InetAddress address : addresses) {
            Guard.check(cancel, settings.shown());
            Socket socket = new Socket();
            try (Guard guard = Guard.of(cancel, () -> close(socket))) {
                try {
                    socket.setTcpNoDelay(true);
                    int limit = (int) Math.clamp(cancel.remaining().toMillis(), 1, LONGEST_MILLIS);
                    socket.connect(new InetSocketAddress(address, settings.port()), limit);
                    return socket;
                } catch (IOException e) {
                    close(socket);
                    if (guard.isCut()) {
                        throw new ProblemException(Guard.stopped(cancel, settings.shown()), e);
                    }
                    last = Optional.of(e);
                }
            }
        }
        throw refused(settings, last.orElseGet(() -> new IOException("no address")));
    }

    static ProblemException refused(SshSettings settings, IOException e) {
        return switch (e) {
            case SocketTimeoutException timeout -> problem("reach.timeout", settings, e);
            case NoRouteToHostException route -> problem("reach.route", settings, e);
            case ConnectException refused
                    when String.valueOf(refused.getMessage()).contains("unreachable") ->
                    problem("reach.route", settings, e);
            case ConnectException refused -> problem("reach.refused", settings, e);
            default -> problem("reach.other", settings, e);
        };
    }

    private static ProblemException problem(String key, SshSettings settings, IOException e) {
        return new ProblemException(
                Problem.of(
                                Problem.Kind.CANNOT_CONNECT,
                                WORDS.get("reach", settings.alias()),
                                WORDS.get(key, settings.hostName(), settings.port()),
                                WORDS.get(key + ".remedy", settings.hostName(), settings.port()))
                        .withOriginal("tcp", String.valueOf(e.getMessage())),
                e);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return;
        }
    }
}
