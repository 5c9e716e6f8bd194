// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.LoginDialog;

/// Gives its answers in turn, then none; says yes to keys.
final class Answers implements LoginDialog {
    private final List<String> answers;
    final List<String> titles = new ArrayList<>();
    int keys;

    Answers(String... answers) {
        this.answers = new ArrayList<>(List.of(answers));
    }

    @Override
    public boolean acceptHostKey(HostKeyQuestion question) {
        keys++;
        return true;
    }

    @Override
    public Optional<List<char[]>> secrets(SecretQuestion question) {
        titles.add(question.title());
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of(answers.removeFirst().toCharArray()));
    }
}
