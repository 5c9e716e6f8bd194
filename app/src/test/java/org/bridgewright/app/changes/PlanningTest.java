// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.app.hosts.DemoHosts;
import org.bridgewright.core.change.Applier;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanningTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final ElementId VNIC = ElementId.vnic(HOST, "VM1", "52:54:00:02:01:01", 1);

    @TempDir Path folder;
    private DemoHosts hosts;
    private StagedChanges staged;
    private Journal journal;
    private Planning planning;
    private Applying applying;

    @BeforeEach
    void openTheDemo() {
        hosts = new DemoHosts(folder);
        staged = new StagedChanges(hosts.paths, Clock.systemUTC(), hosts.tasks);
        journal = new Journal(folder, Clock.systemUTC());
        planning = planning();
        applying =
                new Applying(new Applier(journal), journal, hosts.workspace, planning, hosts.tasks);
        hosts.open();
    }

    private Planning planning() {
        return new Planning(staged, hosts.workspace, hosts.book, journal, hosts.tasks);
    }

    private static Change move(MoveTarget target) {
        return new Change.MoveVnic(HOST, "VM1", VNIC, target, When.BOTH, Change.LinkCycle.AUTO);
    }

    private ChangePlan plan(Change change) {
        Planned planned = planning.planNow(List.of(change));
        return assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan();
    }

    private Outcome apply(ChangePlan plan) {
        List<Outcome> ended = new ArrayList<>();
        applying.apply(
                plan,
                new Applying.Watcher() {
                    @Override
                    public void step(Step step, Progress.State state, String detail) {
                        // The outcome is what counts here.
                    }

                    @Override
                    public void ended(Outcome outcome) {
                        ended.add(outcome);
                    }
                });
        return ended.getFirst();
    }

    @Test
    void aDetachedVnicIsAttachedAgainAlsoByALaterStart() {
        assertInstanceOf(Outcome.Applied.class, apply(plan(move(new MoveTarget.Detached()))));
        assertTrue(hosts.workspace.wiring().topology().find(VNIC).isEmpty());
        assertEquals(List.of(VNIC), detached(planning));

        // What the next start knows comes from the disk alone.
        Planning later = planning();
        assertEquals(List.of(), detached(later));
        later.recall();
        assertEquals(List.of(VNIC), detached(later));
        DropAdvice advice =
                later.adviseNow(List.of(VNIC), HOST, new MoveTarget.ToNetwork("router"));
        assertTrue(advice.isPossible(), advice::headline);

        Planned planned = later.planNow(advice.changes());
        ChangePlan back = assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan();
        assertInstanceOf(Outcome.Applied.class, apply(back));
        assertTrue(hosts.workspace.wiring().topology().find(VNIC).isPresent());
        assertEquals(List.of(), detached(planning));
    }

    private List<ElementId> detached(Planning with) {
        return Subjects.detached(
                        hosts.workspace.wiring().topology(),
                        Optional.of(ElementId.guest(HOST, "VM1")),
                        with.context())
                .stream()
                .map(Subjects.Movable::id)
                .toList();
    }

    @Test
    void theWriterOpenedWhileTheCardIsReadIsTheOneThatApplies() {
        ChangePlan plan = plan(move(new MoveTarget.ToNetwork("router")));
        applying.prepare(plan);
        applying.prepare(plan);
        assertEquals(1, hosts.opened);
        assertInstanceOf(Outcome.Applied.class, apply(plan));
        assertEquals(1, hosts.opened);
        assertEquals(1, hosts.closed);
    }

    @Test
    void aCardThatIsLeftClosesItsWriter() {
        ChangePlan plan = plan(move(new MoveTarget.ToNetwork("router")));
        applying.prepare(plan);
        applying.release(HOST);
        assertEquals(1, hosts.closed);
    }

    @Test
    void aStagedPlanHasItsWriterUntilItIsDiscarded() {
        staged.stage(List.of(move(new MoveTarget.ToNetwork("router"))));
        assertEquals(1, hosts.opened);
        staged.discard();
        assertEquals(1, hosts.closed);
    }

    @Test
    void nothingIsOpenedForALockedHost() {
        ChangePlan plan = plan(move(new MoveTarget.ToNetwork("router")));
        hosts.book.sessions().getFirst().lock();
        applying.prepare(plan);
        assertEquals(0, hosts.opened);
    }
}
