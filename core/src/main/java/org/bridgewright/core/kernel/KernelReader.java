package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.Bond;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.Firewall;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MulticastEntry;
import org.bridgewright.core.model.Neighbour;
import org.bridgewright.core.model.OwnerFile;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.RoutingRule;
import org.bridgewright.core.model.VlanMembership;

/// What the kernel says, out of what the commands printed: one reader for live hosts and captures, for new tools and
/// old ones. Pure: no I/O, no clock. Whatever the input, it answers; what cannot be read is `Missing` with the reason,
/// and a bad entry hides only itself ([KernelState#notes()]).
public final class KernelReader {
    /// The script ends a part's output here.
    public static final int MAX_PART_BYTES = 8 << 20;

    /// Entries of one list that are kept; a host with more is shown in part, and that is said.
    public static final int MAX_ENTRIES = 10_000;

    /// A forwarding table may be longer than the other lists: hosts with 20,000 stations exist.
    static final int MAX_FDB_ENTRIES = 50_000;

    private KernelReader() {}

    /// The parts of what [KernelScript] printed; noise before the first mark is left out.
    public static RawOutputs split(byte[] bytes, String mark, java.time.Instant readAt) {
        return RawOutputs.of(Frames.split(bytes, mark), Optional.of(readAt), true);
    }

    /// The state out of what the commands printed; what cannot be read is a missing part of it.
    public static KernelState parse(RawOutputs outputs) {
        PartReader parts = new PartReader(outputs);
        LinkTables tables = LinkTables.read(outputs, parts);
        Part<List<FdbEntry>> fdb = ForwardingTable.read(outputs, parts, tables);
        Part<List<VlanMembership>> vlans =
                parts.list(
                        "vlans",
                        PartReader.Source.of(
                                "bridge-vlan.json", raw -> BridgeToolText.vlans(raw.text())),
                        PartReader.Source.of(
                                "bridge-vlan.txt", raw -> BridgeToolText.vlans(raw.text())));
        Part<List<Neighbour>> neighbours =
                parts.list(
                        "neighbours",
                        PartReader.Source.of("ip-neigh.json", raw -> neighbours(raw.text())),
                        PartReader.Source.of("ip-neigh.txt", raw -> neighbours(raw.text())),
                        PartReader.Source.of("proc-net-arp.txt", raw -> ProcText.arp(raw.text())));
        Part<List<MulticastEntry>> multicast =
                parts.list(
                        "multicast",
                        PartReader.Source.of("bridge-mdb.json", raw -> multicast(raw.text())));
        return new KernelState(
                facts(outputs, parts),
                tables.links(),
                addresses(outputs, parts),
                tables.bridges(),
                tables.ports(),
                fdb,
                vlans,
                routes(parts),
                rules(outputs, parts),
                neighbours,
                bonds(outputs, parts),
                firewall(outputs, parts),
                ownerFiles(outputs, parts),
                parts.first(
                        "listeners",
                        PartReader.Source.of("ss-lunp.txt", raw -> raw.text().lines().toList())),
                Part.missing(parts.absent("agent", "domifaddr-agent-*.txt")),
                multicast,
                parts.notes());
    }

    /// Counters by link, out of the answer to [KernelScript.Ask#COUNTERS]; links that are gone have none.
    public static Map<String, Link.Counters> counters(RawOutputs outputs) {
        return outputs.get("counters.txt")
                .map(raw -> SysfsText.counters(raw.text()))
                .orElse(Map.of());
    }

    static Part<List<LinkAddress>> addresses(RawOutputs outputs, PartReader parts) {
        String routes = outputs.get("proc-net-route.txt").map(RawOutput::text).orElse("");
        String six = outputs.get("proc-net-if-inet6.txt").map(RawOutput::text).orElse("");
        return parts.list(
                "addresses",
                PartReader.Source.of(
                        "ip-addr.json",
                        raw -> AddressEntries.addresses(IpText.addressNodes(raw.text()))),
                PartReader.Source.of(
                        "ip-addr.txt",
                        raw -> AddressEntries.addresses(IpText.addressNodes(raw.text()))),
                PartReader.Source.of(
                        "proc-net-fib-trie.txt",
                        raw ->
                                ProcText.addresses(raw.text(), routes)
                                        .plus(ProcText.addresses6(six))));
    }

    private static Part<HostFacts> facts(RawOutputs outputs, PartReader parts) {
        return FactsText.facts(outputs)
                .<Part<HostFacts>>map(facts -> new Part.Present<>(facts, outputs.readAt()))
                .orElseGet(() -> Part.missing(parts.absent("facts", "hostname.txt")));
    }

    private static Entries<Neighbour> neighbours(String text) {
        return Entries.read(
                IpText.neighbourNodes(text), (node, i) -> AddressEntries.neighbour(node));
    }

    private static Entries<MulticastEntry> multicast(String text) {
        List<MulticastEntry> all = new ArrayList<>();
        for (var answer : JsonAnswer.array(text).good()) {
            for (var entry : JsonAnswer.children(answer, "mdb")) {
                BridgeEntries.multicast(entry).ifPresent(all::add);
            }
        }
        return Entries.of(all);
    }

    /// One dump of all tables and families, or one of each family.
    private static Part<List<Route>> routes(PartReader parts) {
        Part<List<Route>> all =
                parts.list(
                        "routes",
                        PartReader.Source.of("ip-route-all.json", raw -> routes(raw.text(), 0)),
                        PartReader.Source.of("ip-route-all.txt", raw -> routes(raw.text(), 0)));
        if (all.isPresent()) {
            return all;
        }
        Part<List<Route>> v4 =
                parts.list(
                        "routes",
                        PartReader.Source.of("ip-route.json", raw -> routes(raw.text(), 4)),
                        PartReader.Source.of("ip-route.txt", raw -> routes(raw.text(), 4)),
                        PartReader.Source.of(
                                "proc-net-route.txt", raw -> ProcText.routes(raw.text())));
        Part<List<Route>> v6 =
                parts.list(
                        "routes",
                        PartReader.Source.of("ip6-route.json", raw -> routes(raw.text(), 6)),
                        PartReader.Source.of("ip6-route.txt", raw -> routes(raw.text(), 6)),
                        PartReader.Source.of(
                                "proc-net-ipv6-route.txt", raw -> ProcText.routes6(raw.text())));
        if (!v4.isPresent()) {
            boolean tried = all.problem().filter(p -> p.kind() != Kind.NOT_READ).isPresent();
            return tried ? all : v4;
        }
        if (!v6.isPresent()) {
            parts.note("routes", KernelWords.WORDS.get("note.ipv6-routes"));
        }
        return v4.map(
                list -> {
                    List<Route> both = new ArrayList<>(list);
                    both.addAll(v6.orElse(List.of()));
                    return List.copyOf(both);
                });
    }

    private static Entries<Route> routes(String text, int family) {
        return Entries.read(
                IpText.routeNodes(text), (node, i) -> AddressEntries.route(node, family));
    }

    private static Part<List<RoutingRule>> rules(RawOutputs outputs, PartReader parts) {
        Part<List<RoutingRule>> v4 =
                parts.list(
                        "rules",
                        PartReader.Source.of("ip-rule.json", raw -> rules(raw.text(), 4)),
                        PartReader.Source.of("ip-rule.txt", raw -> rules(raw.text(), 4)));
        if (outputs.good("ip6-rule.json").isEmpty()) {
            return v4;
        }
        Part<List<RoutingRule>> v6 =
                parts.list(
                        "rules",
                        PartReader.Source.of("ip6-rule.json", raw -> rules(raw.text(), 6)));
        return v4.map(
                list -> {
                    List<RoutingRule> both = new ArrayList<>(list);
                    both.addAll(v6.orElse(List.of()));
                    return List.copyOf(both);
                });
    }

    private static Entries<RoutingRule> rules(String text, int family) {
        return Entries.read(IpText.ruleNodes(text), (node, i) -> AddressEntries.rule(node, family));
    }

    /// Each bond is a file of its own; a host that was read has none when there is none.
    private static Part<List<Bond>> bonds(RawOutputs outputs, PartReader parts) {
        List<Bond> bonds = new ArrayList<>();
        for (RawOutput output : outputs.matching("proc-net-bonding-", ".txt")) {
            String name =
                    output.name()
                            .substring("proc-net-bonding-".length(), output.name().length() - 4);
            if (output.exitStatus() == 0) {
                FactsText.bond(OwnerFiles.decode(name), output.text()).ifPresent(bonds::add);
            }
        }
        boolean looked = outputs.get("proc-net-bonding.txt").isPresent();
        return bonds.isEmpty() && !looked
                ? Part.missing(parts.absent("bonds", "proc-net-bonding-*.txt"))
                : new Part.Present<>(List.copyOf(bonds), outputs.readAt());
    }

    private static Part<Firewall> firewall(RawOutputs outputs, PartReader parts) {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<Problem> failure = Optional.empty();
        for (String file :
                new String[] {
                    "nft-ruleset.json", "nft-ruleset.txt", "iptables-save.txt", "ip6tables-save.txt"
                }) {
            Part<String> text =
                    parts.first("firewall", PartReader.Source.of(file, RawOutput::text));
            text.optional().ifPresent(t -> texts.put(file, t));
            if (failure.isEmpty()) {
                failure = text.problem().filter(p -> p.kind() != Kind.NOT_READ);
            }
        }
        if (texts.isEmpty()) {
            return Part.missing(
                    failure.orElseGet(() -> parts.absent("firewall", "nft-ruleset.json")));
        }
        return new Part.Present<>(
                new Firewall(
                        Optional.ofNullable(texts.get("nft-ruleset.json")),
                        Optional.ofNullable(texts.get("nft-ruleset.txt")),
                        Optional.ofNullable(texts.get("iptables-save.txt")),
                        Optional.ofNullable(texts.get("ip6tables-save.txt"))),
                outputs.readAt());
    }

    private static Part<List<OwnerFile>> ownerFiles(RawOutputs outputs, PartReader parts) {
        List<OwnerFile> files = OwnerFiles.of(outputs);
        boolean looked = outputs.get("etc.txt").isPresent();
        return files.isEmpty() && !looked
                ? Part.missing(parts.absent("owner-files", "etc-*"))
                : new Part.Present<>(files, outputs.readAt());
    }
}
