package org.bridgewright.core.ssh;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Runs scripts as root, on hosts where the user has switched that on. The only command ever given to sudo is `/bin/sh -s`, once in a session:
/// that shell stays, so that the host's log has one line.
///
/// Where the host wants a password, it is asked for once, tried once, and wiped at once: root's shell needs it no more. A password that was refused
/// is never tried again.
public final class Sudo implements AutoCloseable {
    private static final Words WORDS = Words.of(Sudo.class);
    private final LoginDialog dialog;
    private final String shown;
    private Optional<RootShell> running = Optional.empty();
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
        if (running.filter(RootShell::isUsable).isEmpty()) {
            close();
            running = Optional.of(begin(shell, cancel));
        }
        return running.get().exec(script, cancel);
    }

    private RootShell begin(HostShell shell, Cancel cancel) {
        RootShell root = RootShell.start(shell, shown, cancel);
        boolean done = false;
        try {
            RootShell.State state = root.await(0, cancel);
            if (state == RootShell.State.PROMPT) {
                root.password(ask());
                state = root.await(1, cancel);
            }
            switch (state) {
                case RUNNING -> done = true;
                case PROMPT -> throw no("sudo.wrong", "");
                case ENDED -> throw no("sudo.refused", root.said());
            }
            return root;
        } finally {
            if (!done) {
                root.close();
            }
        }
    }

    private byte[] ask() {
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
        byte[] password = LoginUi.bytes(answer.get().getFirst());
        byte[] line = Arrays.copyOf(password, password.length + 1);
        line[password.length] = '\n';
        Arrays.fill(password, (byte) 0);
        for (byte b : Arrays.copyOf(line, line.length - 1)) {
            if (b == '\n' || b == '\r' || b == 0) {
                Arrays.fill(line, (byte) 0);
                throw no("sudo.wrong", "");
            }
        }
        return line;
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

    /// Ends root's shell.
    @Override
    public synchronized void close() {
        running.ifPresent(RootShell::close);
        running = Optional.empty();
    }
}
