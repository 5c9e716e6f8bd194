package org.bridgewright.core.model;

import java.nio.charset.StandardCharsets;

/// The identity of something drawn, stable over re-reads: `caldera02/vnic/VM1/52:54:00:02:01:01`.
///
/// Parts are percent-encoded outside `[A-Za-z0-9._:-]`; `~` and a number mark a second host, `#` and a number a second equal vNIC.
public record ElementId(String value) implements Comparable<ElementId> {
    public ElementId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an element id is not empty");
        }
    }

    /// `host/kind/part/...`, each part encoded.
    public static ElementId of(HostId host, String kind, String... parts) {
        StringBuilder text = new StringBuilder(encodeHost(host)).append('/').append(kind);
        for (String part : parts) {
            text.append('/').append(encode(part));
        }
        return new ElementId(text.toString());
    }

    /// The host itself, not what is on it.
    public static ElementId host(HostId host) {
        return new ElementId(encodeHost(host));
    }

    /// A libvirt network, by the name that libvirt has for it.
    public static ElementId network(HostId host, String name) {
        return of(host, "network", name);
    }

    /// A VM, by libvirt's name of its domain.
    public static ElementId guest(HostId host, String name) {
        return of(host, "guest", name);
    }

    /// Any kernel link: bridge, NIC, tap, bond, VLAN and the rest.
    public static ElementId link(HostId host, String name) {
        return of(host, "link", name);
    }

    /// The host's own IP stack; each host has one.
    public static ElementId routing(HostId host) {
        return of(host, "routing");
    }

    /// A vNIC by its MAC; `occurrence` counts from 1 among the guest's vNICs of that MAC.
    public static ElementId vnic(HostId host, String guest, String mac, int occurrence) {
        ElementId id = of(host, "vnic", guest, mac);
        return occurrence <= 1 ? id : new ElementId(id.value + "#" + occurrence);
    }

    /// Whether it is that host, or something on it.
    public boolean isOn(HostId host) {
        String of = encodeHost(host);
        return value.equals(of) || value.startsWith(of + "/");
    }

    /// As [#encode], but the `~` of a second host of the same name stays.
    private static String encodeHost(HostId host) {
        return encode(host.value()).replace("%7E", "~");
    }

    static String encode(String part) {
        if (part.chars().allMatch(c -> c < 128 && isPlain((char) c))) {
            return part;
        }
        StringBuilder out = new StringBuilder(part.length());
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "._:-".indexOf(c) >= 0;
    }

    @Override
    public int compareTo(ElementId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
