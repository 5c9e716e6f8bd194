package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may go wrong beside the host while a plan is applied: our own disk, and VMs that stop or start meanwhile.
class ApplierFaultsTest {
    @TempDir Path state;
    private final FakeHost host = FakeHost.seed();
    private long now = 1_000_000_000L;

    private Journal journal() {
        return new Journal(state, () -> Instant.ofEpochMilli(1_764_000_000_000L + now / 1_000_000));
    }

    private final Timing timing =
            new Timing() {
                @Override
                public long nanos() {
                    return now;
                }

                @Override
                public void pause(Duration time) {
                    now += time.toNanos();
                }
            };

    private ChangePlan toRouter() {
        Planned planned =
                Planner.plan(
                        host.topology(),
                        List.of(
                                ApplierTest.move(
                                        "VM1",
                                        FakeHost.MAC1,
                                        new MoveTarget.ToNetwork("router"),
                                        When.BOTH)),
                        PlanContext.OPEN);
        return assertInstanceOf(Planned.Ready.class, planned).plan();
    }

    private Outcome apply(ChangePlan plan, Progress progress) {
        return new Applier(journal(), timing).apply(plan, host, progress, Cancel.never());
    }

    /// As a full disk does: from now on no record can be written.
    private void journalCannotBeWritten() {
        try {
            Files.move(journal().file(), state.resolve("kept"));
            Files.createDirectory(journal().file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Row 46: no write without its record; what was done before is taken back.
    @Test
    void aDiskThatIsFullBetweenTwoStepsStopsBeforeTheSecond() {
        String before = host.state();

        Outcome outcome =
                apply(
                        toRouter(),
                        (step, at, detail) -> {
                            if (step.number() == 1 && at == Progress.State.VERIFIED) {
                                journalCannotBeWritten();
                            }
                        });

        Outcome.RolledBack back =
                assertInstanceOf(Outcome.RolledBack.class, outcome, outcome::toString);
        assertTrue(back.why().summary().contains("journal"), back.why()::line);
        assertTrue(host.log.stream().noneMatch(c -> c.equals("update-CONFIG")), host.log::toString);
        assertEquals(before, host.state());
    }

    @Test
    void aDiskThatIsFullAfterTheLastStepDoesNotUnsayWhatWasVerified() {
        Outcome outcome =
                apply(
                        toRouter(),
                        (step, at, detail) -> {
                            if (step.number() == 2 && at == Progress.State.VERIFIED) {
                                journalCannotBeWritten();
                            }
                        });

        assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
        assertEquals(Optional.of("virbr1"), host.masterOf("vnet0"));
    }

    /// Row 51: the VM is gone from its tap; another VM may have the tap's name by now.
    @Test
    void aVmThatStopsBeforeItsStepIsNotLookedForUnderItsOldTap() {
        ChangePlan plan = toRouter();
        host.powerOff("VM1");
        String stopped = host.state();

        Outcome outcome = apply(plan, Progress.NONE);

        assertInstanceOf(Outcome.NotStarted.class, outcome, outcome::toString);
        assertEquals(stopped, host.state());
    }

    @Test
    void aVmThatStopsBetweenTheStepsKeepsItsNewConfig() {
        Outcome outcome =
                apply(
                        toRouter(),
                        (step, at, detail) -> {
                            if (step.number() == 2 && at == Progress.State.RUNNING) {
                                host.powerOff("VM1");
                            }
                        });

        assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
        assertTrue(host.state().contains("config 52:54:00:02:01:01 network router"), host.state());
    }
}
