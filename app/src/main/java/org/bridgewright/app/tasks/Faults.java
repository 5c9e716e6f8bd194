// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a fault of our own becomes a text: logged with its trace, told to the user without it.
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /// The problem that `thrown` carries, or one that says that Bridgewright itself failed.
    public static Problem problemOf(Throwable thrown) {
        if (thrown instanceof ProblemException expected) {
            return expected.problem();
        }
        LOG.error("A fault of our own", thrown);
        Words words = Words.of(Faults.class);
        return Problem.of(
                        Problem.Kind.BAD_ANSWER,
                        words.get("fault.summary"),
                        words.get("fault.cause"),
                        words.get("fault.remedy"))
                .withOriginal(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
    }

    /// Says it in the log. Here, since the log costs a good part of a start and is not wanted before the first fault.
    static void log(Problem problem) {
        log(problem.line());
    }

    static void log(String fault) {
        LOG.warn(fault);
    }

    /// The problem of work that the user stopped.
    static Problem cancelled(String name) {
        Words words = Words.of(Faults.class);
        return Problem.of(
                Problem.Kind.CANCELLED,
                words.get("cancelled.summary", name),
                words.get("cancelled.cause"),
                words.get("cancelled.remedy"));
    }
}
