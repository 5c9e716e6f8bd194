package org.bridgewright.core.kernel;

import static org.bridgewright.core.kernel.JsonAnswer.decimal;
import static org.bridgewright.core.kernel.JsonAnswer.flag;
import static org.bridgewright.core.kernel.JsonAnswer.integer;
import static org.bridgewright.core.kernel.JsonAnswer.text;
import static org.bridgewright.core.kernel.JsonAnswer.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.MulticastEntry;
import org.bridgewright.core.model.VlanMembership;
import tools.jackson.databind.JsonNode;

/// Forwarding, VLAN and multicast tables and ports out of entries of `bridge -j`.
final class BridgeEntries {
    private BridgeEntries() {}

    static Optional<FdbEntry> fdb(JsonNode node) {
        Optional<MacAddress> mac = text(node, "mac").flatMap(MacAddress::parse);
        Optional<String> link = text(node, "ifname");
        if (mac.isEmpty() || link.isEmpty()) {
            return Optional.empty();
        }
        List<String> flags = words(node, "flags");
        Optional<String> bridge = text(node, "master").filter(m -> !m.isEmpty());
        boolean local = text(node, "state", "").equals("permanent");
        return Optional.of(
                new FdbEntry(
                        mac.get(),
                        link.get(),
                        bridge,
                        integer(node, "vlan"),
                        local,
                        flags.contains("self") || bridge.isEmpty(),
                        local ? Optional.empty() : decimal(node, "updated")));
    }

    static Optional<MulticastEntry> multicast(JsonNode node) {
        Optional<String> bridge = text(node, "dev");
        Optional<String> port = text(node, "port");
        Optional<String> group = text(node, "grp");
        if (bridge.isEmpty() || port.isEmpty() || group.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MulticastEntry(
                        bridge.get(),
                        port.get(),
                        group.get(),
                        text(node, "state", "").startsWith("perm")));
    }

    /// The three forms of `bridge -j vlan`: an array of `{ifname, vlans}`, the same without flags, and the object keyed
    /// by link of RHEL 7's iproute2, which spells the flag `EgressUntagged`.
    static Entries<VlanMembership> vlans(String answer) {
        String body = answer.strip();
        List<VlanMembership> all = new ArrayList<>();
        if (body.startsWith("{")) {
            for (Map.Entry<String, JsonNode> entry :
                    JsonAnswer.properties(JsonAnswer.object(body))) {
                addVlans(all, entry.getKey(), entry.getValue());
            }
            return Entries.of(all);
        }
        Entries<JsonNode> nodes = JsonAnswer.array(body);
        for (JsonNode node : nodes.good()) {
            Optional<String> link = text(node, "ifname");
            JsonNode vlans = node.get("vlans");
            if (link.isPresent() && vlans != null) {
                addVlans(all, link.get(), vlans);
            }
        }
        return new Entries<>(all, nodes.notes());
    }

    private static void addVlans(List<VlanMembership> all, String link, JsonNode vlans) {
        if (!vlans.isArray()) {
            return;
        }
        for (JsonNode vlan : vlans.values()) {
            Optional<Integer> first = integer(vlan, "vlan");
            if (first.isPresent()) {
                List<String> flags = words(vlan, "flags");
                all.add(
                        new VlanMembership(
                                link,
                                first.get(),
                                integer(vlan, "vlanEnd").orElse(first.get()),
                                flags.contains("PVID"),
                                flags.contains("Egress Untagged")
                                        || flags.contains("EgressUntagged")));
            }
        }
    }

    /// An entry of `bridge -j -d link`: what a port is where `ip -d link` does not tell. Bridges list themselves, too.
    static Optional<BridgePort> port(JsonNode node) {
        Optional<String> link = text(node, "ifname");
        Optional<String> bridge = text(node, "master").filter(m -> !m.isEmpty());
        Optional<String> state = text(node, "state");
        if (link.isEmpty() || bridge.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BridgePort(
                        link.get(),
                        bridge.get(),
                        Optional.empty(),
                        Optional.empty(),
                        state.get(),
                        integer(node, "priority"),
                        integer(node, "cost"),
                        flag(node, "isolated").orElse(false),
                        flag(node, "hairpin").orElse(false),
                        flag(node, "learning"),
                        flag(node, "flood"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
