package org.bridgewright.core.host.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.words.Words;

/// A live host: libvirt and the kernel read side by side, followed, and written to by [#writer].
final class LiveHost implements HostSource, OpenedHost {
    private static final Words WORDS = Words.of(LiveHost.class);
    private final HostUri uri;
    private final OpenOptions options;
    private final LiveConnection.Factory factory;
    private final KnownMacs macs;
    private final Clock clock;
    private volatile LiveConnection connection;
    private volatile Optional<RawOutputs> raw = Optional.empty();
    private volatile Optional<RawOutputs> rest = Optional.empty();
    private volatile Optional<Follower> follower = Optional.empty();
    private volatile Optional<HostSnapshot> latest = Optional.empty();
    private volatile Optional<Part<List<GuestAddress>>> agents = Optional.empty();
    private volatile int macsWhenRead;
    private volatile boolean closed;

    LiveHost(
            HostUri uri,
            OpenOptions options,
            LiveConnection.Factory factory,
            LiveConnection first,
            KnownMacs macs,
            Clock clock) {
        this.macs = macs;
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
        Optional<HostSnapshot> last =
                latest.filter(s -> scope == ReadScope.REST && raw.isPresent());
        if (last.isPresent() && now.shell().isPresent()) {
            return addRest(last.get(), now, cancel);
        }
        HostSnapshot snapshot = read(now, scope, partial, cancel);
        follower.ifPresent(f -> f.known(snapshot));
        return snapshot;
    }

    @Override
    public HostSnapshot readAgain(Set<String> guests, Set<String> networks, Cancel cancel) {
        Optional<Follower> following = follower;
        return following.isPresent()
                ? following.get().renewed(new LibvirtSide.Changed(guests, networks, false), cancel)
                : read(ReadScope.PICTURE, partial -> {}, cancel);
    }

    /// The picture, for the follower itself.
    HostSnapshot readPicture(Consumer<HostSnapshot> partial, Cancel cancel) {
        return read(connection, ReadScope.PICTURE, partial, cancel);
    }

    private HostSnapshot read(
            LiveConnection now, ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
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
        followed(snapshot(libvirt, kernel)); // whose own VMs are known from here on
        HostSnapshot snapshot = snapshot(libvirt, kernel);
        latest = Optional.of(snapshot);
        return snapshot;
    }

    /// The follower's picture is the latest, too.
    void followed(HostSnapshot snapshot) {
        latest = Optional.of(snapshot);
        macs.take(this, snapshot);
    }

    /// What FULL has beyond a picture that was read before.
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
            if (scope != ReadScope.PICTURE) {
                rest = Optional.of(from.readRest(cancel));
            }
            return parse(picture);
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.CANCELLED || from.libvirt().isEmpty()) {
                throw e;
            }
            // What was read before is the better picture; that it is old is said.
            return latest.map(HostSnapshot::kernel)
                    .filter(k -> k.links().isPresent())
                    .map(k -> k.withNote(e.problem()))
                    .orElseGet(() -> KernelState.missing(e.problem()));
        }
    }

    /// The kernel's state of what was read last, with later parts laid over it.
    KernelState merge(RawOutputs changed) {
        RawOutputs all = raw.map(r -> r.with(changed)).orElse(changed);
        raw = Optional.of(all);
        macsWhenRead = macs.version();
        return parse(all);
    }

    /// Whether a forwarding table was shortened when fewer addresses were known than now.
    boolean isShortenedByOld(KernelState kernel) {
        return macsWhenRead != macs.version()
                && kernel.notes().stream().anyMatch(LargePorts::isNote);
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
            if (door.get().side().readOnly()) {
                agents = Optional.of(door.get().side().agents(List.of(), limited)); // says why not
            }
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

    /// A picture of both halves. What could not be read this time is taken from the last picture.
    HostSnapshot snapshot(LibvirtState libvirt, KernelState kernel) {
        return new HostSnapshot(
                id(kernel),
                uri.text(),
                Optional.of(Instant.now(clock)),
                keepingLast(libvirt),
                LargePorts.reduced(
                        agents.map(kernel::withGuestAddressesByAgent).orElse(kernel),
                        macs::contains));
    }

    /// While libvirt cannot be asked, what it last said stays; that it cannot be asked is told by its own part. A read that
    /// is under way when the daemon dies comes back as empty-handed as one that begins after it.
    private LibvirtState keepingLast(LibvirtState now) {
        if (now.info().isPresent() || latest.isEmpty()) {
            return now;
        }
        LibvirtState last = latest.get().libvirt();
        return new LibvirtState(
                now.info(),
                now.networks().isPresent() ? now.networks() : last.networks(),
                now.guests().isPresent() ? now.guests() : last.guests(),
                now.nodeDevices().isPresent() ? now.nodeDevices() : last.nodeDevices());
    }

    /// The host keeps its name while it cannot be asked for it.
    private HostId id(KernelState kernel) {
        Optional<String> told = kernel.facts().optional().flatMap(HostFacts::hostname);
        if (told.isEmpty() && latest.isPresent()) {
            return latest.get().host();
        }
        String name = told.orElse(uri.label());
        int dot = name.indexOf('.');
        return new HostId(dot > 0 ? name.substring(0, dot) : name.isEmpty() ? uri.label() : name);
    }

    /// What guest agents told, for all pictures from now on.
    void agents(Part<List<GuestAddress>> told) {
        agents = Optional.of(told);
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
        macs.forget(this);
        follower.ifPresent(Follower::close);
        connection.close();
    }
}
