package org.bridgewright.core.host.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.KernelScript;
import org.bridgewright.core.kernel.MonitorParser;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.ExecResult;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.ssh.RemoteScript;
import org.bridgewright.core.ssh.Sudo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One established connection to a host: a shell for the kernel's part, where there is one, and libvirt, where there is one. It is never mended:
/// after a loss a new one takes its place.
final class LiveConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);
    private final Optional<HostShell> shell;
    private final boolean interactive;
    private final Optional<Problem> noKernel;
    private final Way way;
    private final Optional<Sudo> sudo;
    private volatile Optional<LibvirtDoor> libvirt = Optional.empty();
    private volatile Optional<Problem> noLibvirt = Optional.empty();
    private volatile Optional<KernelMonitor> monitor = Optional.empty();
    private volatile Optional<CompletableFuture<RawOutputs>> firstRead = Optional.empty();

    /// When [#start] was done; 0 before.
    private volatile long startedAt;

    /// The read that began with the connection answers those who ask as soon as they have it. Whoever comes later may have
    /// changed the host meanwhile.
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    /// How to open libvirt on this connection.
    @FunctionalInterface
    interface Way {
        LibvirtDoor open(boolean write, Cancel cancel);
    }

    /// How a live host is reached; called again after a loss.
    @FunctionalInterface
    interface Factory {
        LiveConnection open(boolean mayAsk, Consumer<ConnectionState> states, Cancel cancel);
    }

    LiveConnection(
            Optional<HostShell> shell,
            boolean interactive,
            Optional<Problem> noKernel,
            Way way,
            Optional<Sudo> sudo) {
        this.shell = shell;
        this.interactive = interactive;
        this.noKernel = noKernel;
        this.way = way;
        this.sudo = sudo;
    }

    Optional<HostShell> shell() {
        return shell;
    }

    boolean interactive() {
        return interactive;
    }

    /// Starts reading the kernel and, side by side, opens libvirt. A host without libvirt is a host all the same; one with neither is a failure.
    void start(boolean write, Consumer<ConnectionState> states, Cancel cancel) {
        if (shell.isPresent()) {
            Cancel own = Cancel.after(Duration.ofSeconds(30));
            cancel.onCancel(own::cancel);
            firstRead =
                    Optional.of(
                            CompletableFuture.supplyAsync(
                                    () -> exec(ReadScope.PICTURE, own),
                                    Thread::startVirtualThread));
        }
        openLibvirt(write, cancel);
        if (shell.isEmpty() && noLibvirt.isPresent()) {
            throw new ProblemException(noLibvirt.get());
        }
        startedAt = System.nanoTime();
        states.accept(connected());
    }

    ConnectionState.Connected connected() {
        return new ConnectionState.Connected(
                shell.map(HostShell::way).orElse("libvirt"),
                libvirt.map(d -> d.side().readOnly()).orElse(true),
                shell.flatMap(HostShell::roundTrip));
    }

    /// Opens libvirt, again after it was lost. Whether it worked is in [#libvirt] and [#noLibvirt].
    void openLibvirt(boolean write, Cancel cancel) {
        try {
            LibvirtDoor door = openForUse(write, cancel);
            LibvirtDoor old;
            synchronized (this) {
                old = libvirt.orElse(door);
                libvirt = Optional.of(door);
                noLibvirt = Optional.empty();
            }
            if (old != door) {
                old.close();
            }
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.CANCELLED) {
                throw e;
            }
            noLibvirt = Optional.of(e.problem());
        }
    }

    /// Reading and writing where that is wanted and allowed, else reading only.
    private LibvirtDoor openForUse(boolean write, Cancel cancel) {
        if (write) {
            try {
                return way.open(true, cancel);
            } catch (ProblemException e) {
                if (e.problem().kind() != Problem.Kind.NOT_PERMITTED) {
                    throw e;
                }
                LOG.debug("no writing: {}", e.problem().line());
            }
        }
        return way.open(false, cancel);
    }

    /// A second connection, for writes.
    LibvirtDoor openForWriting(Cancel cancel) {
        return way.open(true, cancel);
    }

    Optional<LibvirtDoor> libvirt() {
        return libvirt;
    }

    Optional<Problem> noLibvirt() {
        return noLibvirt;
    }

    Optional<Problem> noKernel() {
        return noKernel;
    }

    /// libvirt is lost; the shell lives on.
    void dropLibvirt(Problem why) {
        Optional<LibvirtDoor> old;
        synchronized (this) {
            old = libvirt;
            libvirt = Optional.empty();
            noLibvirt = Optional.of(why);
        }
        old.ifPresent(LibvirtDoor::close);
    }

    /// The picture's part of the kernel: the read that [#start] began, by the monitor where it runs, else by a script.
    RawOutputs readKernel(Cancel cancel) {
        Optional<CompletableFuture<RawOutputs>> first;
        synchronized (this) {
            first = firstRead;
            firstRead = Optional.empty();
        }
        if (first.isPresent() && System.nanoTime() - startedAt < AT_ONCE.toNanos()) {
            return Waiting.join(first.get(), cancel);
        }
        first.ifPresent(unasked -> unasked.cancel(false));
        Optional<KernelMonitor> running = monitor.filter(m -> !m.isOver());
        return running.isPresent()
                ? Waiting.join(running.get().ask(KernelScript.Ask.PICTURE, List.of()), cancel)
                : exec(ReadScope.PICTURE, cancel);
    }

    private RawOutputs exec(ReadScope scope, Cancel cancel) {
        String mark = KernelScript.newMark();
        return parse(
                mark,
                shell.orElseThrow()
                        .exec(
                                KernelScript.read(mark, scope).within(Duration.ofSeconds(30)),
                                cancel));
    }

    /// Firewall and owner's files; as root where that is switched on for this host.
    RawOutputs readRest(Cancel cancel) {
        String mark = KernelScript.newMark();
        RemoteScript script = KernelScript.rest(mark).within(Duration.ofSeconds(30));
        HostShell there = shell.orElseThrow();
        if (sudo.isPresent()) {
            try {
                return parse(mark, sudo.get().exec(there, script, cancel));
            } catch (ProblemException e) {
                if (e.problem().kind() != Problem.Kind.NOT_PERMITTED) {
                    throw e;
                }
                // What can be read without root is read; what cannot says why.
                LOG.info("{}", e.problem().line());
            }
        }
        return parse(mark, there.exec(script, cancel));
    }

    /// A few links, by the shortest way.
    RawOutputs readLinks(List<String> names, Cancel cancel) {
        Optional<KernelMonitor> running = monitor.filter(m -> !m.isOver());
        if (running.isPresent()) {
            return Waiting.join(running.get().ask(KernelScript.Ask.LINKS, names), cancel);
        }
        String mark = KernelScript.newMark();
        return parse(mark, shell.orElseThrow().exec(KernelScript.links(mark, names), cancel));
    }

    private static RawOutputs parse(String mark, ExecResult result) {
        return KernelReader.split(result.stdout(), mark, Instant.now());
    }

    /// Starts the long-lived script, once.
    KernelMonitor monitor(
            Consumer<MonitorParser.Event> events,
            Consumer<Optional<Problem>> ended,
            Cancel cancel) {
        KernelMonitor started = new KernelMonitor(shell.orElseThrow(), events, ended, cancel);
        monitor = Optional.of(started);
        return started;
    }

    void endMonitor() {
        monitor.ifPresent(KernelMonitor::close);
        monitor = Optional.empty();
    }

    @Override
    public void close() {
        firstRead.ifPresent(f -> f.cancel(false));
        endMonitor();
        libvirt.ifPresent(LibvirtDoor::close);
        libvirt = Optional.empty();
        sudo.ifPresent(Sudo::close);
        shell.ifPresent(HostShell::close);
    }
}
