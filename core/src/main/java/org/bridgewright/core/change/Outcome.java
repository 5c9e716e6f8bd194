package org.bridgewright.core.change;

import java.util.List;
import org.bridgewright.core.model.Problem;

/// How an apply (or an undo) ended.
public sealed interface Outcome {
    /// All steps done and verified; `facts` say what was found (`live ok`, `kernel: vnet0 in virbr1`).
    record Applied(List<String> facts) implements Outcome {}

    record RolledBack(Step failed, Problem why) implements Outcome {}

    /// Its own screen, with the commands to finish by hand.
    record RollbackFailed(
            Step failed, Problem why, List<Step> stillInPlace, Problem rollbackProblem)
            implements Outcome {}

    /// Nothing was written.
    record NotStarted(Problem why) implements Outcome {}
}
