package org.bridgewright.core.topology.scene;

/// The picture's own symbols: SVG path data in a box of 16 x 16, drawn as lines 1.4 wide with round ends.
public enum Glyph {
    GUEST("M1.5 2 h13 v9 h-13 z M8 11 v3 M5 14 h6"),
    NAT("M2 5.2 h11 m-3 -3 l3 3 l-3 3 M14 10.8 h-11 m3 -3 l-3 3 l3 3"),
    ROUTED("M1.5 8 h13 m-4.5 -4.5 l4.5 4.5 l-4.5 4.5"),
    OPEN("M2 8 h12 M2 3.5 v9 M14 3.5 v9 m-3 -7 l3 2.5 l-3 2.5"),
    ISOLATED(
            "M8 1.8 a6.2 6.2 0 0 1 3.1 0.9 M13.3 5 a6.2 6.2 0 0 1 0.9 3 M13.3 11 a6.2 6.2 0 0 1 -2.2 2.3 M8 14.2 a6.2 6.2 0 0 1 -3.1 -0.9 M2.7 11 a6.2 6.2 0 0 1 -0.9 -3 M2.7 5 a6.2 6.2 0 0 1 2.2 -2.3 M8 7 a1 1 0 1 0 0.01 0"),
    BRIDGE("M1 12.5 h14 M1.5 12.5 C2.5 1.5 13.5 1.5 14.5 12.5 M5.5 12.5 v-6 M10.5 12.5 v-6"),
    DIRECT("M8 1.5 v13 m-3.5 -3.5 l3.5 3.5 l3.5 -3.5 M3 5 h10"),
    DEVICE(
            "M3.5 3.5 h9 v9 h-9 z M6 1 v2.5 M10 1 v2.5 M6 12.5 v2.5 M10 12.5 v2.5 M1 6 h2.5 M1 10 h2.5 M12.5 6 h2.5 M12.5 10 h2.5"),
    NIC("M1.5 5 v9.5 h13 v-9.5 h-3 v-3 h-7 v3 z M5 14.3 v-3.6 M8 14.3 v-3.6 M11 14.3 v-3.6"),
    WIRELESS(
            "M1.5 6 C5 2 11 2 14.5 6 M4 9 C6.3 6.6 9.7 6.6 12 9 M6.6 11.8 C7.4 11 8.6 11 9.4 11.8 M8 14 v0.1"),
    TUNNEL("M1 13 v-3 a7 7 0 0 1 14 0 v3 M5 13 v-3 a3 3 0 0 1 6 0 v3"),
    GLOBE("M8 1 a7 7 0 1 0 0.01 0 M1 8 h14 M8 1 c-4 4 -4 10 0 14 M8 1 c4 4 4 10 0 14"),
    ROUTING("M3 13 v-4 a3 3 0 0 1 3 -3 h7 m-3 -3 l3 3 l-3 3"),
    WARNING("M8 2 l6.5 11.5 h-13 z M8 6.5 v3.2 M8 11.6 v0.1"),
    ERROR("M8 1.5 a6.5 6.5 0 1 0 0.01 0 M8 4.5 v4.2 M8 11.2 v0.1"),
    NOTE("M8 1.5 a6.5 6.5 0 1 0 0.01 0 M8 7.5 v4 M8 4.8 v0.1"),
    LOCK("M3.5 7 h9 v7 h-9 z M5.2 7 v-2 a2.8 2.8 0 0 1 5.6 0 v2"),
    SPLIT("M8 14.5 v-5 L3.5 5 V1.5 M8 9.5 L12.5 5 V1.5"),
    LOOSE("M2 8 h4.5 M9.5 8 h4.5 M5 5.5 v5 M11 5.5 v5"),
    SHIELD("M8 1.5 l5.5 2 v4.5 c0 3.5 -2.5 5.5 -5.5 6.5 c-3 -1 -5.5 -3 -5.5 -6.5 v-4.5 z"),
    FOLD("M3.5 6 l4.5 4.5 l4.5 -4.5"),
    CONTAINER(
            "M1.5 5 l6.5 -3.5 l6.5 3.5 v6 l-6.5 3.5 l-6.5 -3.5 z M1.5 5 l6.5 3.5 l6.5 -3.5 M8 8.5 v6");

    private final String path;

    Glyph(String path) {
        this.path = path;
    }

    /// SVG path data, `M C L H V A Z` in both cases; in units of a 16 x 16 box.
    public String path() {
        return path;
    }
}
