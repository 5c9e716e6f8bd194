package org.bridgewright.core.topology.scene;

import java.util.Locale;

/// A colour by its role. Each has a value in [Theme], light and dark, and the CSS name `-bw-` + [#word()].
///
/// The `_SOFT` ones are the fills that go with a mode's strong colour.
public enum Tone {
    NAT,
    ROUTED,
    ISOLATED,
    BRIDGED,
    OPEN,
    DIRECT,
    GOOD,
    WARNING,
    BAD,
    ACCENT,
    NAT_SOFT,
    ROUTED_SOFT,
    ISOLATED_SOFT,
    BRIDGED_SOFT,
    OPEN_SOFT,
    DIRECT_SOFT,
    WARNING_SOFT,
    BAD_SOFT,
    ACCENT_SOFT,
    /// The window's ground.
    GROUND,
    /// A host's panel.
    PANEL,
    /// Cards and boxes.
    SURFACE,
    /// The routing strip, quiet pills.
    STRIP,
    BORDER,
    /// Main text and black lines.
    INK,
    /// Second text.
    MUTED,
    /// Text that steps back furthest, still 4.5:1.
    FAINT,
    /// Text on a fill of [#ACCENT].
    ON_ACCENT;

    /// `nat-soft`
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The fill that goes with this colour.
    public Tone soft() {
        return switch (this) {
            case NAT -> NAT_SOFT;
            case ROUTED -> ROUTED_SOFT;
            case ISOLATED -> ISOLATED_SOFT;
            case BRIDGED -> BRIDGED_SOFT;
            case OPEN -> OPEN_SOFT;
            case DIRECT -> DIRECT_SOFT;
            case WARNING -> WARNING_SOFT;
            case BAD -> BAD_SOFT;
            case ACCENT -> ACCENT_SOFT;
            default -> STRIP;
        };
    }
}
