package org.bridgewright.core.host.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostManners;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.words.Words;

/// A live host: libvirt and the kernel read side by side, followed, and written to by [#writer].
final class LiveHost implements HostSource, OpenedHost {
    private static final Duration YOUNG = Duration.ofSeconds(10);
    private static final Words WORDS = Words.of(LiveHost.class);
    private final HostUri uri;
    private final OpenOptions options;
    private final LiveConnection.Factory factory;
    private final Clock clock;
    private volatile LiveConnection connection;
    private volatile Optional<RawOutputs> raw = Optional.empty();
    private volatile Optional<RawOutputs> rest = Optional.empty();
    private volatile Optional<Follower> follower = Optional.empty();
    private volatile Optional<HostSnapshot> latest = Optional.empty();
    private volatile boolean closed;

    LiveHost(
            HostUri uri,
            OpenOptions options,
            LiveConnection.Factory factory,
            LiveConnection first,
            Clock clock) {
        this.uri = uri;
        this.options = options;
        this.factory = factory;
        this.connection = first;
        this.clock = clock;
    }

    @Override
    public String uri() {
        return uri.text();
    }

    @Override
    public Optional<HostManners> manners() {
        return Optional.of(MannersText.of(connection, options));
    }

    @Override
    public HostSource source() {
        return this;
    }

    @Override
    public Optional<RawOutputs> rawKernel() {
        return raw.map(picture -> rest.map(picture::with).orElse(picture));
    }

    @Override
    public Set<IpAddress> wayIn() {
        return connection.shell().map(HostShell::wayIn).orElse(Set.of());
    }

    LiveConnection connection() {
        return connection;
    }

    OpenOptions options() {
        return options;
    }

    LiveConnection.Factory factory() {
        return factory;
    }

    /// A new connection in the place of a lost one.
    void replace(LiveConnection fresh) {
        LiveConnection old = connection;
        connection = fresh;
        old.close();
        if (closed) {
            fresh.close();
        }
    }

    /// What one half of the read has given.
    private sealed interface Update {
        record Kernel(KernelState state) implements Update {}

        record Libvirt(LibvirtState state, boolean complete) implements Update {}

        record Failed(RuntimeException why) implements Update {}
    }

    @Override
    public HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
        LiveConnection now = connection;
        Optional<HostSnapshot> young = latest.filter(s -> scope == ReadScope.FULL && isYoung(s));
        if (young.isPresent() && now.shell().isPresent()) {
            return addRest(young.get(), now, cancel);
        }
        BlockingQueue<Update> updates = new LinkedBlockingQueue<>();
        begin(updates, () -> new Update.Kernel(kernel(now, scope, cancel)));
        begin(
                updates,
                () ->
                        new Update.Libvirt(
                                libvirt(
                                        now,
                                        p -> updates.add(new Update.Libvirt(p, false)),
                                        cancel),
                                true));
        Problem reading =
                Problem.of(
                        Problem.Kind.NOT_READ,
                        WORDS.get("reading"),
                        WORDS.get("reading.cause"),
                        "");
        KernelState kernel = KernelState.missing(reading);
        LibvirtState libvirt = LibvirtState.missing(reading);
        boolean haveKernel = false;
        boolean haveLibvirt = false;
        while (!haveKernel || !haveLibvirt) {
            switch (next(updates, cancel)) {
                case Update.Kernel k -> {
                    kernel = k.state();
                    haveKernel = true;
                }
                case Update.Libvirt l -> {
                    libvirt = l.state();
                    haveLibvirt |= l.complete();
                }
                case Update.Failed f -> throw f.why();
            }
            // Without the kernel's part the host has no name yet.
            if (haveKernel && !haveLibvirt) {
                partial.accept(snapshot(libvirt, kernel));
            }
        }
        HostSnapshot snapshot = snapshot(libvirt, kernel);
        latest = Optional.of(snapshot);
        follower.ifPresent(f -> f.known(snapshot));
        return snapshot;
    }

    /// The follower's picture is the latest, too.
    void followed(HostSnapshot snapshot) {
        latest = Optional.of(snapshot);
    }

    private boolean isYoung(HostSnapshot snapshot) {
        return snapshot.readAt().filter(t -> t.plus(YOUNG).isAfter(Instant.now(clock))).isPresent()
                && raw.isPresent();
    }

    /// What FULL has beyond a picture that was read just now.
    private HostSnapshot addRest(HostSnapshot picture, LiveConnection from, Cancel cancel) {
        RawOutputs read = from.readRest(cancel);
        rest = Optional.of(read);
        KernelState only = KernelReader.parse(read);
        HostSnapshot now = latest.orElse(picture);
        HostSnapshot full = now.withKernel(LaterParts.withRest(now.kernel(), only));
        latest = Optional.of(full);
        follower.ifPresent(f -> f.restKnown(only));
        return full;
    }

    private static void begin(BlockingQueue<Update> updates, Supplier<Update> work) {
        Thread.ofVirtual()
                .name("read")
                .start(
                        () -> {
                            try {
                                updates.add(work.get());
                            } catch (RuntimeException e) {
                                // The boundary of this thread: whoever waits gets it.
                                updates.add(new Update.Failed(e));
                            }
                        });
    }

    private static Update next(BlockingQueue<Update> updates, Cancel cancel) {
        try {
            while (true) {
                Update update = updates.poll(100, TimeUnit.MILLISECONDS);
                if (update != null) {
                    return update;
                }
                if (cancel.isCancelled()) {
                    throw new ProblemException(Waiting.stopped());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Waiting.stopped(), e);
        }
    }

    private KernelState kernel(LiveConnection from, ReadScope scope, Cancel cancel) {
        if (from.shell().isEmpty()) {
            return KernelState.missing(from.noKernel().orElseThrow());
        }
        try {
            RawOutputs picture = from.readKernel(cancel);
            raw = Optional.of(picture);
            if (scope == ReadScope.FULL) {
                rest = Optional.of(from.readRest(cancel));
            }
            return parse(picture);
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.CANCELLED || from.libvirt().isEmpty()) {
                throw e;
            }
            return KernelState.missing(e.problem());
        }
    }

    /// The kernel's state of what was read last, with later parts laid over it.
    KernelState merge(RawOutputs changed) {
        RawOutputs all = raw.map(r -> r.with(changed)).orElse(changed);
        raw = Optional.of(all);
        return parse(all);
    }

    private KernelState parse(RawOutputs picture) {
        return KernelReader.parse(rest.map(picture::with).orElse(picture));
    }

    private LibvirtState libvirt(
            LiveConnection from, Consumer<LibvirtState> partial, Cancel cancel) {
        Optional<LibvirtDoor> door = from.libvirt();
        if (door.isEmpty()) {
            return LibvirtState.missing(from.noLibvirt().orElseGet(Waiting::stopped));
        }
        Cancel limited = Cancel.after(shorter(options.manners().readLimit(), cancel.remaining()));
        try (Cancel.Registration ignored = cancel.onCancel(limited::cancel)) {
            return door.get().side().read(partial, limited);
        } catch (ProblemException e) {
            if (cancel.isCancelled() || from.shell().isEmpty()) {
                throw e;
            }
            return LibvirtState.missing(e.problem());
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    HostSnapshot snapshot(LibvirtState libvirt, KernelState kernel) {
        return new HostSnapshot(
                id(kernel), uri.text(), Optional.of(Instant.now(clock)), libvirt, kernel);
    }

    private HostId id(KernelState kernel) {
        String name = kernel.facts().optional().flatMap(HostFacts::hostname).orElse(uri.label());
        int dot = name.indexOf('.');
        return new HostId(dot > 0 ? name.substring(0, dot) : name.isEmpty() ? uri.label() : name);
    }

    @Override
    public Following follow(Listener listener) {
        Follower started = new Follower(this, listener);
        follower.ifPresent(Follower::close);
        follower = Optional.of(started);
        latest.ifPresent(started::known);
        started.start();
        return started;
    }

    @Override
    public Optional<HostWriter> writer(Cancel cancel) {
        return Optional.of(
                new ReopeningWriter(
                        c -> new LiveWriter(connection, connection.openForWriting(c)), cancel));
    }

    @Override
    public void close() {
        closed = true;
        follower.ifPresent(Follower::close);
        connection.close();
    }
}
