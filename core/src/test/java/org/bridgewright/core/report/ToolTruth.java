package org.bridgewright.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What `virsh`, `brctl`, `ip` and `sysctl` print in their text form, compared with our JSON, field by field. The text
/// forms are not what we read (that is the JSON forms and the API), so the two are independent.
public final class ToolTruth {
    private final String host;
    private final Function<String, String> tool;
    private final Map<String, JsonNode> elements = new TreeMap<>();
    private final boolean timersMayDiffer;

    /// @param tool gives what a command prints; the name is the capture's file name (`brctl-show.txt`)
    /// @param timersMayDiffer the tools ran at another moment than our read
    public ToolTruth(
            JsonNode document,
            String host,
            Function<String, String> tool,
            boolean timersMayDiffer) {
        this.host = host;
        this.tool = tool;
        this.timersMayDiffer = timersMayDiffer;
        for (JsonNode element : document.get("elements")) {
            if (element.get("host").asString().equals(host)) {
                elements.put(element.get("id").asString(), element);
            }
        }
    }

    /// Compares everything that both say; throws an [AssertionError] that names the first difference.
    public void compareAll() {
        guests();
        networks();
        leases();
        interfaces();
        links();
        bridges();
        macs();
        spanningTree();
        routes();
        forwarding();
    }

    private Stream<JsonNode> ofKind(String kind) {
        return elements.values().stream().filter(e -> e.get("kind").asString().equals(kind));
    }

    private JsonNode element(String path) {
        JsonNode found = elements.get(host + "/" + path);
        if (found == null) {
            throw new AssertionError(host + "/" + path + " is missing in our JSON");
        }
        return found;
    }

    private Stream<String> lines(String file) {
        return tool.apply(file).lines();
    }

    /// `virsh list --all`.
    private void guests() {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> ours = new TreeMap<>();
        lines("list.txt")
                .skip(2)
                .filter(l -> !l.isBlank())
                .map(l -> l.strip().split("\\s+", 3))
                .forEach(w -> said.put(w[1], w[2]));
        ofKind("guest").forEach(g -> ours.put(text(g, "name"), text(g, "state")));
        assertEquals(said, ours, host + ": virsh list --all");
    }

    /// `virsh net-list --all`, `net-info`.
    private void networks() {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> ours = new TreeMap<>();
        lines("net-list.txt")
                .skip(2)
                .filter(l -> !l.isBlank())
                .map(l -> l.strip().split("\\s+"))
                .forEach(
                        w ->
                                said.put(
                                        w[0],
                                        w[1]
                                                + " "
                                                + w[2]
                                                + " "
                                                + w[3]
                                                + " "
                                                + value("net-info-" + w[0] + ".txt", "UUID:")
                                                + " "
                                                + value("net-info-" + w[0] + ".txt", "Bridge:")));
        ofKind("network")
                .forEach(
                        n ->
                                ours.put(
                                        text(n, "name"),
                                        (n.get("active").asBoolean() ? "active" : "inactive")
                                                + " "
                                                + yes(n, "autostart")
                                                + " "
                                                + yes(n, "persistent")
                                                + " "
                                                + text(n, "uuid")
                                                + " "
                                                + text(n, "bridge")));
        assertEquals(said, ours, host + ": virsh net-list --all, net-info");
    }

    private String value(String file, String key) {
        return lines(file)
                .filter(l -> l.startsWith(key))
                .map(l -> l.substring(key.length()).strip())
                .findFirst()
                .orElse("-");
    }

    /// `virsh net-dhcp-leases`: MAC, address, host name of each network.
    private void leases() {
        ofKind("network")
                .filter(n -> n.get("active").asBoolean())
                .forEach(
                        n -> {
                            List<String> said =
                                    lines("net-dhcp-leases-" + text(n, "name") + ".txt")
                                            .skip(2)
                                            .filter(l -> !l.isBlank())
                                            .map(l -> l.strip().split("\\s+"))
                                            .map(w -> w[2] + " " + w[4] + " " + w[5] + " " + w[6])
                                            .sorted()
                                            .toList();
                            List<String> ours = new ArrayList<>();
                            for (JsonNode lease : n.get("leases")) {
                                ours.add(
                                        text(lease, "mac")
                                                + " "
                                                + text(lease, "ip")
                                                + "/"
                                                + lease.get("prefix").asInt()
                                                + " "
                                                + text(lease, "hostname")
                                                + " "
                                                + text(lease, "clientId"));
                            }
                            assertEquals(
                                    said,
                                    ours.stream().sorted().toList(),
                                    host + ": net-dhcp-leases " + text(n, "name"));
                        });
    }

    /// `virsh domiflist`: tap, type, source, model, MAC of running guests.
    private void interfaces() {
        ofKind("guest")
                .forEach(
                        guest -> {
                            String name = text(guest, "name");
                            List<String> said =
                                    lines("domiflist-" + name + ".txt")
                                            .skip(2)
                                            .filter(l -> !l.isBlank())
                                            .map(l -> String.join(" ", l.strip().split("\\s+")))
                                            .toList();
                            List<String> ours =
                                    ofKind("vnic")
                                            .filter(v -> text(v, "guest").equals(text(guest, "id")))
                                            .map(v -> interfaceLine(v))
                                            .toList();
                            assertEquals(said, ours, host + ": domiflist " + name);
                        });
    }

    private static String interfaceLine(JsonNode vnic) {
        JsonNode at = vnic.get("live").isNull() ? vnic.get("config") : vnic.get("live");
        String source =
                at.has("network")
                        ? text(at, "network")
                        : at.has("bridge") ? text(at, "bridge") : text(at, "direct");
        return text(vnic, "tap")
                + " "
                + text(vnic, "type")
                + " "
                + source
                + " "
                + text(vnic, "model")
                + " "
                + text(vnic, "mac");
    }

    private static final Pattern LINK =
            Pattern.compile(
                    "^\\d+: ([^:@]+)(?:@\\S+)?: <([^>]*)> mtu (\\d+)(?:.* master (\\S+))?.*");

    /// `ip addr`: flags, MTU, master, MAC, all addresses.
    private void links() {
        Map<String, String> said = new TreeMap<>();
        Map<String, List<String>> addresses = new TreeMap<>();
        String current = "";
        for (String line : lines("ip-addr.txt").toList()) {
            Matcher link = LINK.matcher(line);
            String[] words = line.strip().split("\\s+");
            if (link.matches()) {
                current = link.group(1);
                String master =
                        line.contains(" master ")
                                ? line.replaceFirst(".* master (\\S+).*", "$1")
                                : "-";
                List<String> flags = List.of(link.group(2).split(","));
                said.put(current, flags.contains("UP") + " " + link.group(3) + " " + master);
                addresses.put(current, new ArrayList<>());
            } else if (words[0].startsWith("link/ether")) {
                said.merge(current, words[1], (a, b) -> a + " " + b);
            } else if (words[0].equals("inet") || words[0].equals("inet6")) {
                addresses.computeIfAbsent(current, k -> new ArrayList<>()).add(words[1]);
            }
        }
        Map<String, String> ours = new TreeMap<>();
        Map<String, List<String>> ourAddresses = new TreeMap<>();
        elements.values().stream()
                .filter(e -> e.get("id").asString().startsWith(host + "/link/"))
                .forEach(
                        e -> {
                            String mac = text(e, "mac");
                            ours.put(
                                    text(e, "name"),
                                    e.get("up").asBoolean()
                                            + " "
                                            + e.get("mtu").asInt()
                                            + " "
                                            + text(e, "master")
                                            + (mac.equals("-") || mac.equals("00:00:00:00:00:00")
                                                    ? ""
                                                    : " " + mac));
                            List<String> own = new ArrayList<>();
                            e.get("addresses").forEach(a -> own.add(a.asString()));
                            ourAddresses.put(text(e, "name"), own);
                        });
        assertEquals(said, ours, host + ": ip addr");
        assertEquals(addresses, ourAddresses, host + ": ip addr");
    }

    /// `brctl show`: bridge id, STP, ports.
    private void bridges() {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, TreeSet<String>> ports = new TreeMap<>();
        String current = "";
        for (String line : lines("brctl-show.txt").skip(1).filter(l -> !l.isBlank()).toList()) {
            String[] words = line.strip().split("\\s+");
            if (!Character.isWhitespace(line.charAt(0))) {
                current = words[0];
                said.put(current, words[1] + " " + words[2]);
                ports.put(current, new TreeSet<>());
                if (words.length > 3) {
                    ports.computeIfAbsent(current, k -> new TreeSet<>()).add(words[3]);
                }
            } else {
                ports.computeIfAbsent(current, k -> new TreeSet<>()).add(words[0]);
            }
        }
        Map<String, String> ours = new TreeMap<>();
        Map<String, TreeSet<String>> ourPorts = new TreeMap<>();
        ofKind("bridge")
                .forEach(
                        b -> {
                            ours.put(text(b, "name"), text(b, "bridgeId") + " " + yes(b, "stp"));
                            TreeSet<String> own = new TreeSet<>();
                            b.get("ports").forEach(p -> own.add(text(p, "link")));
                            ourPorts.put(text(b, "name"), own);
                        });
        assertEquals(new TreeMap<>(said), ours, host + ": brctl show");
        assertEquals(ports, ourPorts, host + ": brctl show, ports");
    }

    /// `brctl showmacs`: port number, MAC, local. Learnt ones come and go between two reads.
    private void macs() {
        ofKind("bridge")
                .forEach(
                        b -> {
                            String file = "brctl-showmacs-" + text(b, "name") + ".txt";
                            TreeSet<String> said = new TreeSet<>();
                            lines(file)
                                    .skip(1)
                                    .map(l -> l.strip().split("\\s+"))
                                    .filter(w -> w.length >= 3)
                                    .filter(w -> !timersMayDiffer || w[2].equals("yes"))
                                    .forEach(w -> said.add(w[0] + " " + w[1] + " " + w[2]));
                            TreeSet<String> ours = new TreeSet<>();
                            for (JsonNode port : b.get("ports")) {
                                for (JsonNode mac : port.get("macs")) {
                                    if (!timersMayDiffer || mac.get("local").asBoolean()) {
                                        ours.add(
                                                port.get("portNo").asInt()
                                                        + " "
                                                        + text(mac, "mac")
                                                        + " "
                                                        + yes(mac, "local"));
                                    }
                                }
                            }
                            assertEquals(said, ours, host + ": " + file);
                        });
    }

    /// `brctl showstp`: root, delays, each port's id, state and cost.
    private void spanningTree() {
        ofKind("bridge")
                .forEach(
                        b -> {
                            String stp = tool.apply("brctl-showstp-" + text(b, "name") + ".txt");
                            String where = host + ": brctl showstp " + text(b, "name");
                            assertEquals(after(stp, "designated root"), text(b, "rootId"), where);
                            assertEquals(
                                    Double.parseDouble(after(stp, "bridge forward delay")),
                                    b.get("forwardDelaySeconds").asDouble(),
                                    where);
                            if (!timersMayDiffer) {
                                assertEquals(
                                        Double.parseDouble(after(stp, "ageing time")),
                                        b.get("ageingTimeSeconds").asDouble(),
                                        where);
                            }
                            for (JsonNode port : b.get("ports")) {
                                String name = text(port, "link");
                                String block =
                                        stp.substring(
                                                stp.indexOf(
                                                        "\n"
                                                                + name
                                                                + " ("
                                                                + port.get("portNo").asInt()
                                                                + ")"));
                                assertEquals(
                                        "0x" + after(block, "port id"),
                                        text(port, "portId"),
                                        where + " " + name);
                                assertEquals(
                                        after(block, "state"),
                                        text(port, "state"),
                                        where + " " + name);
                                assertEquals(
                                        Integer.parseInt(after(block, "path cost")),
                                        port.get("cost").asInt(),
                                        where + " " + name);
                            }
                        });
    }

    private static String after(String text, String key) {
        Matcher found = Pattern.compile(Pattern.quote(key) + "\\s+(\\S+)").matcher(text);
        if (!found.find()) {
            throw new AssertionError(key + " is not in " + text);
        }
        return found.group(1);
    }

    /// `ip route`: the main table of IPv4.
    private void routes() {
        List<String> said =
                lines("ip-route.txt")
                        .filter(l -> !l.isBlank())
                        .map(l -> l.strip().split("\\s+"))
                        .map(ToolTruth::routeLine)
                        .sorted()
                        .toList();
        List<String> ours = new ArrayList<>();
        for (JsonNode route : element("routing").get("routes")) {
            if (route.get("family").asInt() == 4 && text(route, "table").equals("main")) {
                ours.add(
                        text(route, "destination")
                                + " "
                                + text(route, "gateway")
                                + " "
                                + text(route, "link"));
            }
        }
        assertEquals(said, ours.stream().sorted().toList(), host + ": ip route");
    }

    private static String routeLine(String[] words) {
        List<String> list = List.of(words);
        int via = list.indexOf("via");
        int dev = list.indexOf("dev");
        return words[0] + " " + (via < 0 ? "-" : words[via + 1]) + " " + words[dev + 1];
    }

    private void forwarding() {
        JsonNode routing = element("routing").get("ipForward");
        String said = tool.apply("sysctl-forward.txt");
        assertEquals(said.contains("net.ipv4.ip_forward = 1"), routing.get("v4").asBoolean(), host);
        assertEquals(
                said.contains("net.ipv6.conf.all.forwarding = 1"),
                routing.get("v6").asBoolean(),
                host);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? "-" : value.asString();
    }

    private static String yes(JsonNode node, String field) {
        return node.get(field).asBoolean() ? "yes" : "no";
    }
}
