package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;

/// The commands that finish an undo by hand, where libvirt would not.
final class ManualUndo {
    private ManualUndo() {}

    static List<List<String>> commands(Step step, HostProbe probe) {
        List<List<String>> commands = new ArrayList<>();
        for (Step.Check check : step.undoChecks()) {
            if (check instanceof Step.Check.TapIn tapIn) {
                String tap = probe.knownTap(tapIn.guestUuid(), tapIn.mac()).orElse("TAP");
                commands.add(List.of("ip", "link", "set", "dev", tap, "nomaster"));
                commands.add(List.of("ip", "link", "set", "dev", tap, "master", tapIn.bridge()));
            }
        }
        commands.addAll(PlanScript.undoCommands(step));
        return commands;
    }
}
