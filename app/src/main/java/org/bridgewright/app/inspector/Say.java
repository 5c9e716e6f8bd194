// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// Small phrases that sheets, table and search share. Pure.
public final class Say {
    static final Words WORDS = Words.of(Say.class);

    private Say() {}

    static String yesNo(boolean yes) {
        return WORDS.get(yes ? "yes" : "no");
    }

    static String onOff(Optional<Boolean> on) {
        return on.map(o -> WORDS.get(o ? "on" : "off")).orElseGet(() -> WORDS.get("unknown"));
    }

    /// `default (NAT)`, `bridge br0`, `not connected`.
    public static String place(Topology topology, Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork to ->
                    topology.find(to.network(), NetworkElement.class)
                            .map(n -> to.name() + " (" + mode(n) + ")")
                            .orElseGet(() -> WORDS.get("place.unknown", to.name()));
            case Attachment.ToLink to -> WORDS.get("place.bridge", to.name());
            case Attachment.Nowhere nowhere -> WORDS.get("place.nowhere");
            case Attachment.Own own ->
                    own.detail().map(d -> own.type() + " " + d).orElse(own.type());
        };
    }

    /// The mode in the words of the picture: NAT, routed, bridged...
    public static String mode(NetworkElement network) {
        return network.network()
                .mode()
                .map(m -> WORDS.get("mode." + m.word()))
                .orElse(network.network().modeWord());
    }

    /// Words for how an address is known.
    public static String source(AddressSource source) {
        return WORDS.get("source." + source.word());
    }

    /// `vNIC 1`
    public static String vnic(int number) {
        return WORDS.get("vnic", number);
    }

    /// `3 s ago`; a capture that does not say when: so.
    static String age(Optional<Instant> read, Instant now) {
        return read.map(then -> WORDS.get("ago", span(Duration.between(then, now))))
                .orElseGet(() -> WORDS.get("ago.unknown"));
    }

    /// A length of time in its largest whole unit, rounded down; never negative.
    public static String span(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return WORDS.get("span.s", seconds);
        }
        if (seconds < 3600) {
            return WORDS.get("span.min", seconds / 60);
        }
        return seconds < 2 * 86_400
                ? WORDS.get("span.h", seconds / 3600)
                : WORDS.get("span.d", seconds / 86_400);
    }

    /// `0.4 s`, `12 s`, `4 min`
    static String seconds(double seconds) {
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : span(Duration.ofMillis((long) (seconds * 1000)));
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"kB", "MB", "GB", "TB", "PB"};
        int unit = -1;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    static String memory(long kib) {
        double gib = kib / 1024.0 / 1024.0;
        return gib >= 1
                ? String.format(Locale.ROOT, gib % 1 == 0 ? "%.0f GiB" : "%.1f GiB", gib)
                : kib / 1024 + " MiB";
    }

    /// `VM1 vNIC 1`, `caldera03 VM1 vNIC 1` when of another host, else the element's own name.
    public static String owner(Topology topology, Element element, Element seenFrom) {
        String host = element.host().equals(seenFrom.host()) ? "" : element.host().value() + " ";
        return switch (element) {
            case Element.VnicElement vnic ->
                    host
                            + topology.find(vnic.guest())
                                    .map(Element::name)
                                    .orElse(WORDS.get("unknown"))
                            + " "
                            + WORDS.get("vnic", vnic.number());
            case Element other -> host + other.name();
        };
    }
}
