package org.bridgewright.core.kernel;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Takes apart what a running [KernelScript#monitor] prints: changes as they happen, and answers to commands. Chunks may
/// end anywhere. For one thread.
public final class MonitorParser {
    /// No answer is longer: a read has at most this many bytes.
    private static final int MAX_ANSWER_BYTES = 48 << 20;

    /// Something that the monitor told.
    public sealed interface Event {
        /// A link came, went, or changed (state, master, name).
        record LinkChanged(String link) implements Event {}

        record AddressChanged(String link) implements Event {}

        record RouteChanged() implements Event {}

        /// Changes may have gone unseen: read everything again. `monitor` ends where the host has none; then it looks for
        /// itself, and this comes for each change.
        record Lost(String why) implements Event {}

        /// The answer to the command of that number: the parts it printed.
        record Answer(int number, RawOutputs outputs) implements Event {}
    }

    private final byte[] line;
    private final String mark;
    private final Supplier<Instant> clock;
    private final byte[] answerEnd;
    private byte[] buffer = new byte[8192];
    private int length;
    private int searched;
    private boolean inAnswer;

    /// @param clock tells when an answer was read
    public MonitorParser(String mark, Supplier<Instant> clock) {
        this.mark = mark;
        this.clock = clock;
        this.line = KernelScript.ascii(mark + "+ ");
        this.answerEnd = KernelScript.ascii("\n" + mark + "# ");
    }

    /// The events that `chunk` completed.
    public List<Event> feed(byte[] chunk) {
        append(chunk);
        List<Event> events = new ArrayList<>();
        while (inAnswer ? takeAnswer(events) : takeLine(events)) {
            // each turn takes one event, or one line that is none
        }
        if (length > MAX_ANSWER_BYTES) {
            length = 0;
            searched = 0;
            inAnswer = false;
            events.add(new Event.Lost("too long"));
        }
        return events;
    }

    private void append(byte[] chunk) {
        if (length + chunk.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + chunk.length));
        }
        System.arraycopy(chunk, 0, buffer, length, chunk.length);
        length += chunk.length;
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
        searched = 0;
    }

    private boolean takeLine(List<Event> events) {
        int end = searched;
        while (end < length && buffer[end] != '\n') {
            end++;
        }
        if (end == length) {
            searched = end;
            return false;
        }
        if (startsWith(KernelScript.ascii(mark + " "), end)) {
            inAnswer = true; // the line stays: it is the first frame
            searched = 0;
            return true;
        }
        if (startsWith(line, end)) {
            event(events, CleanText.of(Arrays.copyOfRange(buffer, line.length, end)).strip());
        } else if (startsWith(KernelScript.ascii(mark + "# "), end)) {
            answer(events, new byte[0], mark.length() + 2, end);
        }
        drop(end + 1);
        return true;
    }

    private boolean startsWith(byte[] word, int end) {
        return end >= word.length && Arrays.equals(buffer, 0, word.length, word, 0, word.length);
    }

    private static void event(List<Event> events, String words) {
        String[] w = words.split(" ", 2);
        String rest = w.length > 1 ? w[1] : "";
        switch (w[0]) {
            case "link" -> events.add(new Event.LinkChanged(rest));
            case "address" -> events.add(new Event.AddressChanged(rest));
            case "route" -> events.add(new Event.RouteChanged());
            default -> events.add(new Event.Lost(rest));
        }
    }

    private boolean takeAnswer(List<Event> events) {
        int end =
                Frames.indexOf(buffer, length, answerEnd, Math.max(0, searched - answerEnd.length));
        if (end < 0) {
            searched = length;
            return false;
        }
        int numberFrom = end + answerEnd.length;
        int lineEnd = numberFrom;
        while (lineEnd < length && buffer[lineEnd] != '\n') {
            lineEnd++;
        }
        if (lineEnd == length) {
            searched = end;
            return false;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(end + 1);
        body.write('\n');
        body.write(buffer, 0, end);
        answer(events, body.toByteArray(), numberFrom, lineEnd);
        inAnswer = false;
        drop(lineEnd + 1);
        return true;
    }

    private void answer(List<Event> events, byte[] body, int numberFrom, int numberTo) {
        int number =
                Numbers.integer(CleanText.of(Arrays.copyOfRange(buffer, numberFrom, numberTo)))
                        .orElse(0);
        events.add(new Event.Answer(number, KernelReader.split(body, mark, clock.get())));
    }
}
