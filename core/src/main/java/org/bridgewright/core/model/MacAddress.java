package org.bridgewright.core.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A MAC address (IEEE 802, 48 bit), kept as lower-case text with colons: `52:54:00:02:01:01`. Immutable.
///
/// Tables of thousands are asked by it at each read: it is compared as the number that it is.
public final class MacAddress implements Comparable<MacAddress> {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    private final long bits;
    private final String text;

    /// @param text any case, with colons or hyphens
    /// @throws IllegalArgumentException when it is no MAC address
    public MacAddress(String text) {
        this.text = text.toLowerCase(Locale.ROOT).replace('-', ':');
        if (!FORM.matcher(this.text).matches()) {
            throw new IllegalArgumentException("not a MAC address: " + this.text);
        }
        this.bits = Long.parseLong(this.text.replace(":", ""), 16);
    }

    /// The address in `text`, or empty when `text` is none (links of other kinds carry longer or no addresses).
    public static Optional<MacAddress> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replace('-', ':');
        return FORM.matcher(lower).matches()
                ? Optional.of(new MacAddress(lower))
                : Optional.empty();
    }

    /// `52:54:00:02:01:01`
    public String text() {
        return text;
    }

    /// Whether the group bit is set: such entries of a forwarding database are no stations.
    public boolean isMulticast() {
        return (firstOctet() & 1) != 0;
    }

    /// Whether the address was made locally (second lowest bit), as libvirt's and most virtual ones are.
    public boolean isLocallyAdministered() {
        return (firstOctet() & 2) != 0;
    }

    /// Whether it is the address of links that have none, `00:00:00:00:00:00`.
    public boolean isZero() {
        return bits == 0;
    }

    private int firstOctet() {
        return (int) (bits >> 40);
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress mac && mac.bits == bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits * 0x9E3779B97F4A7C15L);
    }

    @Override
    public String toString() {
        return text;
    }
}
