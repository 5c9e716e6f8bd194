package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Plans applied to a real libvirt and taken back. After each, libvirt's two definitions and the kernel are asked by the
/// host's own tools; after the undo the host is as it was.
@Tag("lab")
class ApplyLabTest extends LabApplying {
    @Test
    void everyTargetIsReachedAndTakenBack() throws Exception {
        network("<network><name>island</name><bridge name='virbr5'/></network>", true);
        network(
                "<network><name>nat2</name><forward mode='nat'/><bridge name='virbr6'/><ip"
                        + " address='192.0.2.1' prefix='24'><dhcp><range start='192.0.2.10'"
                        + " end='192.0.2.99'/></dhcp></ip></network>",
                true);
        sh(
                "brctl addbr br9 && ip link set br9 up && brctl addbr mybridge0 && ip link set mybridge0 up"
                        + " && virsh net-start bridged_network");
        List<String> failed = new ArrayList<>();
        try {
            String before = state();
            record Goal(MoveTarget target, String bridge, String source) {}
            for (Goal goal :
                    List.of(
                            new Goal(
                                    new MoveTarget.ToNetwork("router"),
                                    "virbr1",
                                    "network='router'"),
                            new Goal(
                                    new MoveTarget.ToNetwork("island"),
                                    "virbr5",
                                    "network='island'"),
                            new Goal(new MoveTarget.ToNetwork("nat2"), "virbr6", "network='nat2'"),
                            new Goal(
                                    new MoveTarget.ToNetwork("bridged_network"),
                                    "mybridge0",
                                    "network='bridged_network'"),
                            new Goal(new MoveTarget.ToBridge("br9"), "br9", "bridge='br9'"))) {
                applied(move("VM1", MAC1, goal.target(), When.BOTH));
                assertEquals(goal.bridge(), master(MAC1));
                assertTrue(sources("").contains(goal.source()), sources(""));
                assertTrue(sources("--inactive").contains(goal.source()), sources("--inactive"));
                undone();
                assertEquals(before, state(), goal.toString());
            }
            for (MoveTarget target :
                    List.of(new MoveTarget.LinkDown(), new MoveTarget.Detached())) {
                applied(move("VM1", MAC1, target, When.BOTH));
                undone();
                assertEquals(before, state(), target.toString());
            }
            for (When when : List.of(When.NOW, When.NEXT_START)) {
                applied(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), when));
                undone();
                assertEquals(before, state(), when.toString());
            }
            applied(move("VM1", MAC1, new MoveTarget.Detached(), When.BOTH));
            applied(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH));
            assertEquals("virbr1", master(MAC1));
            applied(move("VM1", MAC1, new MoveTarget.ToNetwork("default"), When.BOTH));
            applied(
                    move(
                            "VM3",
                            "52:54:00:02:01:03",
                            new MoveTarget.ToNetwork("router"),
                            When.BOTH));
            undone();
            assertEquals(before, state());
        } finally {
            sh(
                    "virsh net-destroy bridged_network; for n in island nat2; do virsh net-destroy $n;"
                            + " virsh net-undefine $n; done; ip link del br9; ip link del mybridge0; true");
        }
        assertTrue(failed.isEmpty());
    }

    @Test
    void whatLibvirtWouldRefuseIsRefusedBefore() throws Exception {
        network(
                "<network><name>pool</name><forward mode='bridge'><interface dev='enp0s25'/></forward>"
                        + "</network>",
                true);
        try {
            assertEquals(
                    List.of(RefusalReason.MACVTAP_LIVE),
                    refused(move("VM1", MAC1, new MoveTarget.ToNetwork("pool"), When.BOTH)));
            assertTrue(
                    refused(
                                    move(
                                            "VM1",
                                            MAC1,
                                            new MoveTarget.ToNetwork("bridged_network"),
                                            When.BOTH))
                            .contains(RefusalReason.NETWORK_INACTIVE));
            assertEquals(
                    List.of(RefusalReason.ALREADY_THERE),
                    refused(move("VM1", MAC1, new MoveTarget.ToNetwork("default"), When.BOTH)));
        } finally {
            sh("virsh net-destroy pool; virsh net-undefine pool; true");
        }
    }

    @Test
    void aFilterWithAPinnedAddressIsNamedAndComesAlong() throws Exception {
        String xml =
                sh(
                        "virsh dumpxml VM1 | sed -n '/<interface/,/<\\/interface>/p' | sed"
                                + " \"s#<model type='virtio'/>#<model type='virtio'/><filterref"
                                + " filter='clean-traffic'><parameter name='IP' value='192.168.122.185'/></filterref>#\""
                                + " > /tmp/f.xml && virsh update-device VM1 /tmp/f.xml --live --config");
        assertTrue(xml.contains("success"), xml);
        try {
            String before = state();
            ChangePlan plan =
                    ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH));
            assertTrue(
                    plan.afterwards().stream()
                            .anyMatch(a -> a.bad() && a.text().contains("pins 192.168.122.185")),
                    plan::toString);
            Outcome outcome = apply(plan);
            assertInstanceOf(Outcome.Applied.class, outcome, () -> PlanReport.text(outcome));
            assertTrue(sh("virsh dumpxml VM1").contains("clean-traffic"));
            undone();
            assertEquals(before, state());
        } finally {
            sh(
                    "virsh dumpxml VM1 | sed -n '/<interface/,/<\\/interface>/p' | sed '/filterref/,/filterref>/d'"
                            + " > /tmp/f.xml && virsh update-device VM1 /tmp/f.xml --live --config; true");
        }
    }

    @Test
    void managedSaveAndTransientAreWhatTheyAre() throws Exception {
        sh("virsh managedsave VM2");
        try {
            assertEquals(
                    List.of(RefusalReason.MANAGED_SAVE),
                    refused(
                            move(
                                    "VM2",
                                    "52:54:00:02:01:02",
                                    new MoveTarget.ToNetwork("router"),
                                    When.BOTH)));
        } finally {
            sh("virsh managedsave-remove VM2; virsh start VM2");
        }
        sh("virsh dumpxml --inactive VM2 > /tmp/vm2.xml && virsh undefine VM2");
        try {
            Change.MoveVnic later =
                    move(
                            "VM2",
                            "52:54:00:02:01:02",
                            new MoveTarget.ToNetwork("router"),
                            When.NEXT_START);
            assertEquals(List.of(RefusalReason.TRANSIENT_NEXT_START), refused(later));
            applied(
                    move(
                            "VM2",
                            "52:54:00:02:01:02",
                            new MoveTarget.ToNetwork("router"),
                            When.BOTH));
            undone();
        } finally {
            sh("virsh define /tmp/vm2.xml");
        }
    }

    /// Row 12: the live move succeeds, the config cannot be written: both are as before.
    @Test
    void aFullDiskAtTheConfigTakesTheLiveMoveBack() throws Exception {
        ChangePlan plan = ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH));
        String before = state();
        sh(
                "cp -a /etc/libvirt/qemu /tmp/qemu-kept && mount -t tmpfs -o size=64k tmpfs /etc/libvirt/qemu"
                        + " && cp -a /tmp/qemu-kept/*.xml /etc/libvirt/qemu/; dd if=/dev/zero"
                        + " of=/etc/libvirt/qemu/fill bs=1k 2>/dev/null; true");
        Outcome outcome;
        try {
            outcome = apply(plan);
        } finally {
            sh("umount /etc/libvirt/qemu; rm -rf /tmp/qemu-kept");
        }
        Outcome.RolledBack back =
                assertInstanceOf(Outcome.RolledBack.class, outcome, () -> PlanReport.text(outcome));
        assertTrue(back.why().toString().contains("No space left"), back.why().toString());
        assertEquals(before, state());
    }

    /// Row 24: libvirt moved the tap, then failed, and says that nothing changed. The kernel tells.
    @Test
    void aPartialUpdateIsSeenInTheKernel() throws Exception {
        String before = state();
        ChangePlan plan = ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.NOW));
        Step step = plan.steps().getFirst();
        Step.Action.UpdateDevice action = (Step.Action.UpdateDevice) step.action();
        String bad = action.xml().replace("<model", "<filterref filter='no-such-filter'/><model");
        Step broken =
                step.withAction(
                        new Step.Action.UpdateDevice(action.guestUuid(), bad, action.scope()));
        Outcome outcome =
                apply(
                        new ChangePlan(
                                plan.id(),
                                plan.host(),
                                plan.changes(),
                                List.of(broken),
                                plan.interrupts(),
                                plan.afterwards(),
                                plan.risk()));
        try {
            switch (outcome) {
                case Outcome.RolledBack back -> assertEquals(before, state());
                case Outcome.RollbackFailed failed -> {
                    assertTrue(
                            failed.manualCommands().stream().anyMatch(c -> c.contains("virbr0")),
                            failed::toString);
                    for (List<String> command : failed.manualCommands()) {
                        if (command.getFirst().equals("ip")) {
                            sh(PlanScript.shown(command));
                        }
                    }
                    assertEquals(before, state(), "the commands given finish it by hand");
                }
                default -> throw new AssertionError(PlanReport.text(outcome));
            }
        } finally {
            sh("ip link set vnet0 nomaster; ip link set vnet0 master virbr0; true");
        }
    }

    @Test
    void aVmThatVanishedBetweenPlanAndApplyStopsIt() throws Exception {
        ChangePlan plan =
                ready(
                        move(
                                "VM3",
                                "52:54:00:02:01:03",
                                new MoveTarget.ToNetwork("router"),
                                When.BOTH));
        sh("virsh dumpxml VM3 > /tmp/vm3.xml && virsh undefine VM3");
        try {
            assertInstanceOf(Outcome.NotStarted.class, apply(plan));
        } finally {
            sh("virsh define /tmp/vm3.xml");
        }
    }

    @Test
    void aVmStandsStillGoesOnAndRebootsIntoItsNetwork() throws Exception {
        String before = state();
        applied(new Change.SuspendGuest(HOST, "VM1"));
        assertEquals("paused", sh("virsh domstate VM1").strip());
        assertEquals(
                List.of(RefusalReason.GUEST_STATE), refused(new Change.RebootGuest(HOST, "VM1")));
        undone();
        assertEquals("running", sh("virsh domstate VM1").strip());
        applied(new Change.SuspendGuest(HOST, "VM1"));
        applied(new Change.ResumeGuest(HOST, "VM1"));
        applied(new Change.RebootGuest(HOST, "VM1"));
        assertEquals(before, state());
    }
}
