package org.bridgewright.core.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.MacAddress;

/// The tables and forms of `virsh` in the C locale (libvirt 1.3 to 12). Names may hold blanks, so lines are read from
/// their fixed ends.
final class VirshText {
    private static final Pattern NETWORK =
            Pattern.compile(
                    "\\s*(\\S.*?)\\s+(active|inactive|not found)\\s+(yes|no|no autostart)\\s+(yes|no)\\s*");
    private static final Pattern GUEST =
            Pattern.compile(
                    "\\s*(\\d+|-)\\s+(\\S.*?)\\s+(no state|running|idle|blocked|paused|in shutdown|shut off|crashed|dying|pmsuspended)\\s*");
    private static final Pattern OTHER_GUEST =
            Pattern.compile("\\s*(\\d+|-)\\s+(\\S.*?)\\s{2,}(\\S.*?)\\s*");
    static final DateTimeFormatter LEASE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private VirshText() {}

    record ListedNetwork(String name, boolean active, boolean autostart, boolean persistent) {}

    static List<ListedNetwork> networks(String text) {
        List<ListedNetwork> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher form = NETWORK.matcher(line);
            if (form.matches()) {
                all.add(
                        new ListedNetwork(
                                form.group(1),
                                form.group(2).equals("active"),
                                form.group(3).equals("yes"),
                                form.group(4).equals("yes")));
            }
        }
        return all;
    }

    record ListedGuest(Optional<Integer> id, String name, String stateWord) {}

    static List<ListedGuest> guests(String text) {
        List<ListedGuest> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher form = GUEST.matcher(line);
            if (!form.matches()) {
                form = OTHER_GUEST.matcher(line);
            }
            if (form.matches()) {
                Optional<Integer> id =
                        form.group(1).length() < 10 && !form.group(1).equals("-")
                                ? Optional.of(Integer.parseInt(form.group(1)))
                                : Optional.empty();
                all.add(new ListedGuest(id, form.group(2), form.group(3)));
            }
        }
        return all;
    }

    /// `Key:   value` lines of `dominfo` and `net-info`.
    static Map<String, String> form(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /// `net-dhcp-leases`. Its times are the host's local ones; a lease that does not end is printed as of 1970.
    static List<DhcpLease> leases(String network, String text, ZoneOffset offset) {
        List<DhcpLease> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] cells = line.strip().split("\\s{2,}");
            if (cells.length < 5 || !(cells[2].equals("ipv4") || cells[2].equals("ipv6"))) {
                continue;
            }
            Optional<IpPrefix> ip = IpPrefix.parse(cells[3]);
            if (ip.isPresent()) {
                all.add(
                        new DhcpLease(
                                network,
                                MacAddress.parse(cells[1]),
                                ip.get(),
                                told(cells[4]),
                                cells.length > 5 ? told(cells[5]) : Optional.empty(),
                                expires(cells[0], offset)));
            }
        }
        return all;
    }

    private static Optional<String> told(String cell) {
        return cell.equals("-") || cell.isEmpty() ? Optional.empty() : Optional.of(cell);
    }

    private static Optional<Instant> expires(String cell, ZoneOffset offset) {
        try {
            LocalDateTime time = LocalDateTime.parse(cell, LEASE_TIME);
            return time.getYear() <= 1970 ? Optional.empty() : Optional.of(time.toInstant(offset));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    static Optional<LibvirtInfo> version(
            String text, boolean readOnly, Optional<String> capabilities) {
        Map<String, String> lines = form(text);
        Optional<String> library =
                Optional.ofNullable(lines.get("Using library"))
                        .map(value -> value.replaceFirst("^libvirt ", ""));
        if (library.isEmpty()) {
            return Optional.empty();
        }
        String hypervisor = lines.getOrDefault("Running hypervisor", "");
        int blank = hypervisor.lastIndexOf(' ');
        return Optional.of(
                new LibvirtInfo(
                        library.get(),
                        Optional.of(blank < 0 ? hypervisor : hypervisor.substring(0, blank))
                                .filter(h -> !h.isEmpty()),
                        blank < 0 ? Optional.empty() : Optional.of(hypervisor.substring(blank + 1)),
                        readOnly,
                        capabilities));
    }

    /// `domifaddr --source agent`: an interface's further addresses have dashes in place of name and MAC.
    static List<GuestAddress> agentAddresses(String text) {
        List<GuestAddress> all = new ArrayList<>();
        Optional<MacAddress> mac = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] cells = line.strip().split("\\s+");
            if (cells.length < 4) {
                continue;
            }
            String address = cells[cells.length - 1];
            String macCell = cells[cells.length - 3];
            if (!macCell.equals("-")) {
                mac = MacAddress.parse(macCell);
            }
            Optional<IpPrefix> ip = IpPrefix.parse(address);
            if (mac.isPresent() && ip.isPresent() && !ip.get().address().isLoopback()) {
                all.add(
                        new GuestAddress(
                                mac.get(), ip.get().address(), GuestAddress.AddressSource.AGENT));
            }
        }
        return all;
    }
}
