package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.Bond;
import org.bridgewright.core.model.HostFacts;

/// The host's small facts, its sysctls and its bonds.
final class FactsText {
    private static final Pattern SYSCTL = Pattern.compile("([A-Za-z0-9_.-]+) ?= ?(.*)");
    private static final String PROC = "/proc/sys/";

    private FactsText() {}

    static Optional<HostFacts> facts(RawOutputs outputs) {
        Map<String, String> sysctls = new HashMap<>();
        for (String file : new String[] {"sysctl-forward.txt", "sysctl-net.txt"}) {
            outputs.get(file).ifPresent(o -> sysctls.putAll(sysctls(o.text())));
        }
        Optional<String> hostname = line(outputs, "hostname.txt");
        Optional<String> release = line(outputs, "uname-r.txt");
        Optional<String> bootId = line(outputs, "boot-id.txt");
        if (hostname.isEmpty() && release.isEmpty() && bootId.isEmpty() && sysctls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new HostFacts(
                        hostname,
                        release,
                        bootId,
                        line(outputs, "ssh-connection.txt"),
                        line(outputs, "user.txt"),
                        line(outputs, "dmi-uuid.txt"),
                        sysctls));
    }

    static Optional<String> line(RawOutputs outputs, String file) {
        return outputs.good(file)
                .map(o -> o.text().strip())
                .flatMap(text -> text.lines().findFirst())
                .filter(text -> !text.isEmpty());
    }

    /// `net.ipv4.ip_forward = 1` (sysctl) or `/proc/sys/net/ipv4/ip_forward:1` (grep). A name of a link with a dot in
    /// it keeps the dot, as sysctl would print it.
    static Map<String, String> sysctls(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines()
                .forEach(
                        line -> {
                            int colon = line.indexOf(':');
                            Matcher form = SYSCTL.matcher(line);
                            if (line.startsWith(PROC) && colon > 0) {
                                String name =
                                        line.substring(PROC.length(), colon).replace('/', '.');
                                values.put(name, line.substring(colon + 1).strip());
                            } else if (form.matches()) {
                                values.put(form.group(1), form.group(2).strip());
                            }
                        });
        return values;
    }

    /// `/proc/net/bonding/NAME`, all modes.
    static Optional<Bond> bond(String name, String text) {
        String mode = "";
        Optional<String> active = Optional.empty();
        List<Bond.Member> members = new ArrayList<>();
        String link = "";
        boolean up = false;
        Optional<Integer> speed = Optional.empty();
        Optional<Integer> aggregator = Optional.empty();
        for (String raw : text.lines().toList()) {
            int colon = raw.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = raw.substring(0, colon).strip();
            String value = raw.substring(colon + 1).strip();
            switch (key) {
                case "Bonding Mode" -> mode = value;
                case "Currently Active Slave" ->
                        active = Optional.of(value).filter(v -> !v.equals("None"));
                case "Slave Interface" -> {
                    if (!link.isEmpty()) {
                        members.add(new Bond.Member(link, up, speed, aggregator));
                    }
                    link = value;
                    up = false;
                    speed = Optional.empty();
                    aggregator = Optional.empty();
                }
                case "MII Status" -> up = value.equals("up");
                case "Speed" -> speed = Numbers.integer(value.split(" ", 2)[0]);
                case "Aggregator ID" -> {
                    if (!link.isEmpty()) {
                        aggregator = Numbers.integer(value);
                    }
                }
                default -> {
                    // Timers, addresses and LACP details: not held.
                }
            }
        }
        if (!link.isEmpty()) {
            members.add(new Bond.Member(link, up, speed, aggregator));
        }
        return mode.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bond(name, mode, active, members));
    }
}
