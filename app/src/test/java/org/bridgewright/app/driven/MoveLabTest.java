// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every kind of target, reached through the window on a real host over SSH; the host's own tools tell whether it is so, and
/// whether the undo leaves the host as it was.
@Tag("lab")
@Tag("window")
class MoveLabTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final String MAC1 = "52:54:00:02:01:01";
    private static final String MAC2 = "52:54:00:02:01:02";
    private static final String MAC3 = "52:54:00:02:01:03";
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId VM2 = ElementId.guest(HOST, "VM2");
    private static final ElementId VM3 = ElementId.guest(HOST, "VM3");

    @RegisterExtension final Driven app = new Driven();
    private Lab lab = Lab.orSkip();
    private LabHost host = new LabHost(lab, HOST.value());

    @BeforeEach
    void notShared() {
        lab.orSkipIfShared();
        host.begin();
    }

    @AfterEach
    void asBefore() throws Exception {
        host.tidy();
    }

    /// The host in the window, unlocked by one click.
    private void open() {
        app.start("--ssh-config", host.config().toString(), host.uri("root"));
        app.read(VM1);
        app.click("lock-caldera02");
        app.until(
                "it is unlocked",
                () ->
                        app.find("lock-caldera02")
                                .orElseThrow()
                                .getAccessibleText()
                                .contains("allowed"));
    }

    private static ElementId network(String name) {
        return ElementId.network(HOST, name);
    }

    private String said(ElementId id) {
        return app.onFx(
                () -> app.view().getShown().box(id).map(b -> b.sentence()).orElse("not drawn"));
    }

    private void moved(ElementId id, String place) {
        app.until(id + " is drawn on " + place, () -> said(id).contains(place));
    }

    private void done() {
        app.seeIn("notices", "Done and verified on caldera02");
        app.gone("move-card");
        app.click("notice-close");
        app.gone("notice-close");
    }

    /// Undo of the newest change, in History; afterwards the host is as it was.
    private void undone(String before) {
        app.press(KeyCode.CONTROL, KeyCode.H);
        app.clickFirst("history-undo"); // the newest stands first
        app.seeIn("notices", "Taken back and verified on caldera02");
        app.click("notice-close");
        app.gone("notice-close");
        assertEquals(before, host.state());
        moved(VM1, "default");
    }

    private void byKey(ElementId id, String place) {
        app.pick(id);
        app.press(KeyCode.M);
        app.seeIn("move-to", "Move");
        app.write(place);
        app.seeIn("move-to", place);
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", place);
        app.press(KeyCode.ENTER);
    }

    private void byDrag(ElementId id, ElementId target) {
        app.drawn(target);
        app.press(KeyCode.CONTROL, KeyCode.DIGIT0); // all in view
        String guest = id.value().split("/", -1)[2];
        String place = target.value().split("/", -1)[2];
        for (int tries = 1; ; tries++) {
            app.drag(id, target);
            app.until("its card is shown", () -> app.has("move-now"));
            String said = app.words("move-card");
            if (said.contains(guest) && said.contains(place)) {
                break;
            }
            // The picture moved under the hand: what nobody wanted is not confirmed.
            assertTrue(tries < 3, said);
            app.press(KeyCode.ESCAPE);
            app.gone("move-card");
        }
        app.press(KeyCode.ENTER);
    }

    private void byMenu(ElementId id, String place) {
        app.clickOn(app.at(id), MouseButton.SECONDARY);
        app.click("menu-move");
        app.seeIn("move-to", "Move");
        app.write(place);
        app.seeIn("move-to", place);
        app.click("move-to-next");
        app.click("move-now");
    }

    private void byTable(String filter, String place) {
        app.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        app.fill("table-filter", filter);
        app.clickOn(app.corner("table-rows").add(60, 50));
        app.press(KeyCode.CONTROL, KeyCode.A);
        app.click("table-move");
        app.seeIn("move-to", "Move");
        app.write(place);
        app.seeIn("move-to", place);
        app.press(KeyCode.ENTER);
        app.click("move-now");
    }

    @Test
    void everyTargetIsReachedAndTakenBack() {
        host.network("<network><name>island</name><bridge name='virbr5'/></network>");
        host.network(
                "<network><name>nat2</name><forward mode='nat'/><bridge name='virbr6'/><ip"
                        + " address='192.0.2.1' prefix='24'><dhcp><range start='192.0.2.10'"
                        + " end='192.0.2.99'/></dhcp></ip></network>");
        host.sh(
                "brctl addbr br9 && ip link set br9 up && brctl addbr mybridge0 && ip link set mybridge0 up"
                        + " && virsh net-start bridged_network");
        try {
            String before = host.state();
            open();

            byDrag(VM1, network("router"));
            done();
            moved(VM1, "router");
            host.isOn("VM1", MAC1, "virbr1", "network='router'");
            undone(before);

            byKey(VM1, "nat2");
            done();
            moved(VM1, "nat2");
            host.isOn("VM1", MAC1, "virbr6", "network='nat2'");
            undone(before);

            byMenu(VM1, "island");
            done();
            moved(VM1, "island");
            host.isOn("VM1", MAC1, "virbr5", "network='island'");
            undone(before);

            byDrag(VM1, network("bridged_network"));
            done();
            moved(VM1, "bridged_network");
            host.isOn("VM1", MAC1, "mybridge0", "network='bridged_network'");
            undone(before);

            byKey(VM1, "br9");
            done();
            host.isOn("VM1", MAC1, "br9", "bridge='br9'");
            moved(VM1, "br9");
            byDrag(VM1, network("default"));
            done();
            host.isOn("VM1", MAC1, "virbr0", "network='default'");
            assertEquals(before, host.state());

            app.pick(VM1);
            app.press(KeyCode.L);
            app.seeIn("move-card", "Link down");
            app.press(KeyCode.ENTER);
            done();
            host.linkIs("VM1", "down");
            moved(VM1, "link down");
            app.press(KeyCode.L);
            app.seeIn("move-card", "Link up");
            app.press(KeyCode.ENTER);
            done();
            host.linkIs("VM1", "up");

            app.pick(VM1);
            app.press(KeyCode.DELETE);
            app.seeIn("move-card", "Detach");
            app.press(KeyCode.ENTER);
            done();
            assertEquals("", host.master("VM1", MAC1));
            assertEquals("", host.sources("VM1", true));
            assertEquals("", host.sources("VM1", false));
            undone(before);

            byTable("VM", "router");
            done();
            host.isOn("VM1", MAC1, "virbr1", "network='router'");
            host.isOn("VM2", MAC2, "virbr1", "network='router'");
            assertTrue(host.sources("VM3", false).contains("network='router'"));
            app.press(KeyCode.CONTROL, KeyCode.DIGIT1);
            undone(before);
        } finally {
            host.sh(
                    "virsh net-destroy bridged_network; for n in island nat2; do virsh net-destroy $n;"
                            + " virsh net-undefine $n; done; ip link del br9; ip link del mybridge0; true");
        }
    }

    @Test
    void aVmThatIsOffMovesInItsConfig() {
        String before = host.state();
        open();
        byDrag(VM3, network("router"));
        done();
        assertTrue(host.sources("VM3", false).contains("network='router'"));
        undone(before);
        assertTrue(host.sources("VM3", false).contains("network='default'"), MAC3);
    }

    @Test
    void aSavedStateIsRefusedWithItsReasonAndATransientVmMovesNow() {
        host.sh("virsh managedsave VM2");
        try {
            open();
            app.pick(VM2);
            app.press(KeyCode.M);
            app.write("router");
            app.seeIn("move-to", "saved state still holds the old network");
            app.press(KeyCode.ESCAPE);
            app.gone("move-to");
        } finally {
            host.sh("virsh managedsave-remove VM2; virsh start VM2");
        }
        host.sh("virsh dumpxml --inactive VM2 > /tmp/vm2.xml && virsh undefine VM2");
        try {
            app.press(KeyCode.F5);
            moved(VM2, "transient");
            String before = host.state();
            byKey(VM2, "router");
            done();
            assertEquals("virbr1", host.master("VM2", MAC2));
            undone(before);
        } finally {
            host.sh("virsh define /tmp/vm2.xml");
        }
    }

    @Test
    void aFilterWithAPinnedAddressIsNamedBeforeTheMoveAndComesAlong() {
        host.sh(
                "virsh dumpxml VM1 | sed -n '/<interface/,/<\\/interface>/p' | sed"
                        + " \"s#<model type='virtio'/>#<model type='virtio'/><filterref"
                        + " filter='clean-traffic'><parameter name='IP' value='192.168.122.185'/></filterref>#\""
                        + " > /tmp/f.xml && virsh update-device VM1 /tmp/f.xml --live --config");
        try {
            String before = host.state();
            open();
            app.drag(VM1, network("router"));
            app.seeIn("move-card", "pins 192.168.122.185");
            app.seeIn("move-card", "Move now and save: "); // and names what is bad
            app.click("move-now");
            done();
            assertTrue(host.sh("virsh dumpxml VM1").contains("clean-traffic"));
            undone(before);
        } finally {
            host.sh(
                    "virsh dumpxml VM1 | sed -n '/<interface/,/<\\/interface>/p' | sed '/filterref/,/filterref>/d'"
                            + " > /tmp/f.xml && virsh update-device VM1 /tmp/f.xml --live --config; true");
        }
    }

    @Test
    void aLockedHostRefusesAndTheCardUnlocksIt() {
        String before = host.state();
        app.start("--ssh-config", host.config().toString(), host.uri("root"));
        app.read(VM1);
        app.pick(VM1);
        app.press(KeyCode.M);
        app.write("router");
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", "locked");
        assertEquals(before, host.state());
        app.click("move-unlock");
        app.click("move-now");
        done();
        host.isOn("VM1", MAC1, "virbr1", "network='router'");
        undone(before);
    }
}
