package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.io.TempDir;

/// What tests that apply plans to the lab's first host share: the host opened for reading and writing, a journal of the
/// test's own, and the host's own tools.
abstract class LabApplying {
    static final HostId HOST = new HostId("caldera02");
    static final String MAC1 = "52:54:00:02:01:01";

    @TempDir Path folder;
    Lab lab = Lab.orSkip();
    HostSources sources = new HostSources(lab.connector().config());
    OpenedHost host = open();
    HostWriter writer = host.writer(soon()).orElseThrow();

    OpenedHost open() {
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

    /// A new connection, after libvirtd was restarted under the old one.
    void reopen() {
        writer.close();
        host.close();
        host = open();
        writer = host.writer(soon()).orElseThrow();
    }

    static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(60));
    }

    String sh(String script) throws Exception {
        return lab.exec(HOST.value(), "sh", "-c", script);
    }

    String state() throws Exception {
        return LabState.of(lab, HOST.value());
    }

    Topology topology() {
        return Topologies.build(
                List.of(host.source().read(ReadScope.PICTURE, partial -> {}, soon())));
    }

    Journal journal() {
        return new Journal(folder, Instant::now);
    }

    static Change.MoveVnic move(String guest, String mac, MoveTarget target, When when) {
        return new Change.MoveVnic(
                HOST,
                guest,
                ElementId.vnic(HOST, guest, mac, 1),
                target,
                when,
                Change.LinkCycle.AUTO);
    }

    Planned plan(Change... changes) {
        PlanContext context = History.of(journal()).context(PlanContext.OPEN, HOST);
        return Planner.plan(topology(), List.of(changes), context);
    }

    ChangePlan ready(Change... changes) {
        Planned planned = plan(changes);
        return assertInstanceOf(Planned.Ready.class, planned, planned::toString).plan();
    }

    List<RefusalReason> refused(Change... changes) {
        Planned planned = plan(changes);
        return assertInstanceOf(Planned.Refused.class, planned, planned::toString)
                .refusals()
                .stream()
                .map(Planned.Refusal::reason)
                .toList();
    }

    Outcome apply(ChangePlan plan) {
        return new Applier(journal()).apply(plan, writer, Progress.NONE, Cancel.never());
    }

    void applied(Change... changes) {
        Outcome outcome = apply(ready(changes));
        assertInstanceOf(Outcome.Applied.class, outcome, () -> PlanReport.text(outcome));
    }

    void undone() {
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

    String master(String mac) throws Exception {
        return sh("tap=$(virsh domiflist VM1 | awk '$5 == \""
                        + mac
                        + "\" { print $1 }'); basename \"$(readlink /sys/class/net/$tap/master)\"")
                .strip();
    }

    String sources(String flag) throws Exception {
        return sh("virsh dumpxml "
                        + flag
                        + " VM1 | grep -o \"<source \\(network\\|bridge\\)='[^']*'\"")
                .strip();
    }

    void network(String xml, boolean start) throws Exception {
        String name = xml.replaceAll("(?s).*<name>(.*)</name>.*", "$1");
        sh(
                "cat > /tmp/n.xml <<'END'\n"
                        + xml
                        + "\nEND\nvirsh net-define /tmp/n.xml"
                        + (start ? " && virsh net-start " + name : ""));
    }

    void fault(String what) {
        try {
            lab.lab("fault", "libvirtd", HOST.value(), what);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
