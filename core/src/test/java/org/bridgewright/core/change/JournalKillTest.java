package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G9 with processes: a program that writes its journal is killed at any moment, again and again on the same file. Whatever
/// it had said to be written is there. `-Dbridgewright.kills=200` kills 200 times.
class JournalKillTest {
    @TempDir Path directory;

    /// Writes records for ever, and says the number of each once it is on disk.
    public static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Journal journal = new Journal(Path.of(args[0]), Instant::now);
            Journal.Run run = journal.begin(plan(), Journal.Kind.APPLY, Optional.empty());
            System.out.println(run.id());
            for (int i = 1; ; i++) {
                journal.step(run, Journal.Phase.DONE, i, "x".repeat(i * 37 % 3000), Map.of());
                System.out.println(i);
            }
        }
    }

    private static ChangePlan plan() {
        Planned planned =
                Planner.plan(
                        FakeHost.seed().topology(),
                        List.of(
                                ApplierTest.move(
                                        "VM1",
                                        FakeHost.MAC1,
                                        new MoveTarget.ToNetwork("router"),
                                        When.BOTH)),
                        PlanContext.OPEN);
        return assertInstanceOf(Planned.Ready.class, planned).plan();
    }

    @Test
    void whatWasSaidToBeWrittenIsThereAfterEveryKill() throws Exception {
        int kills = Integer.getInteger("bridgewright.kills", 2);
        Random random = new Random(9);
        int torn = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Process writer =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-Xshare:auto",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    directory.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String run;
            int last = 0;
            try (BufferedReader out = writer.inputReader()) {
                run = out.readLine();
                int until = 1 + random.nextInt(40);
                while (last < until) {
                    last = Integer.parseInt(String.valueOf(out.readLine()));
                }
                writer.destroyForcibly();
                assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
            }
            JournalLog log = new Journal(directory, Instant::now).read();
            torn = log.unreadable().size();
            assertTrue(torn <= kill, "at most the last line of each life: " + log.unreadable());
            String id = run;
            JournalLog.RunLog read =
                    log.runs().stream()
                            .filter(r -> r.run().id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(id + " is lost"));
            assertEquals(plan(), read.plan());
            int said = last;
            assertTrue(
                    read.events().stream().anyMatch(e -> e.step() == said),
                    "record " + said + " of " + id);
        }
        assertEquals(kills, new Journal(directory, Instant::now).read().runs().size());
    }
}
