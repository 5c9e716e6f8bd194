package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plans as folders: `src/test/plans/CASE/{before,changes,plan,inverse,after}`. `-Dgolden.update=true` writes them anew; the
/// difference is then for a person to read. Each plan that is ready is applied to a host in memory and taken back.
class PlanCasesTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final Path FOLDER = Path.of("src/test/plans");

    /// @param context what else the planner is told
    record Case(
            String name, Consumer<FakeHost> before, List<Change> changes, PlanContext context) {}

    private static final String OVS =
            "<network><name>ovs</name><forward mode='bridge'/><bridge name='ovsbr0'/>"
                    + "<virtualport type='openvswitch'/></network>";
    private static final String POOL =
            "<network><name>pool</name><forward mode='bridge' dev='enp0s25'><interface"
                    + " dev='enp0s25'/></forward></network>";
    private static final String SRIOV =
            "<network><name>sriov</name><forward mode='hostdev' managed='yes'><pf"
                    + " dev='enp0s25'/></forward></network>";
    private static final String HOLD =
            "<network><name>bridgewright-hold</name><bridge name='bw-hold' stp='off' delay='0'/></network>";
    private static final String LANES =
            "<network><name>lanes</name><forward mode='bridge'/><bridge name='br9'/><portgroup"
                    + " name='eng'><vlan><tag id='10'/></vlan></portgroup><portgroup"
                    + " name='sales'/></network>";
    private static final String ISLAND =
            "<network><name>island</name><bridge name='virbr5'/></network>";
    private static final String BRIDGED =
            "<network><name>lan</name><forward mode='bridge'/><bridge name='br9'/></network>";
    private static final String OVERLAP =
            "<network><name>clash</name><forward mode='nat'/><bridge name='virbr6'/><ip"
                    + " address='10.10.0.1' prefix='16'/></network>";

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Consumer<FakeHost> seed = h -> {};
        for (When when : When.values()) {
            add(cases, "move-to-routed-" + when.word(), seed, move("VM1", "router", when));
        }
        add(cases, "move-of-a-vm-that-is-off", seed, move("VM3", "router", When.BOTH));
        add(cases, "move-now-of-a-vm-that-is-off", seed, move("VM3", "router", When.NOW));
        add(
                cases,
                "move-to-isolated",
                h -> h.define(ISLAND, true).bridge("virbr5"),
                move("VM1", "island", When.BOTH));
        add(
                cases,
                "move-to-bridged",
                h -> h.define(BRIDGED, true).bridge("br9"),
                move("VM1", "lan", When.BOTH));
        add(
                cases,
                "move-to-bridge",
                h -> h.bridge("br9"),
                to("VM1", new MoveTarget.ToBridge("br9"), When.BOTH));
        add(
                cases,
                "move-to-a-bridge-that-is-not-there",
                seed,
                to("VM1", new MoveTarget.ToBridge("br9"), When.BOTH));
        add(
                cases,
                "move-to-what-is-no-bridge",
                seed,
                to("VM1", new MoveTarget.ToBridge("enp0s25"), When.BOTH));
        add(cases, "move-to-a-stopped-network", seed, move("VM1", "bridged_network", When.BOTH));
        add(
                cases,
                "start-network-then-move",
                h -> h.define(BRIDGED, false).bridge("br9"),
                move("VM1", "lan", When.BOTH),
                new Change.StartNetwork(HOST, "lan"));
        add(
                cases,
                "start-network-with-overlap",
                h -> h.define(OVERLAP, false),
                new Change.StartNetwork(HOST, "clash"));
        add(
                cases,
                "start-network-whose-bridge-name-is-taken",
                h -> h.define(ISLAND, false).bridge("virbr5"),
                new Change.StartNetwork(HOST, "island"));
        add(cases, "suspend-guest", seed, new Change.SuspendGuest(HOST, "VM1"));
        add(cases, "suspend-guest-that-is-off", seed, new Change.SuspendGuest(HOST, "VM3"));
        add(cases, "resume-guest-that-runs", seed, new Change.ResumeGuest(HOST, "VM1"));
        add(
                cases,
                "resume-guest",
                h -> h.suspendGuest(h.uuidOf("VM1"), Cancel.never()),
                new Change.ResumeGuest(HOST, "VM1"));
        add(cases, "reboot-guest", seed, new Change.RebootGuest(HOST, "VM1"));
        add(cases, "stop-network", seed, new Change.StopNetwork(HOST, "default"));
        add(
                cases,
                "stop-network-with-a-nic",
                h -> h.plugged("ens2", "virbr0"),
                new Change.StopNetwork(HOST, "default"));
        add(
                cases,
                "stop-network-that-is-stopped",
                seed,
                new Change.StopNetwork(HOST, "bridged_network"));
        add(
                cases,
                "stop-network-that-is-transient",
                h -> h.transientNetwork("default"),
                new Change.StopNetwork(HOST, "default"));
        add(cases, "restart-network", seed, new Change.RestartNetwork(HOST, "default"));
        add(
                cases,
                "restart-network-with-a-vm-on-its-bridge-by-name",
                h -> h.onBridgeOfDefault("VM1"),
                new Change.RestartNetwork(HOST, "default"));
        add(cases, "restart-network-without-vms", seed, new Change.RestartNetwork(HOST, "router"));
        add(
                cases,
                "restart-network-and-move-from-it",
                seed,
                new Change.RestartNetwork(HOST, "default"),
                move("VM1", "router", When.BOTH));
        add(
                cases,
                "start-network-with-vms-left-on-it",
                h -> h.stopped("default"),
                new Change.StartNetwork(HOST, "default"));
        add(
                cases,
                "start-network-with-vms-still-held",
                h ->
                        h.define(HOLD, true)
                                .bridge("bw-hold")
                                .transientNetwork("bridgewright-hold")
                                .heldFromDefault("VM1")
                                .stopped("default"),
                new Change.StartNetwork(HOST, "default"));
        add(cases, "start-network-that-runs", seed, new Change.StartNetwork(HOST, "default"));
        add(cases, "link-down", seed, to("VM1", new MoveTarget.LinkDown(), When.BOTH));
        add(
                cases,
                "link-up",
                h ->
                        h.edit(
                                "VM1",
                                "<model type='virtio'/>",
                                "<model type='virtio'/><link state='down'/>"),
                to("VM1", new MoveTarget.LinkUp(), When.BOTH));
        add(cases, "detach", seed, to("VM1", new MoveTarget.Detached(), When.BOTH));
        add(cases, "already-there", seed, move("VM1", "default", When.BOTH));
        add(
                cases,
                "unknown-things",
                seed,
                move("VM9", "router", When.BOTH),
                move("VM1", "nowhere", When.BOTH));
        add(cases, "macvtap-live", h -> h.define(POOL, true), move("VM1", "pool", When.BOTH));
        add(
                cases,
                "macvtap-next-start",
                h -> h.define(POOL, true),
                move("VM1", "pool", When.NEXT_START));
        add(cases, "hostdev-live", h -> h.define(SRIOV, true), move("VM1", "sriov", When.BOTH));
        add(
                cases,
                "ovs-from-linux-bridge",
                h -> h.define(OVS, true).bridge("ovsbr0"),
                move("VM1", "ovs", When.BOTH));
        add(
                cases,
                "several-lanes",
                h -> h.define(LANES, true).bridge("br9"),
                move("VM1", "lanes", When.BOTH));
        add(
                cases,
                "port-group-with-vlan",
                h -> h.define(LANES, true).bridge("br9"),
                to(
                        "VM1",
                        new MoveTarget.ToNetwork("lanes", Optional.of("eng"), Optional.empty()),
                        When.BOTH));
        add(
                cases,
                "port-group-unknown",
                h -> h.define(LANES, true).bridge("br9"),
                to(
                        "VM1",
                        new MoveTarget.ToNetwork("lanes", Optional.of("x"), Optional.empty()),
                        When.BOTH));
        add(
                cases,
                "vlan-on-linux-bridge",
                seed,
                to(
                        "VM1",
                        new MoveTarget.ToNetwork("router", Optional.empty(), Optional.of(7)),
                        When.BOTH));
        add(
                cases,
                "move-to-a-vlan-of-a-bridge",
                h -> h.bridge("br9"),
                to("VM1", new MoveTarget.ToBridge("br9", Optional.of(7)), When.BOTH));
        add(cases, "managed-save", h -> h.managedSave("VM3"), move("VM3", "router", When.BOTH));
        add(cases, "transient-now", h -> h.transientGuest("VM1"), move("VM1", "router", When.BOTH));
        add(
                cases,
                "transient-next-start",
                h -> h.transientGuest("VM1"),
                move("VM1", "router", When.NEXT_START));
        add(
                cases,
                "filter-with-pinned-address",
                h ->
                        h.edit(
                                "VM1",
                                "<model type='virtio'/>",
                                "<model type='virtio'/><filterref filter='clean-traffic'><parameter"
                                        + " name='IP' value='192.168.122.185'/></filterref>"),
                move("VM1", "router", When.BOTH));
        add(
                cases,
                "carried-along",
                h ->
                        h.edit(
                                "VM1",
                                "<model type='virtio'/>",
                                "<model type='virtio'/><bandwidth><inbound average='10'/></bandwidth>"
                                        + "<port isolated='yes'/><mtu size='9000'/>"),
                move("VM1", "router", When.BOTH));
        add(
                cases,
                "user-kind",
                h ->
                        h.edit("VM1", "<interface type='network'>", "<interface type='vhostuser'>")
                                .edit(
                                        "VM1",
                                        "<source network='default'/>",
                                        "<source type='unix' path='/run/s' mode='client'/>")
                                .edit(
                                        "VM1",
                                        "<source network='default' portid='",
                                        "<source path='"),
                move("VM1", "router", When.BOTH));
        add(
                cases,
                "two-changes-of-one-vnic",
                seed,
                move("VM1", "router", When.BOTH),
                to("VM1", new MoveTarget.LinkDown(), When.BOTH));
        add(
                cases,
                "another-host",
                seed,
                move("VM1", "router", When.BOTH),
                new Change.StartNetwork(new HostId("caldera03"), "default"));
        add(
                cases,
                "power",
                seed,
                new Change.StartGuest(HOST, "VM3"),
                new Change.ShutdownGuest(HOST, "VM2"),
                new Change.ForceOffGuest(HOST, "VM1"));
        add(
                cases,
                "power-refused",
                seed,
                new Change.StartGuest(HOST, "VM1"),
                new Change.ShutdownGuest(HOST, "VM3"),
                new Change.ForceOffGuest(HOST, "VM9"));
        FakeHost attached = FakeHost.seed();
        cases.add(
                new Case(
                        "attach-what-was-detached",
                        h ->
                                List.of(org.bridgewright.core.host.HostWriter.Scope.values())
                                        .forEach(
                                                scope ->
                                                        h.detachDevice(
                                                                h.uuidOf("VM1"),
                                                                h.vnicXml("VM1"),
                                                                scope,
                                                                Cancel.never())),
                        List.of(move("VM1", "router", When.BOTH)),
                        PlanContext.OPEN.withDetached(
                                java.util.Map.of(
                                        ElementId.vnic(HOST, "VM1", FakeHost.MAC1, 1),
                                        new PlanContext.DetachedVnic(
                                                attached.uuidOf("VM1"),
                                                attached.vnicXml("VM1"))))));
        cases.add(
                new Case(
                        "locked",
                        seed,
                        List.of(move("VM1", "router", When.BOTH)),
                        PlanContext.OPEN.withLocked(Set.of(HOST))));
        cases.add(
                new Case(
                        "own-machine",
                        seed,
                        List.of(move("VM1", "router", When.BOTH)),
                        PlanContext.OPEN.withOurselves(
                                Set.of(new org.bridgewright.core.model.MacAddress(FakeHost.MAC1)),
                                Optional.empty(),
                                Set.of())));
        return cases;
    }

    private static void add(
            List<Case> cases, String name, Consumer<FakeHost> before, Change... changes) {
        cases.add(new Case(name, before, List.of(changes), PlanContext.OPEN));
    }

    private static Change.MoveVnic move(String guest, String network, When when) {
        return to(guest, new MoveTarget.ToNetwork(network), when);
    }

    private static Change.MoveVnic to(String guest, MoveTarget target, When when) {
        String mac = "52:54:00:02:01:0" + guest.charAt(2);
        return new Change.MoveVnic(
                HOST,
                guest,
                ElementId.vnic(HOST, guest, mac, 1),
                target,
                when,
                Change.LinkCycle.AUTO);
    }

    @TestFactory
    Stream<DynamicTest> everyCase() {
        List<Case> cases = cases();
        assertTrue(cases.size() > 30, "cases went missing");
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private void check(Case c) throws IOException {
        FakeHost host = FakeHost.seed();
        c.before().accept(host);
        String before = host.state();
        golden(c, "before", before);
        golden(
                c,
                "changes",
                c.changes().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n", "", "\n")));
        Planned planned = Planner.plan(host.topology(), c.changes(), c.context());
        assertEquals(planned, Planner.plan(host.topology(), c.changes(), c.context()));
        switch (planned) {
            case Planned.Refused refused -> golden(c, "plan", PlanReport.text(refused.refusals()));
            case Planned.Ready ready -> {
                ChangePlan plan = ready.plan();
                golden(c, "plan", PlanReport.text(plan));
                golden(
                        c,
                        "inverse",
                        plan.steps().stream()
                                .map(
                                        s ->
                                                s.number()
                                                        + ". "
                                                        + s.inverse()
                                                                .map(Object::toString)
                                                                .orElse("-"))
                                .collect(Collectors.joining("\n", "", "\n")));
                Path state = Files.createTempDirectory("plan-case");
                Journal journal = new Journal(state, Instant::now);
                Outcome outcome =
                        new Applier(journal, quick())
                                .apply(plan, host, Progress.NONE, Cancel.never());
                assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
                golden(c, "after", host.state());
                // Nobody wants back on the holding network: the undo of that start is a stop.
                if (plan.isReversible() && !c.name().endsWith("still-held")) {
                    undo(journal, host, c.context());
                    assertEquals(before, host.state(), "plan and inverse give back what was");
                } else if (c.changes().stream().allMatch(Change.RestartNetwork.class::isInstance)) {
                    assertEquals(before, host.state(), "a restart leaves all as it was");
                }
            }
        }
    }

    private static void undo(Journal journal, FakeHost host, PlanContext context) {
        JournalLog.RunLog run = journal.read().runs().getLast();
        Undo.Proposal proposal = Undo.plan(run, host.topology(), context);
        ChangePlan plan =
                assertInstanceOf(Undo.Proposal.Ready.class, proposal, proposal::toString).plan();
        Outcome outcome =
                new Applier(journal, quick())
                        .follow(plan, Journal.Kind.UNDO, run, host, Progress.NONE, Cancel.never());
        assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString);
    }

    private static Timing quick() {
        long[] now = {0};
        return new Timing() {
            @Override
            public long nanos() {
                return now[0];
            }

            @Override
            public void pause(java.time.Duration time) {
                now[0] += time.toNanos();
            }
        };
    }

    private static void golden(Case c, String name, String text) throws IOException {
        Path file = FOLDER.resolve(c.name()).resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertTrue(Files.exists(file), file + " is missing: run with -Dgolden.update=true");
        assertEquals(Files.readString(file), text, file.toString());
    }

    @Test
    void everyKindOfChangeTargetAndActionHasACase() {
        Set<Class<?>> seen = new HashSet<>();
        Set<RefusalReason> reasons = new HashSet<>();
        for (Case c : cases()) {
            FakeHost host = FakeHost.seed();
            c.before().accept(host);
            c.changes()
                    .forEach(
                            change -> {
                                seen.add(change.getClass());
                                if (change instanceof Change.MoveVnic move) {
                                    seen.add(move.target().getClass());
                                }
                            });
            switch (Planner.plan(host.topology(), c.changes(), c.context())) {
                case Planned.Ready ready ->
                        ready.plan()
                                .steps()
                                .forEach(
                                        s -> {
                                            seen.add(s.action().getClass());
                                            s.inverse().ifPresent(i -> seen.add(i.getClass()));
                                            s.expects().forEach(e -> seen.add(e.getClass()));
                                            s.checks().forEach(e -> seen.add(e.getClass()));
                                        });
                case Planned.Refused refused ->
                        refused.refusals().forEach(r -> reasons.add(r.reason()));
            }
        }
        for (Class<?> type :
                List.of(
                        Change.class,
                        MoveTarget.class,
                        Step.Action.class,
                        Step.Expectation.class,
                        Step.Check.class)) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                assertTrue(seen.contains(permitted), "no case for " + permitted);
            }
        }
        assertTrue(reasons.size() >= 22, "refusals with a case: " + reasons);
    }

    @Test
    void everyRefusalHasItsSentenceAndItsWord() {
        for (RefusalReason reason : RefusalReason.values()) {
            assertTrue(Phrases.WORDS.has("refusal." + reason.word()), reason.word());
            assertTrue(Phrases.WORDS.has("reason." + reason.word()), reason.word());
        }
    }

    @Test
    void aDropSaysTheSameAsThePlanAndCountsABatch() {
        FakeHost host = FakeHost.seed().define(POOL, true);
        DropAdvice one =
                DropAdvice.of(
                        host.topology(),
                        List.of(ElementId.vnic(HOST, "VM1", FakeHost.MAC1, 1)),
                        HOST,
                        new MoveTarget.ToNetwork("router"),
                        When.BOTH,
                        Change.LinkCycle.AUTO,
                        PlanContext.OPEN);
        assertEquals("Move VM1 from default to router, now and in its config", one.headline());
        assertTrue(one.isAmber());
        assertTrue(
                one.afterwards().stream()
                        .anyMatch(
                                a ->
                                        a.text()
                                                .equals(
                                                        "no usable address until 192.168.132.x is set inside VM1 (router has no DHCP)")),
                one::toString);

        DropAdvice batch =
                DropAdvice.of(
                        host.topology(),
                        List.of(
                                ElementId.vnic(HOST, "VM1", FakeHost.MAC1, 1),
                                ElementId.vnic(HOST, "VM3", FakeHost.MAC3, 1)),
                        HOST,
                        new MoveTarget.ToNetwork("pool"),
                        When.BOTH,
                        Change.LinkCycle.AUTO,
                        PlanContext.OPEN);
        assertEquals(Optional.of("in config 1 · refused 1: macvtap"), batch.batch());
        assertEquals(1, batch.changes().size());
    }

    @Test
    void aDropOfWhatOnlyOurHistoryKnowsAttachesItAgain() {
        FakeHost host = FakeHost.seed();
        ElementId gone = ElementId.vnic(HOST, "VM1", FakeHost.MAC1, 1);
        PlanContext context =
                PlanContext.OPEN.withDetached(
                        java.util.Map.of(
                                gone,
                                new PlanContext.DetachedVnic(
                                        host.uuidOf("VM1"), host.vnicXml("VM1"))));
        List.of(org.bridgewright.core.host.HostWriter.Scope.values())
                .forEach(
                        scope ->
                                host.detachDevice(
                                        host.uuidOf("VM1"),
                                        host.vnicXml("VM1"),
                                        scope,
                                        Cancel.never()));
        DropAdvice advice =
                DropAdvice.of(
                        host.topology(),
                        List.of(gone),
                        HOST,
                        new MoveTarget.ToNetwork("router"),
                        When.BOTH,
                        Change.LinkCycle.AUTO,
                        context);
        assertEquals(
                "Attach the detached vNIC of VM1 to router, now and in its config",
                advice.headline());
        assertEquals(1, advice.changes().size());
        assertEquals(
                Optional.of("VM1"),
                DropAdvice.formerOwner(host.topology(), gone, context).map(g -> g.name()));
    }

    @Test
    void theScriptHoldsEveryHostileNameInOneWord() throws Exception {
        FakeHost host =
                FakeHost.seed()
                        .define(
                                "<network><name>a'b$(touch x)`id`;c</name><bridge name='virbr8'/></network>",
                                true);
        host.bridge("virbr8");
        Planned planned =
                Planner.plan(
                        host.topology(),
                        List.of(move("VM1", "a'b$(touch x)`id`;c", When.BOTH)),
                        PlanContext.OPEN);
        String script =
                PlanScript.of(
                        assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan());
        Path dir = Files.createTempDirectory("script");
        Path file = Files.writeString(dir.resolve("plan.sh"), script);
        // A virsh that shows its words, and a tap that is where the plan wants it.
        Path bin = Files.createDirectories(dir.resolve("bin"));
        stub(
                bin,
                "virsh",
                "case $1 in domiflist) exit 0;; esac; printf '<%s>' \"$@\" >> \""
                        + dir.resolve("words")
                        + "\"; echo >> \""
                        + dir.resolve("words")
                        + "\"; cat \"$3\" >> \""
                        + dir.resolve("xml")
                        + "\"");
        stub(bin, "readlink", "echo virbr8");
        String onPath =
                script.replace("PATH=\"/usr/sbin:/sbin:$PATH\"", "PATH=\"" + bin + ":$PATH\"");
        Files.writeString(file, onPath);
        Process run =
                new ProcessBuilder("sh", file.toString())
                        .directory(dir.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("out").toFile())
                        .start();
        assertEquals(0, run.waitFor(), () -> onPath);
        assertEquals(
                List.of(
                        "<update-device><VM1><FILE><--live>",
                        "<update-device><VM1><FILE><--config>"),
                Files.readAllLines(dir.resolve("words")).stream()
                        .map(l -> l.replaceAll("<[^<>]*xml>", "<FILE>"))
                        .toList());
        assertTrue(Files.readString(dir.resolve("xml")).contains("a&apos;b$(touch x)`id`;c"));
        assertTrue(Files.notExists(dir.resolve("x")), "a name was executed");
    }

    private static void stub(Path bin, String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
