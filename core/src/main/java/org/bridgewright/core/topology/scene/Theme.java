package org.bridgewright.core.topology.scene;

import java.util.EnumMap;
import java.util.Map;

/// The colours of the picture. Values as `0xRRGGBB`; the window's style sheets carry the same ones (a test compares).
public enum Theme {
    LIGHT,
    DARK;

    private final Map<Tone, Integer> colours = new EnumMap<>(Tone.class);

    static {
        put(Tone.NAT, 0x2563eb, 0x6ea0ff);
        put(Tone.ROUTED, 0x7c3aed, 0xb18cff);
        put(Tone.ISOLATED, 0x64748b, 0x97a3b4);
        put(Tone.BRIDGED, 0x0f766e, 0x3fc7b5);
        put(Tone.OPEN, 0xb45309, 0xf0b35e);
        put(Tone.DIRECT, 0xbe185d, 0xf58ac0);
        put(Tone.GOOD, 0x16a34a, 0x4ade80);
        put(Tone.WARNING, 0xd97706, 0xfbbf24);
        put(Tone.BAD, 0xdc2626, 0xf87171);
        put(Tone.ACCENT, 0x1d4ed8, 0x6ea0ff);
        put(Tone.NAT_SOFT, 0xeff5ff, 0x16233f);
        put(Tone.ROUTED_SOFT, 0xf6f1ff, 0x251c3d);
        put(Tone.ISOLATED_SOFT, 0xf2f4f7, 0x20252e);
        put(Tone.BRIDGED_SOFT, 0xecf8f6, 0x12302d);
        put(Tone.OPEN_SOFT, 0xfff6e8, 0x33260f);
        put(Tone.DIRECT_SOFT, 0xfdf0f6, 0x3a1729);
        put(Tone.WARNING_SOFT, 0xfff4e0, 0x3a2c0c);
        put(Tone.BAD_SOFT, 0xfdecec, 0x3d1a1c);
        put(Tone.ACCENT_SOFT, 0xe8eefc, 0x1b2a4a);
        put(Tone.GROUND, 0xf6f7f9, 0x111419);
        put(Tone.PANEL, 0xfbfcfd, 0x15191f);
        put(Tone.SURFACE, 0xffffff, 0x191d24);
        put(Tone.STRIP, 0xf1f3f6, 0x1d222a);
        put(Tone.BORDER, 0xe2e5ea, 0x2b313b);
        put(Tone.INK, 0x14171c, 0xe8ebf0);
        put(Tone.MUTED, 0x5d6673, 0xa3adba);
        put(Tone.FAINT, 0x666f7c, 0x8993a1);
        put(Tone.ON_ACCENT, 0xffffff, 0x0c1220);
    }

    private static void put(Tone tone, int light, int dark) {
        LIGHT.colours.put(tone, light);
        DARK.colours.put(tone, dark);
    }

    /// `0xRRGGBB`
    public int rgb(Tone tone) {
        Integer value = colours.get(tone);
        if (value == null) {
            throw new IllegalStateException("no colour for " + tone);
        }
        return value;
    }

    /// `#rrggbb`
    public String hex(Tone tone) {
        return String.format(java.util.Locale.ROOT, "#%06x", rgb(tone));
    }
}
