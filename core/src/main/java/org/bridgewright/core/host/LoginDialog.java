package org.bridgewright.core.host;

import java.util.List;
import java.util.Optional;

/// What connecting asks of the user. Called on a worker thread; blocks until answered; an empty answer cancels.
public interface LoginDialog {
    /// An unknown host key. `true` = add it to known_hosts.
    boolean acceptHostKey(HostKeyQuestion question);

    /// One or more secrets. Answers are in the order of the prompts; the callee wipes the arrays after use.
    Optional<List<char[]>> secrets(SecretQuestion question);

    /// @param sha256 `SHA256:...` as ssh prints it
    record HostKeyQuestion(
            String host, int port, String keyType, String sha256, String knownHostsFile) {}

    /// @param title what is asked for, finished for people (`Password of root on caldera02`, `Passphrase of ~/.ssh/id`)
    /// @param instruction the host's own text (keyboard-interactive), controls stripped
    record SecretQuestion(String title, String instruction, List<Prompt> prompts) {}

    record Prompt(String text, boolean echo) {}

    /// Refuses everything: for the command line without a terminal, and for tests.
    LoginDialog NONE =
            new LoginDialog() {
                @Override
                public boolean acceptHostKey(HostKeyQuestion question) {
                    return false;
                }

                @Override
                public Optional<List<char[]>> secrets(SecretQuestion question) {
                    return Optional.empty();
                }
            };
}
