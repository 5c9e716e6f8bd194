package org.bridgewright.core.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real daemon of a lab host, through a forward of our own that can be cut and can hang.
@Tag("lab")
class LibvirtLabTest {
    @TempDir Path dir;
    private SocketForward forward;
    private LibvirtSession session;
    private final LibvirtReader reader =
            new LibvirtReader(LibvirtLimits.DEFAULT, InstantSource.system());

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(30));
    }

    @BeforeEach
    void open() throws IOException {
        String state = System.getenv("LAB_STATE");
        Assumptions.assumeTrue(state != null, "LAB_STATE is not set: no lab");
        Optional<Problem> missing = LibvirtRuntime.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.map(Problem::line).orElse(""));
        Path pidFile = Path.of(state, "pids", "caldera02");
        Assumptions.assumeTrue(Files.isReadable(pidFile), "the lab is not up");
        String pid = Files.readString(pidFile).strip().split(" ", 2)[0];
        Path run = Path.of("/proc", pid, "root/run/libvirt");
        Assumptions.assumeTrue(
                Files.isReadable(run.resolve("libvirt-sock")), "needs root, to reach into the lab");
        forward = SocketForward.start(dir.resolve("s"), run.resolve("libvirt-sock"));
        session = connect(false);
    }

    private LibvirtSession connect(boolean readOnly) {
        return LibvirtSession.open(
                new LibvirtSession.Target(
                        "qemu+unix:///system?socket=" + forward.path(), readOnly, "caldera02"),
                forward::cut,
                soon());
    }

    @AfterEach
    void everyHandleWasGivenBack() throws IOException {
        if (session != null) {
            session.close();
            assertEquals(0, session.closeResult());
        }
        if (forward != null) {
            forward.close();
        }
    }

    private Guest guest(LibvirtState state, String name) {
        return state.guests().orElse(List.of()).stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTheHost() {
        LibvirtState state = reader.read(session, partial -> {}, soon());
        VirtualNetwork nat =
                state.networks().orElse(List.of()).stream()
                        .filter(n -> n.name().equals("default"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("virbr0"), nat.bridge());
        assertTrue(nat.active() && nat.autostart() && nat.persistent());
        assertTrue(nat.leases().isPresent());
        Guest vm1 = guest(state, "VM1");
        assertTrue(vm1.isActive() && vm1.persistent());
        assertTrue(vm1.live().getFirst().tap().orElseThrow().startsWith("vnet"));
        assertTrue(
                state.nodeDevices().orElse(List.of()).stream()
                        .anyMatch(d -> d.link().equals(Optional.of("ens2"))));
        assertEquals(
                vm1, reader.readGuest(session, vm1.uuid().orElseThrow(), soon()).orElseThrow());
        assertTrue(
                reader.stats(session, soon()).stream()
                        .anyMatch(s -> s.interfaces().stream().anyMatch(i -> i.txBytes() >= 0)));
    }

    @Test
    void movesAVnicAndBack() {
        LibvirtWriter writer = new LibvirtWriter(session);
        Guest vm1 = guest(reader.read(session, partial -> {}, soon()), "VM1");
        String uuid = vm1.uuid().orElseThrow();
        String before = vm1.live().getFirst().xml();
        Vnic.Source router = new Vnic.Source.Network("router", Optional.empty(), Optional.empty());
        writer.updateDevice(
                uuid, InterfaceXml.of(before).source(router).text(), Scope.LIVE, soon());
        try {
            Vnic moved = reader.readGuest(session, uuid, soon()).orElseThrow().live().getFirst();
            assertEquals(
                    new Vnic.Source.Network("router", Optional.empty(), Optional.of("virbr1")),
                    moved.source());
            assertEquals(vm1.live().getFirst().tap(), moved.tap());
        } finally {
            writer.updateDevice(uuid, InterfaceXml.of(before).text(), Scope.LIVE, soon());
        }
        Vnic back = reader.readGuest(session, uuid, soon()).orElseThrow().live().getFirst();
        assertEquals(InterfaceXml.fingerprint(before), InterfaceXml.fingerprint(back.xml()));
        writer.updateDevice(
                uuid, InterfaceXml.of(back.xml()).link(true).text(), Scope.LIVE, soon());
    }

    @Test
    void tellsOfANetworkThatStarts() throws InterruptedException {
        BlockingQueue<LibvirtEvents.Event> events = new LinkedBlockingQueue<>();
        LibvirtWriter writer = new LibvirtWriter(session);
        try (LibvirtEvents listening = LibvirtEvents.listen(session, events::add, soon())) {
            writer.startNetwork("bridged_network", soon());
            try {
                assertEquals(
                        new LibvirtEvents.Event.NetworkChanged("bridged_network"),
                        events.poll(10, TimeUnit.SECONDS));
            } finally {
                writer.stopNetwork("bridged_network", soon());
            }
        }
    }

    @Test
    void aReadOnlyConnectionReadsAndRefusesToWrite() {
        try (LibvirtSession readOnly = connect(true)) {
            LibvirtState state = reader.read(readOnly, partial -> {}, soon());
            assertTrue(state.guests().optional().orElseThrow().size() >= 3);
            Problem refused =
                    assertThrows(
                                    ProblemException.class,
                                    () ->
                                            new LibvirtWriter(readOnly)
                                                    .startNetwork("bridged_network", soon()))
                            .problem();
            assertEquals(Problem.Kind.NOT_PERMITTED, refused.kind());
        }
    }

    @Test
    void aHangingDaemonIsCutOffAtTheDeadline() {
        forward.hang(true);
        Problem problem =
                assertThrows(
                                ProblemException.class,
                                () ->
                                        reader.read(
                                                session,
                                                partial -> {},
                                                Cancel.after(Duration.ofMillis(500))))
                        .problem();
        assertEquals(Problem.Kind.TIMED_OUT, problem.kind());
        assertTrue(!session.isOpen());
    }

    @Test
    void aConnectionLostInTheMiddleIsSaid() {
        BlockingQueue<Problem> lost = new LinkedBlockingQueue<>();
        session.onLost(lost::add);
        forward.cutAfterBytes(3_000);
        Problem problem =
                assertThrows(
                                ProblemException.class,
                                () -> reader.read(session, partial -> {}, soon()))
                        .problem();
        assertEquals(Problem.Kind.CANNOT_CONNECT, problem.kind());
        assertEquals(1, lost.size());
    }

    @Test
    void aCancelledReadEndsAtOnce() {
        forward.hang(true);
        Cancel cancel = soon();
        Thread.ofVirtual().start(cancel::cancel);
        Problem problem =
                assertThrows(
                                ProblemException.class,
                                () -> reader.read(session, partial -> {}, cancel))
                        .problem();
        assertTrue(
                problem.kind() == Problem.Kind.CANCELLED
                        || problem.kind() == Problem.Kind.CANNOT_CONNECT,
                problem.toString());
    }

    @Test
    void aHangingOpenIsCutOff() {
        forward.hang(true);
        Problem problem =
                assertThrows(
                                ProblemException.class,
                                () ->
                                        LibvirtSession.open(
                                                new LibvirtSession.Target(
                                                        "qemu+unix:///system?socket="
                                                                + forward.path(),
                                                        false,
                                                        "caldera02"),
                                                forward::cut,
                                                Cancel.after(Duration.ofMillis(300))))
                        .problem();
        assertEquals(Problem.Kind.TIMED_OUT, problem.kind());
    }
}
