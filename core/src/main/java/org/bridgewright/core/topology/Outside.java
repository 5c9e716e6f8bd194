package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.words.Words;

/// What lies beyond the NICs: LANs and direct links, from forwarding and neighbour tables.
///
/// Two ways out are on one LAN when one of them has seen a MAC that is behind the other, or both see the same station at
/// the same address. A direct link is claimed only when two known hosts, and no one else, are seen on both ends.
record Outside(List<SegmentElement> segments, List<Edge> edges) {
    private static final Words WORDS = Words.of(Outside.class);

    /// Addresses that many routers share by design (VRRP, HSRP, GLBP): no proof of one LAN.
    private static final List<String> SHARED_BY_DESIGN =
            List.of("00:00:5e:00:01:", "00:00:5e:00:02:", "00:00:0c:07:ac:", "00:07:b4:");

    static Outside of(Collection<HostDraft> hosts, MacIndex macs) {
        List<Exit> exits = new ArrayList<>();
        hosts.stream()
                .sorted(Comparator.comparing(h -> h.index.host))
                .forEach(h -> exits.addAll(Exit.of(h)));
        Groups groups = new Groups(exits);
        List<SegmentElement> segments = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (List<Exit> group : groups.all()) {
            if (groups.isDirect(group, macs)) {
                edges.add(
                        new Edge(
                                EdgeKind.CABLE,
                                group.get(0).nic(),
                                group.get(1).nic(),
                                Optional.empty(),
                                Optional.of(WORDS.get("evidence.forwarding"))));
            } else if (hostsOf(group) > 1
                    || group.stream().anyMatch(e -> e.defaultRoute().isPresent())) {
                addSegment(group, groups, segments, edges);
            }
        }
        return new Outside(List.copyOf(segments), List.copyOf(edges));
    }

    private static long hostsOf(List<Exit> group) {
        return group.stream().map(Exit::host).distinct().count();
    }

    private static void addSegment(
            List<Exit> group, Groups groups, List<SegmentElement> segments, List<Edge> edges) {
        Exit first = group.getFirst();
        ElementId id = ElementId.of(first.host(), "segment", first.name());
        Optional<Exit> withDefault =
                group.stream().filter(e -> e.defaultRoute().isPresent()).findFirst();
        Optional<IpAddress> gateway =
                withDefault.flatMap(Exit::defaultRoute).flatMap(Route::gateway);
        Optional<IpPrefix> subnet =
                subnetOf(gateway, withDefault)
                        .or(
                                () ->
                                        group.stream()
                                                .flatMap(e -> e.subnets().stream())
                                                .min(Comparator.comparing(IpPrefix::family))
                                                .map(IpPrefix::network));
        Set<ElementId> nics = new HashSet<>();
        String evidence =
                hostsOf(group) > 1 ? groups.evidence(group) : WORDS.get("evidence.default");
        for (Exit exit : group) {
            if (nics.add(exit.nic())) {
                edges.add(
                        new Edge(
                                EdgeKind.OUTSIDE,
                                exit.nic(),
                                id,
                                exit.vlan().map(v -> WORDS.get("outside.vlan", v)),
                                Optional.of(evidence)));
            }
        }
        segments.add(
                new SegmentElement(
                        id,
                        first.host(),
                        subnet.map(s -> WORDS.get("segment.name", s.toString()))
                                .orElseGet(
                                        () -> WORDS.get("segment.name.unnumbered", first.name())),
                        subnet,
                        gateway,
                        nics.stream().sorted().toList(),
                        evidence));
    }

    private static Optional<IpPrefix> subnetOf(Optional<IpAddress> gateway, Optional<Exit> exit) {
        return gateway.flatMap(
                g ->
                        exit.stream()
                                .flatMap(e -> e.subnets().stream())
                                .filter(s -> s.contains(g))
                                .findFirst()
                                .map(IpPrefix::network));
    }

    /// The exits, joined into groups of one L2 domain each.
    private static final class Groups {
        private final List<Exit> exits;
        private final int[] parent;
        private final boolean[] byForwarding;
        private final boolean[] byNeighbours;
        private final Map<MacAddress, List<Integer>> behind = new HashMap<>();
        private final Set<Long> heard = new HashSet<>();

        Groups(List<Exit> exits) {
            this.exits = exits;
            parent = new int[exits.size()];
            byForwarding = new boolean[exits.size()];
            byNeighbours = new boolean[exits.size()];
            for (int i = 0; i < parent.length; i++) {
                parent[i] = i;
                for (MacAddress mac : exits.get(i).own()) {
                    behind.computeIfAbsent(mac, k -> new ArrayList<>(1)).add(i);
                }
            }
            if (exits.size() > 1) {
                joinByMacs();
                joinByCommonNeighbours();
            }
        }

        private void joinByMacs() {
            for (int i = 0; i < parent.length; i++) {
                Map<HostId, Map<Integer, Integer>> votes = new LinkedHashMap<>();
                for (MacAddress mac : exits.get(i).seen()) {
                    int other = exitBehind(i, mac);
                    if (other >= 0) {
                        votes.computeIfAbsent(exits.get(other).host(), k -> new TreeMap<>())
                                .merge(other, 1, Integer::sum);
                    }
                }
                for (Map<Integer, Integer> ofHost : votes.values()) {
                    for (int other : believed(i, ofHost)) {
                        heard.add(pair(i, other));
                        join(i, other, exits.get(i).isWitness());
                    }
                }
            }
        }

        /// Of several ways out of one host that seem to be heard: those that hear back, else those whose own link is
        /// heard. A VM that has just moved is still in the tables of the wire that it left.
        private List<Integer> believed(int seer, Map<Integer, Integer> votes) {
            List<Integer> candidates = List.copyOf(votes.keySet());
            if (candidates.size() > 1) {
                Set<MacAddress> own = exits.get(seer).own();
                candidates =
                        narrowed(
                                candidates,
                                c -> exits.get(c).seen().stream().anyMatch(own::contains));
            }
            if (candidates.size() > 1) {
                Set<MacAddress> seen = exits.get(seer).seen();
                candidates =
                        narrowed(
                                candidates,
                                c -> exits.get(c).mac().filter(seen::contains).isPresent());
            }
            return candidates;
        }

        private static long pair(int from, int to) {
            return (long) from << 32 | to;
        }

        /// The one way out that has `mac` behind it; -1 when there is none, or it cannot be told which.
        private int exitBehind(int seer, MacAddress mac) {
            Exit from = exits.get(seer);
            List<Integer> candidates =
                    behind.getOrDefault(mac, List.of()).stream()
                            .filter(c -> !exits.get(c).host().equals(from.host()))
                            .filter(c -> !sameMachine(exits.get(c), from))
                            .toList();
            if (candidates.stream().map(c -> exits.get(c).host()).distinct().count() > 1) {
                return -1; // the same MAC on several hosts proves nothing
            }
            if (candidates.size() > 1) {
                candidates = narrowed(candidates, c -> exits.get(c).vlan().equals(from.vlan()));
            }
            if (candidates.size() > 1) {
                candidates =
                        narrowed(
                                candidates,
                                c -> exits.get(c).seen().stream().anyMatch(from.own()::contains));
            }
            return candidates.size() == 1 ? candidates.getFirst() : -1;
        }

        private static List<Integer> narrowed(
                List<Integer> candidates, java.util.function.IntPredicate keep) {
            List<Integer> kept = candidates.stream().filter(keep::test).toList();
            return kept.isEmpty() ? candidates : kept;
        }

        /// One machine opened twice by two names has the same NICs: they are not joined to each other.
        private static boolean sameMachine(Exit a, Exit b) {
            return a.name().equals(b.name()) && a.own().equals(b.own());
        }

        private void joinByCommonNeighbours() {
            record Station(IpAddress ip, MacAddress mac) {}
            Map<Station, Integer> first = new HashMap<>();
            for (int i = 0; i < parent.length; i++) {
                for (Map.Entry<IpAddress, MacAddress> neighbour :
                        exits.get(i).neighbours().entrySet()) {
                    if (!provesOneLan(neighbour.getKey(), neighbour.getValue())) {
                        continue;
                    }
                    Integer other =
                            first.putIfAbsent(
                                    new Station(neighbour.getKey(), neighbour.getValue()), i);
                    if (other != null && !exits.get(other).host().equals(exits.get(i).host())) {
                        join(other, i, false);
                    }
                }
            }
        }

        private static boolean provesOneLan(IpAddress ip, MacAddress mac) {
            return !ip.isLinkLocal()
                    && SHARED_BY_DESIGN.stream().noneMatch(p -> mac.text().startsWith(p));
        }

        private int root(int i) {
            int r = i;
            while (parent[r] != r) {
                parent[r] = parent[parent[r]];
                r = parent[r];
            }
            return r;
        }

        private void join(int a, int b, boolean forwarding) {
            (forwarding ? byForwarding : byNeighbours)[a] = true;
            int low = Math.min(root(a), root(b));
            parent[root(a)] = low;
            parent[root(b)] = low;
        }

        List<List<Exit>> all() {
            Map<Integer, List<Exit>> groups = new LinkedHashMap<>();
            for (int i = 0; i < parent.length; i++) {
                groups.computeIfAbsent(root(i), k -> new ArrayList<>(2)).add(exits.get(i));
            }
            return List.copyOf(groups.values());
        }

        /// Two ends, untagged, that hear each other and no one else.
        boolean isDirect(List<Exit> group, MacIndex macs) {
            if (group.size() != 2 || hostsOf(group) != 2) {
                return false;
            }
            Exit a = group.get(0);
            Exit b = group.get(1);
            int ia = exits.indexOf(a);
            int ib = exits.indexOf(b);
            return a.isWitness()
                    && b.isWitness()
                    && a.vlan().isEmpty()
                    && b.vlan().isEmpty()
                    && heard.contains(pair(ia, ib))
                    && heard.contains(pair(ib, ia))
                    && noOneElse(a, b, macs)
                    && noOneElse(b, a, macs);
        }

        private static boolean noOneElse(Exit seer, Exit other, MacIndex macs) {
            return seer.seen().stream()
                    .allMatch(mac -> other.own().contains(mac) || macs.isOn(mac, other.host()));
        }

        String evidence(List<Exit> group) {
            boolean forwarding = false;
            boolean neighbours = false;
            for (Exit exit : group) {
                int i = exits.indexOf(exit);
                forwarding |= byForwarding[i];
                neighbours |= byNeighbours[i];
            }
            return WORDS.get(
                    forwarding && neighbours
                            ? "evidence.both"
                            : forwarding ? "evidence.forwarding" : "evidence.neighbours");
        }
    }
}
