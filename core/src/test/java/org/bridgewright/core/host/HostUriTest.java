package org.bridgewright.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.HostUri.Instance;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu:///system",
                "qemu:///session",
                "qemu:///system?socket=/run/libvirt/libvirt-sock",
                "qemu+ssh://caldera02/system",
                "qemu+ssh://root@caldera02/system",
                "qemu+ssh://root@caldera02:2222/system",
                "qemu+ssh://root@10.10.10.12/session",
                "qemu+ssh://root@[fe80::1%25eth0]:22/system",
                "qemu+ssh://[2001:db8::12]/system",
                "qemu+ssh://h/system?keyfile=/home/me/.ssh/id&known_hosts=/home/me/kh&socket=/run/l",
                "qemu+ssh://corp%5Cme@h/system",
                "qemu+tls://caldera02/system",
                "qemu+tls://caldera02:16514/system",
                "test:///home/me/host.xml",
                "file:captures/seed",
                "file:/captures/with%20blank",
                "demo:"
            })
    void parsesAndGivesTheSameBack(String text) {
        HostUri uri = HostUris.parse(text);
        assertEquals(uri, HostUris.parse(uri.text()));
    }

    @Test
    void takesTheFieldsApart() {
        assertEquals(
                new HostUri.Ssh(
                        Optional.of("root"),
                        "caldera02",
                        Optional.of(2222),
                        Instance.SYSTEM,
                        Optional.of(Path.of("/k y")),
                        Optional.empty(),
                        Optional.empty()),
                HostUris.parse("qemu+ssh://root@caldera02:2222/system?keyfile=/k%20y"));
        assertTrue(HostUris.parse("qemu+ssh://h/system").opensLocked());
        assertFalse(HostUris.parse("qemu:///system").opensLocked());
        assertEquals(new HostUri.Capture(Path.of("/x/y")), HostUris.parse("file:///x/y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "caldera02",
                "-x",
                "://",
                "qemu",
                "qemu:",
                "qemu:/system",
                "qemu://caldera02/system",
                "qemu:///",
                "qemu:///system/..",
                "qemu:///system#x",
                "qemu:///system?socket=relative",
                "qemu:///system?keyfile=/k",
                "qemu:///system?command=/bin/x",
                "qemu+ext:///system",
                "qemu+ext://h/system?command=/bin/sh",
                "qemu+ssh://h/system?command=/bin/sh",
                "qemu+ssh://h/system?netcat=/bin/sh",
                "qemu+ssh://h/system?argv=-oProxyCommand%3Dx",
                "qemu+ssh://h/system?no_verify=1",
                "qemu+ssh://h/system?known_hosts_verify=ignore",
                "qemu+ssh://h/system?known_hosts_verify=auto",
                "qemu+ssh://h/system?pkipath=/tmp",
                "qemu+ssh://h/system?authfile=/tmp/a",
                "qemu+ssh://h/system?sshauth=agent",
                "qemu+ssh://h/system?no_tty=1",
                "qemu+ssh://h/system?proxy=netcat",
                "qemu+ssh://h/system?mode=direct",
                "qemu+ssh://h/system?name=qemu:///system",
                "qemu+ssh://h/system?x=y",
                "qemu+ssh://h/system?keyfile=",
                "qemu+ssh://h/system?keyfile",
                "qemu+ssh://h/system?keyfile=/a&keyfile=/b",
                "qemu+ssh://h/system?Keyfile=/a",
                "qemu+ssh://h/system?socket=run/x",
                "qemu+ssh://h/system?keyfile=%00",
                "qemu+ssh://h/system?keyfile=%0a",
                "qemu+ssh://h/system?keyfile=%zz",
                "qemu+ssh://h/system?keyfile=%ff",
                "qemu+ssh://-oProxyCommand=x/system",
                "qemu+ssh://-oProxyCommand%3Dtouch%20x/system",
                "qemu+ssh://u@-oProxyCommand/system",
                "qemu+ssh://-l@h/system",
                "qemu+ssh://u:secret@h/system",
                "qemu+ssh://u%3Asecret@h/system",
                "qemu+ssh:///system",
                "qemu+ssh://u@/system",
                "qemu+ssh://@h/system",
                "qemu+ssh://h",
                "qemu+ssh://h/",
                "qemu+ssh://h/System",
                "qemu+ssh://h/system/x",
                "qemu+ssh://h:0/system",
                "qemu+ssh://h:65536/system",
                "qemu+ssh://h:x/system",
                "qemu+ssh://h:/system",
                "qemu+ssh://h;id/system",
                "qemu+ssh://$(id)/system",
                "qemu+ssh://`id`/system",
                "qemu+ssh://h'x/system",
                "qemu+ssh://h%0aid/system",
                "qemu+ssh://h x/system",
                "qemu+ssh://h\t/system",
                "qemu+ssh://h\u001b[2J/system",
                "qemu+ssh://h\u202e/system",
                "qemu+ssh://[::1/system",
                "qemu+ssh://[h]/system",
                "qemu+ssh://[::1]x/system",
                "qemu+ssh://[::1%25eth0;id]/system",
                "qemu+tcp://h/system",
                "qemu+unix:///system?socket=/x",
                "qemu+libssh2://h/system",
                "qemu+libssh://h/system",
                "qemu+tls://u@h/system",
                "qemu+tls://h/system?no_verify=1",
                "qemu+tls://h/session",
                "ssh://h/",
                "xen:///system",
                "esx://h/",
                "test:///default",
                "test://",
                "test:///",
                "test:///f?x=y",
                "file:",
                "file://h/x",
                "http://h/",
                "javascript:alert(1)"
            })
    void refusesWithAReasonAndARemedy(String text) {
        Problem problem =
                assertThrows(ProblemException.class, () -> HostUris.parse(text)).problem();
        assertEquals(Problem.Kind.BAD_INPUT, problem.kind());
        assertFalse(problem.cause().isBlank());
        assertFalse(problem.remedy().isBlank());
        assertFalse(problem.toString().contains("secret"), problem::toString);
        assertTrue(
                problem.toString().chars().noneMatch(Character::isISOControl), problem::toString);
    }

    @Test
    void namesTheAlternative() {
        assertTrue(remedy("qemu+ssh://h/system?command=/bin/x").contains("ProxyJump"));
        assertTrue(remedy("qemu+ext:///system").contains("qemu+ssh://"));
        assertTrue(remedy("qemu://caldera02/system").contains("qemu+ssh://caldera02/system"));
    }

    private static String remedy(String uri) {
        return assertThrows(ProblemException.class, () -> HostUris.parse(uri)).problem().remedy();
    }

    @Test
    void bracketsAroundNoAddressAreRefused() {
        for (String host :
                List.of("[2001db8::1]", "[::g]", "[1:2]", "[fe80::1%eth0::]", "[10.0.0.1]")) {
            ProblemException refused =
                    assertThrows(
                            ProblemException.class,
                            () -> HostUris.parse("qemu+ssh://" + host + "/system"));
            assertEquals(Problem.Kind.BAD_INPUT, refused.problem().kind(), host);
        }
    }
}
