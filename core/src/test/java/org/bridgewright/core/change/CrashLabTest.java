package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// G1: the applying process is killed (SIGKILL) before and after each step of a plan, on a real host. The next start names
/// what is half done, and one action ends in before or in after.
@Tag("lab")
class CrashLabTest {
    private static final int MOST_POINTS = 12;

    @TempDir Path folder;
    private Lab lab = Lab.orSkip();
    private HostSources sources = new HostSources(lab.connector().config());

    @BeforeEach
    void prepare() throws Exception {
        lab.orSkipIfShared();
        sh(
                "echo \"<network><name>island</name><bridge name='virbr5'/></network>\" >/tmp/island.xml;"
                        + " virsh net-define /tmp/island.xml");
    }

    @AfterEach
    void cleanUp() throws Exception {
        sources.close();
        sh("virsh net-destroy island; virsh net-undefine island; true");
    }

    private String sh(String script) throws Exception {
        return lab.exec(CrashChild.HOST.value(), "sh", "-c", script);
    }

    private String state() throws Exception {
        return LabState.of(lab, CrashChild.HOST.value());
    }

    @ParameterizedTest
    @EnumSource(CrashChild.Kind.class)
    void deathBeforeAndAfterEachStepIsNamedAndOneActionEndsIt(CrashChild.Kind kind)
            throws Exception {
        String before = state();
        String after = "";
        int points = 0;
        for (int point = MOST_POINTS; point >= 1; point--) {
            Path directory = folder.resolve(kind + "-" + point);
            Journal journal = new Journal(directory, Instant::now);
            boolean killed = killedAt(directory, kind, point);
            if (!killed) {
                // The plan has fewer steps: it went through, and this is what it comes to.
                after = state();
                point = 2 * journal.read().runs().getFirst().plan().steps().size() + 1;
                back(journal);
                continue;
            }
            points++;
            JournalLog.RunLog run = Unfinished.find(journal).getFirst();
            try (OpenedHost host = CrashChild.open(sources, lab);
                    HostWriter writer = host.writer(CrashChild.soon()).orElseThrow()) {
                Unfinished unfinished = Unfinished.classify(run, writer);
                assertEquals(
                        run.plan().steps().size(), unfinished.steps().size(), "each step is named");
                boolean finish = point % 2 == 0 && unfinished.finish().isPresent();
                if (!finish && unfinished.undo().isEmpty()) {
                    assertTrue(unfinished.settle(journal), "nothing was done, and that is said");
                } else {
                    Outcome outcome =
                            new Applier(journal)
                                    .follow(
                                            finish
                                                    ? unfinished.finish().orElseThrow()
                                                    : unfinished.undo().orElseThrow(),
                                            finish ? Journal.Kind.FINISH : Journal.Kind.UNDO,
                                            run,
                                            writer,
                                            Progress.NONE,
                                            Cancel.never());
                    assertInstanceOf(
                            Outcome.Applied.class, outcome, () -> PlanReport.text(outcome));
                }
                assertTrue(Unfinished.find(journal).isEmpty());
                assertEquals(finish ? after : before, state(), kind + ", killed at " + point);
                if (finish) {
                    back(journal);
                }
            }
            assertEquals(before, state());
        }
        assertTrue(points >= 4, "a plan of two steps has four points");
    }

    /// Whether the process stood at `point`, and was killed there; false: it came to its end before.
    private boolean killedAt(Path directory, CrashChild.Kind kind, int point) throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashChild.class.getName(),
                                directory.toString(),
                                kind.name(),
                                String.valueOf(point))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader()) {
            boolean stands = CrashChild.STANDING.equals(out.readLine());
            process.destroyForcibly();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            if (!stands) {
                assertEquals(0, process.exitValue(), "it applied all");
            }
            return stands;
        }
    }

    /// Takes back what the last run of the journal brought, and starts nothing.
    private void back(Journal journal) throws Exception {
        try (OpenedHost host = CrashChild.open(sources, lab);
                HostWriter writer = host.writer(CrashChild.soon()).orElseThrow()) {
            JournalLog.RunLog run = journal.read().runs().getFirst();
            List<Step> steps = run.plan().steps();
            assertFalse(steps.isEmpty());
            for (Step step : steps.reversed()) {
                step.inverse()
                        .ifPresent(inverse -> Actions.perform(inverse, writer, CrashChild.soon()));
            }
            sh("virsh net-destroy island; true");
        }
    }
}
