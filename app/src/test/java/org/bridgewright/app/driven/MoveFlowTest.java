// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Moving VMs on the demo: by mouse, by keyboard alone, by menu; staged, applied, taken back.
@Tag("window")
class MoveFlowTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId VM2 = ElementId.guest(HOST, "VM2");
    private static final ElementId VM3 = ElementId.guest(HOST, "VM3");
    private static final ElementId DEFAULT = ElementId.network(HOST, "default");
    private static final ElementId ROUTER = ElementId.network(HOST, "router");
    private static final ElementId BRIDGED = ElementId.network(HOST, "bridged_network");
    private static final ElementId VNIC1 = ElementId.vnic(HOST, "VM1", "52:54:00:02:01:01", 1);

    @RegisterExtension final Driven app = new Driven();

    private void demo() {
        app.start("demo:");
        app.drawn(VM1);
    }

    /// What the picture says of an element.
    private String said(ElementId id) {
        return app.onFx(() -> app.view().getShown().box(id).orElseThrow().sentence());
    }

    @Test
    void aDropOpensItsCardEnterMovesAndUndoTakesBack() {
        demo();
        app.drag(VM1, ROUTER);
        app.seeIn("move-card", "VM1");
        app.seeIn("move-card", "router");
        app.seeIn("move-card", "Interrupts:");
        app.seeIn("move-card", "Afterwards:");
        app.press(KeyCode.ENTER);
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("VM1 is drawn on router", () -> said(VM1).contains("router"));
        app.click("notice-undo");
        app.seeIn("notices", "Taken back and verified on caldera02");
        app.until("VM1 is back", () -> said(VM1).contains("default"));
    }

    @Test
    void escLeavesTheDragAndTheCardAndNothingIsMoved() {
        demo();
        app.dragTo(VM1, ROUTER);
        app.until("the target answers", () -> app.screen().contains("router"));
        app.press(KeyCode.ESCAPE);
        app.drop();
        assertFalse(app.has("move-card"));
        app.drag(VM1, ROUTER);
        app.seeIn("move-card", "router");
        app.press(KeyCode.ESCAPE);
        app.gone("move-card");
        app.drag(VM1, DEFAULT);
        assertFalse(app.has("move-card"), "it is there already");
        assertTrue(said(VM1).contains("default"));
    }

    @Test
    void shiftStagesTheSecondChangeOpensThePlanAndItIsAppliedAsOne() {
        demo();
        app.hold(KeyCode.SHIFT, () -> app.drag(VM1, ROUTER));
        app.until("one change is counted", () -> app.words("view-plan").contains("1"));
        assertFalse(app.has("move-card"));
        assertFalse(app.has("plan-drawer"), "one change opens no plan by itself");
        app.hold(KeyCode.SHIFT, () -> app.drag(VM3, BRIDGED));
        app.seeIn("plan-drawer", "2 changes");
        app.seeIn("plan-drawer", "Interrupts:");
        app.press(KeyCode.CONTROL, KeyCode.Z);
        app.seeIn("plan-drawer", "1 change ");
        app.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        app.seeIn("plan-drawer", "2 changes");
        app.click("plan-commands");
        app.seeIn("plan-drawer", "virsh");
        app.click("plan-xml");
        app.seeIn("plan-drawer", "router");
        app.click("plan-apply");
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("nothing is staged", () -> app.words("view-plan").equals("Plan"));
        app.until("VM1 moved", () -> said(VM1).contains("router"));
        app.until("VM3 moved", () -> said(VM3).contains("bridged_network"));
        app.press(KeyCode.CONTROL, KeyCode.H);
        app.seeIn("history-dialog", "applied and verified");
        app.clickFirst("history-undo"); // the newest stands first
        app.seeIn("notices", "Taken back and verified on caldera02");
        app.until(
                "both are back",
                () -> said(VM1).contains("default") && said(VM3).contains("default"));
        app.press(KeyCode.CONTROL, KeyCode.H);
        app.seeIn("history-dialog", "taken back later");
        app.press(KeyCode.ESCAPE);
        app.gone("history-dialog");
    }

    private void searchForVm1() {
        app.press(KeyCode.CONTROL, KeyCode.F);
        app.write("VM1 caldera02");
        app.seeIn("search-panel", "VM1");
        app.press(KeyCode.ENTER);
        app.until("VM1 is selected", () -> app.view().getSelected().contains(VM1));
    }

    /// `M`, some letters, and Enter, to the card of the move.
    private void moveTo(String guest, String letters, String place) {
        app.press(KeyCode.M);
        app.seeIn("move-to", "Move " + guest + " to");
        app.write(letters);
        app.seeIn("move-to", place);
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", place);
    }

    private String focused() {
        return app.onFx(
                () -> {
                    var owner = app.stage().getScene().getFocusOwner();
                    return owner == null ? "nothing" : String.valueOf(owner.getId());
                });
    }

    @Test
    void tabWalksTheButtonsOfTheCardAlsoAfterASearch() {
        demo();
        searchForVm1();
        moveTo("VM1", "router", "router");
        assertEquals("move-now", focused());
        app.press(KeyCode.TAB);
        assertEquals("move-cancel", focused());
        app.press(KeyCode.TAB);
        assertEquals("move-add", focused());
        app.press(KeyCode.ENTER);
        app.until("one change is counted", () -> app.words("view-plan").contains("1"));
        app.gone("move-card");
        app.pick(VM3);
        moveTo("VM3", "bridged", "bridged_network");
        assertEquals("move-now", focused());
        app.press(KeyCode.SHIFT, KeyCode.TAB);
        assertEquals("move-add", focused());
        app.press(KeyCode.ENTER);
        app.seeIn("plan-drawer", "2 changes");
    }

    @Test
    void aWholeMoveWorksWithoutAMouse() {
        demo();
        searchForVm1();
        app.until("the picture has the keyboard", () -> app.view().isFocused());
        moveTo("VM1", "rout", "router");
        app.press(KeyCode.ENTER);
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("VM1 moved", () -> said(VM1).contains("router"));
    }

    @Test
    void arrowsReachAVmSpaceSelectsAndMMovesIt() {
        demo();
        app.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        app.until("the picture has the keyboard", () -> app.view().isFocused());
        app.press(KeyCode.TAB);
        app.until("something has the focus", () -> app.view().getFocusedElement().isPresent());
        app.press(KeyCode.RIGHT);
        app.until("an arrow selects", () -> app.view().getSelected().size() == 1);
        app.press(KeyCode.SPACE);
        app.until("Space takes out", () -> app.view().getSelected().isEmpty());
        app.press(KeyCode.SPACE);
        app.until("Space selects", () -> app.view().getSelected().size() == 1);
    }

    @Test
    void linkDownAndUpAndDetachByKey() {
        demo();
        app.pick(VM1);
        app.press(KeyCode.L);
        app.seeIn("move-card", "Link down");
        app.press(KeyCode.ENTER);
        app.seeIn("notices", "Done and verified");
        app.until("its link is down", () -> said(VM1).contains("link down"));
        app.press(KeyCode.L);
        app.seeIn("move-card", "Link up");
        app.press(KeyCode.ENTER);
        app.until("its link is up", () -> !said(VM1).contains("link down"));
        app.press(KeyCode.DELETE);
        app.seeIn("move-card", "Detach");
        app.press(KeyCode.ENTER);
        app.until("the vNIC is gone", () -> app.view().getShown().boundsOf(VNIC1).isEmpty());
        app.click("notice-undo");
        app.until("the vNIC is back", () -> app.view().getShown().boundsOf(VNIC1).isPresent());
    }

    @Test
    void theContextMenuHasTheTwinOfEveryDrag() {
        demo();
        app.clickOn(app.at(VM1), MouseButton.SECONDARY);
        app.click("menu-move");
        app.seeIn("move-to", "Move VM1 to");
        app.write("router");
        app.click("move-to-next");
        app.seeIn("move-card", "router");
        app.click("move-add");
        app.until("one change is staged", () -> app.words("view-plan").contains("1"));
        app.clickOn(app.at(VM1), MouseButton.SECONDARY);
        app.point("menu-detach");
        app.point("menu-link-toggle");
        app.press(KeyCode.ESCAPE);
        app.gone("menu-move");
        app.click("view-plan");
        app.click("plan-discard");
        app.until("nothing is staged", () -> app.words("view-plan").equals("Plan"));
    }

    @Test
    void severalVmsAtOnceAreSortedInOneSentence() {
        demo();
        app.pick(VM1);
        app.hold(KeyCode.CONTROL, () -> app.clickOn(app.at(VM2)));
        app.hold(KeyCode.CONTROL, () -> app.clickOn(app.at(VM3)));
        app.until("three are selected", () -> app.view().getSelected().size() == 3);
        app.press(KeyCode.M);
        app.seeIn("move-to", "Move 3 VMs to");
        app.write("router");
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", "3");
        app.press(KeyCode.ENTER);
        app.seeIn("notices", "Done and verified");
        app.until(
                "all moved",
                () ->
                        said(VM1).contains("router")
                                && said(VM2).contains("router")
                                && said(VM3).contains("router"));
    }

    @Test
    void whatIsStagedSurvivesTheEndOfTheWindow() {
        demo();
        app.hold(KeyCode.SHIFT, () -> app.drag(VM1, ROUTER));
        app.until("one change is counted", () -> app.words("view-plan").contains("1"));
        app.stop();
        demo();
        app.until("it is still counted", () -> app.words("view-plan").contains("1"));
        app.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        app.seeIn("plan-drawer", "1 change ");
    }

    @Test
    void aVmIsStartedSuspendedResumedAndForcedOff() {
        demo();
        app.clickOn(app.at(VM3), MouseButton.SECONDARY);
        app.click("menu-start-guest");
        app.seeIn("notices", "Done and verified");
        app.until("VM3 runs", () -> said(VM3).contains("running"));
        app.clickOn(app.at(VM3), MouseButton.SECONDARY);
        app.click("menu-suspend-guest");
        app.seeIn("power", "Suspend VM3");
        app.click("power-go");
        app.until("VM3 stands still", () -> said(VM3).contains("paused"));
        app.clickOn(app.at(VM3), MouseButton.SECONDARY);
        app.click("menu-resume-guest");
        app.until("VM3 goes on", () -> said(VM3).contains("running"));
        app.clickOn(app.at(VM3), MouseButton.SECONDARY);
        app.click("menu-force-off-guest");
        app.click("power-go");
        app.until("VM3 is off", () -> said(VM3).contains("shut off"));
    }
}
