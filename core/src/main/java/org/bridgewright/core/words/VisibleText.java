package org.bridgewright.core.words;

/// Text of a host, made safe to print: what would steer a terminal or turn the reading direction is shown as a mark.
public final class VisibleText {
    private VisibleText() {}

    /// `text` with controls as `␛`-like pictures, and bidirectional and other invisible format characters as `<U+202E>`.
    public static String of(String text) {
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f;
    }

    private static void append(StringBuilder out, int c) {
        if (c < 0x20) {
            out.appendCodePoint(0x2400 + c);
        } else if (c == 0x7f) {
            out.appendCodePoint(0x2421);
        } else {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        out.append("<U+%04X>".formatted(c));
                default -> out.appendCodePoint(c);
            }
        }
    }
}
