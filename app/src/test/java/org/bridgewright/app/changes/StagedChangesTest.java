// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.InPlaceTaskRunner;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedChangesTest {
    @TempDir Path folder;
    private static final HostId HOST = new HostId("caldera02");

    private StagedChanges staged() {
        return new StagedChanges(
                new XdgPaths(folder, folder, folder), Clock.systemUTC(), new InPlaceTaskRunner());
    }

    private static Change move(String vm, MoveTarget target) {
        return new Change.MoveVnic(
                HOST,
                vm,
                ElementId.vnic(HOST, vm, "52:54:00:02:01:01", 1),
                target,
                When.BOTH,
                Change.LinkCycle.AUTO);
    }

    private static final Change TO_ROUTER = move("VM1", new MoveTarget.ToNetwork("router"));
    private static final Change TO_BRIDGE = move("VM1", new MoveTarget.ToBridge("br0"));

    @Test
    void aNewerPlaceTakesThePlaceOfTheOlder() {
        StagedChanges staged = staged();
        staged.stage(List.of(TO_ROUTER));
        staged.stage(List.of(TO_BRIDGE, move("VM1", new MoveTarget.LinkDown())));
        assertEquals(List.of(TO_BRIDGE, move("VM1", new MoveTarget.LinkDown())), staged.changes());
    }

    @Test
    void undoAndRedoWalkThroughAllStates() {
        StagedChanges staged = staged();
        staged.stage(List.of(TO_ROUTER));
        staged.stage(List.of(new Change.StartNetwork(HOST, "router")));
        staged.undo();
        assertEquals(List.of(TO_ROUTER), staged.changes());
        staged.undo();
        assertTrue(staged.changes().isEmpty());
        assertFalse(staged.canUndo().get());
        staged.redo();
        staged.redo();
        assertEquals(2, staged.changes().size());
        assertFalse(staged.canRedo().get());
    }

    @Test
    void whatCannotBeSavedIsTold() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("state"));
        InPlaceTaskRunner tasks = new InPlaceTaskRunner();
        List<Problem> told = new ArrayList<>();
        tasks.onUnsaved(told::add);
        StagedChanges staged =
                new StagedChanges(
                        new XdgPaths(folder, notAFolder, folder), Clock.systemUTC(), tasks);
        staged.stage(List.of(TO_ROUTER));
        assertEquals(List.of(TO_ROUTER), staged.changes());
        assertEquals(1, told.size());
        assertTrue(told.getFirst().line().contains("staged"), told.getFirst().line());
    }

    @Test
    void nothingStagedIsLostByACrash() {
        List<Change> all =
                List.of(
                        TO_ROUTER,
                        move("VM2", new MoveTarget.Detached()),
                        new Change.StartNetwork(HOST, "router"),
                        new Change.StartGuest(HOST, "VM3"),
                        new Change.ShutdownGuest(HOST, "VM4"),
                        new Change.ForceOffGuest(HOST, "VM5"));
        staged().stage(all);

        StagedChanges again = staged();
        again.load(notices -> assertTrue(notices.isEmpty(), notices.toString()));

        assertEquals(all, again.changes());
    }
}
