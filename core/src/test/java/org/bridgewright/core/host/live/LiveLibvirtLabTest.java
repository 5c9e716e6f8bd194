package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A live host of the lab with its real libvirtd: read, followed, hung and killed.
@Tag("lab")
class LiveLibvirtLabTest {
    private static final String HOST = "caldera02";
    private Lab lab = Lab.orSkip();
    private HostSources sources = new HostSources(lab.connector().config());

    @BeforeEach
    void open() {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
        sources = new HostSources(lab.connector().config());
    }

    @AfterEach
    void close() {
        sources.close();
    }

    private OpenedHost open(String user, boolean readOnly) {
        return sources.open(
                        lab.uri(user, HOST),
                        new OpenOptions(readOnly, false, LoginDialog.NONE, Manners.DEFAULT),
                        state -> {},
                        soon())
                .getFirst();
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"root,true", "lab,true", "operator,true", "plain,false"})
    void eachUserSeesTheGuestsAndWritesAsFarAsItMay(String user, boolean mayWrite) {
        try (OpenedHost host = open(user, true)) {
            HostSnapshot snapshot = host.source().read(ReadScope.FULL, partial -> {}, soon());
            assertEquals(
                    List.of("VM1", "VM2", "VM3"),
                    snapshot.libvirt().guests().orElse(List.of()).stream()
                            .map(Guest::name)
                            .sorted()
                            .toList());
            assertTrue(snapshot.libvirt().info().optional().orElseThrow().readOnly());
            if (mayWrite) {
                try (HostWriter writer = host.writer(soon()).orElseThrow()) {
                    assertEquals(Optional.of("virbr0"), writer.kernelMaster(tap(snapshot), soon()));
                    assertTrue(
                            writer.networkXml("default", HostWriter.Scope.LIVE, soon())
                                    .orElseThrow()
                                    .contains("virbr0"));
                }
            } else {
                assertEquals(
                        Problem.Kind.NOT_PERMITTED,
                        assertThrows(ProblemException.class, () -> host.writer(soon()))
                                .problem()
                                .kind());
            }
        }
    }

    private static String tap(HostSnapshot snapshot) {
        return snapshot.libvirt().guests().orElse(List.of()).stream()
                .flatMap(g -> g.live().stream())
                .flatMap(v -> v.tap().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHungLibvirtdIsGivenUpWhenTheUserSaysSoAndTheKernelStays() throws Exception {
        try (OpenedHost host = open("root", true)) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            String pid = lab.exec(HOST, "cat", "/run/libvirtd.pid").strip();
            lab.exec(HOST, "kill", "-STOP", pid);
            try {
                Cancel cancel = soon();
                CompletableFuture<HostSnapshot> half = new CompletableFuture<>();
                CompletableFuture<Problem.Kind> end =
                        CompletableFuture.supplyAsync(
                                () ->
                                        assertThrows(
                                                        ProblemException.class,
                                                        () ->
                                                                host.source()
                                                                        .read(
                                                                                ReadScope.PICTURE,
                                                                                half::complete,
                                                                                cancel))
                                                .problem()
                                                .kind(),
                                Thread::startVirtualThread);
                assertTrue(half.get(20, TimeUnit.SECONDS).kernel().links().isPresent());
                cancel.cancel();
                assertEquals(Problem.Kind.CANCELLED, end.get(5, TimeUnit.SECONDS));
            } finally {
                lab.exec(HOST, "kill", "-CONT", pid);
            }
        }
    }

    @Test
    void aKilledLibvirtdIsToldAndItsReturnToo() throws Exception {
        BlockingQueue<HostSnapshot> heard = new LinkedBlockingQueue<>();
        try (OpenedHost host = open("root", true)) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(listener(heard))) {
                lab.lab("fault", "libvirtd", HOST, "kill");
                try {
                    HostSnapshot without = await(heard, s -> !s.libvirt().info().isPresent());
                    assertTrue(without.libvirt().guests().isPresent());
                    assertTrue(without.kernel().links().isPresent());
                } finally {
                    lab.lab("fault", "libvirtd", HOST, "start");
                }
                await(heard, s -> s.libvirt().info().isPresent());
            }
        }
    }

    @Test
    void aGuestThatStartsIsSeenWithItsTapInTheBridge() throws Exception {
        BlockingQueue<HostSnapshot> heard = new LinkedBlockingQueue<>();
        try (OpenedHost host = open("root", true)) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(listener(heard))) {
                lab.exec(HOST, "virsh", "-q", "start", "VM3");
                try {
                    HostSnapshot on =
                            await(
                                    heard,
                                    s ->
                                            guest(s, "VM3").isActive()
                                                    && !guest(s, "VM3").live().isEmpty());
                    String tap = guest(on, "VM3").live().getFirst().tap().orElseThrow();
                    await(
                            heard,
                            s ->
                                    s.kernel().links().orElse(List.of()).stream()
                                            .anyMatch(
                                                    l ->
                                                            l.name().equals(tap)
                                                                    && l.master()
                                                                            .equals(
                                                                                    Optional.of(
                                                                                            "virbr0"))));
                } finally {
                    lab.exec(HOST, "virsh", "-q", "destroy", "VM3");
                }
                await(heard, s -> !guest(s, "VM3").isActive());
            }
        }
    }

    /// libvirt sends no event for a link that is set down: whoever asks must be told all the same.
    @Test
    void whoReadsAgainGetsTheHostAsItIsNow() throws Exception {
        BlockingQueue<HostSnapshot> heard = new LinkedBlockingQueue<>();
        try (OpenedHost host = open("root", true)) {
            HostSource source = host.source();
            HostSnapshot first = source.read(ReadScope.PICTURE, partial -> {}, soon());
            source.read(ReadScope.REST, partial -> {}, soon());
            Guest vm1 = guest(first, "VM1");
            assertTrue(vm1.live().getFirst().linkUp());
            String mac = vm1.live().getFirst().mac().orElseThrow().text();
            try (HostSource.Following following = source.follow(listener(heard))) {
                link("VM1", mac, "down");
                try {
                    Set<String> uuids = Set.of(vm1.uuid().orElseThrow());
                    HostSnapshot again = source.readAgain(uuids, Set.of(), soon());
                    assertFalse(guest(again, "VM1").live().getFirst().linkUp());
                } finally {
                    link("VM1", mac, "up");
                }
                HostSnapshot full = source.read(ReadScope.FULL, partial -> {}, soon());
                assertTrue(guest(full, "VM1").live().getFirst().linkUp());
                assertTrue(full.kernel().firewall().isPresent());
            }
        }
    }

    private void link(String guest, String mac, String state) throws Exception {
        lab.exec(HOST, "virsh", "-q", "domif-setlink", guest, mac, state);
    }

    private static Guest guest(HostSnapshot snapshot, String name) {
        return snapshot.libvirt().guests().orElse(List.of()).stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HostSnapshot await(
            BlockingQueue<HostSnapshot> heard, Predicate<HostSnapshot> wanted)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        Optional<HostSnapshot> last = Optional.empty();
        while (System.nanoTime() < until) {
            HostSnapshot next = heard.poll(1, TimeUnit.SECONDS);
            last = next == null ? last : Optional.of(next);
            if (last.filter(wanted).isPresent()) {
                return last.get();
            }
        }
        throw new AssertionError("not told in 40 s");
    }

    private static HostSource.Listener listener(BlockingQueue<HostSnapshot> heard) {
        return new HostSource.Listener() {
            @Override
            public void changed(HostSnapshot snapshot) {
                heard.add(snapshot);
            }

            @Override
            public void state(ConnectionState state) {
                // This test looks at pictures only.
            }
        };
    }
}
