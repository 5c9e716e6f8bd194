package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.diagnose.Diagnosis;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.live.OpenedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What breaks while a plan is applied to a real host: libvirtd, the way to it, our own disk, a hook. The end is before or
/// after, or it is named and one action brings it there.
@Tag("lab")
class FaultsLabTest extends LabApplying {
    /// Whatever a test has come to: the next one begins where the lab's hosts begin.
    @AfterEach
    void putBack() throws Exception {
        sh(
                """
                nic() { virsh dumpxml $1 VM1 | sed -n '/<interface/,/<\\/interface>/p' | sed "s/<source .*>/<source network='default'\\/>/" >/tmp/nic.xml; }
                nic ""; virsh update-device VM1 /tmp/nic.xml --live
                nic --inactive; virsh update-device VM1 /tmp/nic.xml --config
                true
                """);
    }

    /// Applies a move of two steps; `fault` comes when the second one begins.
    private Outcome applyWith(Journal journal, Runnable fault) {
        return new Applier(journal)
                .apply(
                        ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH)),
                        writer,
                        (step, at, detail) -> {
                            if (step.number() == 2 && at == Progress.State.RUNNING) {
                                fault.run();
                            }
                        },
                        Cancel.never());
    }

    private void assertBeforeOrAfterOrNamed(Outcome outcome, String before) throws Exception {
        switch (outcome) {
            case Outcome.Applied applied -> undone();
            case Outcome.RolledBack back -> assertEquals(before, state());
            case Outcome.Unknown unknown -> undoneAsUnfinished();
            default -> throw new AssertionError(PlanReport.text(outcome));
        }
        assertEquals(before, state());
        assertTrue(Unfinished.find(journal()).isEmpty());
    }

    private void undoneAsUnfinished() {
        JournalLog.RunLog run = Unfinished.find(journal()).getFirst();
        try (OpenedHost again = open();
                HostWriter other = again.writer(soon()).orElseThrow()) {
            Unfinished unfinished = Unfinished.classify(run, other);
            Outcome undone =
                    new Applier(journal())
                            .follow(
                                    unfinished.undo().orElseThrow(),
                                    Journal.Kind.UNDO,
                                    run,
                                    other,
                                    Progress.NONE,
                                    Cancel.never());
            assertInstanceOf(Outcome.Applied.class, undone, () -> PlanReport.text(undone));
        }
    }

    /// Row 1.
    @Test
    void libvirtdKilledInTheMiddleLeavesNoSilentInBetween() throws Exception {
        String before = state();
        Outcome outcome = applyWith(journal(), () -> fault("kill"));
        lab.lab("fault", "libvirtd", HOST.value(), "start");
        assertBeforeOrAfterOrNamed(outcome, before);
    }

    /// Row 3.
    @Test
    void libvirtdRestartedInTheMiddleLeavesNoSilentInBetween() throws Exception {
        String before = state();
        assertBeforeOrAfterOrNamed(applyWith(journal(), () -> fault("restart")), before);
    }

    /// Row 2: it hangs for longer than a write may take.
    @Test
    void libvirtdHungInTheMiddleLeavesNoSilentInBetween() throws Exception {
        String before = state();
        CompletableFuture<?>[] hang = {CompletableFuture.completedFuture(null)};
        Outcome outcome =
                applyWith(
                        journal(),
                        () ->
                                hang[0] =
                                        inBackground(
                                                "fault", "libvirtd", HOST.value(), "hang", "38"));
        hang[0].get(120, TimeUnit.SECONDS);
        assertBeforeOrAfterOrNamed(outcome, before);
    }

    /// Row 5: the way to the host is cut between the steps.
    @Test
    void aCutBetweenTheStepsLeavesNoSilentInBetween() throws Exception {
        String before = state();
        CompletableFuture<?>[] cut = {CompletableFuture.completedFuture(null)};
        Outcome outcome =
                applyWith(
                        journal(),
                        () -> cut[0] = inBackground("fault", "mgmt", HOST.value(), "20"));
        cut[0].get(120, TimeUnit.SECONDS);
        assertBeforeOrAfterOrNamed(outcome, before);
    }

    private CompletableFuture<Void> inBackground(String... words) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        lab.lab(words);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /// Row 46: our own disk is full, truly.
    @Test
    void aFullDiskOfOursStopsBeforeTheStepAndTakesTheFirstBack() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString()),
                "no right to mount a small file system");
        try {
            String before = state();
            Outcome outcome =
                    applyWith(
                            new Journal(small, Instant::now),
                            () -> {
                                fill(small.resolve("fill"));
                                // What is left of the journal's own last block: empty lines are no
                                // records.
                                fill(small.resolve(Journal.FILE));
                            });
            Outcome.RolledBack back =
                    assertInstanceOf(
                            Outcome.RolledBack.class, outcome, () -> PlanReport.text(outcome));
            assertTrue(back.why().line().contains("No space left"), back.why()::line);
            assertEquals(before, state());
        } finally {
            run("umount", small.toString());
        }
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    }

    private static void fill(Path file) {
        try (OutputStream out =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write('\n');
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("No space left"));
        }
    }

    /// Row 22: a hook of the host's administrator refuses; its own words come first.
    @Test
    void whatAHookSaysIsSaid() throws Exception {
        network("<network><name>island</name><bridge name='virbr5'/></network>", false);
        sh(
                "mkdir -p /etc/libvirt/hooks; printf '#!/bin/sh\\necho islands are not allowed here >&2; exit 1\\n'"
                        + " >/etc/libvirt/hooks/network; chmod 755 /etc/libvirt/hooks/network");
        try {
            fault("restart");
            reopen();
            String before = state();
            ChangePlan plan = ready(new Change.StartNetwork(HOST, "island"));
            Outcome outcome = apply(plan);
            Outcome.RolledBack back =
                    assertInstanceOf(
                            Outcome.RolledBack.class, outcome, () -> PlanReport.text(outcome));
            assertTrue(
                    back.why().line().contains("islands are not allowed here"), back.why()::line);
            assertEquals(before, state());
        } finally {
            sh(
                    "rm -r /etc/libvirt/hooks; virsh net-destroy island; virsh net-undefine island; true");
            fault("restart");
        }
    }

    /// Row 25: somebody moved the tap by hand; libvirt would say "Device or resource busy".
    @Test
    void aTapThatIsElsewhereIsFoundAndNotMovedBlindly() throws Exception {
        String before = state();
        String tap = sh("virsh domiflist VM1 | awk '/" + MAC1 + "/ { print $1 }'").strip();
        sh("ip link set " + tap + " master virbr1");
        try {
            assertEquals(
                    List.of("orphan-tap"),
                    Diagnosis.findings(topology()).stream().map(f -> f.id()).distinct().toList());
            String elsewhere = state();
            Planned planned =
                    plan(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH));
            if (planned instanceof Planned.Ready ready) {
                Outcome outcome = apply(ready.plan());
                switch (outcome) {
                    case Outcome.Applied applied -> {
                        assertEquals("virbr1", master(MAC1));
                        undone();
                    }
                    default -> assertEquals(elsewhere, state(), () -> PlanReport.text(outcome));
                }
            }
        } finally {
            sh("ip link set " + tap + " master virbr0");
        }
        assertEquals(before, state());
    }
}
