// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.words.VisibleText;

/// Asks on the terminal. Hosts are opened at the same time: one question after the other.
final class TerminalLogin implements LoginDialog {
    private final Console console;
    private final PrintStream err;

    private TerminalLogin(Console console, PrintStream err) {
        this.console = console;
        this.err = err;
    }

    /// Without a terminal every question is answered with no.
    static LoginDialog orNone(PrintStream err) {
        return new LoginDialog() {
            @Override
            public boolean acceptHostKey(HostKeyQuestion question) {
                return dialog(err).acceptHostKey(question);
            }

            @Override
            public Optional<List<char[]>> secrets(SecretQuestion question) {
                return dialog(err).secrets(question);
            }
        };
    }

    /// Made when the first question comes: most runs have none.
    private static LoginDialog dialog(PrintStream err) {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? new TerminalLogin(console, err)
                : LoginDialog.NONE;
    }

    @Override
    public boolean acceptHostKey(HostKeyQuestion question) {
        synchronized (TerminalLogin.class) {
            err.println(
                    CliContext.WORDS.get(
                            "hostkey.question",
                            VisibleText.of(question.host()),
                            question.port(),
                            question.keyType(),
                            question.sha256(),
                            VisibleText.of(question.knownHostsFile())));
            String answer = console.readLine("%s", CliContext.WORDS.get("hostkey.prompt"));
            return answer != null && answer.strip().equals(CliContext.WORDS.get("hostkey.yes"));
        }
    }

    @Override
    public Optional<List<char[]>> secrets(SecretQuestion question) {
        synchronized (TerminalLogin.class) {
            err.println(VisibleText.of(question.title()));
            if (!question.instruction().isBlank()) {
                err.println(VisibleText.of(question.instruction()));
            }
            List<char[]> answers = new ArrayList<>();
            for (Prompt prompt : question.prompts()) {
                String text = VisibleText.of(prompt.text()) + " ";
                if (prompt.echo()) {
                    String line = console.readLine("%s", text);
                    if (line == null) {
                        return Optional.empty();
                    }
                    answers.add(line.toCharArray());
                } else {
                    char[] secret = console.readPassword("%s", text);
                    if (secret == null) {
                        return Optional.empty();
                    }
                    answers.add(secret);
                }
            }
            return Optional.of(answers);
        }
    }
}
