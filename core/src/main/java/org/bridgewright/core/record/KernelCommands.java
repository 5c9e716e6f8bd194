package org.bridgewright.core.record;

import java.util.Map;
import org.bridgewright.core.kernel.OwnerFiles;

/// The command behind each kernel file of a capture, for `commands.txt`.
final class KernelCommands {
    private static final Map<String, String> COMMANDS =
            Map.ofEntries(
                    Map.entry("ip-link-stats.json", "ip -j -d -s link"),
                    Map.entry("ip-link-stats.txt", "ip -d -s link"),
                    Map.entry("ip-link.txt", "ip link"),
                    Map.entry("ip-addr.json", "ip -j addr"),
                    Map.entry("ip-addr.txt", "ip addr"),
                    Map.entry("ip-route-all.json", "ip -j route show table all"),
                    Map.entry("ip-route-all.txt", "ip route show table all"),
                    Map.entry("ip-rule.json", "ip -j rule"),
                    Map.entry("ip6-rule.json", "ip -6 -j rule"),
                    Map.entry("ip-neigh.json", "ip -j neigh"),
                    Map.entry("bridge-fdb.json", "bridge -j fdb show"),
                    Map.entry("bridge-fdb-stats.json", "bridge -j -s fdb show"),
                    Map.entry("bridge-vlan.json", "bridge -j vlan"),
                    Map.entry("bridge-mdb.json", "bridge -j mdb"),
                    Map.entry("brforward.bin", "head -v -c 8388608 /sys/class/net/*/brforward"),
                    Map.entry("nft-ruleset.json", "nft -j -t list ruleset"),
                    Map.entry("nft-ruleset.txt", "nft -t list ruleset"),
                    Map.entry("iptables-save.txt", "iptables-save"),
                    Map.entry("ip6tables-save.txt", "ip6tables-save"),
                    Map.entry("ss-lunp.txt", "ss -lunp"),
                    Map.entry("hostname.txt", "uname -n"),
                    Map.entry("uname-r.txt", "uname -r"),
                    Map.entry("boot-id.txt", "cat /proc/sys/kernel/random/boot_id"));

    private KernelCommands() {}

    static String of(String file) {
        if (file.startsWith(OwnerFiles.PREFIX)) {
            return "cat /etc/" + OwnerFiles.decode(file.substring(OwnerFiles.PREFIX.length()));
        }
        return COMMANDS.getOrDefault(file, "kernel.sh");
    }
}
