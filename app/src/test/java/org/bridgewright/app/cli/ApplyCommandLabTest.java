// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bridgewright.core.change.LabState;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/run apply` and `bin/run plan --script` on a real host. What the host's own `ip` and `virsh` say afterwards is what
/// was asked for, and after the way back the host is as it was.
@Tag("lab")
class ApplyCommandLabTest {
    private static final String HOST = "caldera02";
    private static final String MAC1 = "52:54:00:02:01:01";
    private static final String MAC3 = "52:54:00:02:01:03";

    /// Targets of every kind beside those of the seed.
    private static final String PREPARE =
            """
            define() { cat >/tmp/net.xml; virsh net-define /tmp/net.xml; }
            echo "<network><name>island</name><bridge name='virbr5'/></network>" | define
            echo "<network><name>nat2</name><forward mode='nat'/><bridge name='virbr6'/><ip address='192.0.2.1' prefix='24'>\
            <dhcp><range start='192.0.2.10' end='192.0.2.99'/></dhcp></ip></network>" | define
            echo "<network><name>pool</name><forward mode='bridge'><interface dev='enp0s25'/></forward></network>" | define
            for n in nat2 pool; do virsh net-start $n; done
            for b in br9 mybridge0; do brctl addbr $b; ip link set $b up; done
            virsh net-start bridged_network
            virsh dumpxml --inactive VM3 | sed -e 's/<name>VM3</<name>twin</' -e '/<uuid>/d' \
              -e 's/\\(52:54:00:02\\):01:03/\\1:77:01/' -e "s,</interface>,&\
            <interface type='network'><mac address='52:54:00:02:77:02'/><source network='router'/><model type='virtio'/></interface>," >/tmp/twin.xml
            virsh define /tmp/twin.xml
            """;

    private static final String CLEAN_UP =
            """
            for n in island nat2 pool; do virsh net-destroy $n; virsh net-undefine $n; done
            virsh net-destroy bridged_network
            for b in br9 mybridge0; do ip link set $b down; brctl delbr $b; done
            virsh undefine twin
            true
            """;

    @TempDir private Path home;
    private Lab lab = Lab.orSkip();
    private String before = "";

    @BeforeEach
    void prepare() throws Exception {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
        sh(CLEAN_UP); // what a run that was killed has left
        sh(PREPARE);
        before = state();
    }

    @AfterEach
    void cleanUp() throws Exception {
        sh(CLEAN_UP);
    }

    private String sh(String script) throws Exception {
        return lab.exec(HOST, "sh", "-c", script).strip();
    }

    private String state() throws Exception {
        return LabState.of(lab, HOST);
    }

    private String uri() {
        return "qemu+ssh://root@" + lab.alias(HOST) + "/system";
    }

    private BinRun.Ran run(String command, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(command, uri()));
        line.addAll(List.of(words));
        return new BinRun(home, lab.file("config")).run(line);
    }

    private void apply(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("--yes"));
        line.addAll(List.of(words));
        BinRun.Ran ran = run("apply", line.toArray(String[]::new));
        assertEquals(0, ran.status(), () -> String.join(" ", words) + ": " + ran.err() + ran.out());
    }

    private void assertRefused(int status, String word, BinRun.Ran ran) throws Exception {
        assertEquals(status, ran.status(), () -> ran.out() + ran.err());
        assertTrue(ran.err().contains(word), ran::err);
        assertFalse(ran.err().contains("\tat "), ran::err);
        assertEquals(before, state());
    }

    /// What `ip link` says of the tap of this vNIC: `master M`, or nothing.
    private String tap(String mac) throws Exception {
        return sh(
                "ip -o link show $(virsh domiflist VM1 | awk '$5 == \""
                        + mac
                        + "\" { print $1 }') | grep -o 'master [^ ]*'");
    }

    private String source(String flag, String guest) throws Exception {
        return sh(
                "virsh dumpxml "
                        + flag
                        + " "
                        + guest
                        + " | grep -o \"<source \\(network\\|bridge\\)='[^']*'\" | sed 's/<source //'");
    }

    private void assertWired(String bridge, String source) throws Exception {
        assertEquals("master " + bridge, tap(MAC1));
        assertTrue(source("", "VM1").startsWith(source), source("", "VM1"));
        assertEquals(source, source("--inactive", "VM1"));
    }

    @Test
    void everyNetworkAndBridgeIsReachedAndLeft() throws Exception {
        record Goal(String target, String bridge, String source) {}
        for (Goal goal :
                List.of(
                        new Goal("network:nat2", "virbr6", "network='nat2'"),
                        new Goal("network:router", "virbr1", "network='router'"),
                        new Goal(
                                "network:bridged_network",
                                "mybridge0",
                                "network='bridged_network'"),
                        new Goal("bridge:br9", "br9", "bridge='br9'"))) {
            apply("--move", "VM1=" + goal.target());
            assertWired(goal.bridge(), goal.source());
            apply("--move", "VM1/" + MAC1 + "=network:default");
            assertEquals(before, state(), goal.toString());
        }
    }

    @Test
    void anIsolatedNetworkThatIsOffIsStartedOnTheWay() throws Exception {
        assertRefused(4, "island", run("apply", "--yes", "--move", "VM1=network:island"));
        apply("--start-network", "island", "--move", "VM1=network:island");
        assertWired("virbr5", "network='island'");
        apply("--move", "VM1=network:default");
        sh("virsh net-destroy island");
        assertEquals(before, state());
    }

    /// By `apply`, and by the printed script at the host: nobody is left without a link.
    @Test
    void aNetworkIsRestartedStoppedAndStarted() throws Exception {
        apply("--restart-network", "default");
        assertEquals(before, state());
        BinRun.Ran plan = run("plan", "--restart-network", "default", "--script");
        assertEquals(0, plan.status(), plan::err);
        sh("cat >/tmp/plan.sh <<'END-OF-PLAN'\n" + plan.out() + "\nEND-OF-PLAN\nsh /tmp/plan.sh");
        assertEquals(before, state());
        apply("--stop-network", "default");
        assertTrue(sh("virsh net-info default").contains("no"), "stopped");
        assertTrue(state().contains(MAC1 + " in \n"), "its tap is in no bridge");
        apply("--start-network", "default");
        assertEquals(before, state());
    }

    @Test
    void aLinkGoesDownAndUp() throws Exception {
        apply("--move", "VM1=link-down");
        assertEquals("VM1 down down", links());
        apply("--move", "VM1=link-up");
        assertEquals(before, state());
    }

    private String links() throws Exception {
        return "VM1 "
                + sh("virsh domif-getlink VM1 " + MAC1).replaceFirst(".* ", "")
                + " "
                + sh("virsh domif-getlink --config VM1 " + MAC1).replaceFirst(".* ", "");
    }

    @Test
    void aVnicIsDetachedAndComesBackAsItWas() throws Exception {
        apply("--move", "VM1=detached");
        assertEquals(
                "",
                sh(
                        "virsh domiflist VM1 | grep 52:54; virsh domiflist --inactive VM1 | grep 52:54; true"));
        apply("--move", "VM1=network:default");
        assertEquals(before, state());
    }

    @Test
    void whenSaysWhatIsChanged() throws Exception {
        apply("--move", "VM1=network:router", "--when", "now");
        assertEquals("master virbr1", tap(MAC1));
        assertEquals("network='default'", source("--inactive", "VM1"));
        apply("--move", "VM1=network:default", "--when", "now");
        assertEquals(before, state());

        apply("--move", "VM1=network:router", "--when", "next-start");
        assertEquals("master virbr0", tap(MAC1));
        assertEquals("network='router'", source("--inactive", "VM1"));
        apply("--move", "VM1=network:default", "--when", "next-start");
        assertEquals(before, state());
    }

    @Test
    void aVmThatIsOffMovesInItsConfigAndStartsThere() throws Exception {
        apply("--move", "VM3=network:router", "--start-guest", "VM3");
        assertEquals("running", sh("virsh domstate VM3"));
        assertEquals("network='router'", source("--inactive", "VM3"));
        assertEquals(
                "master virbr1",
                sh(
                        "ip -o link show $(virsh domiflist VM3 | awk '/"
                                + MAC3
                                + "/ { print $1 }') | grep -o 'master [^ ]*'"));
        lab.lab("wait", HOST, "VM3", "READY", "90");
        // The lab's VMs do not listen to the power button: a person does it, once the VM is asked.
        CompletableFuture<Void> person = CompletableFuture.runAsync(this::powerOffWhenAsked);
        apply("--shutdown-guest", "VM3");
        person.join();
        assertEquals("shut off", sh("virsh domstate VM3"));
        apply("--move", "VM3=network:default");
        assertEquals(before, state());
    }

    private void powerOffWhenAsked() {
        Path said = home.resolve("err.txt");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!Files.readString(said).contains("VM3 to shut down")
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(200_000_000);
            }
            lab.lab("guest", HOST, "VM3", "poweroff -f");
        } catch (Exception gone) {
            // The VM goes away while it is told to; what it became is read by the test.
            return;
        }
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
        assertRefused(4, "macvtap", run("apply", "--yes", "--move", "VM1=network:pool"));
        assertRefused(2, "VM9", run("apply", "--yes", "--move", "VM9=network:router"));
        BinRun.Ran which = run("apply", "--yes", "--move", "twin=network:nat2");
        assertRefused(2, "52:54:00:02:77:01", which);
        assertTrue(which.err().contains("52:54:00:02:77:02"), which::err);
        assertRefused(2, "--yes", run("apply", "--move", "VM1=network:router"));
        assertRefused(
                4, "read", run("apply", "--yes", "--read-only", "--move", "VM1=network:router"));
        assertRefused(
                3,
                "198.51.100.99",
                new BinRun(home, lab.file("config"))
                        .run(
                                List.of(
                                        "apply",
                                        "qemu+ssh://root@198.51.100.99/system",
                                        "--yes",
                                        "--move",
                                        "VM1=network:router")));
    }

    /// G13: the printed script, run by hand on the host, ends where `apply` ends.
    @Test
    void theScriptRunByHandEndsWhereApplyEnds() throws Exception {
        for (List<String> change :
                List.of(
                        List.of("--move", "VM1=network:router"),
                        List.of("--move", "VM1=bridge:br9", "--when", "now"),
                        List.of("--start-network", "island", "--move", "VM1=network:island"),
                        List.of("--move", "VM1=link-down", "--move", "VM3=network:nat2"))) {
            BinRun.Ran plan =
                    run("plan", concat(change, List.of("--script")).toArray(String[]::new));
            assertEquals(0, plan.status(), plan::err);
            assertEquals(before, state(), "a plan changes nothing");
            sh(
                    "cat >/tmp/plan.sh <<'END-OF-PLAN'\n"
                            + plan.out()
                            + "\nEND-OF-PLAN\nsh /tmp/plan.sh");
            String byHand = state();
            back();
            assertEquals(before, state());
            apply(change.toArray(String[]::new));
            assertEquals(byHand, state(), change.toString());
            back();
            assertEquals(before, state());
        }
    }

    private static List<String> concat(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /// The way back by the host's own tools.
    private void back() throws Exception {
        sh(
                """
                nic() { virsh dumpxml $2 $1 | sed -n '/<interface/,/<\\/interface>/p' |
                  sed -e "s/<interface type='bridge'>/<interface type='network'>/" -e "s/<source .*>/<source network='default'\\/>/" \\
                      -e "s/<link state='down'.>/<link state='up'\\/>/" >/tmp/nic.xml; }
                nic VM1; virsh update-device VM1 /tmp/nic.xml --live
                nic VM1 --inactive; virsh update-device VM1 /tmp/nic.xml --config
                nic VM3 --inactive; virsh update-device VM3 /tmp/nic.xml --config
                virsh net-destroy island 2>/dev/null
                true
                """);
    }
}
