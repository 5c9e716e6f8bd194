// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.bridgewright.app.Main;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Hosts in the window: every way to log in, what changes at a shell, a daemon that dies, a change that never ended.
@Tag("lab")
@Tag("window")
class HostLabTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final HostId OTHER = new HostId("caldera03");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId VM3 = ElementId.guest(HOST, "VM3");
    private static final ElementId ROUTER = ElementId.network(HOST, "router");

    @TempDir Path folder;
    @RegisterExtension final Driven app = new Driven();
    private Lab lab = Lab.orSkip();
    private LabHost host = new LabHost(lab, HOST.value());

    @BeforeEach
    void notShared() {
        lab.orSkipIfShared();
        host.begin();
    }

    @AfterEach
    void asBefore() throws Exception {
        host.tidy();
    }

    private String config(String lines, Path knownHosts) throws Exception {
        return lab.config(folder, lines, knownHosts).toString();
    }

    private String config(String lines) throws Exception {
        return config(lines, lab.file("known_hosts"));
    }

    /// *Add host* by keyboard.
    private void add(String config, String address) {
        app.start("--ssh-config", config);
        app.press(KeyCode.CONTROL, KeyCode.N);
        app.seeIn("add-host", "Address");
        app.fill("add-address", address);
        app.press(KeyCode.ENTER);
    }

    private void isOpenAndLocked(ElementId vm) {
        app.drawn(vm);
        app.gone("add-host");
        app.until(
                "it is locked",
                () ->
                        app.find("lock-" + vm.value().replaceFirst("/.*", ""))
                                .filter(n -> n.getAccessibleText().startsWith("Locked"))
                                .isPresent());
        ElementId host = new ElementId(vm.value().replaceFirst("/.*", ""));
        app.until("its header says so, too", () -> header(host).startsWith("locked · "));
    }

    private String header(ElementId host) {
        return app.onFx(
                () ->
                        app.view()
                                .getShown()
                                .box(host)
                                .map(b -> b.texts().get(1).text())
                                .orElse("not drawn"));
    }

    private String said(ElementId id) {
        return app.onFx(
                () -> app.view().getShown().box(id).map(b -> b.sentence()).orElse("not drawn"));
    }

    @Test
    void aKeyOpensAHostAndASecondStandsBeside() {
        // That both are on one LAN is seen by who has talked to whom.
        new LabHost(lab, OTHER.value()).sh("ping -c 1 -W 2 10.10.10.12");
        add(lab.file("config").toString(), "root@" + lab.alias("caldera02"));
        isOpenAndLocked(VM1);
        app.press(KeyCode.CONTROL, KeyCode.N);
        app.fill("add-address", "lab@" + lab.alias("caldera03"));
        app.press(KeyCode.ENTER);
        isOpenAndLocked(ElementId.guest(OTHER, "VM1"));
        app.until("both are drawn", () -> app.view().boundsOf(VM1).isPresent());
        app.until(
                "the LAN that joins them is drawn once",
                () ->
                        app.view().getShown().boxes().stream()
                                        .filter(b -> b.sentence().contains("10.10.10.0/24"))
                                        .filter(b -> b.sentence().startsWith("LAN"))
                                        .count()
                                == 1);
    }

    @Test
    void aPassphraseIsAskedForAndAWrongOneAgain() throws Exception {
        Path key = folder.resolve("id_rsa_passphrase");
        Files.copy(lab.file("id_rsa_passphrase"), key);
        add(config("  IdentityFile " + key), "lab@" + lab.alias("caldera02"));
        app.seeIn("secrets", "id_rsa_passphrase");
        app.write("wrong");
        app.press(KeyCode.ENTER);
        app.until(
                "it is asked again", () -> app.words("secret-0").isEmpty() && app.has("secret-0"));
        app.write("lab-passphrase");
        app.press(KeyCode.ENTER);
        isOpenAndLocked(VM1);
    }

    @Test
    void aPasswordIsAskedForAndNeverShown() throws Exception {
        add(config("  IdentityFile none"), "lab@" + lab.alias("caldera02"));
        app.until("it is asked for", () -> app.has("secret-0"));
        app.write("lab-password");
        app.press(KeyCode.ENTER);
        isOpenAndLocked(VM1);
        app.stop();
        try (var files = Files.walk(app.paths().config().getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains("lab-password"),
                        file.toString());
            }
        }
    }

    @Test
    void anAgentOpensAHost() throws Exception {
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            app.untilHost("the agent listens", () -> Files.exists(socket));
            ProcessBuilder adding =
                    new ProcessBuilder("ssh-add", lab.file("id_ed25519").toString());
            adding.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertEquals(0, adding.start().waitFor());
            add(config("  IdentityAgent " + socket), "lab@" + lab.alias("caldera02"));
            isOpenAndLocked(VM1);
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void aJumpHostLeadsOn() throws Exception {
        Path file = folder.resolve("jump");
        Files.writeString(
                file,
                "Host inner\n  HostName 198.51.100.13\n  HostKeyAlias caldera03\n  ProxyJump lab@"
                        + lab.alias("caldera02")
                        + "\n"
                        + Files.readString(lab.file("config")));
        add(file.toString(), "inner");
        isOpenAndLocked(ElementId.guest(OTHER, "VM1"));
    }

    @Test
    void anUnknownKeyIsAQuestionWhoseDefaultIsCancel() throws Exception {
        Path known = folder.resolve("known_hosts");
        String config = config("  IdentityFile " + lab.file("id_ed25519"), known);
        add(config, "lab@" + lab.alias("caldera02"));
        app.seeIn("host-key-fingerprint", "SHA256:");
        app.until(
                "Cancel has the focus",
                () -> app.find("host-key-cancel").orElseThrow().isFocused());
        app.press(KeyCode.ENTER);
        app.gone("host-key");
        app.seeIn("add-host", "key");
        assertFalse(Files.exists(known), "nothing is remembered");
        app.click("add-again");
        app.seeIn("host-key-fingerprint", "SHA256:");
        app.click("host-key-accept");
        isOpenAndLocked(VM1);
        assertEquals(1, Files.readString(known).lines().count());
    }

    @Test
    void aChangedKeyIsAHardStop() throws Exception {
        Path known = folder.resolve("known_hosts");
        String line =
                Files.readAllLines(lab.file("known_hosts")).stream()
                        .filter(l -> l.startsWith("caldera03"))
                        .findFirst()
                        .orElseThrow();
        Files.writeString(known, "caldera02" + line.substring(line.indexOf(' ')) + "\n");
        String config =
                config("  HostKeyAlias caldera02\n  IdentityFile " + lab.file("id_ed25519"), known);
        add(config, "lab@" + lab.alias("caldera02"));
        app.seeIn("add-host", "SHA256:");
        assertFalse(app.has("host-key"), "no question");
        assertTrue(app.has("problem-host-key-changed"), app.words("add-host"));
    }

    private void open() {
        app.start("--ssh-config", host.config().toString(), host.uri("root"));
        app.read(VM1);
        app.click("lock-caldera02");
        app.until("its header is unlocked", () -> !header(ElementId.host(HOST)).contains("locked"));
    }

    @Test
    void whatHappensAtAShellShowsInThePicture() {
        open();
        host.sh("virsh start VM3");
        try {
            app.until("VM3 runs", () -> said(VM3).contains("running"));
            host.sh("brctl addif virbr0 ens2");
            ElementId nic = ElementId.link(HOST, "ens2");
            app.until("ens2 is in virbr0", () -> said(nic).contains("virbr0"));
            host.sh("brctl delif virbr0 ens2");
            app.until("ens2 is out again", () -> !said(nic).contains("virbr0"));
            host.sh("virsh net-destroy router");
            app.until("router is stopped", () -> said(ROUTER).contains("stopped"));
            host.sh("virsh net-start router");
            app.until("router is active", () -> !said(ROUTER).contains("stopped"));
        } finally {
            host.sh(
                    "virsh destroy VM3; brctl delif virbr0 ens2 2>&1; virsh net-start router 2>&1; true");
        }
    }

    @Test
    void aDaemonThatDiesLeavesTheLastPictureAndWhatIsStaged() throws Exception {
        open();
        app.stage(VM1, ROUTER, 1);
        lab.lab("fault", "libvirtd", "caldera02", "kill");
        try {
            app.see("Not read: libvirt");
            assertTrue(app.onFx(() -> app.view().boundsOf(VM1).isPresent()), "the picture stays");
            assertTrue(app.words("view-plan").contains("1"), "what is staged stays");
        } finally {
            lab.lab("fault", "libvirtd", "caldera02", "start");
        }
        app.until("it is back", () -> !app.words("findings").contains("Not read: libvirt"));
        assertTrue(app.words("view-plan").contains("1"));
        app.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        app.click("plan-discard");
    }

    @Test
    void aChangeThatNeverEndedIsAskedAboutAtTheNextStart() throws Exception {
        String before = host.state();
        killedInTheMiddle();
        app.start("--ssh-config", host.config().toString(), host.uri("root"));
        app.drawn(VM1);
        app.seeIn("notices", "A change on caldera02 never ended");
        app.click("unfinished-look");
        app.seeIn("unfinished", "Unfinished change on caldera02");
        app.press(KeyCode.ESCAPE);
        app.gone("unfinished");
        app.click("lock-caldera02");
        app.click("unfinished-look");
        app.click("unfinished-undo");
        app.seeIn("notices", "taken back and verified");
        assertEquals(before, host.state());
    }

    /// The application's own process, ended by SIGKILL as soon as its journal says that a step is on its way.
    private void killedInTheMiddle() throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--enable-native-access=ALL-UNNAMED",
                                Main.class.getName(),
                                "apply",
                                host.uri("root"),
                                "--move",
                                "VM1=network:router",
                                "--yes",
                                "--ssh-config",
                                host.config().toString()));
        ProcessBuilder builder = new ProcessBuilder(line);
        Path state = app.paths().state();
        builder.environment().put("XDG_STATE_HOME", state.getParent().toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("apply.out").toFile());
        Process process = builder.start();
        Path journal = state.resolve("journal.jsonl");
        app.untilHost(
                "the first step is done",
                () -> Files.exists(journal) && Files.readString(journal).contains("\"done\""));
        process.destroyForcibly().waitFor();
        assertFalse(Files.readString(journal).contains("\"end\""), "it was too late to kill it");
    }
}
