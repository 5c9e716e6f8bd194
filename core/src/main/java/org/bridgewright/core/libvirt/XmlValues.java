package org.bridgewright.core.libvirt;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.xml.XmlElement;

/// Values that occur in several of libvirt's documents.
final class XmlValues {
    private XmlValues() {}

    /// A whole number that fits, decimal or `0x...`; empty for any other text.
    static Optional<Integer> number(String text) {
        String digits = text.strip();
        try {
            return Optional.of(
                    digits.startsWith("0x")
                            ? Integer.parseInt(digits.substring(2), 16)
                            : Integer.parseInt(digits));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// The tags of the element's `<vlan>`; empty when it has none.
    static List<Integer> vlanTags(XmlElement element) {
        return element.children("vlan").stream()
                .flatMap(vlan -> vlan.children("tag").stream())
                .flatMap(tag -> tag.attribute("id").flatMap(XmlValues::number).stream())
                .toList();
    }

    /// A virtual port's type; `virtualport` when libvirt is to take the type from elsewhere.
    static String virtualPort(XmlElement virtualPort) {
        return virtualPort.attribute("type").orElse("virtualport");
    }

    /// `<address type='pci' ...>` as `0000:03:10.1`; empty for other kinds and for missing parts.
    static Optional<String> pciAddress(XmlElement address) {
        if (!address.attribute("type").orElse("pci").equals("pci")) {
            return Optional.empty();
        }
        Optional<Integer> bus = address.attribute("bus").flatMap(XmlValues::number);
        Optional<Integer> slot = address.attribute("slot").flatMap(XmlValues::number);
        if (bus.isEmpty() || slot.isEmpty()) {
            return Optional.empty();
        }
        int domain = address.attribute("domain").flatMap(XmlValues::number).orElse(0);
        int function = address.attribute("function").flatMap(XmlValues::number).orElse(0);
        return Optional.of("%04x:%02x:%02x.%x".formatted(domain, bus.get(), slot.get(), function));
    }

    /// A memory size in KiB, by the element's `unit` (libvirt's default is KiB).
    static Optional<Long> kib(XmlElement memory) {
        String unit = memory.attribute("unit").orElse("KiB");
        try {
            long value = Long.parseLong(memory.text().strip());
            return Optional.of(
                    switch (unit) {
                        case "b", "bytes" -> value / 1024;
                        case "KB" -> Math.multiplyExact(value, 1000) / 1024;
                        case "M", "MiB" -> Math.multiplyExact(value, 1024L);
                        case "MB" -> Math.multiplyExact(value, 1_000_000) / 1024;
                        case "G", "GiB" -> Math.multiplyExact(value, 1024L * 1024);
                        case "GB" -> Math.multiplyExact(value, 1_000_000_000) / 1024;
                        case "T", "TiB" -> Math.multiplyExact(value, 1024L * 1024 * 1024);
                        case "TB" -> Math.multiplyExact(value, 1_000_000_000_000L) / 1024;
                        default -> value;
                    });
        } catch (ArithmeticException | NumberFormatException notASize) {
            return Optional.empty();
        }
    }
}
