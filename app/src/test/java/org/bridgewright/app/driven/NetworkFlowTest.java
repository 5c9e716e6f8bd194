// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import javafx.scene.input.MouseButton;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Networks stopped, restarted and started in the window, on the demo.
@Tag("window")
class NetworkFlowTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId DEFAULT = ElementId.network(HOST, "default");
    private static final ElementId NIC = ElementId.link(HOST, "ens2");

    @RegisterExtension final Driven app = new Driven();

    private void demo() {
        app.start("demo:");
        app.drawn(VM1);
    }

    private String said(ElementId id) {
        return app.onFx(
                () -> app.view().getShown().box(id).map(b -> b.sentence()).orElse("not drawn"));
    }

    private void choose(String action) {
        app.clickOn(app.at(DEFAULT), MouseButton.SECONDARY);
        app.click("menu-" + action);
    }

    @Test
    void aStopSaysWhomItCutsAndItsUndoPlugsThemInAgain() {
        demo();
        String vm = said(VM1);
        String nic = said(NIC);
        choose("stop-network");
        app.seeIn("power", "VM1: no link on default");
        app.seeIn("power", "ens2 is in no bridge");
        app.click("power-go");
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("default is stopped", () -> said(DEFAULT).contains("stopped"));
        app.until("the NIC is out", () -> !said(NIC).equals(nic));
        app.click("notice-undo");
        app.seeIn("notices", "Taken back and verified on caldera02");
        app.until("default runs", () -> !said(DEFAULT).contains("stopped"));
        app.until("VM1 is on it", () -> said(VM1).equals(vm));
        app.until("the NIC is back", () -> said(NIC).equals(nic));
    }

    @Test
    void aRestartEndsAsItBeganAndOffersNoUndo() {
        demo();
        String vm = said(VM1);
        choose("restart-network");
        app.seeIn("power", "Restart network default");
        app.seeIn("power", "Interrupts: VM1: no link on default");
        app.click("power-go");
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("all is as it was", () -> said(VM1).equals(vm));
        assertFalse(app.has("notice-undo"));
        assertEquals(
                0,
                app.onFx(
                        () ->
                                (int)
                                        app.view().getShown().boxes().stream()
                                                .filter(b -> b.id().value().contains("hold"))
                                                .count()));
    }

    @Test
    void theWholePlanCanBeReadBeforeItIsApplied() {
        demo();
        choose("restart-network");
        app.click("power-plan");
        app.seeIn("plan-drawer", "Put vNIC 1 of VM1 back on default");
        app.seeIn("plan-drawer", "no link on default for about");
    }
}
