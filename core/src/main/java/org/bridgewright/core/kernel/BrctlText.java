package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.MacAddress;

/// `brctl show`, `showmacs` and `showstp` (bridge-utils 1.5 to 1.7, busybox), where nothing better is there, and for the
/// ages in hundredths of seconds.
final class BrctlText {
    private static final Pattern MAC_LINE =
            Pattern.compile("\\s*(\\d+)\\s+([0-9a-fA-F:]{17})\\s+(yes|no)\\s+([0-9.]+)\\s*");
    private static final Pattern SHOW_LINE =
            Pattern.compile(
                    "(\\S+)\\s+([0-9a-fA-F]{4}\\.[0-9a-fA-F]{12})\\s+(yes|no)(?:\\s+(\\S+))?\\s*");
    private static final Pattern PORT_LINE = Pattern.compile("(\\S.*) \\((\\d+)\\)\\s*");
    private static final Pattern PAIR =
            Pattern.compile("([a-z][a-z ]*?)[ \\t]*[\\t ]\\s*([0-9a-f.]+|[a-z]+)(?=\\s|$)");

    private BrctlText() {}

    /// One line of `showmacs`.
    record Mac(int port, MacAddress mac, boolean local, double ageSeconds) {}

    static List<Mac> showmacs(String text) {
        List<Mac> macs = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher form = MAC_LINE.matcher(line);
            if (form.matches()) {
                Optional<MacAddress> mac = MacAddress.parse(form.group(2));
                Optional<Integer> port = Numbers.integer(form.group(1));
                Optional<Double> age = Numbers.decimal(form.group(4));
                if (mac.isPresent() && port.isPresent() && age.isPresent()) {
                    macs.add(
                            new Mac(port.get(), mac.get(), form.group(3).equals("yes"), age.get()));
                }
            }
        }
        return macs;
    }

    /// A bridge of `show`, with its ports in the order printed.
    record Shown(String bridge, String id, boolean stp, List<String> ports) {}

    static List<Shown> show(String text) {
        Map<String, Shown> bridges = new LinkedHashMap<>();
        Optional<Shown> last = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher form = SHOW_LINE.matcher(line);
            if (form.matches()) {
                List<String> ports = new ArrayList<>();
                Optional.ofNullable(form.group(4)).ifPresent(ports::add);
                Shown shown =
                        new Shown(form.group(1), form.group(2), form.group(3).equals("yes"), ports);
                bridges.put(shown.bridge(), shown);
                last = Optional.of(shown);
            } else if (last.isPresent()
                    && !line.isBlank()
                    && (line.startsWith("\t") || line.startsWith("  "))
                    && !line.strip().contains(" ")) {
                last.get().ports().add(line.strip());
            }
        }
        return List.copyOf(bridges.values());
    }

    /// `showstp`: the bridge's own values, then each port's with its number under `number`.
    record Stp(Map<String, String> bridge, Map<String, Map<String, String>> ports) {}

    static Stp showstp(String text) {
        Map<String, String> bridge = new HashMap<>();
        Map<String, Map<String, String>> ports = new LinkedHashMap<>();
        Map<String, String> current = bridge;
        for (String line : text.lines().toList()) {
            Matcher port = PORT_LINE.matcher(line);
            if (!line.startsWith(" ") && !line.startsWith("\t") && port.matches()) {
                current = new HashMap<>();
                current.put("number", port.group(2));
                ports.put(port.group(1), current);
            } else if (line.startsWith(" ") || line.startsWith("\t")) {
                Matcher pair = PAIR.matcher(line);
                while (pair.find()) {
                    current.putIfAbsent(pair.group(1).strip(), pair.group(2));
                }
            }
        }
        return new Stp(bridge, ports);
    }
}
