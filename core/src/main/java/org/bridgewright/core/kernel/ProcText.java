package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.Route;

/// `/proc/net/{route,ipv6_route,arp,fib_trie,if_inet6}`: for hosts without any `ip`.
final class ProcText {
    /// RTF_GATEWAY, RTF_REJECT (linux/route.h).
    private static final long GATEWAY = 0x2;

    private ProcText() {}

    static Entries<Neighbour> arp(String text) {
        List<Neighbour> all = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            String[] w = line.strip().split("\\s+");
            Optional<IpAddress> ip = IpAddress.parse(w[0]);
            if (w.length >= 6 && ip.isPresent()) {
                boolean complete = Numbers.whole(w[2]).filter(f -> (f & 2) != 0).isPresent();
                all.add(
                        new Neighbour(
                                ip.get(),
                                w[5],
                                complete ? MacAddress.parse(w[3]) : Optional.empty(),
                                List.of(complete ? "STALE" : "FAILED"),
                                false));
            }
        }
        return Entries.of(all);
    }

    static Entries<Route> routes(String text) {
        List<Route> all = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            String[] w = line.strip().split("\\s+");
            if (w.length < 8) {
                continue;
            }
            Optional<IpAddress> to = littleEndian(w[1]);
            Optional<IpAddress> gateway = littleEndian(w[2]);
            Optional<IpPrefix> prefix =
                    to.flatMap(a -> littleEndian(w[7]).flatMap(m -> IpPrefix.ofMask(a, m)));
            long flags = Numbers.whole("0x" + w[3]).orElse(0L);
            prefix.ifPresent(
                    p ->
                            all.add(
                                    route(
                                            4,
                                            p,
                                            (flags & GATEWAY) != 0 ? gateway : Optional.empty(),
                                            w[0],
                                            Numbers.integer(w[6]).filter(m -> m != 0))));
        }
        return Entries.of(all);
    }

    static Entries<Route> routes6(String text) {
        List<Route> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] w = line.strip().split("\\s+");
            if (w.length < 10) {
                continue;
            }
            Optional<IpAddress> to = octets(w[0]);
            Optional<Integer> length = Numbers.integer("0x" + w[1]);
            if (to.isEmpty() || length.isEmpty() || length.get() > 128 || length.get() < 0) {
                continue;
            }
            long flags = Numbers.whole("0x" + w[8]).orElse(0L);
            all.add(
                    route(
                            6,
                            new IpPrefix(to.get(), length.get()),
                            (flags & GATEWAY) != 0 ? octets(w[4]) : Optional.empty(),
                            w[9],
                            Numbers.integer("0x" + w[5])));
        }
        return Entries.of(all);
    }

    private static Route route(
            int family,
            IpPrefix to,
            Optional<IpAddress> gateway,
            String link,
            Optional<Integer> metric) {
        String destination =
                to.length() == 0
                        ? "default"
                        : to.length() == to.address().bits()
                                ? to.address().toString()
                                : to.toString();
        return new Route(
                family,
                destination,
                gateway,
                Optional.of(link),
                metric,
                "main",
                "unicast",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /// `/proc/net/fib_trie` has the host's own IPv4 addresses (`/32 host LOCAL`), but not their links: each is on the link whose connected
    /// route (`/proc/net/route`) is the narrowest around it.
    static Entries<LinkAddress> addresses(String fibTrie, String routes) {
        List<Route> connected =
                routes(routes).good().stream()
                        .filter(r -> r.gateway().isEmpty() && !r.destination().equals("default"))
                        .toList();
        Map<IpAddress, Optional<LinkAddress>> all = new LinkedHashMap<>();
        Optional<IpAddress> leaf = Optional.empty();
        for (String line : fibTrie.lines().map(String::strip).toList()) {
            if (line.startsWith("|-- ")) {
                leaf = IpAddress.parse(line.substring(4));
            } else if (line.startsWith("/32 host LOCAL")) {
                leaf.ifPresent(ip -> all.computeIfAbsent(ip, a -> onLink(a, connected)));
            }
        }
        long lost = all.values().stream().filter(Optional::isEmpty).count();
        return new Entries<>(
                all.values().stream().flatMap(Optional::stream).toList(),
                lost == 0
                        ? List.of()
                        : List.of(KernelWords.WORDS.get("note.addresses-without-link", lost)));
    }

    private static Optional<LinkAddress> onLink(IpAddress ip, List<Route> connected) {
        if (ip.isLoopback()) {
            return Optional.of(
                    new LinkAddress(
                            "lo", new IpPrefix(ip, 8), "host", false, false, Optional.empty()));
        }
        Optional<LinkAddress> best = Optional.empty();
        for (Route route : connected) {
            Optional<IpPrefix> to = IpPrefix.parse(route.destination());
            if (to.filter(p -> p.contains(ip)).isPresent()
                    && route.link().isPresent()
                    && best.filter(b -> b.ip().length() >= to.get().length()).isEmpty()) {
                best =
                        Optional.of(
                                new LinkAddress(
                                        route.link().get(),
                                        new IpPrefix(ip, to.get().length()),
                                        "global",
                                        false,
                                        false,
                                        Optional.empty()));
            }
        }
        return best;
    }

    /// `/proc/net/if_inet6`: address, index, length, scope, flags, link.
    static Entries<LinkAddress> addresses6(String text) {
        List<LinkAddress> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] w = line.strip().split("\\s+");
            if (w.length < 6) {
                continue;
            }
            Optional<IpAddress> ip = octets(w[0]);
            Optional<Integer> length = Numbers.integer("0x" + w[2]).filter(n -> n >= 0 && n <= 128);
            if (ip.isPresent() && length.isPresent()) {
                String scope =
                        switch (w[3]) {
                            case "10" -> "host";
                            case "20" -> "link";
                            case "40" -> "site";
                            default -> "global";
                        };
                all.add(
                        new LinkAddress(
                                w[5],
                                new IpPrefix(ip.get(), length.get()),
                                scope,
                                false,
                                false,
                                Optional.empty()));
            }
        }
        return Entries.of(all);
    }

    private static Optional<IpAddress> littleEndian(String hex) {
        return Numbers.whole("0x" + hex)
                .filter(v -> hex.length() == 8)
                .map(
                        v ->
                                IpAddress.ofOctets(
                                        new byte[] {
                                            (byte) (long) v,
                                            (byte) (v >> 8),
                                            (byte) (v >> 16),
                                            (byte) (v >> 24)
                                        }));
    }

    private static Optional<IpAddress> octets(String hex) {
        if (hex.length() != 32) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.ofOctets(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }
}
