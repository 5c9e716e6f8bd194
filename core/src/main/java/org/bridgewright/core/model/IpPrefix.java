package org.bridgewright.core.model;

import java.math.BigInteger;
import java.util.Optional;

/// An address with its prefix length, `192.168.122.1/24`; host bits are kept.
public record IpPrefix(IpAddress address, int length) {
    public IpPrefix {
        if (length < 0 || length > address.bits()) {
            throw new IllegalArgumentException("prefix length " + length + " of " + address);
        }
    }

    /// `ADDRESS/LENGTH`, or a bare address with its full length.
    public static Optional<IpPrefix> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().bits();
        String tail = slash < 0 ? "" + bits : text.substring(slash + 1).strip();
        if (!tail.matches("\\d{1,3}") || Integer.parseInt(tail) > bits) {
            return Optional.empty();
        }
        return Optional.of(new IpPrefix(address.get(), Integer.parseInt(tail)));
    }

    /// The prefix whose netmask is `mask`, or empty when the mask has holes.
    public static Optional<IpPrefix> ofMask(IpAddress address, IpAddress mask) {
        BigInteger inverse =
                mask.value().xor(BigInteger.ONE.shiftLeft(mask.bits()).subtract(BigInteger.ONE));
        boolean holes = !inverse.and(inverse.add(BigInteger.ONE)).equals(BigInteger.ZERO);
        return holes || mask.family() != address.family()
                ? Optional.empty()
                : Optional.of(new IpPrefix(address, mask.bits() - inverse.bitLength()));
    }

    public int family() {
        return address.family();
    }

    /// Whether the subnet covers that address; never one of the other family.
    public boolean contains(IpAddress other) {
        int shift = address.bits() - length;
        return other.family() == family()
                && other.value().shiftRight(shift).equals(address.value().shiftRight(shift));
    }

    /// Whether the two subnets share an address: one contains the other.
    public boolean overlaps(IpPrefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    /// The subnet: the same prefix with host bits cleared.
    public IpPrefix network() {
        int shift = address.bits() - length;
        byte[] raw = address.value().shiftRight(shift).shiftLeft(shift).toByteArray();
        byte[] octets = new byte[address.bits() / 8];
        for (int i = 0; i < octets.length && i < raw.length; i++) {
            octets[octets.length - 1 - i] = raw[raw.length - 1 - i];
        }
        return new IpPrefix(IpAddress.ofOctets(octets), length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
