package org.bridgewright.core.kernel;

import java.util.Optional;

/// Numbers in host text; nonsense is absence, not an error.
final class Numbers {
    private Numbers() {}

    /// `42`, `-1`, `0x8001`.
    static Optional<Long> whole(String text) {
        String t = text.strip();
        try {
            if (t.startsWith("0x") || t.startsWith("0X")) {
                return Optional.of(Long.parseLong(t.substring(2), 16));
            }
            return t.isEmpty() || t.length() > 20 ? Optional.empty() : Optional.of(parse(t));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// Counters are unsigned; one beyond 2^63 is held as the largest we can.
    private static long parse(String t) {
        if (t.charAt(0) == '-') {
            return Long.parseLong(t);
        }
        long value = Long.parseUnsignedLong(t);
        return value < 0 ? Long.MAX_VALUE : value;
    }

    static Optional<Integer> integer(String text) {
        return whole(text).filter(n -> n == (int) (long) n).map(Long::intValue);
    }

    static Optional<Double> decimal(String text) {
        String t = text.strip();
        if (t.isEmpty() || t.length() > 30 || "0123456789.-".indexOf(t.charAt(0)) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(t)).filter(Double::isFinite);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
