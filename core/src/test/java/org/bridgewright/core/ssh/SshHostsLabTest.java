package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hosts that make it hard: hardened sshd, strange login shells, noise, a libvirtd that hangs or is gone. Changes a host of the lab and sets it back.
@Tag("lab")
class SshHostsLabTest {
    private static final String HOST = "caldera02";
    private Lab lab = Lab.orSkip();
    private RelayDirectory directory = RelayDirectory.create(System.getenv());

    @BeforeEach
    void useLab() throws Exception {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
        restore();
        directory = RelayDirectory.create(System.getenv());
    }

    @AfterEach
    void restore() throws Exception {
        lab.sshdAsBefore(HOST);
        lab.exec(HOST, "sh", "-c", "usermod -s /bin/bash lab; rm -f /home/lab/.bashrc");
        directory.close();
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(30));
    }

    /// virsh through the relay: libvirt's own client, so that nothing of ours is needed to prove the way.
    private String virsh(Relay relay, boolean readOnly, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("virsh", "-q"));
        if (readOnly) {
            line.add("-r");
        }
        line.addAll(List.of("-c", "qemu+unix:///system?socket=" + relay.socket()));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return out;
    }

    private Relay relay(SshSession session, LibvirtSockets.Candidate candidate) {
        return Relay.start(
                directory,
                cancel ->
                        session.openSocket(
                                candidate.path(),
                                HostUri.Instance.SYSTEM,
                                candidate.readOnly(),
                                cancel));
    }

    @ParameterizedTest
    @CsvSource({"root,false", "lab,false", "operator,false", "plain,true"})
    void theSocketsThatAUserMayOpen(String user, boolean readOnly) throws Exception {
        try (SshSession session = lab.open(user, HOST)) {
            LibvirtSockets.Candidate first =
                    LibvirtSockets.look(session, HostUri.Instance.SYSTEM, true, HOST, soon())
                            .getFirst();
            assertEquals(readOnly, first.readOnly());
            try (Relay relay = relay(session, first)) {
                assertTrue(virsh(relay, readOnly, "list", "--all", "--name").contains("VM3"));
            }
            assertEquals("streamlocal", session.way());
        }
    }

    @Test
    void withoutForwardingAHelperOfTheHostCarriesTheSocket() throws Exception {
        lab.sshd(HOST, "DisableForwarding yes");
        try (SshSession session = lab.open("lab", HOST)) {
            try (Relay relay = relay(session, LibvirtSockets.first(false))) {
                assertTrue(
                        virsh(relay, false, "list", "--all", "--name").contains("VM3"),
                        () -> relay.lastProblem().toString());
            }
            assertEquals("virt-ssh-helper", session.way());
            try (Relay relay =
                    Relay.start(
                            directory,
                            c ->
                                    session.openSocket(
                                            "/run/libvirt/../libvirt/libvirt-sock",
                                            HostUri.Instance.SYSTEM,
                                            false,
                                            c))) {
                assertTrue(
                        virsh(relay, false, "list", "--all", "--name").contains("VM3"),
                        () -> relay.lastProblem().toString());
            }
            assertEquals("nc", session.way());
        }
    }

    @Test
    void fourSessionChannelsAreEnough() throws Exception {
        lab.sshd(HOST, "DisableForwarding yes\nMaxSessions 4");
        try (SshSession session = lab.open("lab", HOST);
                Relay relay = relay(session, LibvirtSockets.first(false))) {
            List<CompletableFuture<ExecResult>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        session.exec(
                                                RemoteScript.command("sleep", Word.of("0.2")),
                                                soon()),
                                Thread::startVirtualThread));
            }
            assertTrue(
                    virsh(relay, false, "list", "--all", "--name").contains("VM3"),
                    () -> relay.lastProblem().toString());
            for (CompletableFuture<ExecResult> one : all) {
                assertTrue(one.get(30, TimeUnit.SECONDS).ok());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/tcsh", "/usr/bin/fish", "/bin/rbash", "/bin/dash"})
    void anyLoginShellRunsOurScripts(String shell) throws Exception {
        assumeTrue(Files.exists(Path.of(shell)), shell + " is not installed");
        lab.exec(HOST, "usermod", "-s", shell, "lab");
        try (SshSession session = lab.open("lab", HOST)) {
            ExecResult result =
                    session.exec(
                            RemoteScript.command(
                                    "printf", Word.of("%s"), Word.of("it's $HOME `id`;")),
                            soon());
            assertEquals("it's $HOME `id`;", result.out());
        }
    }

    @Test
    void aNoisyBashrcIsHeardByNobody() throws Exception {
        lab.exec(
                HOST,
                "sh",
                "-c",
                "printf 'echo welcome to the host; echo; fortune 2>&1; seq 1 5000; printf \"no end\"\\n' >/home/lab/.bashrc");
        lab.sshd(HOST, "DisableForwarding yes");
        try (SshSession session = lab.open("lab", HOST);
                Relay relay = relay(session, LibvirtSockets.first(false))) {
            assertEquals(
                    "x\n", session.exec(RemoteScript.command("echo", Word.of("x")), soon()).out());
            assertTrue(
                    virsh(relay, false, "list", "--all", "--name").contains("VM3"),
                    () -> relay.lastProblem().toString());
        }
    }

    @Test
    void anAccountWithoutShellIsNamed() throws Exception {
        lab.exec(HOST, "usermod", "-s", "/usr/sbin/nologin", "lab");
        try (SshSession session = lab.open("lab", HOST)) {
            Problem problem =
                    assertThrows(
                                    ProblemException.class,
                                    () -> session.exec(RemoteScript.command("true"), soon()))
                            .problem();
            assertEquals(Problem.Kind.NOT_PERMITTED, problem.kind());
            assertTrue(
                    problem.original().orElseThrow().text().contains("not available"),
                    problem::toString);
        }
    }

    @Test
    void aHungLibvirtdIsFreedByCuttingTheRelay() throws Exception {
        try (SshSession session = lab.open("lab", HOST);
                Relay relay = relay(session, LibvirtSockets.first(false))) {
            String pid = lab.exec(HOST, "cat", "/run/libvirtd.pid").strip();
            lab.exec(HOST, "kill", "-STOP", pid);
            try {
                CompletableFuture<String> call =
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return virsh(relay, false, "list");
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
                Thread.sleep(1500);
                assertTrue(!call.isDone());
                relay.cut();
                assertTrue(call.get(1, TimeUnit.SECONDS).contains("error"));
                assertTrue(session.isOpen());
            } finally {
                lab.exec(HOST, "kill", "-CONT", pid);
            }
            assertTrue(virsh(relay, false, "list", "--all", "--name").contains("VM3"));
        }
    }

    @Test
    void aHostWhoseLibvirtIsGoneSaysSo() throws Exception {
        lab.lab("fault", "libvirtd", HOST, "stop");
        try (SshSession session = lab.open("lab", HOST)) {
            lab.exec(
                    HOST,
                    "sh",
                    "-c",
                    "mkdir -p /run/kept; mv /run/libvirt/libvirt-sock* /run/kept 2>/dev/null; true");
            Problem problem =
                    assertThrows(
                                    ProblemException.class,
                                    () ->
                                            LibvirtSockets.look(
                                                    session,
                                                    HostUri.Instance.SYSTEM,
                                                    true,
                                                    HOST,
                                                    soon()))
                            .problem();
            assertEquals(Problem.Kind.TOOL_MISSING, problem.kind());
            assertTrue(problem.summary().contains("does not run"), problem::toString);
        } finally {
            lab.lab("fault", "libvirtd", HOST, "start");
        }
    }

    @Test
    void nothingListensOnTcpHereAndNothingIsLeftThere() throws Exception {
        try (SshSession session = lab.open("lab", HOST);
                Relay relay = relay(session, LibvirtSockets.first(false))) {
            virsh(relay, false, "list");
            LocalCommand.Result listening =
                    LocalCommand.run(List.of("ss", "-Hltnp"), Duration.ofSeconds(10));
            assertTrue(
                    !listening.out().contains("pid=" + ProcessHandle.current().pid() + ","),
                    listening.out());
        }
        SshLabTest.await(
                () -> {
                    try {
                        return !lab.exec(HOST, "sh", "-c", "pgrep -u lab -l || true")
                                .contains("sh");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
