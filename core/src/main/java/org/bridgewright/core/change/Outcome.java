package org.bridgewright.core.change;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.Problem;

/// How an apply (or an undo) ended.
public sealed interface Outcome {
    /// All steps done and verified; `facts` say what was found (`live ok`, `kernel: vnet0 in virbr1`).
    record Applied(List<String> facts) implements Outcome {
        public Applied {
            facts = List.copyOf(facts);
        }
    }

    /// A step failed; what was done before it was taken back, and that was verified.
    ///
    /// @param kept done steps that have no inverse and so stay (a VM that was started)
    record RolledBack(Step failed, Problem why, List<Step> kept, Optional<Difference> difference)
            implements Outcome {
        public RolledBack {
            kept = List.copyOf(kept);
        }
    }

    /// Its own screen, with the commands to finish by hand.
    record RollbackFailed(
            Step failed,
            Problem why,
            List<Step> stillInPlace,
            Problem rollbackProblem,
            List<List<String>> manualCommands)
            implements Outcome {
        public RollbackFailed {
            stillInPlace = List.copyOf(stillInPlace);
            manualCommands = List.copyOf(manualCommands);
        }
    }

    /// Nothing was written. `difference` when the host is no longer as planned.
    record NotStarted(Problem why, Optional<Difference> difference) implements Outcome {
        public NotStarted(Problem why) {
            this(why, Optional.empty());
        }
    }

    /// The way to the host broke in the middle: whether `at` was done could not be read. The next start offers to
    /// finish or to undo.
    record Unknown(Step at, Problem why) implements Outcome {}

    /// Somebody else changed the object: three columns, shown beside each other, and nothing is overwritten.
    ///
    /// @param object whose (`VM1 vNIC 52:54:00:02:01:01, live`)
    /// @param before as it was when the plan was made
    /// @param ours as the plan would have it, or left it
    /// @param theirs as it is now
    record Difference(String object, String before, String ours, String theirs) {}
}
