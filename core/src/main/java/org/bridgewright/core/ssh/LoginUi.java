package org.bridgewright.core.ssh;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.LoginDialog.Prompt;
import org.bridgewright.core.host.LoginDialog.SecretQuestion;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Brings one login's questions to the user. Once the user has said no, nothing more is asked in this login.
final class LoginUi implements UserInfo, UIKeyboardInteractive {
    private static final int LONGEST_BANNER = 8 << 10;
    private static final int MOST_QUESTIONS = 12;
    private static final Words WORDS = Words.of(LoginUi.class);
    private final SshSettings settings;
    private final LoginDialog dialog;
    private final StringBuilder banner = new StringBuilder();
    private char @Nullable [] password;
    private int passwordsAsked;
    private int questions;
    private volatile boolean cancelled;
    private volatile boolean interactive;

    LoginUi(SshSettings settings, LoginDialog dialog) {
        this.settings = settings;
        this.dialog = dialog;
    }

    /// Whether the user was asked for a secret; such a login cannot be repeated without the user.
    boolean interactive() {
        return interactive;
    }

    boolean cancelled() {
        return cancelled;
    }

    String banner() {
        return banner.toString().strip();
    }

    Optional<byte[]> passphrase(Path file, boolean again) {
        return one(
                        WORDS.get("ask.passphrase", file),
                        again ? WORDS.get("ask.passphrase.again") : "",
                        WORDS.get("ask.passphrase.prompt"))
                .map(LoginUi::bytes);
    }

    private Optional<char[]> one(String title, String instruction, String prompt) {
        return ask(new SecretQuestion(title, instruction, List.of(new Prompt(prompt, false))))
                .map(List::getFirst);
    }

    private Optional<List<char[]>> ask(SecretQuestion question) {
        if (cancelled || ++questions > MOST_QUESTIONS) {
            return Optional.empty();
        }
        Optional<List<char[]>> answers =
                dialog.secrets(question).filter(a -> a.size() == question.prompts().size());
        if (answers.isEmpty()) {
            cancelled = true;
        } else {
            interactive = true;
        }
        return answers;
    }

    static byte[] bytes(char[] chars) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(chars, '\0');
        return bytes;
    }

    @Override
    public boolean promptPassword(String message) {
        Optional<char[]> answer =
                one(
                        WORDS.get("ask.password", settings.user(), settings.alias()),
                        passwordsAsked++ > 0 ? WORDS.get("ask.password.again") : banner(),
                        WORDS.get("ask.password.prompt"));
        password = answer.orElse(null);
        return answer.isPresent();
    }

    /// JSch wants a string here; none is kept on our side.
    @Override
    public @Nullable String getPassword() {
        char[] chars = password;
        password = null;
        if (chars == null) {
            return null;
        }
        String text = new String(chars);
        Arrays.fill(chars, '\0');
        return text;
    }

    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        if (prompts.length == 0) {
            showMessage(name + "\n" + instruction + "\n");
            return new String[0];
        }
        List<Prompt> asked = new ArrayList<>();
        for (int i = 0; i < prompts.length; i++) {
            asked.add(new Prompt(clean(prompts[i]).strip(), echo[i]));
        }
        String text = (clean(name) + "\n" + clean(instruction)).strip();
        Optional<List<char[]>> answers =
                ask(
                        new SecretQuestion(
                                WORDS.get("ask.interactive", settings.user(), settings.alias()),
                                text.isEmpty() ? banner() : text,
                                asked));
        if (answers.isEmpty()) {
            return null;
        }
        String[] texts = new String[prompts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new String(answers.get().get(i));
            Arrays.fill(answers.get().get(i), '\0');
        }
        return texts;
    }

    @Override
    public void showMessage(String message) {
        int room = LONGEST_BANNER - banner.length();
        String text = clean(message);
        banner.append(text, 0, Math.max(0, Math.min(room, text.length())));
    }

    /// A host's text without what could move a terminal's or a window's cursor.
    static String clean(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_BANNER)
                .filter(
                        c ->
                                c == '\n'
                                        || c == '\t'
                                        || !(Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT))
                .filter(Character::isDefined)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }
}
