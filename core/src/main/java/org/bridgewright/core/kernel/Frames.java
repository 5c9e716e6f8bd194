package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts framed output into parts: "MARK NAME", bytes, "MARK= STATUS", what was said on standard error, and so on.
final class Frames {
    private Frames() {}

    /// The parts in `bytes`; one that has no end is there with `cut` set, since the script was stopped within it.
    static List<RawOutput> split(byte[] bytes, String mark) {
        byte[] start = KernelScript.ascii("\n" + mark + " ");
        byte[] end = KernelScript.ascii("\n" + mark + "= ");
        List<RawOutput> parts = new ArrayList<>();
        int at = indexOf(bytes, start, 0);
        while (at >= 0) {
            int nameFrom = at + start.length;
            int nameTo = lineEnd(bytes, nameFrom);
            String name = CleanText.of(Arrays.copyOfRange(bytes, nameFrom, nameTo)).strip();
            int bodyFrom = Math.min(bytes.length, nameTo + 1);
            // The output may be empty, and then the end mark's newline is the name's.
            int bodyTo = indexOf(bytes, end, nameTo);
            int next = indexOf(bytes, start, nameTo);
            if (bodyTo < 0 || next >= 0 && next < bodyTo) {
                int to = next < 0 ? bytes.length : next;
                parts.add(
                        new RawOutput(
                                name,
                                0,
                                new RawOutput.Bytes(
                                        Arrays.copyOfRange(bytes, Math.min(bodyFrom, to), to)),
                                "",
                                true));
            } else {
                parts.add(part(bytes, name, bodyFrom, bodyTo, end.length, next));
            }
            at = next;
        }
        return parts;
    }

    private static RawOutput part(
            byte[] bytes, String name, int bodyFrom, int bodyTo, int endLength, int next) {
        int statusFrom = bodyTo + endLength;
        int statusTo = lineEnd(bytes, statusFrom);
        Optional<Integer> status =
                Numbers.integer(CleanText.of(Arrays.copyOfRange(bytes, statusFrom, statusTo)));
        int saidFrom = Math.min(bytes.length, statusTo + 1);
        int saidTo = next < 0 ? bytes.length : Math.max(saidFrom, next);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(bodyFrom, bodyTo), bodyTo);
        String said =
                CleanText.of(Arrays.copyOfRange(bytes, Math.min(saidFrom, saidTo), saidTo)).strip();
        return new RawOutput(
                name,
                status.orElse(1),
                new RawOutput.Bytes(body),
                said,
                body.length >= KernelReader.MAX_PART_BYTES);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private static int indexOf(byte[] bytes, byte[] word, int from) {
        return indexOf(bytes, bytes.length, word, from);
    }

    /// The place of `word` in the first `length` bytes, from `from` on; -1 when it is not there.
    static int indexOf(byte[] bytes, int length, byte[] word, int from) {
        byte first = word[0];
        int last = length - word.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first
                    && Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }
}
