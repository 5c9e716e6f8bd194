package org.bridgewright.core.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// An IPv4 or IPv6 address without a zone; text is dotted quad or RFC 5952.
public final class IpAddress implements Comparable<IpAddress> {
    private final byte[] octets;

    private IpAddress(byte[] octets) {
        this.octets = octets;
    }

    /// The address in `text` (a zone after `%` is dropped), or empty. Never asks a name server.
    public static Optional<IpAddress> parse(String text) {
        int zone = text.indexOf('%');
        String literal = (zone < 0 ? text : text.substring(0, zone)).strip();
        boolean v6 = literal.indexOf(':') >= 0;
        if (!v6 && !literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
            if (v6
                    && bytes.length
                            == 4) { // Java folds ::ffff:a.b.c.d into IPv4; keep what was meant
                byte[] mapped = new byte[16];
                mapped[10] = mapped[11] = (byte) 0xff;
                System.arraycopy(bytes, 0, mapped, 12, 4);
                bytes = mapped;
            }
            return Optional.of(new IpAddress(bytes));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /// The address of 4 or 16 octets in network order.
    public static IpAddress ofOctets(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException(
                    "an address has 4 or 16 octets, not " + octets.length);
        }
        return new IpAddress(octets.clone());
    }

    /// 4 or 6.
    public int family() {
        return octets.length == 4 ? 4 : 6;
    }

    /// The address's length in bits: 32 or 128.
    public int bits() {
        return octets.length * 8;
    }

    public byte[] octets() {
        return octets.clone();
    }

    public BigInteger value() {
        return new BigInteger(1, octets);
    }

    /// 169.254/16 or fe80::/10.
    public boolean isLinkLocal() {
        return family() == 4
                ? (octets[0] & 0xff) == 169 && (octets[1] & 0xff) == 254
                : (octets[0] & 0xff) == 0xfe && (octets[1] & 0xc0) == 0x80;
    }

    public boolean isLoopback() {
        return family() == 4 ? octets[0] == 127 : value().equals(BigInteger.ONE);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = Integer.compare(family(), other.family());
        return byFamily != 0 ? byFamily : Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return family() == 4 ? v4Text(0) : v6Text();
    }

    private String v4Text(int from) {
        return (octets[from] & 0xff)
                + "."
                + (octets[from + 1] & 0xff)
                + "."
                + (octets[from + 2] & 0xff)
                + "."
                + (octets[from + 3] & 0xff);
    }

    private String v6Text() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
        }
        if (groups[0] == 0
                && groups[1] == 0
                && groups[2] == 0
                && groups[3] == 0
                && groups[4] == 0
                && groups[5] == 0xffff) {
            return "::ffff:" + v4Text(12);
        }
        int start = -1;
        int length = 1; // a single zero group is not shortened (RFC 5952, 4.2.2)
        for (int i = 0; i < 8; i++) {
            int run = i;
            while (run < 8 && groups[run] == 0) {
                run++;
            }
            if (run - i > length) {
                start = i;
                length = run - i;
            }
            i = Math.max(i, run - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
