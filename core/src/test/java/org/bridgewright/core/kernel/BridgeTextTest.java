package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.KernelState;
import org.junit.jupiter.api.Test;

/// What we would print equals what `brctl` printed at that moment.
class BridgeTextTest {
    private static final List<String> HOSTS =
            List.of(
                    "seed/caldera02",
                    "seed/caldera03",
                    "joined/caldera02",
                    "joined/caldera03",
                    "bridged/caldera02",
                    "bridged/caldera03");

    @Test
    void equalsBrctlOnEveryLabHost() {
        for (String host : HOSTS) {
            Path folder = CaptureFolders.lab().resolve(host);
            KernelState state = KernelReader.parse(CaptureFolders.outputs(folder));
            assertEquals(
                    CaptureFolders.text(folder.resolve("brctl-show.txt")),
                    BridgeText.show(state),
                    host);
            for (BridgeState bridge : state.bridges().orElse(List.of())) {
                String name = bridge.name();
                assertEquals(
                        stations(
                                CaptureFolders.text(
                                        folder.resolve("brctl-showmacs-" + name + ".txt"))),
                        stations(BridgeText.showmacs(state, name)),
                        host + " " + name);
                assertEquals(
                        steady(
                                CaptureFolders.text(
                                        folder.resolve("brctl-showstp-" + name + ".txt"))),
                        steady(BridgeText.showstp(state, name)),
                        host + " " + name);
            }
        }
    }

    /// Without ages of stations that the two commands, run one after the other, may see differently.
    private static List<String> stations(String text) {
        return text.lines().toList();
    }

    /// Without what runs between two commands.
    private static List<String> steady(String text) {
        return text.lines()
                .filter(line -> !line.contains("timer") || line.contains("designated"))
                .map(line -> line.replaceFirst("(message age|forward delay|hold) timer.*", ""))
                .map(line -> line.replaceFirst("TOPOLOGY_CHANGE.*", ""))
                .filter(line -> !line.contains("ageing time"))
                // The neighbour's port number is not held; where it is not our own, a question mark
                // stands for it.
                .filter(line -> !line.contains("designated port"))
                .toList();
    }
}
