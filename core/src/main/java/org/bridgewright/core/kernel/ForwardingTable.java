package org.bridgewright.core.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.kernel.PartReader.Source;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;

/// The forwarding tables: entries from `bridge fdb`, exact ages from sysfs `brforward` or `brctl showmacs`; without
/// `bridge`, from those two alone.
final class ForwardingTable {
    /// `head -v` prints `==> /sys/class/net/BR/brforward <==` before each file's bytes.
    private static final String HEAD = "==> /sys/class/net/";

    private static final String HEAD_END = "/brforward <==\n";

    /// struct __fdb_entry (linux/if_bridge.h): MAC, port_no, is_local, ageing in 1/100 s, port_hi, padding.
    private static final int ENTRY = 16;

    private ForwardingTable() {}

    private record Station(String bridge, BrctlText.Mac mac) {}

    static Part<List<FdbEntry>> read(RawOutputs outputs, PartReader parts, LinkTables tables) {
        List<Station> stations = stations(outputs);
        Map<String, BridgePort> portsByLink = new HashMap<>();
        tables.ports().orElse(List.of()).forEach(p -> portsByLink.put(p.link(), p));
        Part<Entries<FdbEntry>> told =
                parts.first(
                        "fdb",
                        Source.of("bridge-fdb-stats.json", raw -> BridgeToolText.fdb(raw.text())),
                        Source.of("bridge-fdb.json", raw -> BridgeToolText.fdb(raw.text())),
                        Source.of("bridge-fdb.txt", raw -> BridgeToolText.fdb(raw.text())));
        List<FdbEntry> known = fromStations(stations, portsByLink);
        if (told instanceof Part.Present<Entries<FdbEntry>> present) {
            boolean binary = outputs.get("brforward.bin").isPresent();
            List<FdbEntry> all =
                    binary && !portsByLink.isEmpty()
                            ? joined(known, present.value().good())
                            : aged(present.value().good(), known);
            Entries<FdbEntry> capped =
                    new Entries<>(all, present.value().notes())
                            .capped(KernelReader.MAX_FDB_ENTRIES);
            capped.notes().forEach(note -> parts.note("fdb", note));
            return new Part.Present<>(capped.good(), present.readAt());
        }
        return known.isEmpty()
                ? Part.missing(told.problem().orElseThrow())
                : new Part.Present<>(known, outputs.readAt());
    }

    /// The kernel's own table is the later and truer one: it says which stations are there; `told` knows their VLANs, and
    /// what the own table lacks: the links' own filters, and the addresses of the bridges themselves.
    private static List<FdbEntry> joined(List<FdbEntry> known, List<FdbEntry> told) {
        Map<String, List<FdbEntry>> byStation = new HashMap<>();
        List<FdbEntry> all = new ArrayList<>();
        for (FdbEntry entry : told) {
            boolean ofBridge = entry.bridge().filter(b -> b.equals(entry.link())).isPresent();
            if (entry.self() || ofBridge) {
                all.add(entry);
            } else {
                byStation.computeIfAbsent(key(entry), k -> new ArrayList<>()).add(entry);
            }
        }
        Set<String> done = new HashSet<>();
        for (FdbEntry station : known) {
            if (!done.add(key(station))) {
                continue; // it is there once per VLAN
            }
            List<FdbEntry> same = byStation.getOrDefault(key(station), List.of(station));
            same.forEach(entry -> all.add(withAge(entry, station.ageSeconds())));
        }
        return all;
    }

    private static List<FdbEntry> aged(List<FdbEntry> told, List<FdbEntry> known) {
        Map<String, FdbEntry> stations = new HashMap<>();
        known.forEach(entry -> stations.putIfAbsent(key(entry), entry));
        return told.stream()
                .map(
                        entry -> {
                            FdbEntry station = stations.get(key(entry));
                            return station == null || entry.local()
                                    ? entry
                                    : withAge(entry, station.ageSeconds());
                        })
                .toList();
    }

    private static FdbEntry withAge(FdbEntry entry, Optional<Double> age) {
        return new FdbEntry(
                entry.mac(),
                entry.link(),
                entry.bridge(),
                entry.vlan(),
                entry.local(),
                entry.self(),
                entry.local() ? Optional.empty() : age.or(entry::ageSeconds));
    }

    private static String key(FdbEntry entry) {
        return entry.bridge().orElse("") + "\n" + entry.link() + "\n" + entry.mac().text();
    }

    private static List<FdbEntry> fromStations(
            List<Station> stations, Map<String, BridgePort> portsByLink) {
        Map<String, String> links = new HashMap<>();
        portsByLink
                .values()
                .forEach(
                        p -> p.number().ifPresent(n -> links.put(p.bridge() + "\n" + n, p.link())));
        List<FdbEntry> entries = new ArrayList<>();
        for (Station s : stations) {
            String link = links.get(s.bridge() + "\n" + s.mac().port());
            if (link != null) {
                entries.add(
                        new FdbEntry(
                                s.mac().mac(),
                                link,
                                Optional.of(s.bridge()),
                                Optional.empty(),
                                s.mac().local(),
                                false,
                                s.mac().local()
                                        ? Optional.empty()
                                        : Optional.of(s.mac().ageSeconds())));
            }
        }
        return List.copyOf(entries);
    }

    private static List<Station> stations(RawOutputs outputs) {
        List<Station> stations = new ArrayList<>();
        outputs.get("brforward.bin").ifPresent(o -> addBinary(stations, o.stdout().octets()));
        if (stations.isEmpty()) {
            String prefix = "brctl-showmacs-";
            for (RawOutput output : outputs.matching(prefix, ".txt")) {
                String name = output.name();
                String bridge =
                        OwnerFiles.decode(name.substring(prefix.length(), name.length() - 4));
                for (BrctlText.Mac mac : BrctlText.showmacs(output.text())) {
                    stations.add(new Station(bridge, mac));
                }
            }
        }
        return stations;
    }

    private static void addBinary(List<Station> stations, byte[] octets) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        int head = latin.indexOf(HEAD);
        while (head >= 0) {
            int end = latin.indexOf(HEAD_END, head);
            if (end < 0) {
                return;
            }
            String bridge =
                    CleanText.of(
                            latin.substring(head + HEAD.length(), end)
                                    .getBytes(StandardCharsets.ISO_8859_1));
            int from = end + HEAD_END.length();
            int next = latin.indexOf("\n" + HEAD, from);
            int to = next < 0 ? octets.length : next;
            for (int i = from; i + ENTRY <= to; i += ENTRY) {
                station(bridge, octets, i).ifPresent(stations::add);
            }
            head = next < 0 ? -1 : next + 1;
        }
    }

    private static Optional<Station> station(String bridge, byte[] octets, int at) {
        String mac = HexFormat.ofDelimiter(":").formatHex(octets, at, at + 6);
        int port = octets[at + 6] & 0xff | (octets[at + 12] & 0xff) << 8;
        boolean local = octets[at + 7] != 0;
        // The kernel's byte order; every host that libvirt's QEMU driver runs on in practice is
        // little-endian but s390x.
        long ticks =
                octets[at + 8] & 0xffL
                        | (octets[at + 9] & 0xffL) << 8
                        | (octets[at + 10] & 0xffL) << 16
                        | (octets[at + 11] & 0xffL) << 24;
        if (ticks > 100L * 86_400 * 30) {
            ticks = Integer.toUnsignedLong(Integer.reverseBytes((int) ticks));
        }
        double age = ticks / 100.0;
        return MacAddress.parse(mac)
                .map(m -> new Station(bridge, new BrctlText.Mac(port, m, local, age)));
    }
}
