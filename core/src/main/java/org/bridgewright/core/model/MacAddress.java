package org.bridgewright.core.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A MAC address (IEEE 802, 48 bit), kept as lower-case text with colons: `52:54:00:02:01:01`.
public record MacAddress(String text) implements Comparable<MacAddress> {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    public MacAddress {
        text = text.toLowerCase(Locale.ROOT).replace('-', ':');
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a MAC address: " + text);
        }
    }

    /// The address in `text`, or empty when `text` is none (links of other kinds carry longer or no addresses).
    public static Optional<MacAddress> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replace('-', ':');
        return FORM.matcher(lower).matches()
                ? Optional.of(new MacAddress(lower))
                : Optional.empty();
    }

    /// Whether the group bit is set: such entries of a forwarding database are no stations.
    public boolean isMulticast() {
        return (firstOctet() & 1) != 0;
    }

    /// Whether the address was made locally (second lowest bit), as libvirt's and most virtual ones are.
    public boolean isLocallyAdministered() {
        return (firstOctet() & 2) != 0;
    }

    private int firstOctet() {
        return Integer.parseInt(text.substring(0, 2), 16);
    }

    @Override
    public int compareTo(MacAddress other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
