package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bridgewright.core.host.Cancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Networks with running VMs and a NIC in their bridge, stopped, started and restarted on a real libvirt.
@Tag("lab")
class NetworkPowerLabTest extends LabApplying {
    private String before = "";

    @BeforeEach
    void plugIn() throws Exception {
        sh("ip link set ens2 master virbr0");
        before = state() + nic();
    }

    @AfterEach
    void plugOut() throws Exception {
        sh("ip link set ens2 nomaster");
    }

    private String nic() throws Exception {
        return sh("ip -o link show ens2 | grep -o 'master [a-z0-9]*' || true").strip();
    }

    /// Whether VM1 answers at the address that it had, asked from the host.
    private boolean answers() throws Exception {
        return sh("ip=$(virsh -q net-dhcp-leases default --mac "
                        + MAC1
                        + " | awk '{ sub(\"/.*\", \"\", $5); print $5; exit }');"
                        + " for i in 1 2 3 4 5 6 7 8 9 10; do ping -c1 -W1 $ip >/dev/null && echo yes && exit; done;"
                        + " echo no from $ip")
                .strip()
                .equals("yes");
    }

    @Test
    void aRestartLeavesEverybodyWhereHeWas() throws Exception {
        applied(new Change.RestartNetwork(HOST, "default"));
        assertEquals(before, state() + nic());
        assertTrue(answers(), "VM1 answers without having been touched");
        assertTrue(
                Undo.plan(journal().read().runs().getLast(), topology(), PlanContext.OPEN)
                        instanceof Undo.Proposal.Nothing);
    }

    @Test
    void aStopCutsAndItsUndoPlugsEverybodyInAgain() throws Exception {
        applied(new Change.StopNetwork(HOST, "default"));
        assertEquals("", nic());
        assertTrue(state().contains(MAC1 + " in \n"), this::said);
        assertTrue(sh("virsh net-info default").contains("Active:         no"));
        undone();
        // The NIC's place is told by the kernel, the VMs' by all three.
        assertEquals(before, state() + nic());
        assertTrue(answers());
    }

    private String said() {
        try {
            return state();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatSomebodyElseStoppedStartsWithItsVmsOnIt() throws Exception {
        sh("ip link set ens2 nomaster");
        String without = state();
        sh("virsh net-destroy default");
        applied(new Change.StartNetwork(HOST, "default"));
        assertEquals(without, state());
        assertTrue(answers());
    }

    /// The bridge's name is taken while the network is down: it cannot start again. Everything is told, nothing is hidden.
    @Test
    void aRestartThatCannotStartAgainSaysSoAndCanBeFinished() throws Exception {
        ChangePlan plan = ready(new Change.RestartNetwork(HOST, "default"));
        Outcome outcome =
                new Applier(journal())
                        .apply(
                                plan,
                                writer,
                                (step, at, detail) -> {
                                    if (step.action() instanceof Step.Action.StartNetwork
                                            && at == Progress.State.RUNNING) {
                                        quietly("ip link add virbr0 type bridge");
                                    }
                                },
                                Cancel.never());
        Outcome.RollbackFailed failed =
                assertInstanceOf(
                        Outcome.RollbackFailed.class, outcome, () -> PlanReport.text(outcome));
        assertTrue(failed.why().line().contains("virbr0"), failed.why()::line);
        sh("ip link del virbr0");
        // Once the reason is gone, a start brings home whoever is still held.
        applied(new Change.StartNetwork(HOST, "default"));
        sh("ip link set ens2 master virbr0");
        assertEquals("", sh("virsh net-list --name | grep hold || true").strip());
        assertEquals(before, state() + nic());
    }

    private void quietly(String command) {
        try {
            sh(command);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
