// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bridgewright.core.report.ToolTruth;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Captures of a real host, by `bin/run record` and by the shell script: they say what the host's tools say, and no secret.
@Tag("lab")
class RecordLabTest {
    private static final String HOST = "caldera02";
    private static final String SECRET = "cnry7f3a";

    /// Secrets of every kind where hosts keep them.
    private static final String SEED_SECRETS =
            """
            S=cnry7f3a
            mkdir -p /etc/NetworkManager/system-connections /etc/sysconfig/network-scripts /etc/netplan /etc/systemd/network /etc/sssd
            printf '[wifi-security]\\npsk=%s\\nwep-key0=%s\\n[802-1x]\\npassword=%s\\nprivate-key-password=%s\\n' $S $S $S $S >/etc/NetworkManager/system-connections/home.nmconnection
            printf 'DEVICE=eth0\\nKEY=%s\\nKEY1=%s\\nWPA_PSK=%s\\n' $S $S $S >/etc/sysconfig/network-scripts/ifcfg-wlan0
            printf 'network:\\n  wifis:\\n    w:\\n      access-points:\\n        x:\\n          password: "%s"\\n' $S >/etc/netplan/90-x.yaml
            printf '[WireGuard]\\nPrivateKey=%s\\n[WireGuardPeer]\\nPresharedKey=%s\\n' $S $S >/etc/systemd/network/wg.netdev
            printf '[domain/x]\\nldap_uri = ldap://192.0.2.1\\nldap_default_authtok = %s\\n' $S >/etc/sssd/sssd.conf
            virsh dumpxml --inactive VM3 | sed -e 's/<name>VM3</<name>canary</' -e '/<uuid>/d' -e "s/<domain /<domain xmlns:qemu='http:\\/\\/libvirt.org\\/schemas\\/domain\\/qemu\\/1.0' /" \
              -e "s,<cmdline>.*</cmdline>,<cmdline>token=$S</cmdline>," \
              -e "s,</devices>,<graphics type='vnc' passwd='$S'/></devices><qemu:commandline><qemu:arg value='-fw_cfg'/><qemu:arg value='name=opt/x$S'/><qemu:env name='P' value='$S'/></qemu:commandline>," >/tmp/canary.xml
            virsh define /tmp/canary.xml
            """;

    private static final String CLEAN_UP =
            """
            virsh undefine canary
            rm -rf /etc/NetworkManager /etc/sysconfig/network-scripts/ifcfg-wlan0 /etc/netplan/90-x.yaml /etc/systemd/network/wg.netdev /etc/sssd /tmp/canary.xml
            true
            """;

    @TempDir private Path home;
    private Lab lab = Lab.orSkip();

    @BeforeEach
    void notShared() {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
    }

    private String uri() {
        return "qemu+ssh://root@" + lab.alias(HOST) + "/system";
    }

    private BinRun.Ran run(String... words) throws Exception {
        return new BinRun(home, lab.file("config")).run(List.of(words));
    }

    private void assertSaysWhatTheToolsSay(Path capture) throws Exception {
        BinRun.Ran shown = run("show", "file:" + capture, "--format", "json");
        assertEquals(0, shown.status(), shown::err);
        JsonNode document = JsonMapper.shared().readTree(shown.out());
        Path tools = home.resolve("tools");
        lab.lab("capture", "now", tools.toString());
        new ToolTruth(document, HOST, f -> read(tools.resolve("now/" + HOST + "/" + f)), true)
                .compareAll();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder that `bin/bridgewright-capture` makes on the host.
    private Path byScript(String name) throws Exception {
        Path folder = Files.createDirectory(home.resolve(name));
        Path script = Path.of("../bin/bridgewright-capture").toAbsolutePath().normalize();
        lab.exec(HOST, "sh", "-c", "sh '" + script + "' -t >/root/capture.tar");
        Path tar = home.resolve(name + ".tar");
        Files.write(tar, lab.file(HOST, "/root/capture.tar"));
        Process unpack =
                new ProcessBuilder("tar", "-x", "-C", folder.toString(), "-f", tar.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, unpack.waitFor());
        return folder;
    }

    @Test
    void aRecordingSaysWhatTheHostSays() throws Exception {
        Path file = home.resolve("host.bwcap");
        BinRun.Ran ran = run("record", uri(), "-o", file.toString());
        assertEquals(0, ran.status(), ran::err);
        assertSaysWhatTheToolsSay(file);
    }

    @Test
    void aCaptureByTheShellScriptSaysWhatTheHostSays() throws Exception {
        assertSaysWhatTheToolsSay(byScript("script"));
    }

    @Test
    void noSecretIsRecordedPrintedOrKept() throws Exception {
        lab.exec(HOST, "sh", "-c", SEED_SECRETS);
        List<String> printed = new ArrayList<>();
        try {
            Path folder = home.resolve("recorded");
            for (BinRun.Ran ran :
                    List.of(
                            run("record", uri(), "-o", folder.toString(), "--debug"),
                            run("show", uri(), "--format", "json", "--debug"),
                            run("check", uri(), "--debug"),
                            run("plan", uri(), "--move", "canary=network:router", "--debug"),
                            run("apply", uri(), "--yes", "--move", "canary=network:router"),
                            run(
                                    "apply",
                                    uri(),
                                    "--yes",
                                    "--move",
                                    "canary=network:nowhere",
                                    "--debug"))) {
                printed.add(ran.out());
                printed.add(ran.err());
            }
            byScript("script");
            assertTrue(Files.exists(folder.resolve("dumpxml-inactive-canary.xml")));
            assertTrue(
                    read(folder.resolve(
                                    "etc-NetworkManager%2Fsystem-connections%2Fhome.nmconnection"))
                            .contains("<removed>"));
        } finally {
            lab.exec(HOST, "sh", "-c", CLEAN_UP);
        }
        printed.forEach(text -> assertFalse(text.contains(SECRET), text));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(SECRET), () -> file + " holds the secret");
            }
        }
    }
}
