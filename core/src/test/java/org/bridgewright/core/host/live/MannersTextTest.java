package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostManners;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.LocalShell;
import org.junit.jupiter.api.Test;

class MannersTextTest {
    private static final Problem ABSENT =
            Problem.of(Problem.Kind.TOOL_MISSING, "no libvirt", "there is none", "");

    private static Map<String, String> rows(boolean sudo) {
        try (LiveConnection connection =
                new LiveConnection(
                        Optional.of(new LocalShell()),
                        false,
                        Optional.empty(),
                        (write, cancel) -> {
                            throw new ProblemException(ABSENT);
                        },
                        Optional.empty())) {
            connection.openLibvirt(false, Cancel.never());
            OpenOptions options = new OpenOptions(true, sudo, LoginDialog.NONE, Manners.DEFAULT);
            return MannersText.of(connection, options).rows().stream()
                    .collect(Collectors.toMap(HostManners.Row::thing, HostManners.Row::text));
        }
    }

    private static String text(Map<String, String> rows, String thing) {
        return rows.getOrDefault(thing, "");
    }

    @Test
    void aHostsDetailsHaveTheNumbersThatAreInForce() {
        Map<String, String> rows = rows(false);
        assertEquals("libvirt is not open", rows.get("Way to libvirt"));
        assertTrue(text(rows, "Statistics").contains("each 2 s while"), rows::toString);
        assertTrue(
                text(rows, "After a loss").contains("2 s, 5 s, 15 s, 60 s, 300 s"), rows::toString);
        assertTrue(text(rows, "Kernel").contains("after 300 ms"), rows::toString);
        assertTrue(text(rows, "sudo").startsWith("Never"), rows::toString);
        assertTrue(!rows.containsKey("SSH"), "there is none to this computer");
    }

    @Test
    void sudoThatIsSwitchedOnIsSaid() {
        assertTrue(text(rows(true), "sudo").startsWith("Switched on"));
    }
}
