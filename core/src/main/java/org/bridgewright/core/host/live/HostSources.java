package org.bridgewright.core.host.live;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.libvirt.LibvirtRuntime;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.ssh.LocalShell;
import org.bridgewright.core.ssh.RelayDirectory;
import org.bridgewright.core.ssh.SshConfig;
import org.bridgewright.core.ssh.SshConnector;
import org.bridgewright.core.ssh.SshSession;
import org.bridgewright.core.ssh.Sudo;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens hosts by every kind of URI. One per process: it holds the jump hosts' sessions and the directory of relay sockets.
public final class HostSources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostSources.class);
    private static final Words WORDS = Words.of(HostSources.class);
    private final SshConnector ssh;
    private final LibvirtSide.Opener libvirt;
    private final Map<String, String> environment;
    private final KnownMacs macs = new KnownMacs();
    private final Clock clock = Clock.systemUTC();
    private Optional<RelayDirectory> directory = Optional.empty();

    /// @param config the user's ssh configuration, or the file of `--ssh-config`
    public HostSources(SshConfig config) {
        this(config, LibvirtConnection::open);
    }

    HostSources(SshConfig config, LibvirtSide.Opener libvirt) {
        this.ssh = new SshConnector(config);
        this.libvirt = libvirt;
        this.environment = config.environment().variables();
    }

    /// Does in the background what the first live host of a process would wait for: loads libvirt, SSH and the parsers, and reads libvirt's own
    /// test host once. Returns at once; any thread.
    public static void warmUp() {
        Thread thread =
                Thread.ofPlatform().daemon().name("warm-up").unstarted(HostSources::warmUpNow);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    static void warmUpNow() {
        SshConnector.warmUp();
        KernelReader.parse(RawOutputs.of(List.of(), Optional.empty(), true));
        if (LibvirtRuntime.missing().isPresent()) {
            return; // which is said when a host is opened
        }
        String uri = "test:///default";
        Cancel limit = Cancel.after(Duration.ofSeconds(10));
        try (LibvirtSide side = LibvirtConnection.open(uri, true, uri, () -> {}, limit)) {
            side.read(partial -> {}, limit);
        } catch (ProblemException e) {
            LOG.debug("warm-up: {}", e.problem().line());
        }
    }

    /// Opens what `uri` names: one host, or all hosts of a capture. Blocks, at most until `cancel` ends; leave time for the user's answers.
    ///
    /// @param states told of each step, on the calling thread; the last one is `Connected`
    /// @throws ProblemException with what failed and what to do
    public List<OpenedHost> open(
            HostUri uri, OpenOptions options, Consumer<ConnectionState> states, Cancel cancel) {
        return switch (uri) {
            case HostUri.Capture capture -> recorded(Captures.open(capture.path()), states);
            case HostUri.Demo demo -> played(Captures.demo(demo.host()), states);
            case HostUri.Ssh remote ->
                    List.of(
                            live(
                                    uri,
                                    options,
                                    (ask, s, c) -> overSsh(remote, options, ask, s, c),
                                    states,
                                    cancel));
            case HostUri.Local local ->
                    List.of(
                            live(
                                    uri,
                                    options,
                                    (ask, s, c) -> here(local, options, s, c),
                                    states,
                                    cancel));
            case HostUri.Tls tls ->
                    List.of(
                            live(
                                    uri,
                                    options,
                                    (ask, s, c) ->
                                            libvirtOnly(
                                                    tls.text(),
                                                    missing("kernel.tls", tls.label()),
                                                    options,
                                                    s,
                                                    c),
                                    states,
                                    cancel));
            case HostUri.TestDriver test ->
                    List.of(
                            live(
                                    uri,
                                    options,
                                    (ask, s, c) ->
                                            libvirtOnly(
                                                    "test://" + test.file(),
                                                    missing("kernel.test", test.label()),
                                                    options,
                                                    s,
                                                    c),
                                    states,
                                    cancel));
        };
    }

    private LiveHost live(
            HostUri uri,
            OpenOptions options,
            LiveConnection.Factory factory,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        return new LiveHost(uri, options, factory, factory.open(true, states, cancel), macs, clock);
    }

    private static Problem missing(String key, String label) {
        return Problem.of(
                Problem.Kind.NOT_READ,
                WORDS.get(key),
                WORDS.get(key + ".cause", label),
                WORDS.get(key + ".remedy"));
    }

    private LiveConnection overSsh(
            HostUri.Ssh uri,
            OpenOptions options,
            boolean mayAsk,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        SshSession session =
                ssh.open(uri, mayAsk ? options.dialog() : LoginDialog.NONE, states::accept, cancel);
        return started(
                session,
                session.interactive(),
                (write, c) ->
                        builder(options)
                                .through(
                                        session,
                                        uri.instance(),
                                        uri.socket(),
                                        write,
                                        uri.label(),
                                        c),
                sudo(options, mayAsk, uri.label()),
                options,
                states,
                cancel);
    }

    private LiveConnection here(
            HostUri.Local uri,
            OpenOptions options,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        LocalShell shell = new LocalShell();
        return started(
                shell,
                false,
                (write, c) ->
                        builder(options)
                                .through(
                                        shell,
                                        uri.instance(),
                                        uri.socket().map(Object::toString),
                                        write,
                                        uri.label(),
                                        c),
                sudo(options, true, uri.label()),
                options,
                states,
                cancel);
    }

    private static Optional<Sudo> sudo(OpenOptions options, boolean mayAsk, String shown) {
        return options.sudo()
                ? Optional.of(new Sudo(mayAsk ? options.dialog() : LoginDialog.NONE, shown))
                : Optional.empty();
    }

    private static LiveConnection started(
            HostShell shell,
            boolean interactive,
            LiveConnection.Way way,
            Optional<Sudo> sudo,
            OpenOptions options,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        LiveConnection connection =
                new LiveConnection(Optional.of(shell), interactive, Optional.empty(), way, sudo);
        return start(connection, options, states, cancel);
    }

    private LiveConnection libvirtOnly(
            String libvirtUri,
            Problem noKernel,
            OpenOptions options,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        LiveConnection connection =
                new LiveConnection(
                        Optional.empty(),
                        false,
                        Optional.of(noKernel),
                        (write, c) -> builder(options).direct(libvirtUri, write, libvirtUri, c),
                        Optional.empty());
        return start(connection, options, states, cancel);
    }

    private static LiveConnection start(
            LiveConnection connection,
            OpenOptions options,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        boolean done = false;
        try {
            states.accept(new ConnectionState.Connecting("libvirt", WORDS.get("step.libvirt")));
            connection.start(!options.readOnly(), states, cancel);
            done = true;
            return connection;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private synchronized LibvirtDoor.Builder builder(OpenOptions options) {
        if (directory.isEmpty()) {
            directory = Optional.of(RelayDirectory.create(environment));
        }
        return new LibvirtDoor.Builder(directory.get(), libvirt, options.manners().callLimit());
    }

    private static List<OpenedHost> recorded(
            List<CaptureSource> sources, Consumer<ConnectionState> states) {
        states.accept(new ConnectionState.Connected("capture", true, Optional.empty()));
        return sources.stream().<OpenedHost>map(Recorded::new).toList();
    }

    private static List<OpenedHost> played(
            List<RecordingSource> sources, Consumer<ConnectionState> states) {
        states.accept(new ConnectionState.Connected("capture", false, Optional.empty()));
        return sources.stream().<OpenedHost>map(Played::new).toList();
    }

    /// The demo: what is written changes the recording, and nothing else.
    private record Played(RecordingSource source) implements OpenedHost {
        @Override
        public Optional<HostWriter> writer(Cancel cancel) {
            return Optional.of(source.writer());
        }

        @Override
        public Optional<RawOutputs> rawKernel() {
            return source.raw();
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private record Recorded(HostSource source) implements OpenedHost {
        @Override
        public Optional<HostWriter> writer(Cancel cancel) {
            return Optional.empty();
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /// The configuration that hosts are looked up in, for picking one.
    public SshConfig sshConfig() {
        return ssh.config();
    }

    /// Removes the relay directory; hosts are closed by who opened them.
    @Override
    public synchronized void close() {
        directory.ifPresent(RelayDirectory::close);
        directory = Optional.empty();
    }
}
