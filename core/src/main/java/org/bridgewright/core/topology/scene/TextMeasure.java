package org.bridgewright.core.topology.scene;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// Widths of texts from a table of the fonts' own advance widths, so that a layout is the same on every machine.
///
/// Kerning is left out (it makes text narrower by less than 2 %), so a text never takes more room than measured.
/// Letters outside the table: East Asian ones count as one em, all others as 0.7 em. Any thread.
public final class TextMeasure {
    private static final int FIRST = 0x20;
    private static final int EAST_ASIAN = 0x1100;
    private static final Map<TextStyle, int[]> WIDTHS = load();

    private TextMeasure() {}

    private static Map<TextStyle, int[]> load() {
        Properties table = new Properties();
        try (Reader in =
                new InputStreamReader(
                        Objects.requireNonNull(
                                TextMeasure.class.getResourceAsStream("text-widths.properties"),
                                "text-widths.properties"),
                        StandardCharsets.UTF_8)) {
            table.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException("the table of text widths", broken);
        }
        Map<TextStyle, int[]> widths = new EnumMap<>(TextStyle.class);
        for (TextStyle style : TextStyle.values()) {
            String[] row = table.getProperty(style.face()).split(" ", -1);
            int[] values = new int[row.length];
            for (int i = 0; i < row.length; i++) {
                values[i] = Integer.parseInt(row[i]);
            }
            widths.put(style, values);
        }
        return widths;
    }

    /// In scene units.
    public static double width(String text, TextStyle style) {
        int[] widths = Objects.requireNonNull(WIDTHS.get(style));
        long sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += advance(text.charAt(i), widths, style);
        }
        return sum * style.size() / 1000;
    }

    private static int advance(char c, int[] widths, TextStyle style) {
        int at = c - FIRST;
        if (at >= 0 && at < widths.length) {
            return widths[at];
        }
        if (style.isMono() && c < EAST_ASIAN || style.isMono() && c < 0x2600) {
            return 600;
        }
        return switch (c) {
            case '…' -> 1002;
            case '→', '←' -> 954;
            case '↔' -> 1341;
            default ->
                    Character.isLowSurrogate(c)
                            ? 0
                            : c >= EAST_ASIAN && c < 0x2000 || c >= 0x2e80 ? 1000 : 700;
        };
    }

    /// `text`, or its beginning with `…`, so that it is at most `room` wide; empty when not even one letter fits.
    public static String fit(String text, TextStyle style, double room) {
        if (width(text, style) <= room) {
            return text;
        }
        double left = room - width("…", style);
        int[] widths = Objects.requireNonNull(WIDTHS.get(style));
        int end = 0;
        double used = 0;
        while (end < text.length()) {
            used += advance(text.charAt(end), widths, style) * style.size() / 1000;
            if (used > left) {
                break;
            }
            end++;
        }
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + "…";
    }

    /// Like [#fit], with the middle left out: ends of long names differ more often than their middles.
    public static String fitMiddle(String text, TextStyle style, double room) {
        if (width(text, style) <= room || text.length() < 8) {
            return fit(text, style, room);
        }
        int keep = text.length();
        while (keep > 6) {
            keep--;
            int head = (keep + 1) / 2;
            String shorter =
                    text.substring(0, head) + "…" + text.substring(text.length() - keep / 2);
            if (width(shorter, style) <= room) {
                return shorter;
            }
        }
        return fit(text, style, room);
    }
}
