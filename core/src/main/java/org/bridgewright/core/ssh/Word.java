package org.bridgewright.core.ssh;

import java.nio.charset.StandardCharsets;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// One argument of a command on a host. What a [Word] holds reaches the command's argv byte for byte, or it cannot be made.
///
/// NUL and line ends are refused, and text that is not whole Unicode (a name that was not UTF-8 on the host): such a thing
/// cannot be named back to the host and is for looking at only.
public final class Word {
    private static final Words WORDS = Words.of(Word.class);
    private final String text;

    private Word(String text) {
        this.text = text;
    }

    /// @throws ProblemException with `REFUSED` for text that no shell carries unchanged
    public static Word of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0
                    || c == '\n'
                    || c == '\r'
                    || c == '\uFFFD'
                    || (Character.isSurrogate(c) && !pair)) {
                throw new ProblemException(
                        Problem.of(
                                Problem.Kind.REFUSED,
                                WORDS.get("word.refused"),
                                WORDS.get("word.refused.cause"),
                                WORDS.get("word.refused.remedy")));
            }
            if (pair) {
                i++;
            }
        }
        return new Word(text);
    }

    /// A word that stands where a command expects a name: additionally not empty and not beginning with `-`,
    /// so that no host's text is taken for an option.
    public static Word name(String text) {
        if (text.isEmpty() || text.startsWith("-")) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.REFUSED,
                            WORDS.get("word.option"),
                            WORDS.get("word.option.cause"),
                            WORDS.get("word.refused.remedy")));
        }
        return of(text);
    }

    public static Word of(long number) {
        return new Word(Long.toString(number));
    }

    public String text() {
        return text;
    }

    /// The word in single quotes, for `sh` of any kind.
    String quoted() {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Word w && w.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The quoted form cut to a screen's width; for logs.
    @Override
    public String toString() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= 120 ? quoted() : quoted().substring(0, 100) + "…";
    }
}
