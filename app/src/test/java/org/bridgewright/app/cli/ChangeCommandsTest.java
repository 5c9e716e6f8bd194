// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.host.LoginDialog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `plan` and `apply` on the lab's recorded seed.
class ChangeCommandsTest {
    private static final String SEED = "file:../lab/captures/seed/caldera02";

    @TempDir private Path state;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return new Cli(
                        new CliContext(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                true,
                                Map.of("XDG_STATE_HOME", state.toString()),
                                new OpenedHosts(),
                                LoginDialog.NONE))
                .run(List.of(args));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPlanShowsItsStepsDifferencesAndWhatFollows() {
        assertEquals(0, run("plan", SEED, "--move", "VM1=network:router"), this::err);

        assertTrue(out().contains("1. [live] Move VM1 from default to router now"), out());
        assertTrue(out().contains("2. [config] Save router"), out());
        assertTrue(out().contains("+ <source network='router'/>"), out());
        assertTrue(out().contains("router has no DHCP"), out());
    }

    @Test
    void theVnicIsNamedByMacOrAlias() {
        for (String vnic : List.of("52:54:00:02:01:01", "net0")) {
            assertEquals(0, run("plan", SEED, "--move", "VM1/" + vnic + "=link-down"), this::err);
        }
    }

    @Test
    void theScriptIsAShellScript() {
        assertEquals(0, run("plan", SEED, "--script", "--move", "VM1=network:router"), this::err);

        assertTrue(out().startsWith("#!/bin/sh\n"), out());
        assertTrue(out().contains("'virsh' 'update-device' 'VM1'"), out());
    }

    @Test
    void whenSaysWhichDefinition() {
        assertEquals(
                0,
                run("plan", SEED, "--move", "VM1=network:router", "--when", "next-start"),
                this::err);

        assertTrue(out().contains("[config]"), out());
        assertFalse(out().contains("[live]"), out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VM1",
                "VM1=router",
                "VM1=network:",
                "=network:router",
                "VM1=network:router,vlan=0",
                "VM1=network:router,vlan=4095",
                "VM9=network:router",
                "VM1=network:nowhere",
                "VM1=bridge:br9",
                "VM1/net7=network:router"
            })
    void wrongWordsAndUnknownNamesAreUsage(String move) {
        assertEquals(2, run("plan", SEED, "--move", move), this::err);
        assertTrue(out().isEmpty(), out());
    }

    @Test
    void laterChangeWordsAreUnknownYet() {
        assertEquals(2, run("plan", SEED, "--create-bridge", "br0"));
        assertEquals(2, run("apply", SEED, "--yes", "--define-network", "new.xml"));
    }

    @Test
    void nothingToDoIsUsage() {
        assertEquals(2, run("plan", SEED));
        assertEquals(2, run("plan", SEED, "--move", "VM1=network:router", "--when", "soon"));
    }

    @Test
    void whatThePlannerRefusesIsRefused() {
        assertEquals(4, run("plan", SEED, "--move", "VM1=network:default"));
        assertTrue(err().contains("already-there"), err());
        assertEquals(4, run("plan", SEED, "--move", "VM1=network:bridged_network"));
        assertTrue(err().contains("Start bridged_network first"), err());
    }

    /// The recording takes changes as a host would: planned, applied, verified, and forgotten.
    @Test
    void aHostOfTheDemoIsPlannedAndChanged() {
        assertEquals(0, run("apply", "demo:caldera02", "--yes", "--move", "VM1=network:router"));
        assertTrue(err().contains("✓"), err());
        assertEquals(2, run("plan", "demo:nobody", "--move", "VM1=network:router"));
        assertTrue(err().contains("nobody"), err());
        assertEquals(2, run("plan", "demo:", "--move", "VM1=network:router"));
        assertTrue(err().contains("2 hosts"), err());
    }

    @Test
    void applyWithoutAnAnswerOrOnARecordingChangesNothing() {
        assertEquals(2, run("apply", SEED, "--move", "VM1=network:router"));
        assertEquals(4, run("apply", SEED, "--yes", "--move", "VM1=network:router"));
        assertTrue(err().contains("recording"), err());
    }
}
