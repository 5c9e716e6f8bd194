// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.words.Words;

/// Asks the user what connecting needs, as cards over the window. Called on workers, which wait for the answer.
public final class LoginCards implements LoginDialog {
    private static final Words WORDS = Words.of(LoginCards.class);
    private final Overlay overlay;
    private final TaskRunner tasks;

    @Inject
    public LoginCards(Overlay overlay, TaskRunner tasks) {
        this.overlay = overlay;
        this.tasks = tasks;
    }

    @Override
    public boolean acceptHostKey(HostKeyQuestion question) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        tasks.onFx(() -> askKey(question, answer));
        return waitFor(answer, false);
    }

    @Override
    public Optional<List<char[]>> secrets(SecretQuestion question) {
        CompletableFuture<Optional<List<char[]>>> answer = new CompletableFuture<>();
        tasks.onFx(() -> askSecrets(question, answer));
        return waitFor(answer, Optional.empty());
    }

    private void askKey(HostKeyQuestion question, CompletableFuture<Boolean> answer) {
        Label print = Dialogs.text(question.sha256(), "mono");
        print.setId("host-key-fingerprint");
        VBox content =
                new VBox(
                        8,
                        Dialogs.text(
                                WORDS.get(
                                        "key.text",
                                        question.host(),
                                        question.port(),
                                        question.keyType())),
                        print,
                        Dialogs.text(WORDS.get("key.check", question.knownHostsFile()), "muted"));
        content.setPrefWidth(460);
        Button cancel =
                Dialogs.button(
                        "host-key-cancel", WORDS.get("key.cancel"), overlay::close, "dialog-focus");
        cancel.setCancelButton(true);
        Button accept =
                Dialogs.button(
                        "host-key-accept",
                        WORDS.get("key.accept"),
                        () -> {
                            answer.complete(true);
                            overlay.close();
                        });
        overlay.showInFront(
                Dialogs.card(
                        "host-key",
                        WORDS.get("key.title", question.host()),
                        content,
                        accept,
                        cancel),
                () -> answer.complete(false));
    }

    private void askSecrets(
            SecretQuestion question, CompletableFuture<Optional<List<char[]>>> answer) {
        VBox content = new VBox(8);
        content.setPrefWidth(420);
        if (!question.instruction().isBlank()) {
            content.getChildren().add(Dialogs.text(question.instruction(), "muted"));
        }
        List<TextField> fields = new ArrayList<>();
        for (Prompt prompt : question.prompts()) {
            TextField field = prompt.echo() ? new TextField() : new PasswordField();
            field.setId("secret-" + fields.size());
            field.setAccessibleText(prompt.text());
            fields.add(field);
            Label label = new Label(prompt.text());
            label.getStyleClass().add("muted");
            label.setLabelFor(field);
            content.getChildren().addAll(label, field);
        }
        content.getChildren().add(Dialogs.text(WORDS.get("secret.kept"), "muted", "small"));
        Runnable give =
                () -> {
                    answer.complete(
                            Optional.of(
                                    fields.stream().map(f -> f.getText().toCharArray()).toList()));
                    fields.forEach(TextField::clear);
                    overlay.close();
                };
        Button log = Dialogs.button("secret-ok", WORDS.get("secret.ok"), give, "primary");
        log.setDefaultButton(true);
        Button cancel = Dialogs.button("secret-cancel", WORDS.get("secret.cancel"), overlay::close);
        overlay.showInFront(
                Dialogs.card("secrets", question.title(), content, cancel, log),
                () -> answer.complete(Optional.empty()));
    }

    /// An interrupted worker has been cancelled: that is a no.
    private static <T> T waitFor(CompletableFuture<T> answer, T no) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return no;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
