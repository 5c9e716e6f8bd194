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
        // Made by the ten thousand at each read: put together without growing buffers.
        String text = encodeHost(host) + '/' + kind;
        for (String part : parts) {
            text = text + '/' + encode(part);
        }
        return new ElementId(text);
    }

    /// The host itself, not what is on it.
    public static ElementId host(HostId host) {
        return new ElementId(encodeHost(host));
    }

    /// A libvirt network, by the name that libvirt has for it.
    public static ElementId network(HostId host, String name) {
        return new ElementId(encodeHost(host) + "/network/" + encode(name));
    }

    /// A VM, by libvirt's name of its domain.
    public static ElementId guest(HostId host, String name) {
        return new ElementId(encodeHost(host) + "/guest/" + encode(name));
    }

    /// Any kernel link: bridge, NIC, tap, bond, VLAN and the rest.
    public static ElementId link(HostId host, String name) {
        return new ElementId(encodeHost(host) + "/link/" + encode(name));
    }

    /// The host's own IP stack; each host has one.
    public static ElementId routing(HostId host) {
        return of(host, "routing");
    }

    /// A vNIC by its MAC; `occurrence` counts from 1 among the guest's vNICs of that MAC.
    public static ElementId vnic(HostId host, String guest, String mac, int occurrence) {
        ElementId id =
                new ElementId(encodeHost(host) + "/vnic/" + encode(guest) + '/' + encode(mac));
        return occurrence <= 1 ? id : new ElementId(id.value + "#" + occurrence);
    }

    /// Whether it is that host, or something on it.
    public boolean isOn(HostId host) {
        String of = encodeHost(host);
        return value.equals(of) || value.startsWith(of + "/");
    }

    /// As [#encode], but the `~` of a second host of the same name stays.
    private static String encodeHost(HostId host) {
        String name = host.value();
        return name.indexOf('~') < 0 ? encode(name) : encode(name).replace("%7E", "~");
    }

    static String encode(String part) {
        int plain = 0;
        while (plain < part.length() && isPlain(part.charAt(plain))) {
            plain++;
        }
        if (plain == part.length()) {
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
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
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
