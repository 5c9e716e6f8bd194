package org.bridgewright.core.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SSH connection to one host: one TCP connection, at most four session channels. Safe for many threads.
///
/// JSch has one reader thread a session; everything that it hands bytes to takes them without blocking.
public final class SshSession implements HostShell {
    static final int WINDOW = 2 << 20;
    private static final int MOST_SESSION_CHANNELS = 4;
    private static final int CHANNEL_OPEN_MILLIS = 15_000;
    private static final long MOST_WAITING = 64L << 20;
    private static final int PROHIBITED = 1;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(SshSession.class);
    private static final Words WORDS = Words.of(SshSession.class);
    private final Session session;
    private final SshSettings settings;
    private final boolean interactive;
    private final String banner;
    private final Optional<SshConnector.SharedJump> jump;
    private final Set<IpAddress> wayIn;
    private final Semaphore channels = new Semaphore(MOST_SESSION_CHANNELS, true);
    private final List<Consumer<Problem>> lostActions = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ShellLadder ladder = new ShellLadder();
    private volatile SocketRung rung = SocketRung.STREAMLOCAL;
    private volatile Optional<Problem> lost = Optional.empty();
    private volatile long roundTripNanos = Long.MAX_VALUE;
    private final Thread watcher;

    SshSession(
            Session session,
            SshSettings settings,
            boolean interactive,
            String banner,
            Optional<SshConnector.SharedJump> jump,
            Set<IpAddress> wayIn) {
        this.session = session;
        this.settings = settings;
        this.interactive = interactive;
        this.banner = banner;
        this.jump = jump;
        this.wayIn = Set.copyOf(wayIn);
        this.watcher = Thread.ofVirtual().name("watch " + settings.alias()).unstarted(this::watch);
        watcher.start();
    }

    public SshSettings settings() {
        return settings;
    }

    @Override
    public Set<IpAddress> wayIn() {
        return wayIn;
    }

    /// Whether the login needed the user; such a session is not reopened by itself.
    public boolean interactive() {
        return interactive;
    }

    /// The host's greeting before the login, cleaned; empty when it has none.
    public String banner() {
        return banner;
    }

    /// JSch tells nobody that a session has died; half a second of delay matters to no one.
    private void watch() {
        try {
            while (session.isConnected()) {
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            return;
        }
        if (!closed.get()) {
            Problem why =
                    Problem.of(
                            Problem.Kind.CANNOT_CONNECT,
                            WORDS.get("lost", settings.alias()),
                            WORDS.get("lost.cause"),
                            WORDS.get("lost.remedy"));
            synchronized (lostActions) {
                lost = Optional.of(why);
            }
            lostActions.forEach(action -> action.accept(why));
        }
    }

    @Override
    public void onLost(Consumer<Problem> action) {
        Optional<Problem> already;
        synchronized (lostActions) {
            already = lost;
            lostActions.add(action);
        }
        already.ifPresent(action);
    }

    @Override
    public boolean isOpen() {
        return !closed.get() && session.isConnected();
    }

    @Override
    public String way() {
        return rung.word();
    }

    @Override
    public Optional<Duration> roundTrip() {
        long nanos = roundTripNanos;
        return nanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    @Override
    public ExecResult exec(RemoteScript script, Cancel cancel) {
        return ladder.exec(script, this::run, cancel, settings.shown());
    }

    private ShellLadder.Run run(String line, Cancel cancel, ChunkQueue outQueue, CappedSink err) {
        return open(line, cancel, outQueue, err);
    }

    @Override
    public ScriptStream stream(RemoteScript script, StreamListener listener, Cancel cancel) {
        return ladder.stream(script, listener, this::run, cancel, settings.shown());
    }

    @Override
    public ByteSocket openSocket(
            String path, HostUri.Instance instance, boolean readOnly, Cancel cancel) {

        if (rung == SocketRung.STREAMLOCAL) {
            try {
                return streamLocal(path, cancel);
            } catch (ForwardingRefusedException e) {
                // sshd gives the same reason for a forbidden way and for a socket that is not
                // there: the next rung tells them apart.
                LOG.debug("{}: {}", settings.alias(), e.getMessage());
            }
        }
        return SocketRung.openByExec(
                ladder,
                this::run,
                path,
                instance,
                readOnly,
                cancel,
                settings.shown(),
                r -> rung = r);
    }

    private static final class ForwardingRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        ForwardingRefusedException(ChannelRefusedException cause) {
            super(cause.problem.getMessage(), cause);
        }
    }

    private ByteSocket streamLocal(String path, Cancel cancel) throws ForwardingRefusedException {
        Guard.check(cancel, settings.shown());
        try {
            ChannelDirectStreamLocal channel =
                    (ChannelDirectStreamLocal)
                            session.openChannel("direct-streamlocal@openssh.com");
            channel.setSocketPath(path);
            ChunkQueue in = new ChunkQueue(MOST_WAITING);
            channel.setOutputStream(in);
            channel.setLocalWindowSizeMax(WINDOW);
            OutputStream out = channel.getOutputStream();
            connect(channel, cancel, "socket.refused", path);
            return new ChannelSocket(channel, in, out, () -> {});
        } catch (JSchException | IOException e) {
            throw broken(e);
        } catch (ChannelRefusedException e) {
            throw new ForwardingRefusedException(e);
        }
    }

    /// A `direct-tcpip` channel for a host behind this one.
    Tunnel tunnel(String host, int port, int millis, ChunkQueue in) throws JSchException {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        channel.setHost(host);
        channel.setPort(port);
        channel.setOutputStream(in);
        channel.setLocalWindowSizeMax(WINDOW);
        try {
            OutputStream out = channel.getOutputStream();
            connect(
                    channel,
                    Cancel.after(Duration.ofMillis(millis)),
                    "tunnel.refused",
                    host + ":" + port);
            return new Tunnel(channel, in, out);
        } catch (IOException e) {
            throw new JSchException(String.valueOf(e.getMessage()), e);
        } catch (ChannelRefusedException e) {
            throw e.problem;
        }
    }

    record Tunnel(Channel channel, ChunkQueue input, OutputStream output) {
        void close() {
            channel.disconnect();
            input.close();
        }
    }

    private static final class ChannelRefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ProblemException problem;

        ChannelRefusedException(ProblemException problem, Throwable cause) {
            super(cause);
            this.problem = problem;
        }
    }

    /// Opens a channel: one round trip, which is measured. JSch leaves the refusal's reason in the channel's exit status.
    private void connect(Channel channel, Cancel cancel, String key, String what)
            throws ChannelRefusedException {
        long start = System.nanoTime();
        int limit = (int) Math.clamp(cancel.remaining().toMillis(), 1, CHANNEL_OPEN_MILLIS);
        try (Guard guard = Guard.of(cancel, channel::disconnect)) {
            channel.connect(limit);
            roundTripNanos = Math.min(roundTripNanos, System.nanoTime() - start);
        } catch (JSchException e) {
            int reason = channel.getExitStatus();
            channel.disconnect();
            if (cancel.isCancelled() || cancel.isPastDeadline()) {
                throw new ProblemException(Guard.stopped(cancel, settings.shown()), e);
            }
            if (!session.isConnected()) {
                throw broken(e);
            }
            if (reason < 1) {
                throw new ProblemException(
                        Guard.stopped(Cancel.after(Duration.ZERO), settings.shown()), e);
            }
            throw new ChannelRefusedException(
                    new ProblemException(
                            Problem.of(
                                            key.equals("socket.refused")
                                                    ? Problem.Kind.TOOL_MISSING
                                                    : Problem.Kind.CANNOT_CONNECT,
                                            WORDS.get(key, settings.alias(), what),
                                            WORDS.get(
                                                    key
                                                            + ".cause."
                                                            + (reason == PROHIBITED
                                                                    ? "prohibited"
                                                                    : "failed"),
                                                    settings.alias()),
                                            WORDS.get(key + ".remedy", settings.alias()))
                                    .withOriginal("ssh", "channel open failure, reason " + reason),
                            e),
                    e);
        }
    }

    /// Starts a constant command line on a session channel of its own. A host with a low `MaxSessions` counts a channel that we have just
    /// closed for a moment longer: its refusal is taken as final only after a while.
    private ShellLadder.Run open(String line, Cancel cancel, ChunkQueue out, CappedSink err) {
        SshConnector.take(channels, cancel, settings.shown());
        boolean done = false;
        try {
            long until = System.nanoTime() + REFUSED_FOR.toNanos();
            while (true) {
                try {
                    ShellLadder.Run run = openOnce(line, cancel, out, err);
                    done = true;
                    return run;
                } catch (ChannelRefusedException e) {
                    if (System.nanoTime() > until) {
                        throw e.problem;
                    }
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(e);
        } finally {
            if (!done) {
                channels.release();
            }
        }
    }

    private ShellLadder.Run openOnce(String line, Cancel cancel, ChunkQueue out, CappedSink err)
            throws ChannelRefusedException {
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(line);
            channel.setInputStream(null);
            WhenConnected gate = new WhenConnected(out);
            channel.setOutputStream(gate);
            channel.setErrStream(err);
            channel.setLocalWindowSizeMax(WINDOW);
            OutputStream in = channel.getOutputStream();
            connect(channel, cancel, "exec.refused", line);
            gate.connected();
            return new ExecChannel(channel, in, out);
        } catch (JSchException | IOException e) {
            throw broken(e);
        }
    }

    /// Passes on everything but the close that JSch makes when a channel was refused.
    private static final class WhenConnected extends OutputStream {
        private final ChunkQueue out;
        private boolean connected;
        private boolean closed;

        WhenConnected(ChunkQueue out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            out.write(bytes, from, length);
        }

        synchronized void connected() {
            connected = true;
            if (closed) {
                out.close();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (connected) {
                out.close();
            }
        }
    }

    /// A running command; gives its place among the session channels back once.
    private final class ExecChannel implements ShellLadder.Run {
        private final ChannelExec channel;
        private final OutputStream in;
        private final ChunkQueue out;
        private final AtomicBoolean released = new AtomicBoolean();

        ExecChannel(ChannelExec channel, OutputStream in, ChunkQueue out) {
            this.channel = channel;
            this.in = in;
            this.out = out;
        }

        @Override
        public OutputStream stdin() {
            return in;
        }

        @Override
        public int exitStatus() {
            // The status comes right behind the end of the output that our reader has seen.
            long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (!channel.isClosed() && session.isConnected() && System.nanoTime() < until) {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return -1;
                }
            }
            return channel.getExitStatus();
        }

        @Override
        public void close() {
            channel.disconnect();
            out.close();
            if (released.compareAndSet(false, true)) {
                channels.release();
            }
        }
    }

    private ProblemException broken(Exception e) {
        return new ProblemException(
                lost.orElseGet(
                                () ->
                                        Problem.of(
                                                Problem.Kind.CANNOT_CONNECT,
                                                WORDS.get("lost", settings.alias()),
                                                WORDS.get("lost.cause"),
                                                WORDS.get("lost.remedy")))
                        .withOriginal("ssh", String.valueOf(e.getMessage())),
                e);
    }

    /// Ends the connection with everything on it. Any thread, also twice.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watcher.interrupt();
            session.disconnect();
            jump.ifPresent(SshConnector.SharedJump::release);
        }
    }
}
