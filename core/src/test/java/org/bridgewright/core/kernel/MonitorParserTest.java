package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bridgewright.core.kernel.MonitorParser.Event;
import org.junit.jupiter.api.Test;

class MonitorParserTest {
    private static final String STREAM =
            "M+ link vnet0\nM+ address virbr0\nM+ route\nnoise\n"
                    + "\nM ip-link-stats.json\n[{\"ifname\":\"a\"}]\n\nM= 0\n\nM ip-addr.json\n\nM= 1\nCannot find device\n\nM# 7\n"
                    + "M+ lost ended\n\nM# 8\n";

    private static List<Event> feed(String text, int size) {
        MonitorParser parser = new MonitorParser("M", () -> Instant.EPOCH);
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < all.length; i += size) {
            events.addAll(parser.feed(Arrays.copyOfRange(all, i, Math.min(all.length, i + size))));
        }
        return events;
    }

    @Test
    void eventsAndAnswersAreTakenApartWhereverChunksEnd() {
        List<Event> whole = feed(STREAM, STREAM.length());
        assertEquals(6, whole.size(), whole.toString());
        assertEquals(new Event.LinkChanged("vnet0"), whole.get(0));
        assertEquals(new Event.AddressChanged("virbr0"), whole.get(1));
        assertEquals(new Event.RouteChanged(), whole.get(2));
        Event.Answer answer = (Event.Answer) whole.get(3);
        assertEquals(7, answer.number());
        RawOutput links = answer.outputs().byName().values().iterator().next();
        assertEquals("[{\"ifname\":\"a\"}]\n", links.text());
        assertEquals(
                "Cannot find device", answer.outputs().get("ip-addr.json").orElseThrow().stderr());
        assertEquals(new Event.Lost("ended"), whole.get(4));
        for (int size = 1; size < 12; size++) {
            assertEquals(whole, feed(STREAM, size), "in chunks of " + size);
        }
    }

    @Test
    void aPartWithoutEndIsKnownAsCut() {
        RawOutputs outputs =
                KernelReader.split(
                        "noise\nM a.txt\nhello\nM= 0\n\nM b.txt\nhalf"
                                .getBytes(StandardCharsets.UTF_8),
                        "M",
                        Instant.EPOCH);
        assertEquals("hello", outputs.get("a.txt").orElseThrow().text());
        assertFalse(outputs.get("a.txt").orElseThrow().cut());
        assertTrue(outputs.get("b.txt").orElseThrow().cut());
    }
}
