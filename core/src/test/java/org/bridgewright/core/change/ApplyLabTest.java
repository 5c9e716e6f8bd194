package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.Manners;
import org.bridgewright.core.host.live.OpenOptions;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.ssh.Lab;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans applied to a real libvirt and taken back. After each, libvirt's two definitions and the kernel are asked by the
/// host's own tools; after the undo the host is as it was.
@Tag("lab")
class ApplyLabTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final String MAC1 = "52:54:00:02:01:01";

    /// Both definitions of every VM's interfaces, where the kernel has their taps, and the networks; without what
    /// libvirt numbers anew on each attachment.
    private static final String STATE =
            """
            for d in $(virsh list --all --name | sort); do
              for f in "" --inactive; do
                echo "== $d $f"
                virsh dumpxml $f $d 2>&1 | sed -n "/<interface/,/<\\/interface>/p" |
                  sed -e "s/ portid='[^']*'//" -e 's/vnet[0-9]*/vnetN/' -e '/<alias/d' -e "/<link state='up'/d"
              done
              virsh domiflist $d | awk '$1 ~ /^vnet/ { print $1, $5 }' | while read -r tap mac; do
                echo "$mac in $(basename "$(readlink /sys/class/net/$tap/master)")"
              done
              echo "save: $(virsh dominfo $d | grep -i managed)"
            done
            virsh net-list --all
            """;

    @TempDir Path state;
    private Lab lab = Lab.orSkip();
    private HostSources sources = new HostSources(lab.connector().config());
    private OpenedHost host = open();
    private HostWriter writer = host.writer(soon()).orElseThrow();

    private OpenedHost open() {
        return sources.open(
                        lab.uri("root", HOST.value()),
                        new OpenOptions(false, false, LoginDialog.NONE, Manners.DEFAULT),
                        s -> {},
                        soon())
                .getFirst();
    }

    @BeforeEach
    void notShared() {
        lab.orSkipIfShared();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        host.close();
        sources.close();
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(60));
    }

    private String sh(String script) throws Exception {
        return lab.exec(HOST.value(), "sh", "-c", script);
    }

    private Topology topology() {
        return Topologies.build(
                List.of(host.source().read(ReadScope.PICTURE, partial -> {}, soon())));
    }

    private Journal journal() {
        return new Journal(state, Instant::now);
    }

    private static Change.MoveVnic move(String guest, String mac, MoveTarget target, When when) {
        return new Change.MoveVnic(
                HOST,
                guest,
                ElementId.vnic(HOST, guest, mac, 1),
                target,
                when,
                Change.LinkCycle.AUTO);
    }

    private Planned plan(Change... changes) {
        PlanContext context = History.of(journal()).context(PlanContext.OPEN, HOST);
        return Planner.plan(topology(), List.of(changes), context);
    }

    private ChangePlan ready(Change... changes) {
        Planned planned = plan(changes);
        return assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan();
    }

    private List<RefusalReason> refused(Change... changes) {
        Planned planned = plan(changes);
        return assertInstanceOf(Planned.Refused.class, planned, planned::toString)
                .refusals()
                .stream()
                .map(Planned.Refusal::reason)
                .toList();
    }

    private Outcome apply(ChangePlan plan) {
        return new Applier(journal()).apply(plan, writer, Progress.NONE, Cancel.never());
    }

    private void applied(Change... changes) {
        Outcome outcome = apply(ready(changes));
        assertInstanceOf(Outcome.Applied.class, outcome, () -> PlanReport.text(outcome));
    }

    private void undone() {
        JournalLog.RunLog run = journal().read().runs().getLast();
        Undo.Proposal proposal = Undo.plan(run, topology(), PlanContext.OPEN);
        ChangePlan plan =
                assertInstanceOf(Undo.Proposal.Ready.class, proposal, proposal::toString).plan();
        Outcome outcome =
                new Applier(journal())
                        .follow(
                                plan,
                                Journal.Kind.UNDO,
                                run,
                                writer,
                                Progress.NONE,
                                Cancel.never());
        assertInstanceOf(Outcome.Applied.class, outcome, () -> PlanReport.text(outcome));
    }

    private String master(String mac) throws Exception {
        return sh("tap=$(virsh domiflist VM1 | awk '$5 == \""
                        + mac
                        + "\" { print $1 }'); basename \"$(readlink /sys/class/net/$tap/master)\"")
                .strip();
    }

    private String sources(String flag) throws Exception {
        return sh("virsh dumpxml "
                        + flag
                        + " VM1 | grep -o \"<source \\(network\\|bridge\\)='[^']*'\"")
                .strip();
    }

    private void network(String xml, boolean start) throws Exception {
        String name = xml.replaceAll("(?s).*<name>(.*)</name>.*", "$1");
        sh(
                "cat > /tmp/n.xml <<'END'\n"
                        + xml
                        + "\nEND\nvirsh net-define /tmp/n.xml"
                        + (start ? " && virsh net-start " + name : ""));
    }

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
            String before = sh(STATE);
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
                assertEquals(before, sh(STATE), goal.toString());
            }
            for (MoveTarget target :
                    List.of(new MoveTarget.LinkDown(), new MoveTarget.Detached())) {
                applied(move("VM1", MAC1, target, When.BOTH));
                undone();
                assertEquals(before, sh(STATE), target.toString());
            }
            for (When when : List.of(When.NOW, When.NEXT_START)) {
                applied(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), when));
                undone();
                assertEquals(before, sh(STATE), when.toString());
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
            assertEquals(before, sh(STATE));
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
            String before = sh(STATE);
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
            assertEquals(before, sh(STATE));
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
        String before = sh(STATE);
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
        assertEquals(before, sh(STATE));
    }

    /// Row 24: libvirt moved the tap, then failed, and says that nothing changed. The kernel tells.
    @Test
    void aPartialUpdateIsSeenInTheKernel() throws Exception {
        String before = sh(STATE);
        ChangePlan plan = ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.NOW));
        Step step = plan.steps().getFirst();
        Step.Action.UpdateDevice action = (Step.Action.UpdateDevice) step.action();
        String bad = action.xml().replace("<model", "<filterref filter='no-such-filter'/><model");
        Step broken =
                new Step(
                        step.number(),
                        step.host(),
                        step.subject(),
                        step.text(),
                        step.layer(),
                        new Step.Action.UpdateDevice(action.guestUuid(), bad, action.scope()),
                        step.inverse(),
                        step.expects(),
                        step.checks(),
                        step.undoChecks(),
                        step.settle(),
                        step.commands(),
                        step.before(),
                        step.after(),
                        step.risk());
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
                case Outcome.RolledBack back -> assertEquals(before, sh(STATE));
                case Outcome.RollbackFailed failed -> {
                    assertTrue(
                            failed.manualCommands().stream().anyMatch(c -> c.contains("virbr0")),
                            failed::toString);
                    for (List<String> command : failed.manualCommands()) {
                        if (command.getFirst().equals("ip")) {
                            sh(PlanScript.shown(command));
                        }
                    }
                    assertEquals(before, sh(STATE), "the commands given finish it by hand");
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

    /// Rows 1 and 3: libvirtd dies while the plan runs; what is there afterwards is either before or after, or is named.
    @Test
    void libvirtdKilledInTheMiddleLeavesNoSilentInBetween() throws Exception {
        String before = sh(STATE);
        ChangePlan plan = ready(move("VM1", MAC1, new MoveTarget.ToNetwork("router"), When.BOTH));
        Outcome outcome =
                new Applier(journal())
                        .apply(
                                plan,
                                writer,
                                (step, at, detail) -> {
                                    if (step.number() == 2 && at == Progress.State.RUNNING) {
                                        fault("kill");
                                    }
                                },
                                Cancel.never());
        lab.lab("fault", "libvirtd", HOST.value(), "start");
        if (outcome instanceof Outcome.Unknown) {
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
        } else {
            assertInstanceOf(Outcome.RolledBack.class, outcome, () -> PlanReport.text(outcome));
        }
        assertEquals(before, sh(STATE));
        assertTrue(Unfinished.find(journal()).isEmpty());
    }

    private void fault(String what) {
        try {
            lab.lab("fault", "libvirtd", HOST.value(), what);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
