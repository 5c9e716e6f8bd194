package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir Path directory;

    private Journal journal() {
        return new Journal(directory.resolve("state"), () -> Instant.EPOCH);
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
    void aPlanIsReadBackAsItWasWritten() {
        Journal journal = journal();
        Journal.Run run = journal.begin(plan(), Journal.Kind.APPLY, Optional.empty());
        journal.step(run, Journal.Phase.VERIFIED, 1, "ok", Map.of("live", "whole:1"));
        journal.end(run, "applied", "");

        JournalLog.RunLog read = journal.read().runs().getFirst();

        assertEquals(plan(), read.plan());
        assertTrue(read.isApplied());
        assertEquals(Map.of("live", "whole:1"), read.left(1));
    }

    @Test
    void filesAreTheUsersAlone() throws Exception {
        journal().begin(plan(), Journal.Kind.APPLY, Optional.empty());

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(journal().file())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("state"))));
    }

    /// G9: whatever byte a crash stops at, what is whole is read, what is torn is said, and the next line is whole again.
    @Test
    void twoHundredCrashesLeaveEveryWholeRecordReadable() throws Exception {
        Journal journal = journal();
        Journal.Run first = journal.begin(plan(), Journal.Kind.APPLY, Optional.empty());
        for (int i = 0; i < 20; i++) {
            journal.step(first, Journal.Phase.DONE, i, "", Map.of());
        }
        byte[] all = Files.readAllBytes(journal.file());
        Random random = new Random(4711);
        for (int i = 0; i < 200; i++) {
            int cut = random.nextInt(all.length) + 1;
            Files.write(journal.file(), Arrays.copyOf(all, cut));
            boolean torn = all[cut - 1] != '\n';
            long whole =
                    new String(all, 0, cut, java.nio.charset.StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();

            JournalLog log = journal.read();

            boolean complete = torn && cut < all.length && all[cut] == '\n';
            assertEquals(torn && !complete ? 1 : 0, log.unreadable().size(), "cut at " + cut);
            assertEquals(whole > 0 || complete ? 1 : 0, log.runs().size(), "cut at " + cut);
            Journal.Run next = journal.begin(plan(), Journal.Kind.APPLY, Optional.empty());
            journal.end(next, "applied", "");
            assertTrue(journal.read().runs().getLast().isApplied());
        }
    }

    @Test
    void garbageAndLaterVersionsAreSaidAndTheRestIsRead() throws Exception {
        Journal journal = journal();
        journal.begin(plan(), Journal.Kind.APPLY, Optional.empty());
        Files.writeString(
                journal.file(), "{\"v\":99,\"run\":\"x\"}\nnot json\n", StandardOpenOption.APPEND);

        JournalLog log = journal.read();

        assertEquals(List.of(2, 3), log.unreadable());
        assertEquals(1, log.runs().size());
    }

    @Test
    void aSecondApplyOnTheSameHostIsToldWhoHasIt() {
        Journal journal = journal();
        try (Journal.Lock lock = journal.lock(new HostId("kvm1"), "abc")) {
            ProblemException busy =
                    assertThrows(
                            ProblemException.class, () -> journal.lock(new HostId("kvm1"), "def"));
            assertTrue(busy.problem().cause().contains("plan abc"), busy.problem().cause());
            journal.lock(new HostId("kvm2"), "def").close();
        }
        journal.lock(new HostId("kvm1"), "def").close();
    }

    @Test
    void aBeginningWithoutItsPlanIsToldAsUnreadable() {
        for (String plan : List.of("\"pla\":{}", "\"plan\":null", "\"plan\":{\"hos\":{}}")) {
            JournalLog log =
                    JournalLog.parse(
                            ("{\"v\":1,\"at\":\"1970-01-01T00:00:00Z\",\"run\":\"x\",\"phase\":\"begin\","
                                            + plan
                                            + "}\n")
                                    .getBytes(StandardCharsets.UTF_8));
            assertEquals(List.of(), log.runs(), plan);
            assertEquals(List.of(1), log.unreadable(), plan);
        }
    }
}
