package org.bridgewright.core.host.live;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// Ports with a whole data centre behind them: of their stations, the count and those that are known are kept. Pure.
final class LargePorts {
    /// A port with more stations is large.
    static final int MOST_STATIONS = 2000;

    private static final Words WORDS = Words.of(LargePorts.class);

    private LargePorts() {}

    /// `kernel` without the unknown stations of large ports, and with a note that says how many there are.
    static KernelState reduced(KernelState kernel, Predicate<MacAddress> known) {
        List<FdbEntry> all = kernel.fdb().orElse(List.of());
        if (all.size() <= MOST_STATIONS) {
            return kernel;
        }
        Map<String, Long> large =
                all.stream()
                        .filter(LargePorts::isStation)
                        .collect(
                                Collectors.groupingBy(
                                        FdbEntry::link, TreeMap::new, Collectors.counting()));
        large.values().removeIf(count -> count <= MOST_STATIONS);
        if (large.isEmpty()) {
            return kernel;
        }
        Part<List<FdbEntry>> fdb =
                kernel.fdb()
                        .map(
                                entries ->
                                        entries.stream()
                                                .filter(
                                                        e ->
                                                                !isStation(e)
                                                                        || !large.containsKey(
                                                                                e.link())
                                                                        || known.test(e.mac()))
                                                .toList());
        KernelState reduced =
                kernel.withWiring(
                        kernel.links(), kernel.addresses(), kernel.bridges(), kernel.ports(), fdb);
        for (Map.Entry<String, Long> port : large.entrySet()) {
            reduced = reduced.withNote(note(port.getKey(), port.getValue()));
        }
        return reduced;
    }

    private static boolean isStation(FdbEntry entry) {
        return !entry.local() && !entry.self();
    }

    static boolean isNote(Problem note) {
        return note.cause().equals(WORDS.get("large.port.cause", String.valueOf(MOST_STATIONS)));
    }

    private static Problem note(String port, long stations) {
        return Problem.of(
                Problem.Kind.NOT_READ,
                WORDS.get("large.port", port, String.valueOf(stations)),
                WORDS.get("large.port.cause", String.valueOf(MOST_STATIONS)),
                WORDS.get("large.port.remedy", port));
    }
}
