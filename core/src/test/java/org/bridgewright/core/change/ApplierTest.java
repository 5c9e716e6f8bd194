package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {
    private static final HostId HOST = new HostId("caldera02");

    @TempDir Path state;
    private final FakeHost host = FakeHost.seed();
    private long now = 1_000_000_000L;

    private Journal journal() {
        return new Journal(state, () -> Instant.ofEpochMilli(1_764_000_000_000L + now / 1_000_000));
    }

    private Applier applier() {
        return new Applier(journal(), timing);
    }

    /// Time passes only where the code waits.
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

    static Change.MoveVnic move(String guest, String mac, MoveTarget target, When when) {
        return new Change.MoveVnic(
                HOST,
                guest,
                ElementId.vnic(HOST, guest, mac, 1),
                target,
                when,
                Change.LinkCycle.AUTO);
    }

    private static MoveTarget network(String name) {
        return new MoveTarget.ToNetwork(name);
    }

    private ChangePlan plan(Change... changes) {
        Planned planned = Planner.plan(host.topology(), List.of(changes), PlanContext.OPEN);
        return assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan();
    }

    private Outcome apply(ChangePlan plan) {
        now += 5_000_000;
        return applier().apply(plan, host, Progress.NONE, Cancel.never());
    }

    private void applied(ChangePlan plan) {
        Outcome outcome = apply(plan);
        assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
    }

    private Outcome undoLast() {
        JournalLog.RunLog run = journal().read().runs().getLast();
        Undo.Proposal proposal = Undo.plan(run, host.topology(), PlanContext.OPEN);
        ChangePlan undo =
                assertInstanceOf(Undo.Proposal.Ready.class, proposal, proposal::toString).plan();
        now += 5_000_000;
        return applier().follow(undo, Journal.Kind.UNDO, run, host, Progress.NONE, Cancel.never());
    }

    @Test
    void aMoveIsAppliedLiveThenInTheConfigAndUndone() {
        String before = host.state();

        applied(plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)));

        assertEquals(Optional.of("virbr1"), host.masterOf("vnet0"));
        assertTrue(host.state().contains("live 52:54:00:02:01:01 network router, link up"));
        assertTrue(host.state().contains("config 52:54:00:02:01:01 network router, link up"));
        assertTrue(host.log.indexOf("update-LIVE") < host.log.indexOf("update-CONFIG"));
        Outcome undone = undoLast();
        assertInstanceOf(Outcome.Applied.class, undone, undone::toString);
        assertEquals(before, host.state());
        JournalLog log = journal().read();
        assertTrue(log.isUndone(log.runs().getFirst()));
    }

    @Test
    void everyTargetGoesThereAndBack() {
        host.bridge("br9");
        for (MoveTarget target :
                List.of(
                        network("router"),
                        new MoveTarget.ToBridge("br9"),
                        new MoveTarget.LinkDown(),
                        new MoveTarget.Detached())) {
            for (When when : When.values()) {
                String before = host.state();
                applied(plan(move("VM1", FakeHost.MAC1, target, when)));
                Outcome undone = undoLast();
                assertInstanceOf(
                        Outcome.Applied.class, undone, () -> target + " " + when + ": " + undone);
                assertEquals(before, host.state(), target + " " + when);
            }
        }
    }

    @Test
    void aDetachedVnicComesBackByMovingIt() {
        applied(plan(move("VM1", FakeHost.MAC1, new MoveTarget.Detached(), When.BOTH)));
        PlanContext context = History.of(journal()).context(PlanContext.OPEN, HOST);

        Planned planned =
                Planner.plan(
                        host.topology(),
                        List.of(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)),
                        context);

        applied(assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan());
        assertTrue(host.state().contains("live 52:54:00:02:01:01 network router, link up"));
    }

    @Test
    void aVmThatIsOffIsMovedInItsConfigAndStartedThere() {
        applied(
                plan(
                        move("VM3", FakeHost.MAC3, network("router"), When.BOTH),
                        new Change.StartGuest(HOST, "VM3")));

        assertTrue(host.state().contains("live 52:54:00:02:01:03 network router, link up"));
    }

    @Test
    void aFailingConfigTakesTheLiveMoveBack() {
        String before = host.state();
        host.failing(
                (call, name) -> {
                    if (name.equals("update-CONFIG")) {
                        throw FakeHost.refused("No space left on device");
                    }
                });

        Outcome outcome = apply(plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)));

        Outcome.RolledBack back =
                assertInstanceOf(Outcome.RolledBack.class, outcome, outcome::toString);
        assertEquals("No space left on device", back.why().cause());
        assertEquals(before, host.state());
    }

    @Test
    void anErrorAfterTheTapMovedIsSeenInTheKernelAndUndoneByAwayAndBack() {
        String before = host.state();
        host.failing(
                (call, name) -> {
                    if (name.equals("update-LIVE") && host.calls() == call) {
                        if (host.masterOf("vnet0").equals(Optional.of("virbr0"))) {
                            host.masterByHand("vnet0", "virbr1");
                            throw FakeHost.refused("bad filter");
                        }
                    }
                });

        Outcome outcome = apply(plan(move("VM1", FakeHost.MAC1, network("router"), When.NOW)));

        assertInstanceOf(Outcome.RolledBack.class, outcome, outcome::toString);
        assertEquals(before, host.state());
    }

    @Test
    void whatCannotBeTakenBackIsSaidWithTheCommands() {
        host.failing(
                (call, name) -> {
                    if (name.equals("update-LIVE")) {
                        host.masterByHand("vnet0", "virbr1");
                        throw FakeHost.refused("Device or resource busy");
                    }
                });

        Outcome outcome = apply(plan(move("VM1", FakeHost.MAC1, network("router"), When.NOW)));

        Outcome.RollbackFailed failed =
                assertInstanceOf(Outcome.RollbackFailed.class, outcome, outcome::toString);
        assertTrue(
                failed.manualCommands()
                        .contains(List.of("ip", "link", "set", "dev", "vnet0", "master", "virbr0")),
                failed::toString);
    }

    @Test
    void aForeignChangeIsNotOverwritten() {
        ChangePlan plan = plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH));
        host.edit("VM1", "<model type='virtio'/>", "<model type='e1000e'/>");
        String theirs = host.state();

        Outcome outcome = apply(plan);

        Outcome.NotStarted stopped =
                assertInstanceOf(Outcome.NotStarted.class, outcome, outcome::toString);
        assertTrue(stopped.difference().orElseThrow().theirs().contains("e1000e"));
        assertEquals(theirs, host.state());
    }

    @Test
    void aForeignChangeIsNotOverwrittenByUndoEither() {
        applied(plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)));
        host.editConfig("VM1", "<model type='virtio'/>", "<model type='e1000e'/>");

        Undo.Proposal proposal =
                Undo.plan(journal().read().runs().getLast(), host.topology(), PlanContext.OPEN);

        assertInstanceOf(Undo.Proposal.Differs.class, proposal, proposal::toString);
    }

    @Test
    void undoLeavesAloneWhatTheVmsStopTookBackAlready() {
        applied(plan(move("VM1", FakeHost.MAC1, network("router"), When.NOW)));
        host.powerOff("VM1");

        Undo.Proposal proposal =
                Undo.plan(journal().read().runs().getLast(), host.topology(), PlanContext.OPEN);

        assertInstanceOf(Undo.Proposal.Nothing.class, proposal, proposal::toString);
    }

    @Test
    void aVmThatVanishedStopsThePlanBeforeAnythingIsSent() {
        ChangePlan plan = plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH));
        host.undefine("VM1");

        assertInstanceOf(Outcome.NotStarted.class, apply(plan));
        assertTrue(host.log.stream().noneMatch(c -> c.startsWith("update")));
    }

    @Test
    void withoutAJournalNothingIsSent() throws Exception {
        Files.writeString(state.resolve("file"), "no directory");
        Applier blocked = new Applier(new Journal(state.resolve("file"), Instant::now), timing);

        Outcome outcome =
                blocked.apply(
                        plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)),
                        host,
                        Progress.NONE,
                        Cancel.never());

        assertInstanceOf(Outcome.NotStarted.class, outcome);
        assertEquals(0, host.calls());
    }

    @Test
    void aLostConnectionIsUnknownAndLaterFinishedOrUndone() {
        String before = host.state();
        boolean[] dead = {false};
        host.failing(
                (call, name) -> {
                    dead[0] |= name.equals("update-CONFIG");
                    if (dead[0]) {
                        throw FakeHost.lost();
                    }
                });
        Outcome outcome = apply(plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)));
        assertInstanceOf(Outcome.Unknown.class, outcome, outcome::toString);
        host.failing((call, name) -> {});

        JournalLog.RunLog run = Unfinished.find(journal()).getFirst();
        Unfinished unfinished = Unfinished.classify(run, host);

        assertEquals(Unfinished.Standing.APPLIED, unfinished.steps().get(1));
        assertEquals(Unfinished.Standing.NOT_APPLIED, unfinished.steps().get(2));
        assertEquals(1, unfinished.finish().orElseThrow().steps().size());
        Outcome undone =
                applier()
                        .follow(
                                unfinished.undo().orElseThrow(),
                                Journal.Kind.UNDO,
                                run,
                                host,
                                Progress.NONE,
                                Cancel.never());
        assertInstanceOf(Outcome.Applied.class, undone, undone::toString);
        assertEquals(before, host.state());
        assertTrue(Unfinished.find(journal()).isEmpty());
    }

    /// G1 for R1 and R2, in memory: the program dies at each call of the host; the next start names what is half done,
    /// and both ways out end in before or after.
    @Test
    void deathAtEveryPointLeavesNoSilentInBetween() {
        String before = host.state();
        applied(movesAndStart());
        String after = host.state();
        int total = host.calls();
        for (int point = 1; point <= total; point++) {
            for (Journal.Kind way : List.of(Journal.Kind.UNDO, Journal.Kind.FINISH)) {
                FakeHost other = FakeHost.seed();
                Path dir = state.resolve("p" + point + way);
                Journal journal = new Journal(dir, Instant::now);
                int dies = point;
                other.failing(
                        (call, name) -> {
                            if (call == dies) {
                                throw new Death();
                            }
                        });
                try {
                    new Applier(journal, timing)
                            .apply(movesAndStart(), other, Progress.NONE, Cancel.never());
                } catch (Death | java.util.concurrent.CompletionException died) {
                    assertTrue(died instanceof Death || died.getCause() instanceof Death);
                }
                other.failing((call, name) -> {});
                for (JournalLog.RunLog run : Unfinished.find(journal)) {
                    Unfinished unfinished = Unfinished.classify(run, other);
                    Optional<ChangePlan> out =
                            way == Journal.Kind.UNDO ? unfinished.undo() : unfinished.finish();
                    if (out.isPresent()) {
                        Outcome outcome =
                                new Applier(journal, timing)
                                        .follow(
                                                out.get(),
                                                way,
                                                run,
                                                other,
                                                Progress.NONE,
                                                Cancel.never());
                        assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
                    }
                    String wanted = way == Journal.Kind.UNDO ? before : after;
                    assertEquals(wanted, other.state(), "died at call " + point + ", " + way);
                }
            }
        }
    }

    private ChangePlan movesAndStart() {
        FakeHost fresh = FakeHost.seed();
        Planned planned =
                Planner.plan(
                        fresh.topology(),
                        List.of(
                                move("VM1", FakeHost.MAC1, network("router"), When.BOTH),
                                move("VM3", FakeHost.MAC3, network("router"), When.BOTH)),
                        PlanContext.OPEN);
        return assertInstanceOf(Planned.Ready.class, planned).plan();
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theLinkGoesDownAndUpWhereALeaseWasAndDhcpIs() {
        host.define(
                "<network><name>lab2</name><bridge name='virbr7'/><forward mode='nat'/><ip"
                        + " address='192.0.2.1' prefix='24'><dhcp><range start='192.0.2.10'"
                        + " end='192.0.2.20'/></dhcp></ip></network>",
                true);
        String before = host.state();

        ChangePlan plan = plan(move("VM1", FakeHost.MAC1, network("lab2"), When.BOTH));

        assertEquals(4, plan.steps().size(), plan::toString);
        applied(plan);
        assertTrue(host.state().contains("live 52:54:00:02:01:01 network lab2, link up"));
        Outcome undone = undoLast();
        assertInstanceOf(Outcome.Applied.class, undone, undone::toString);
        assertEquals(before, host.state());
    }

    @Test
    void cancelBetweenStepsTakesBackWhatWasDone() {
        String before = host.state();
        Cancel cancel = Cancel.never();

        Outcome outcome =
                applier()
                        .apply(
                                plan(move("VM1", FakeHost.MAC1, network("router"), When.BOTH)),
                                host,
                                (step, state, detail) -> {
                                    if (step.number() == 1 && state == Progress.State.VERIFIED) {
                                        cancel.cancel();
                                    }
                                },
                                cancel);

        assertInstanceOf(Outcome.RolledBack.class, outcome, outcome::toString);
        assertEquals(before, host.state());
    }
}
