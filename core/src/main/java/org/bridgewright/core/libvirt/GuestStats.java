package org.bridgewright.core.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.GuestState;

/// State and traffic of one running guest, as libvirt counts it.
public record GuestStats(
        String guestUuid, Optional<GuestState> state, List<InterfaceStats> interfaces) {
    public GuestStats {
        interfaces = List.copyOf(interfaces);
    }

    /// Counters of one vNIC as libvirt gives them: of a tap as the guest sees them, of a macvtap as its link has them.
    public record InterfaceStats(
            String tap,
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {}

    static GuestStats of(String uuid, Map<String, String> values) {
        int count =
                Optional.ofNullable(values.get("net.count")).flatMap(XmlValues::number).orElse(0);
        List<InterfaceStats> interfaces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String of = "net." + i + ".";
            String tap = values.get(of + "name");
            if (tap == null) {
                continue; // it is being plugged or unplugged
            }
            interfaces.add(
                    new InterfaceStats(
                            tap,
                            number(values, of + "rx.bytes"),
                            number(values, of + "rx.pkts"),
                            number(values, of + "rx.errs"),
                            number(values, of + "rx.drop"),
                            number(values, of + "tx.bytes"),
                            number(values, of + "tx.pkts"),
                            number(values, of + "tx.errs"),
                            number(values, of + "tx.drop")));
        }
        return new GuestStats(
                uuid,
                Optional.ofNullable(values.get("state.state"))
                        .flatMap(XmlValues::number)
                        .flatMap(GuestState::ofNumber),
                interfaces);
    }

    private static long number(Map<String, String> values, String key) {
        try {
            return Long.parseUnsignedLong(values.getOrDefault(key, "0"));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
