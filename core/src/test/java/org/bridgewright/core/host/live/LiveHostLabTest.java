package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A live host of the lab, read and followed. The kernel's half alone where libvirt is made to be absent.
@Tag("lab")
class LiveHostLabTest {
    private static final String HOST = "caldera02";
    private static final Problem ABSENT =
            Problem.of(Problem.Kind.TOOL_MISSING, "no libvirt", "made absent by this test", "");
    private Lab lab = Lab.orSkip();
    private HostSources sources = sources();

    private HostSources sources() {
        return new HostSources(
                lab.connector().config(),
                (uri, readOnly, shown, cut, cancel) -> {
                    throw new ProblemException(ABSENT);
                });
    }

    @BeforeEach
    void open() {
        lab = Lab.orSkip();
        sources = sources();
    }

    @AfterEach
    void close() {
        sources.close();
    }

    private OpenedHost open(String user, List<ConnectionState> states) {
        return sources.open(
                        lab.uri(user, HOST),
                        OpenOptions.reading(LoginDialog.NONE),
                        states::add,
                        soon())
                .getFirst();
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "lab", "plain"})
    void aHostWithoutLibvirtIsDrawnFromItsKernel(String user) {
        List<ConnectionState> states = new ArrayList<>();
        try (OpenedHost host = open(user, states)) {
            HostSnapshot snapshot = host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            assertEquals(HOST, snapshot.host().value());
            assertEquals("caldera02", snapshot.host().value());
            assertTrue(names(snapshot).contains("virbr0"), () -> names(snapshot).toString());
            assertEquals(Optional.of(ABSENT), snapshot.libvirt().guests().problem());
            assertTrue(states.getLast() instanceof ConnectionState.Connected);
        }
    }

    private static List<String> names(HostSnapshot snapshot) {
        return snapshot.kernel().links().orElse(List.of()).stream().map(Link::name).toList();
    }

    @Test
    void thisComputerIsReadTheSameWay() {
        try (OpenedHost host =
                sources.open(
                                new HostUri.Local(HostUri.Instance.SYSTEM, Optional.empty()),
                                OpenOptions.reading(LoginDialog.NONE),
                                s -> {},
                                soon())
                        .getFirst()) {
            HostSnapshot snapshot = host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            assertTrue(names(snapshot).contains("lo"), () -> snapshot.kernel().links().toString());
        }
    }

    /// What is read while a connection opens answers nobody who had the time to change the host since then.
    @Test
    void theFirstReadIsNotOlderThanTheQuestion() throws Exception {
        lab.orSkipIfShared();
        try (OpenedHost host = open("root", new ArrayList<>())) {
            Thread.sleep(120);
            lab.exec(HOST, "ip", "link", "add", "bwtest1", "type", "bridge");
            try {
                assertTrue(
                        names(host.source().read(ReadScope.PICTURE, partial -> {}, soon()))
                                .contains("bwtest1"));
            } finally {
                lab.exec(HOST, "ip", "link", "del", "bwtest1");
            }
        }
    }

    @Test
    void aChangeAtAShellIsSeenAndItsEndToo() throws Exception {
        lab.orSkipIfShared();
        Ears ears = new Ears();
        try (OpenedHost host = open("root", new ArrayList<>())) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(ears)) {
                Thread.sleep(2000);
                ears.heard.clear();
                lab.exec(HOST, "ip", "link", "add", "bwtest0", "type", "bridge");
                try {
                    ears.await(s -> names(s).contains("bwtest0"));
                } finally {
                    lab.exec(HOST, "ip", "link", "del", "bwtest0");
                }
                ears.await(s -> !names(s).contains("bwtest0"));
            }
        }
    }

    @Test
    void nothingIsToldWhileNothingChanges() throws Exception {
        Ears ears = new Ears();
        try (OpenedHost host = open("root", new ArrayList<>())) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(ears)) {
                following.attention(HostSource.Attention.OPEN);
                Thread.sleep(3000);
                int before = ears.heard.size();
                Thread.sleep(5000);
                assertEquals(before, ears.heard.size());
            }
        }
    }

    @Test
    void aLostConnectionComesBackByItself() throws Exception {
        lab.orSkipIfShared();
        Ears ears = new Ears();
        try (OpenedHost host = open("root", new ArrayList<>())) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(ears)) {
                Thread.sleep(1000);
                lab.lab("fault", "sshd", HOST, "sessions");
                ears.awaitState(
                        s -> s instanceof ConnectionState.Lost lost && lost.retryIn().isPresent());
                ears.awaitState(s -> s instanceof ConnectionState.Connected);
                ears.await(s -> names(s).contains("virbr0"));
            }
        }
    }

    @Test
    void closingLeavesNoProcessThere() throws Exception {
        lab.orSkipIfShared();
        try (OpenedHost host = open("plain", new ArrayList<>())) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            try (HostSource.Following following = host.source().follow(new Ears())) {
                Thread.sleep(2000);
            }
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        String left = "";
        do {
            left = lab.exec(HOST, "sh", "-c", "pgrep -u plain -a || true");
            Thread.sleep(100);
        } while (!left.isBlank() && System.nanoTime() < until);
        assertEquals("", left.strip());
    }

    /// Remembers what it is told.
    private static final class Ears implements HostSource.Listener {
        final BlockingQueue<HostSnapshot> heard = new LinkedBlockingQueue<>();
        final List<ConnectionState> states = new CopyOnWriteArrayList<>();

        @Override
        public void changed(HostSnapshot snapshot) {
            heard.add(snapshot);
        }

        @Override
        public void state(ConnectionState state) {
            states.add(state);
        }

        HostSnapshot await(Predicate<HostSnapshot> wanted) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (System.nanoTime() < until) {
                HostSnapshot snapshot = heard.poll(1, TimeUnit.SECONDS);
                if (snapshot != null && wanted.test(snapshot)) {
                    return snapshot;
                }
            }
            throw new AssertionError("not told in 15 s");
        }

        void awaitState(Predicate<ConnectionState> wanted) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (states.stream().noneMatch(wanted)) {
                assertTrue(System.nanoTime() < until, states::toString);
                Thread.sleep(20);
            }
        }
    }
}
