package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers every reason against one change, each with its sentence from the word bundle.
final class Refusals {
    private final Change change;
    private final List<Planned.Refusal> found = new ArrayList<>();

    Refusals(Change change) {
        this.change = change;
    }

    void add(RefusalReason reason, Object... values) {
        add(reason, Optional.empty(), values);
    }

    void add(RefusalReason reason, Optional<Change> first, Object... values) {
        Planned.Refusal refusal = refusal(change, reason, first, values);
        if (!found.contains(refusal)) {
            found.add(refusal);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Planned.Refusal> list() {
        return List.copyOf(found);
    }

    static Planned.Refusal refusal(
            Change change, RefusalReason reason, Optional<Change> first, Object... values) {
        String key = "refusal." + reason.word();
        String instead = key + ".instead";
        return new Planned.Refusal(
                change,
                reason,
                Phrases.WORDS.get(key, values),
                Phrases.WORDS.has(instead)
                        ? Optional.of(Phrases.WORDS.get(instead, values))
                        : Optional.empty(),
                first);
    }
}
