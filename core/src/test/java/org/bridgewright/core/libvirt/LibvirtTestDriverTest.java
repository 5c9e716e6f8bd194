package org.bridgewright.core.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against libvirt's own test driver, which lives in this process and needs no host.
class LibvirtTestDriverTest {
    private static final String WEB = "00000000-0000-4000-8000-000000000101";
    private static final String DB = "00000000-0000-4000-8000-000000000102";
    private static final Cancel SOON = Cancel.after(Duration.ofSeconds(30));

    @TempDir Path dir;
    private LibvirtSession session;
    private final LibvirtReader reader =
            new LibvirtReader(LibvirtLimits.DEFAULT, InstantSource.system());

    @BeforeEach
    void open() throws IOException {
        Optional<Problem> missing = LibvirtRuntime.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.map(Problem::line).orElse(""));
        Path file = dir.resolve("testdriver.xml");
        try (InputStream xml = LibvirtTestDriverTest.class.getResourceAsStream("testdriver.xml")) {
            Files.copy(xml, file);
        }
        session = open("test://" + file);
    }

    private static LibvirtSession open(String uri) {
        return LibvirtSession.open(
                new LibvirtSession.Target(uri, false, "testhost"), () -> {}, SOON);
    }

    @AfterEach
    void everyHandleWasGivenBack() {
        if (session != null) {
            session.close();
            assertEquals(0, session.closeResult());
        }
    }

    @Test
    void readsNetworksAndGuests() {
        List<LibvirtState> partials = new ArrayList<>();
        LibvirtState state = reader.read(session, partials::add, SOON);

        List<VirtualNetwork> networks = state.networks().optional().orElseThrow();
        assertEquals(List.of("default", "router"), networks.stream().map(n -> n.name()).toList());
        VirtualNetwork nat = networks.getFirst();
        assertEquals(Optional.of(ForwardMode.NAT), nat.mode());
        assertTrue(nat.active() && nat.persistent() && nat.hasDhcp());
        assertTrue(nat.liveXml().isPresent() && nat.configXml().isPresent());

        List<Guest> guests = state.guests().optional().orElseThrow();
        Guest web = guests.getLast();
        assertEquals("web", web.name());
        assertEquals(Optional.of(GuestState.RUNNING), web.state());
        assertEquals(Optional.of(512L * 1024), web.memoryKib());
        assertEquals(1, web.live().size());
        assertEquals(1, web.config().size());
        Guest db = guests.getFirst();
        assertEquals("db <'äß\">", db.name());
        assertEquals("shut off", db.stateWord());
        assertTrue(db.live().isEmpty() && db.liveXml().isEmpty());
        assertEquals(new Vnic.Source.Bridge("br0"), db.config().getFirst().source());

        assertTrue(state.info().isPresent());
        assertEquals(Optional.of("TEST"), state.info().optional().flatMap(i -> i.hypervisor()));
        assertEquals(1, partials.size());
        assertEquals(1, partials.getFirst().guests().orElse(List.of()).getLast().live().size());
    }

    @Test
    void readsTheSameTwice() {
        LibvirtState first = reader.read(session, partial -> {}, SOON);
        LibvirtState second = reader.read(session, partial -> {}, SOON);
        assertEquals(first.guests().optional(), second.guests().optional());
    }

    @Test
    void readsOneGuestAndOneNetworkAgain() {
        LibvirtState all = reader.read(session, partial -> {}, SOON);
        for (Guest guest : all.guests().orElse(List.of())) {
            assertEquals(
                    Optional.of(guest),
                    reader.readGuest(session, guest.uuid().orElseThrow(), SOON));
        }
        VirtualNetwork router = reader.readNetwork(session, "router", SOON).orElseThrow();
        assertEquals(all.networks().orElse(List.of()).getLast().liveXml(), router.liveXml());
        assertTrue(router.active() && router.persistent());
        assertEquals(Optional.empty(), reader.readNetwork(session, "nix", SOON));
        assertEquals(
                Optional.empty(),
                reader.readGuest(session, "00000000-0000-4000-8000-00000000ffff", SOON));
    }

    @Test
    void tellsOfGuestsAndNetworksThatChange() throws InterruptedException {
        BlockingQueue<LibvirtEvents.Event> events = new LinkedBlockingQueue<>();
        LibvirtWriter writer = new LibvirtWriter(session);
        try (LibvirtEvents listening = LibvirtEvents.listen(session, events::add, SOON)) {
            writer.startGuest(DB, SOON);
            assertEquals(
                    new LibvirtEvents.Event.GuestChanged(DB), events.poll(10, TimeUnit.SECONDS));
            events.clear();
            writer.stopNetwork("router", SOON);
            assertEquals(
                    new LibvirtEvents.Event.NetworkChanged("router"),
                    events.poll(10, TimeUnit.SECONDS));
        }
        assertFalse(reader.readNetwork(session, "router", SOON).orElseThrow().active());
        assertTrue(writer.networkXml("router", Scope.LIVE, SOON).isEmpty());
        assertTrue(writer.networkXml("router", Scope.CONFIG, SOON).isPresent());
    }

    @Test
    void startsAndStopsGuests() {
        LibvirtWriter writer = new LibvirtWriter(session);
        assertEquals(Optional.of("shut off"), writer.guestState(DB, SOON));
        writer.startGuest(DB, SOON);
        assertEquals(Optional.of("running"), writer.guestState(DB, SOON));
        assertTrue(writer.guestXml(DB, Scope.LIVE, SOON).orElseThrow().contains("id="));
        writer.forceOffGuest(DB, SOON);
        assertTrue(writer.guestXml(DB, Scope.LIVE, SOON).isEmpty());
        assertTrue(writer.guestXml(DB, Scope.CONFIG, SOON).isPresent());
        assertFalse(writer.hasManagedSave(DB, SOON));
    }

    @Test
    void saysWhatLibvirtRefused() {
        LibvirtWriter writer = new LibvirtWriter(session);
        ProblemException running =
                assertThrows(ProblemException.class, () -> writer.startGuest(WEB, SOON));
        assertEquals(Problem.Kind.HOST_REFUSED, running.problem().kind());
        assertTrue(running.problem().original().orElseThrow().source().startsWith("libvirt "));
        ProblemException gone =
                assertThrows(ProblemException.class, () -> writer.startNetwork("nix", SOON));
        assertEquals(Problem.Kind.NOT_FOUND, gone.problem().kind());
        assertTrue(gone.problem().cause().contains("nix"), gone.problem().cause());
    }

    @Test
    void saysWhyItCannotOpen() {
        ProblemException e =
                assertThrows(ProblemException.class, () -> open("test:///does/not/exist.xml"));
        assertTrue(e.problem().summary().contains("testhost"), e.problem().summary());
        assertFalse(e.problem().cause().isBlank());
    }

    @Test
    void refusesCallsAfterItsEnd() {
        session.close();
        ProblemException e =
                assertThrows(
                        ProblemException.class, () -> reader.read(session, partial -> {}, SOON));
        assertEquals(Problem.Kind.CANNOT_CONNECT, e.problem().kind());
    }

    @Test
    void worksFromAVirtualThread() throws InterruptedException {
        List<LibvirtState> states = new ArrayList<>();
        Thread.ofVirtual()
                .start(() -> states.add(reader.read(session, partial -> {}, SOON)))
                .join();
        assertTrue(states.getFirst().guests().isPresent());
    }
}
