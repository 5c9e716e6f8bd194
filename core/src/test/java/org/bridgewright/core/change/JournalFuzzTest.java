package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal spoilt in any way is read as far as it can be; History comes up.
class JournalFuzzTest {
    @TempDir Path directory;

    @Test
    void aSpoiltJournalIsReadAsFarAsItGoes() throws Exception {
        Planned planned =
                Planner.plan(
                        FakeHost.seed().topology(),
                        List.of(
                                ApplierTest.move(
                                        "VM1",
                                        FakeHost.MAC1,
                                        new MoveTarget.Detached(),
                                        When.BOTH)),
                        PlanContext.OPEN);
        Journal journal = new Journal(directory, () -> Instant.EPOCH);
        ChangePlan plan = assertInstanceOf(Planned.Ready.class, planned).plan();
        Journal.Run run = journal.begin(plan, Journal.Kind.APPLY, Optional.empty());
        journal.step(run, Journal.Phase.VERIFIED, 1, "ok", Map.of("live", "whole:1"));
        journal.end(run, "applied", "");
        byte[] whole = Files.readAllBytes(journal.file());
        Fuzz.spoil(
                "journal",
                whole,
                Fuzz.inputs(400),
                b -> {
                    JournalLog log = JournalLog.parse(b);
                    log.runs().forEach(r -> r.plan().steps().forEach(s -> r.lastPhase(s.number())));
                });
    }
}
