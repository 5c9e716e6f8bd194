package org.bridgewright.core.change;

import java.util.List;
import java.util.Optional;

/// What planning came to: a plan, or every reason against it.
public sealed interface Planned {
    record Ready(ChangePlan plan) implements Planned {}

    /// All refusals, not the first only.
    record Refused(List<Refusal> refusals) implements Planned {}

    /// Why a change cannot be: a value of [RefusalReason] with its sentence, and the way to make it possible.
    ///
    /// @param instead what the user can do, in words
    /// @param first a change that, put before this one, makes it possible (`router is stopped`: start it first)
    record Refusal(
            Change change,
            RefusalReason reason,
            String sentence,
            Optional<String> instead,
            Optional<Change> first) {}
}
