package org.bridgewright.core.change;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.HostWriter.Scope;

/// Makes steps; their numbers are given when the whole plan is known.
final class Drafts {
    /// Stands in a step's commands for the file that holds the interface element; a script writes that file.
    static final String INTERFACE_FILE = "vnic.xml";

    /// The same for the file that holds a network's definition.
    static final String NETWORK_FILE = "network.xml";

    private Drafts() {}

    /// Whether a word of a command stands for a file that a script writes.
    static boolean isFile(String word) {
        return word.equals(INTERFACE_FILE) || word.equals(NETWORK_FILE);
    }

    static Step.Layer layer(Scope scope) {
        return scope == Scope.LIVE ? Step.Layer.LIVE : Step.Layer.CONFIG;
    }

    static void add(
            List<Step> steps,
            MoveSubject subject,
            Step.Layer layer,
            String text,
            Step.Action action,
            Optional<Step.Action> inverse,
            List<Step.Expectation> expects,
            List<Step.Check> checks,
            List<Step.Check> undoChecks,
            Duration settle,
            List<List<String>> commands,
            Optional<String> before,
            Optional<String> after) {
        steps.add(
                new Step(
                        steps.size() + 1,
                        subject.change().host(),
                        subject.change().vnic(),
                        text,
                        layer,
                        action,
                        inverse,
                        expects,
                        checks,
                        undoChecks,
                        settle,
                        commands,
                        before,
                        after,
                        Risk.R1));
    }
}
