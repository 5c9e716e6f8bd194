package org.bridgewright.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bridgewright.core.model.ProblemException;

/// Spoilt inputs for parsers: cut at any byte, flipped, doubled, nested, with huge numbers, bad UTF-8 and NUL, by fixed seeds.
/// A parser may refuse with a [ProblemException]; everything else that it throws is a fault, and so is a second of thinking.
///
/// `bin/test fuzz` raises the number of inputs for each parser (`-Dbridgewright.fuzz=N`).
public final class Fuzz {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> PIECES =
            List.of(
                    "99999999999999999999999999",
                    "[[[[[[[[[[{\"a\":",
                    "\u001b[31m\u0007",
                    "<a><a><a>",
                    "&x;",
                    "::",
                    "%ZZ");

    private Fuzz() {}

    /// How many inputs, where `usual` are enough for every day.
    public static int inputs(int usual) {
        return Integer.getInteger("bridgewright.fuzz", usual);
    }

    /// Gives `parser` spoilt forms of `original`.
    public static void spoil(String name, byte[] original, int inputs, Consumer<byte[]> parser) {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < inputs; i++) {
            byte[] spoilt =
                    i <= original.length && i < inputs / 4
                            ? Arrays.copyOf(original, i)
                            : spoilt(original, random);
            check(name, spoilt, parser, true);
        }
    }

    private static void check(
            String name, byte[] input, Consumer<byte[]> parser, boolean mayBeSlowOnce) {
        long begun = System.nanoTime();
        try {
            parser.accept(input);
        } catch (ProblemException clear) {
            return;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(name + ": " + shown(input), e);
        }
        if (System.nanoTime() - begun > LONGEST_NANOS) {
            // The machine may just have been busy: what is slow is slow again.
            if (!mayBeSlowOnce) {
                throw new AssertionError(name + " thinks for over a second about " + shown(input));
            }
            check(name, input, parser, false);
        }
    }

    private static String shown(byte[] input) {
        return new String(input, 0, Math.min(2_000, input.length), StandardCharsets.ISO_8859_1);
    }

    private static byte[] spoilt(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(8)) {
                        case 0 -> put(bytes, at, (byte) random.nextInt(256));
                        case 1 -> splice(bytes, at, new byte[0], 1);
                        case 2 -> splice(bytes, at, new byte[] {(byte) 0xff}, 0);
                        case 3 -> splice(bytes, at, new byte[] {0}, 0);
                        case 4 -> splice(bytes, at, new byte[0], random.nextInt(bytes.length - at));
                        case 5 -> {
                            int end = Math.min(bytes.length, at + random.nextInt(200));
                            yield splice(bytes, at, Arrays.copyOfRange(bytes, at, end), 0);
                        }
                        case 6 ->
                                put(
                                        bytes,
                                        at,
                                        (byte) "{}[],:\"\\\n @<>-='/&".charAt(random.nextInt(18)));
                        default -> splice(bytes, at, piece(random), 0);
                    };
        }
        return bytes;
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] put(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, byte[] in, int removed) {
        byte[] out = new byte[bytes.length + in.length - removed];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(in, 0, out, at, in.length);
        System.arraycopy(bytes, at + removed, out, at + in.length, bytes.length - at - removed);
        return out;
    }
}
