package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshConfigTest {
    @TempDir Path home;

    private SshSettings of(String host, String config) throws Exception {
        return config(config, Optional.empty()).settings(host, Optional.empty(), Optional.empty());
    }

    private SshConfig config(String text, Optional<Path> ssh) throws Exception {
        Path file = home.resolve("config");
        Files.writeString(file, text);
        return SshConfig.ofFile(
                file,
                new SshConfig.Environment(home, "me", Map.of("SSH_AUTH_SOCK", "/run/agent"), ssh));
    }

    @Test
    void defaultsWithoutAnyConfiguration() throws Exception {
        SshSettings s = of("caldera02", "");
        assertEquals("caldera02", s.hostName());
        assertEquals("me", s.user());
        assertEquals(22, s.port());
        assertEquals("caldera02", s.hostKeyName());
        assertEquals(Optional.of(Path.of("/run/agent")), s.identityAgent());
        assertEquals(home.resolve(".ssh/id_ed25519"), s.identityFiles().getFirst());
        assertFalse(s.identityFilesNamed());
    }

    @Test
    void theFirstValueWinsAndNegatedPatternsDo() throws Exception {
        String text =
                "Host cal*,x !caldera03\n".replace(',', ' ')
                        + "  User root\n  Port = 2222\n  HostName \"10.0.0.%%h\"\nHost *\n\tUser other\n\tIdentityFile ~/.ssh/%r_%h\n\tIdentityFile /k%p # no comment\n"
                        + "\tIdentitiesOnly yes\n\tIdentityAgent none\n";
        SshSettings two = of("caldera02", text);
        assertEquals("root", two.user());
        assertEquals(2222, two.port());
        assertTrue(two.identitiesOnly());
        assertEquals(Optional.empty(), two.identityAgent());
        assertTrue(two.identityFilesNamed());
        SshSettings three = of("caldera03", text);
        assertEquals("other", three.user());
        assertEquals(
                List.of(home.resolve(".ssh/other_caldera03"), Path.of("/k22")),
                three.identityFiles());
    }

    @Test
    void whatTheUriSaysWins() throws Exception {
        SshSettings s =
                config("Host *\n User a\n Port 5\n", Optional.empty())
                        .settings("h", Optional.of("b"), Optional.of(7));
        assertEquals("b", s.user());
        assertEquals(7, s.port());
        assertEquals("[h]:7", s.hostKeyName());
    }

    @Test
    void jumpsAndTheirFormerSpelling() throws Exception {
        assertEquals(
                List.of(
                        new SshSettings.Jump(Optional.of("u"), "a", Optional.of(22)),
                        new SshSettings.Jump(Optional.empty(), "b", Optional.empty())),
                of("h", "ProxyJump u@a:22,b").jumps());
        assertEquals(
                List.of(new SshSettings.Jump(Optional.empty(), "a", Optional.empty())),
                of("h", "ProxyCommand ssh -W %h:%p a").jumps());
        assertEquals(
                Optional.of("nc -X 5 %h %p"), of("h", "ProxyCommand nc -X 5 %h %p").proxyCommand());
        assertEquals(List.of(), of("h", "ProxyJump none").jumps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=x", "a b", "u@-x", "a,,b", "a:x"})
    void aJumpThatIsAnOptionIsRefused(String jump) {
        assertThrows(ProblemException.class, () -> of("h", "ProxyJump \"" + jump + "\""));
    }

    @Test
    void includesAreReadInsideTheirBlock() throws Exception {
        Files.createDirectories(home.resolve(".ssh/d"));
        Files.writeString(home.resolve(".ssh/d/1"), "User inner\n");
        Files.writeString(home.resolve(".ssh/d/2"), "Host y\n User wrong\n");
        assertEquals("inner", of("x", "Host x\n Include d/*\n").user());
        assertEquals("me", of("y", "Host x\n Include d/*\n").user());
        Files.writeString(home.resolve(".ssh/d/loop"), "Include d/loop\n");
        assertThrows(ProblemException.class, () -> of("x", "Include d/loop\n"));
    }

    @Test
    void matchIsAnsweredBySshItselfWhereItIsThere() throws Exception {
        Optional<Path> ssh = Executables.find("ssh");
        assumeTrue(ssh.isPresent(), "ssh is not installed");
        String text =
                "Match host caldera0*\n  User matched\n  ProxyJump jump@gate:2200\nHost *\n  IdentityFile /k\n  UserKnownHostsFile /a /b\n";
        SshSettings s = config(text, ssh).settings("caldera02", Optional.empty(), Optional.empty());
        assertEquals("matched", s.user());
        assertEquals("ssh -G", s.readBy());
        assertEquals(List.of(Path.of("/k")), s.identityFiles());
        assertEquals(List.of(Path.of("/a"), Path.of("/b")), s.userKnownHosts());
        assertEquals("gate", s.jumps().getFirst().host());
        SshConfig without = config(text, Optional.empty());
        assertTrue(without.unread("caldera02"));
        assertEquals(
                "me", without.settings("caldera02", Optional.empty(), Optional.empty()).user());
    }

    @Test
    void hostsForPicking() throws Exception {
        assertEquals(
                Set.of("a", "b"),
                config("Host a *.x !n\nHost b\nMatch host z\n", Optional.empty()).hosts());
    }

    @Test
    void aMissingFileOfTheCommandLineIsAProblem() {
        SshConfig config =
                SshConfig.ofFile(
                        home.resolve("none"),
                        new SshConfig.Environment(home, "me", Map.of(), Optional.empty()));
        assertThrows(
                ProblemException.class,
                () -> config.settings("h", Optional.empty(), Optional.empty()));
    }
}
