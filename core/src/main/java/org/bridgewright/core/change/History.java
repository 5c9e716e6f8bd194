package org.bridgewright.core.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.change.JournalLog.RunLog;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// What was applied, newest first, with what can be taken back.
///
/// @param unreadable lines of the journal that are no record, by number; said, not hidden
public record History(List<Entry> entries, List<Integer> unreadable) {
    /// @param undone whether a later run took it back
    public record Entry(RunLog run, boolean undone) {
        public boolean canBeUndone() {
            return run.isApplied()
                    && !undone
                    && run.plan().steps().stream().anyMatch(s -> s.inverse().isPresent());
        }
    }

    public History {
        entries = List.copyOf(entries);
        unreadable = List.copyOf(unreadable);
    }

    /// Reads the journal. Blocks on the disk.
    public static History of(Journal journal) {
        JournalLog log = journal.read();
        return new History(
                log.runs().reversed().stream().map(r -> new Entry(r, log.isUndone(r))).toList(),
                log.unreadable());
    }

    /// `context` with the vNICs that were detached from VMs of that host, so that moving one attaches it again.
    public PlanContext context(PlanContext context, HostId host) {
        Map<ElementId, PlanContext.DetachedVnic> detached = new HashMap<>(context.detached());
        for (Entry entry : entries.reversed()) {
            if (!entry.run().host().equals(host) || !entry.run().isApplied()) {
                continue;
            }
            for (Step step : entry.run().plan().steps()) {
                if (step.action() instanceof Step.Action.DetachDevice detach) {
                    Optional<String> xml = step.before();
                    xml.ifPresent(
                            x ->
                                    detached.put(
                                            step.subject(),
                                            new PlanContext.DetachedVnic(detach.guestUuid(), x)));
                }
            }
        }
        return context.withDetached(detached);
    }
}
