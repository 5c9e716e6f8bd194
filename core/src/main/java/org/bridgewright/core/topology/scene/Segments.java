package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.words.Words;

/// The box of a LAN.
final class Segments {
    private static final Words WORDS = Words.of(Segments.class);
    static final double HEIGHT = 32;

    private Segments() {}

    static String text(SegmentElement segment) {
        if (segment.subnet().isPresent()) {
            String subnet = segment.subnet().get().network().toString();
            return segment.gateway()
                    .map(g -> WORDS.get("lan.named", subnet, shortly(g, segment.subnet().get())))
                    .orElse(WORDS.get("lan.subnet", subnet));
        }
        return segment.name().isBlank() ? WORDS.get("lan.plain") : segment.name();
    }

    /// `.1` in a /24, where the rest is said already.
    private static String shortly(IpAddress gateway, IpPrefix subnet) {
        String text = gateway.toString();
        return subnet.family() == 4 && subnet.length() == 24 && subnet.contains(gateway)
                ? text.substring(text.lastIndexOf('.'))
                : text;
    }

    static double width(SegmentElement segment) {
        return Math.ceil(TextMeasure.width(text(segment), TextStyle.SMALL) + 32 + 16);
    }

    static void draw(Drawing drawing, SegmentElement segment, Rect rect) {
        drawing.box(
                segment.id(),
                Box.Kind.SEGMENT,
                rect,
                Tone.MUTED,
                Box.Look.DASHED,
                List.of(
                        new Text(
                                text(segment),
                                rect.x() + 32,
                                rect.centerY() + 3.6,
                                TextStyle.SMALL,
                                Tone.MUTED)),
                Optional.of(Glyph.GLOBE),
                new Rect(rect.x() + 11, rect.centerY() - 7.5, 15, 15),
                Optional.empty(),
                WORDS.get("say.lan", text(segment), segment.nics().size()));
    }

    /// A LAN's line continues the colour of the bar above its NIC.
    static Tone tone(HostLayout layout, ElementId unit) {
        return layout.shapes.stream()
                .map(s -> s.block)
                .filter(b -> b.uplinks.stream().anyMatch(u -> u.unit().equals(unit)))
                .map(b -> b.tone)
                .findFirst()
                .orElse(Tone.INK);
    }
}
