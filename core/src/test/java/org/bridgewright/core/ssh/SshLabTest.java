package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logins, commands and sockets against the lab's real sshd, changing nothing there.
@Tag("lab")
class SshLabTest {
    @TempDir Path dir;
    private Lab lab = Lab.orSkip();

    @BeforeEach
    void useLab() {
        lab = Lab.orSkip();
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "lab", "operator", "plain"})
    void aKeyLogsIn(String user) {
        try (SshSession session = lab.open(user, "caldera02")) {
            ExecResult result = session.exec(RemoteScript.command("id", Word.of("-un")), soon());
            assertEquals(user + "\n", result.out());
            assertEquals(0, result.exit());
            assertFalse(session.interactive());
            assertTrue(session.roundTrip().isPresent());
        }
    }

    @Test
    void stepsAreToldInOrder() {
        List<String> steps = new ArrayList<>();
        lab.connector()
                .open(
                        lab.uri("lab", "caldera02"),
                        LoginDialog.NONE,
                        s -> steps.add(s.step()),
                        soon())
                .close();
        assertEquals(List.of("reach", "host-key", "login"), steps);
    }

    @Test
    void exitStatusOutputAndErrorsAreKeptApart() {
        try (SshSession session = lab.open("lab", "caldera02")) {
            ExecResult result =
                    session.exec(RemoteScript.command("ls", Word.of("/no such'file")), soon());
            assertEquals(2, result.exit());
            assertEquals("", result.out());
            assertTrue(result.err().contains("no such'file"), result.err());
        }
    }

    @Test
    void whatIsTooLongIsCutAndSaidSo() {
        try (SshSession session = lab.open("lab", "caldera02")) {
            ExecResult result =
                    session.exec(
                            RemoteScript.command(
                                    "head",
                                    Word.of("-c"),
                                    Word.of("40000000"),
                                    Word.of("/dev/zero")),
                            soon());
            assertTrue(result.truncated());
            assertEquals(ShellLadder.MOST_OUTPUT, result.stdout().length);
            assertEquals(
                    "x\n", session.exec(RemoteScript.command("echo", Word.of("x")), soon()).out());
        }
    }

    @Test
    void aPassphraseIsAskedForOnlyWhenTheKeyIsTaken() throws Exception {
        Path config = config("IdentityFile " + keyWithoutPublicPart());
        Answers answers = new Answers("wrong", "lab-passphrase");
        try (SshSession session =
                lab.connector(config, Map.of())
                        .open(lab.uri("lab", "caldera02"), answers, s -> {}, soon())) {
            assertTrue(session.interactive());
            assertEquals(2, answers.titles.size());
            assertTrue(answers.titles.getFirst().contains("id_rsa_passphrase"));
        }
    }

    private Path keyWithoutPublicPart() throws Exception {
        Path key = dir.resolve("id_rsa_passphrase");
        Files.copy(lab.file("id_rsa_passphrase"), key);
        return key;
    }

    @Test
    void aLockedKeyIsNamed() throws Exception {
        Path config = config("IdentityFile " + keyWithoutPublicPart());
        Problem problem = refused(config, Map.of(), LoginDialog.NONE, "lab");
        assertEquals(Problem.Kind.LOGIN_FAILED, problem.kind());
        assertTrue(problem.cause().contains("needs its passphrase"), problem.cause());
    }

    @Test
    void aPasswordLogsInAndIsAskedForOnce() throws Exception {
        Answers answers = new Answers("lab-password");
        try (SshSession session =
                lab.connector(config("IdentityFile none"), Map.of())
                        .open(lab.uri("lab", "caldera02"), answers, s -> {}, soon())) {
            assertEquals(
                    "lab\n",
                    session.exec(RemoteScript.command("id", Word.of("-un")), soon()).out());
            assertEquals(1, answers.titles.size());
            assertTrue(session.interactive());
        }
    }

    @Test
    void aWrongPasswordEndsWithWhatWasTried() throws Exception {
        Answers answers = new Answers("wrong");
        Problem problem = refused(config("IdentityFile /no/such/key"), Map.of(), answers, "lab");
        assertEquals(Problem.Kind.LOGIN_FAILED, problem.kind());
        assertTrue(problem.cause().contains("/no/such/key does not exist"), problem.cause());
        assertTrue(problem.cause().contains("no ssh agent is running"), problem.cause());
        assertTrue(problem.cause().contains("password"), problem.cause());
        assertFalse(problem.toString().contains("wrong,"), problem.toString());
    }

    @Test
    void anAgentLogsIn() throws Exception {
        Path socket = dir.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            await(() -> Files.exists(socket));
            ProcessBuilder add = new ProcessBuilder("ssh-add", lab.file("id_ed25519").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, add.start().waitFor());
            Map<String, String> variables = Map.of("SSH_AUTH_SOCK", socket.toString());
            SshConnector connector = lab.connector(config(""), variables);
            try (SshSession session =
                    connector.open(
                            lab.uri("lab", "caldera02"), LoginDialog.NONE, s -> {}, soon())) {
                assertFalse(session.interactive());
            }
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void aDeadAgentIsNamed() throws Exception {
        Map<String, String> variables = Map.of("SSH_AUTH_SOCK", dir.resolve("gone").toString());
        Problem problem = refused(config("IdentityFile none"), variables, LoginDialog.NONE, "lab");
        assertTrue(problem.cause().contains("does not exist"), problem.cause());
    }

    @Test
    void anUnknownKeyIsAskedForAndWrittenOnceHashed() throws Exception {
        Path known = dir.resolve("known_hosts");
        Path config =
                config("IdentityFile " + lab.file("id_ed25519") + "\nHashKnownHosts yes", known);
        Problem problem = refused(config, Map.of(), LoginDialog.NONE, "lab");
        assertEquals(Problem.Kind.HOST_KEY_UNKNOWN, problem.kind());
        assertTrue(problem.cause().contains("SHA256:"), problem.cause());
        assertFalse(Files.exists(known));

        Answers yes = new Answers();
        lab.connector(config, Map.of())
                .open(lab.uri("lab", "caldera02"), yes, s -> {}, soon())
                .close();
        assertEquals(1, yes.keys);
        String written = Files.readString(known);
        assertTrue(written.startsWith("|1|"), written);
        assertEquals(1, written.lines().count());
        lab.connector(config, Map.of())
                .open(lab.uri("lab", "caldera02"), yes, s -> {}, soon())
                .close();
        assertEquals(1, yes.keys);
    }

    @Test
    void aChangedKeyIsAHardStopWithBothFingerprints() throws Exception {
        Path known = dir.resolve("known_hosts");
        String line =
                Files.readAllLines(lab.file("known_hosts")).stream()
                        .filter(l -> l.startsWith("caldera03"))
                        .findFirst()
                        .orElseThrow();
        Files.writeString(known, "# first\ncaldera02" + line.substring(line.indexOf(' ')) + "\n");
        String before = Files.readString(known);
        Answers yes = new Answers();
        Problem problem =
                refused(
                        config(
                                "IdentityFile "
                                        + lab.file("id_ed25519")
                                        + "\nHostKeyAlias caldera02",
                                known),
                        Map.of(),
                        yes,
                        "lab");
        assertEquals(Problem.Kind.HOST_KEY_CHANGED, problem.kind());
        assertEquals(2, problem.cause().split("SHA256:", -1).length - 1, problem.cause());
        assertTrue(problem.cause().contains("known_hosts:2"), problem.cause());
        assertEquals(0, yes.keys);
        assertEquals(before, Files.readString(known));
    }

    @Test
    void aJumpHostLeadsOnAndIsShared() throws Exception {
        Path config = dir.resolve("config");
        Files.writeString(
                config,
                "Host inner\n  HostName 198.51.100.13\n  HostKeyAlias caldera03\n  ProxyJump lab@"
                        + lab.alias("caldera02")
                        + "\n"
                        + "Host inner2\n  HostName 10.10.10.13\n  HostKeyAlias caldera03\n  ProxyJump lab@"
                        + lab.alias("caldera02")
                        + "\n"
                        + Files.readString(lab.file("config")));
        SshConnector connector = lab.connector(config, Map.of());
        try (SshSession one =
                        connector.open(HostUri.Ssh.of("inner"), LoginDialog.NONE, s -> {}, soon());
                SshSession two =
                        connector.open(
                                HostUri.Ssh.of("inner2"), LoginDialog.NONE, s -> {}, soon())) {
            assertEquals("caldera03\n", one.exec(RemoteScript.command("hostname"), soon()).out());
            assertEquals("caldera03\n", two.exec(RemoteScript.command("hostname"), soon()).out());
            String ssh =
                    one.exec(RemoteScript.command("printenv", Word.of("SSH_CONNECTION")), soon())
                            .out();
            assertTrue(ssh.startsWith("198.51.100.12 "), ssh);
        }
    }

    @Test
    void fourChannelsAtOnceAndTheFifthWaits() throws Exception {
        try (SshSession session = lab.open("lab", "caldera02")) {
            List<CompletableFuture<ExecResult>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        session.exec(
                                                RemoteScript.command("sleep", Word.of("0.3")),
                                                soon()),
                                Thread::startVirtualThread));
            }
            for (CompletableFuture<ExecResult> one : all) {
                assertTrue(one.get(30, TimeUnit.SECONDS).ok());
            }
        }
    }

    @Test
    void aLongLivedScriptAnswersOnItsInputAndEndsWithIt() throws Exception {
        try (SshSession session = lab.open("lab", "caldera02")) {
            StringBuffer out = new StringBuffer();
            CompletableFuture<Optional<Problem>> ended = new CompletableFuture<>();
            HostShell.ScriptStream stream =
                    session.stream(
                            RemoteScript.command("cat"),
                            new HostShell.StreamListener() {
                                @Override
                                public void bytes(byte[] chunk) {
                                    out.append(new String(chunk, StandardCharsets.UTF_8));
                                }

                                @Override
                                public void ended(Optional<Problem> why) {
                                    ended.complete(why);
                                }
                            },
                            soon());
            stream.send(Word.of("read"), Word.of("now"));
            await(() -> out.toString().equals("read now\n"));
            stream.close();
            assertEquals(Optional.empty(), ended.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancelFreesARunningCommand() throws Exception {
        try (SshSession session = lab.open("lab", "caldera02")) {
            Cancel cancel = soon();
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Problem.Kind> kind =
                    CompletableFuture.supplyAsync(
                            () -> {
                                started.countDown();
                                return assertThrows(
                                                ProblemException.class,
                                                () ->
                                                        session.exec(
                                                                RemoteScript.command(
                                                                        "sleep", Word.of("15")),
                                                                cancel))
                                        .problem()
                                        .kind();
                            },
                            Thread::startVirtualThread);
            started.await();
            await(
                    () ->
                            session.exec(
                                            RemoteScript.command(
                                                    "pgrep",
                                                    Word.of("-u"),
                                                    Word.of("lab"),
                                                    Word.of("-x"),
                                                    Word.of("sleep")),
                                            soon())
                                    .ok());
            cancel.cancel();
            assertEquals(Problem.Kind.CANCELLED, kind.get(2, TimeUnit.SECONDS));
            assertTrue(session.isOpen());
        }
    }

    @Test
    void sudoWithoutPasswordWithOneAndNotAtAll() throws Exception {
        RemoteScript script = RemoteScript.command("id", Word.of("-un"));
        try (SshSession session = lab.open("lab", "caldera02");
                Sudo sudo = new Sudo(LoginDialog.NONE, "caldera02")) {
            assertEquals("root\n", sudo.exec(session, script, soon()).out());
        }
        Answers answers = new Answers("operator-password");
        try (SshSession session = lab.open("operator", "caldera02");
                Sudo sudo = new Sudo(answers, "caldera02")) {
            assertEquals("root\n", sudo.exec(session, script, soon()).out());
            assertEquals("root\n", sudo.exec(session, script, soon()).out());
            assertEquals(1, answers.titles.size());
        }
        Answers wrong = new Answers("$(touch /tmp/canary)'", "operator-password");
        try (SshSession session = lab.open("operator", "caldera02");
                Sudo sudo = new Sudo(wrong, "caldera02")) {
            Problem no =
                    assertThrows(ProblemException.class, () -> sudo.exec(session, script, soon()))
                            .problem();
            assertEquals(Problem.Kind.NOT_PERMITTED, no.kind());
            assertThrows(ProblemException.class, () -> sudo.exec(session, script, soon()));
            assertEquals(1, wrong.titles.size());
            assertEquals(
                    2,
                    session.exec(RemoteScript.command("ls", Word.of("/tmp/canary")), soon())
                            .exit());
        }
        try (SshSession session = lab.open("plain", "caldera02");
                Sudo sudo = new Sudo(LoginDialog.NONE, "caldera02")) {
            assertEquals(
                    Problem.Kind.NOT_PERMITTED,
                    assertThrows(ProblemException.class, () -> sudo.exec(session, script, soon()))
                            .problem()
                            .kind());
        }
    }

    @Test
    void anUnreachableHostIsNamedQuickly() {
        Problem problem =
                assertThrows(
                                ProblemException.class,
                                () ->
                                        lab.connector()
                                                .open(
                                                        (HostUri.Ssh)
                                                                org.bridgewright.core.host.HostUris
                                                                        .parse(
                                                                                "qemu+ssh://lab@127.0.0.1:1/system"),
                                                        LoginDialog.NONE,
                                                        s -> {},
                                                        soon()))
                        .problem();
        assertEquals(Problem.Kind.CANNOT_CONNECT, problem.kind());
        assertTrue(problem.cause().contains("no SSH server listens on port 1"), problem.cause());
    }

    private Problem refused(
            Path config, Map<String, String> variables, LoginDialog dialog, String user) {
        return assertThrows(
                        ProblemException.class,
                        () ->
                                lab.connector(config, variables)
                                        .open(lab.uri(user, "caldera02"), dialog, s -> {}, soon())
                                        .close())
                .problem();
    }

    private Path config(String lines) throws Exception {
        return config(lines, lab.file("known_hosts"));
    }

    private Path config(String lines, Path knownHosts) throws Exception {
        return lab.config(dir, lines, knownHosts);
    }

    static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "did not come true in 10 s");
            Thread.sleep(20);
        }
    }
}
