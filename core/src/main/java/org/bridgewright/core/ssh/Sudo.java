package org.bridgewright.core.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Runs scripts as root, on hosts where the user has switched that on. The only command ever given to sudo is `/bin/sh -s`.
///
/// First without a password; where the host wants one, it is asked for once, tried once by itself, and kept in memory until this is closed.
/// A password that was refused is never tried again.
public final class Sudo implements AutoCloseable {
    private static final Words WORDS = Words.of(Sudo.class);
    private final LoginDialog dialog;
    private final String shown;
    private Optional<byte[]> password = Optional.empty();
    private Optional<Problem> refused = Optional.empty();

    public Sudo(LoginDialog dialog, String shown) {
        this.dialog = dialog;
        this.shown = shown;
    }

    /// @throws ProblemException with `NOT_PERMITTED` when sudo says no
    public synchronized ExecResult exec(HostShell shell, RemoteScript script, Cancel cancel) {
        if (refused.isPresent()) {
            throw new ProblemException(refused.get());
        }
        if (password.isEmpty()) {
            ExecResult result = shell.exec(script.asRoot(Optional.empty()), cancel);
            if (!said(result)) {
                return result;
            }
            if (!wantsPassword(result)) {
                throw no("sudo.refused", result.err());
            }
            ask(shell, cancel);
        }
        return shell.exec(script.asRoot(word()), cancel);
    }

    /// Whether sudo itself spoke in place of the script.
    private static boolean said(ExecResult result) {
        return result.exit() != 0
                && result.stdout().length == 0
                && (result.exit() == 127 || result.err().contains("sudo"));
    }

    private static boolean wantsPassword(ExecResult result) {
        return result.err().contains("password is required")
                || result.err().contains("a terminal is required");
    }

    private void ask(HostShell shell, Cancel cancel) {
        Optional<List<char[]>> answer =
                dialog.secrets(
                        new LoginDialog.SecretQuestion(
                                WORDS.get("sudo.ask", shown),
                                WORDS.get("sudo.ask.why"),
                                List.of(
                                        new LoginDialog.Prompt(
                                                WORDS.get("ask.password.prompt"), false))));
        if (answer.isEmpty()) {
            throw no("sudo.unanswered", "");
        }
        password = Optional.of(LoginUi.bytes(answer.get().getFirst()));
        // Alone and first: a wrong one must not make sudo read the script as a second try.
        ExecResult tried =
                shell.exec(
                        RemoteScript.resource(
                                Sudo.class, "try-sudo.sh", List.of(word().orElseThrow())),
                        cancel);
        if (!tried.ok()) {
            close();
            throw no("sudo.wrong", tried.err());
        }
    }

    private Optional<Word> word() {
        return password.map(bytes -> Word.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    private ProblemException no(String key, String original) {
        Problem problem =
                Problem.of(
                                Problem.Kind.NOT_PERMITTED,
                                WORDS.get("sudo.no", shown),
                                WORDS.get(key),
                                WORDS.get(key + ".remedy"))
                        .withOriginal("sudo", LoginUi.clean(original));
        refused = Optional.of(problem);
        return new ProblemException(problem);
    }

    /// Wipes the password.
    @Override
    public synchronized void close() {
        password.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        password = Optional.empty();
    }
}
