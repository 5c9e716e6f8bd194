// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host whose key is signed by an authority that `known_hosts` names (`@cert-authority`). Changes the lab's sshd and sets it
/// back.
@Tag("lab")
class HostCertificateLabTest {
    private static final String HOST = "caldera02";

    /// By its name, and by the address that the lab's configuration gives.
    private static final String NAMES = HOST + ",198.51.100.12";

    private static final String CERTIFICATE = "/run/host-cert.pub";

    @TempDir Path dir;
    private Lab lab = Lab.orSkip();

    @BeforeEach
    void useLab() {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
    }

    @AfterEach
    void restore() throws Exception {
        lab.sshdAsBefore(HOST);
        lab.exec(HOST, "rm", "-f", CERTIFICATE);
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(30));
    }

    private void keygen(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("ssh-keygen", "-q"));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line).directory(dir.toFile()).inheritIO().start();
        assertEquals(0, process.waitFor(), line.toString());
    }

    /// Signs the host's key for `principal`, and has its sshd show that.
    private void sign(String principal, String validity) throws Exception {
        Path key = dir.resolve("host.pub");
        Files.write(key, lab.file(HOST, "/etc/ssh/ssh_host_ed25519_key.pub"));
        keygen("-t", "ed25519", "-N", "", "-f", "ca");
        keygen("-s", "ca", "-h", "-I", "lab", "-n", principal, "-V", validity, "host.pub");
        lab.exec(
                HOST,
                "sh",
                "-c",
                "echo \"$0\" >" + CERTIFICATE,
                Files.readString(dir.resolve("host-cert.pub")).strip());
        lab.sshd(HOST, "HostKey /etc/ssh/ssh_host_ed25519_key\nHostCertificate " + CERTIFICATE);
    }

    /// A configuration whose known_hosts has nothing but `lines`.
    private Path config(String lines) throws Exception {
        Path known = dir.resolve("known_hosts");
        Files.writeString(known, lines + "\n");
        return lab.config(dir, "IdentityFile " + lab.file("id_ed25519"), known);
    }

    private String authority(String marker) throws Exception {
        return marker + " " + Files.readString(dir.resolve("ca.pub"), StandardCharsets.UTF_8);
    }

    private Problem refused(Path config) {
        return assertThrows(
                        ProblemException.class,
                        () ->
                                lab.connector(config, Map.of())
                                        .open(lab.uri("lab", HOST), new Answers(), s -> {}, soon())
                                        .close())
                .problem();
    }

    @Test
    void aKeyThatAKnownAuthoritySignedIsNoQuestion() throws Exception {
        sign(NAMES, "-1d:+1d");
        Answers dialog = new Answers();
        Path config = config(authority("@cert-authority *"));
        try (SshSession session =
                lab.connector(config, Map.of())
                        .open(lab.uri("lab", HOST), dialog, s -> {}, soon())) {
            assertEquals(
                    "lab\n",
                    session.exec(RemoteScript.command("id", Word.of("-un")), soon()).out());
        }
        assertEquals(0, dialog.keys, "nothing had to be asked");
        assertEquals(
                1,
                Files.readAllLines(dir.resolve("known_hosts")).stream()
                        .filter(l -> !l.isBlank())
                        .count());
    }

    @Test
    void aCertificateOfAnotherHostOrOfYesterdayIsAHardStop() throws Exception {
        sign("caldera99", "-1d:+1d");
        Problem other = refused(config(authority("@cert-authority *")));
        assertEquals(Problem.Kind.HOST_KEY_CHANGED, other.kind(), other::line);
        Files.delete(dir.resolve("ca"));
        sign(NAMES, "-2d:-1d");
        Problem old = refused(config(authority("@cert-authority *")));
        assertEquals(Problem.Kind.HOST_KEY_CHANGED, old.kind(), old::line);
        assertTrue(old.summary().contains(HOST), old.summary());
    }

    @Test
    void anAuthorityThatIsRevokedIsAHardStop() throws Exception {
        sign(NAMES, "-1d:+1d");
        Problem problem = refused(config(authority("@revoked *")));
        assertEquals(Problem.Kind.HOST_KEY_CHANGED, problem.kind(), problem::line);
    }
}
