// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.PrintStream;
import java.util.Map;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.VisibleText;
import org.bridgewright.core.words.Words;

/// What every command works with: where results and messages go, how hosts are opened, who answers questions.
///
/// @param out results; UTF-8
/// @param err messages and progress
/// @param unicode whether the terminal shows more than ASCII
/// @param login answers what connecting asks
public record CliContext(
        PrintStream out,
        PrintStream err,
        boolean unicode,
        Map<String, String> environment,
        HostOpening opening,
        LoginDialog login) {
    static final Words WORDS = Words.of(CliContext.class);

    /// Says what failed, on which host, why, and what to do next; gives the exit code of it.
    public int say(Problem problem, boolean debug) {
        message(
                problem.host()
                        .filter(h -> !problem.summary().contains(h.value()))
                        .map(h -> WORDS.get("problem.summary.host", h, problem.summary()))
                        .orElse(problem.summary()));
        detail("problem.cause", problem.cause());
        detail("problem.remedy", problem.remedy());
        problem.original()
                .filter(o -> debug || !problem.cause().contains(o.text()))
                .ifPresent(o -> detail("problem.original", o.source() + ": " + o.text().strip()));
        return ExitCode.of(problem.kind());
    }

    /// Whether results go to a person's eyes rather than to a file or another program.
    boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// One line for the user, beside the results.
    public void message(String text) {
        err.println(WORDS.get("message", VisibleText.of(text)));
    }

    private void detail(String key, String text) {
        if (!text.isBlank()) {
            err.println(WORDS.get(key, VisibleText.of(text)));
        }
    }
}
