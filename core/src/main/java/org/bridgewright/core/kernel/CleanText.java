package org.bridgewright.core.kernel;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Host bytes as text without controls and without broken UTF-8.
///
/// One interface named with ESC, BEL or a stray byte makes the whole of `ip -j link` invalid JSON (iproute2 6.1): so
/// each such byte becomes a visible mark *before* any parsing. Length in lines is kept; tab and newline stay.
public final class CleanText {
    /// Stands for bytes that are no UTF-8, and for C1 controls (U+009B is a terminal's CSI).
    static final char BROKEN = '\uFFFD';

    /// U+2400 + code: the pictures of the ASCII controls.
    private static final char PICTURES = '\u2400';

    private static final char DELETE_PICTURE = '\u2421';

    private CleanText() {}

    public static String of(byte[] bytes) {
        String text = decode(bytes);
        int dirty = firstDirty(text);
        if (dirty < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = dirty; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (isDirty(c)) {
                clean.setCharAt(i, mark(c));
            }
        }
        return clean.toString();
    }

    /// Whether `name`, taken from cleaned text, is what the kernel has: no mark stands in it, and no command takes it
    /// for an option. Only such a link may be named in a command.
    public static boolean isActable(String name) {
        if (name.isEmpty() || name.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == BROKEN || c >= PICTURES && c <= DELETE_PICTURE || isDirty(c) || c == '\n') {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes) {
        try {
            CharBuffer chars =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)
                            .decode(ByteBuffer.wrap(bytes));
            return chars.toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a replacing decoder does not refuse", e);
        }
    }

    private static int firstDirty(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDirty(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDirty(char c) {
        return c < 0x20 && c != '\n' && c != '\t' && c != '\r' || c >= 0x7f && c < 0xa0;
    }

    private static char mark(char c) {
        if (c < 0x20) {
            return (char) (PICTURES + c);
        }
        return c == 0x7f ? DELETE_PICTURE : BROKEN;
    }
}
