package org.bridgewright.core.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState.Connecting;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens SSH sessions. One per process: jump hosts' sessions are shared, and at most three logins run at once.
public final class SshConnector {
    private static final Logger LOG = LoggerFactory.getLogger(SshConnector.class);
    private static final Words WORDS = Words.of(SshConnector.class);
    private static final int MOST_HANDSHAKES = 3;
    private static final int MOST_JUMPS = 8;
    private final SshConfig config;
    private final Semaphore handshakes = new Semaphore(MOST_HANDSHAKES, true);
    private final Map<String, SharedJump> jumps = new HashMap<>();

    public SshConnector(SshConfig config) {
        this.config = config;
    }

    public SshConfig config() {
        return config;
    }

    /// Opens a session. `cancel` ends it while it waits for the network; give it time enough for the user's answers.
    ///
    /// @param progress told of each step as it begins: `reach`, `host-key`, `login`
    /// @throws ProblemException with what failed; a refused login names the parts that were looked at
    public SshSession open(
            HostUri.Ssh uri, LoginDialog dialog, Consumer<Connecting> progress, Cancel cancel) {
        SshSettings settings = config.settings(uri.host(), uri.user(), uri.port());
        if (uri.keyFile().isPresent() || uri.knownHosts().isPresent()) {
            settings = with(settings, uri);
        }
        return open(settings, dialog, progress, cancel, 0);
    }

    private static SshSettings with(SshSettings s, HostUri.Ssh uri) {
        return new SshSettings(
                s.alias(),
                s.hostName(),
                s.user(),
                s.port(),
                uri.keyFile().map(List::of).orElse(s.identityFiles()),
                uri.keyFile().isPresent() || s.identityFilesNamed(),
                uri.keyFile().isPresent() || s.identitiesOnly(),
                s.identityAgent(),
                s.jumps(),
                s.proxyCommand(),
                s.hostKeyName(),
                uri.knownHosts().map(List::of).orElse(s.userKnownHosts()),
                uri.knownHosts().isPresent() ? List.<Path>of() : s.globalKnownHosts(),
                s.hashKnownHosts(),
                s.readBy());
    }

    private SshSession open(
            SshSettings settings,
            LoginDialog dialog,
            Consumer<Connecting> progress,
            Cancel cancel,
            int depth) {
        if (settings.proxyCommand().isPresent()) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.CANNOT_CONNECT,
                            WORDS.get("proxycommand", settings.alias()),
                            WORDS.get("proxycommand.cause"),
                            WORDS.get("proxycommand.remedy")));
        }
        if (depth > MOST_JUMPS) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_INPUT,
                            WORDS.get("jump.loop", settings.alias()),
                            WORDS.get("jump.loop.cause"),
                            WORDS.get("jump.loop.remedy")));
        }
        Optional<SharedJump> jump = Optional.empty();
        if (!settings.jumps().isEmpty()) {
            jump = Optional.of(jump(settings, dialog, progress, cancel, depth));
        }
        boolean done = false;
        try {
            SshSession session = login(settings, jump, dialog, progress, cancel);
            done = true;
            return session;
        } finally {
            if (!done) {
                jump.ifPresent(SharedJump::release);
            }
        }
    }

    /// The session of the last of the jump hosts, opened through those before it.
    private SharedJump jump(
            SshSettings settings,
            LoginDialog dialog,
            Consumer<Connecting> progress,
            Cancel cancel,
            int depth) {
        List<SshSettings.Jump> all = settings.jumps();
        SshSettings.Jump last = all.getLast();
        SshSettings own = config.settings(last.host(), last.user(), last.port());
        List<SshSettings.Jump> before =
                all.size() > 1 ? all.subList(0, all.size() - 1) : own.jumps();
        SshSettings through =
                new SshSettings(
                        own.alias(),
                        own.hostName(),
                        own.user(),
                        own.port(),
                        own.identityFiles(),
                        own.identityFilesNamed(),
                        own.identitiesOnly(),
                        own.identityAgent(),
                        before,
                        own.proxyCommand(),
                        own.hostKeyName(),
                        own.userKnownHosts(),
                        own.globalKnownHosts(),
                        own.hashKnownHosts(),
                        own.readBy());
        String key = through.user() + "@" + through.hostName() + ":" + through.port() + before;
        SharedJump shared;
        synchronized (jumps) {
            shared = jumps.computeIfAbsent(key, k -> new SharedJump());
        }
        shared.acquire(
                () -> open(through, dialog, progress, cancel, depth + 1), cancel, through.alias());
        return shared;
    }

    private SshSession login(
            SshSettings settings,
            Optional<SharedJump> jump,
            LoginDialog dialog,
            Consumer<Connecting> progress,
            Cancel cancel) {
        LoginUi ui = new LoginUi(settings, dialog);
        HostKeyCheck check = new HostKeyCheck(KnownHosts.of(settings), settings, dialog);
        progress.accept(
                new Connecting(
                        "reach", WORDS.get("step.reach", settings.hostName(), settings.port())));
        take(handshakes, cancel, settings.alias());
        try {
            Identities identities = new Identities(settings, ui);
            Session session = session(settings, ui, check, identities);
            Set<IpAddress> wayIn = new HashSet<>();
            if (jump.isPresent()) {
                SshSession through = jump.get().session();
                wayIn.addAll(through.wayIn());
                IpAddress.parse(settings.hostName()).ifPresent(wayIn::add);
                session.setProxy(new JumpProxy(through, settings));
            } else {
                Socket socket = Dialling.connect(settings, cancel);
                dialled(socket).ifPresent(wayIn::add);
                session.setSocketFactory(new OpenSocket(socket));
            }
            session.setLogger(new LoginLog(settings, progress));
            try (Guard guard = Guard.of(cancel, session::disconnect)) {
                try {
                    session.connect((int) Math.clamp(cancel.remaining().toMillis(), 1, 20_000));
                    session.setServerAliveInterval(15_000);
                    session.setServerAliveCountMax(3);
                } catch (JSchException e) {
                    if (guard.isCut()) {
                        throw new ProblemException(Guard.stopped(cancel, settings.shown()), e);
                    }
                    throw new ProblemException(
                            SshProblems.login(e, settings, check, identities, ui), e);
                }
            }
            return new SshSession(session, settings, ui.interactive(), ui.banner(), jump, wayIn);
        } catch (JSchException e) {
            throw new ProblemException(SshProblems.reach(settings, e), e);
        } finally {
            handshakes.release();
        }
    }

    /// Loads what a first login needs: JSch, and the ciphers that hosts of today choose.
    public static void warmUp() {
        for (String kind : List.of("kex", "cipher.s2c", "mac.s2c", "server_host_key")) {
            String[] names = String.valueOf(JSch.getConfig(kind)).split(",", 4);
            for (int i = 0; i < Math.min(3, names.length); i++) {
                load(JSch.getConfig(names[i]));
            }
        }
        for (String name : List.of("random", "zlib@openssh.com", "userauth.publickey")) {
            load(JSch.getConfig(name));
        }
        try {
            KeyPairGenerator.getInstance("X25519").generateKeyPair();
            Cipher.getInstance("AES/GCM/NoPadding");
            Signature.getInstance("Ed25519");
        } catch (GeneralSecurityException e) {
            LOG.debug("warm-up: {}", e.toString()); // a login then says what is missing
        }
    }

    private static void load(@Nullable String type) {
        if (type == null) {
            return;
        }
        try {
            Class.forName(type);
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("warm-up: {}", e.toString()); // one that needs a library that is not here
        }
    }

    private static Session session(
            SshSettings settings, LoginUi ui, HostKeyCheck check, Identities identities)
            throws JSchException {
        JSch jsch = new JSch();
        // The name under which the key is looked up: a host certificate's principals are compared
        // with it.
        String principal =
                settings.hostKeyName().startsWith("[")
                        ? settings.hostName()
                        : settings.hostKeyName();
        Session session = jsch.getSession(settings.user(), principal, settings.port());
        session.setDaemonThread(true);
        session.setHostKeyRepository(check);
        session.setIdentityRepository(identities);
        session.setUserInfo(ui);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey,keyboard-interactive,password");
        session.setConfig("MaxAuthTries", "3");
        session.setConfig("compression.s2c", "zlib@openssh.com,none");
        session.setConfig("compression.c2s", "zlib@openssh.com,none");
        session.setConfig("prefer_known_host_key_types", "yes");
        session.setConfig("host_certificate_to_key_fallback", check.isSignedOnly() ? "no" : "yes");
        return session;
    }

    /// The address that answered; not one of this computer, which only forwards to the host.
    private static Optional<IpAddress> dialled(Socket socket) {
        InetAddress address = socket.getInetAddress();
        return address == null || address.isLoopbackAddress()
                ? Optional.empty()
                : IpAddress.parse(address.getHostAddress().replaceFirst("%.*", ""));
    }

    static void take(Semaphore semaphore, Cancel cancel, String what) {
        try {
            while (!semaphore.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                Guard.check(cancel, what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Guard.stopped(cancelled(), what), e);
        }
    }

    private static Cancel cancelled() {
        Cancel cancel = Cancel.never();
        cancel.cancel();
        return cancel;
    }

    /// One jump host's session, shared by all hosts behind it; closed with the last of them.
    static final class SharedJump {
        private Optional<SshSession> session = Optional.empty();
        private int users;

        synchronized void acquire(
                java.util.function.Supplier<SshSession> opener, Cancel cancel, String what) {
            Guard.check(cancel, what);
            if (session.isEmpty() || !session.get().isOpen()) {
                session.ifPresent(SshSession::close);
                session = Optional.empty();
                session = Optional.of(opener.get());
            }
            users++;
        }

        synchronized SshSession session() {
            return session.orElseThrow();
        }

        synchronized void release() {
            if (--users <= 0) {
                users = 0;
                session.ifPresent(SshSession::close);
                session = Optional.empty();
            }
        }
    }

    /// Hands JSch the socket that was opened by ourselves, with better reasons than its own.
    private record OpenSocket(Socket socket) implements com.jcraft.jsch.SocketFactory {
        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public java.io.InputStream getInputStream(Socket s) throws IOException {
            return s.getInputStream();
        }

        @Override
        public java.io.OutputStream getOutputStream(Socket s) throws IOException {
            return s.getOutputStream();
        }
    }
}
