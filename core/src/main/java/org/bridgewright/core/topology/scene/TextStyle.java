package org.bridgewright.core.topology.scene;

/// How a text is set: Inter for words, JetBrains Mono for addresses and link names; sizes 10, 11.5, 13 and 16 only.
public enum TextStyle {
    HOST("inter-bold", 16),
    NAME("inter-semibold", 13),
    MODE("inter-semibold", 11.5),
    WORDS("inter-regular", 11.5),
    SMALL("inter-regular", 10),
    SMALL_STRONG("inter-semibold", 10),
    NIC_NAME("mono-bold", 11.5),
    CODE("mono-regular", 11.5),
    CODE_SMALL("mono-regular", 10);

    private final String face;
    private final double size;

    TextStyle(String face, double size) {
        this.face = face;
        this.size = size;
    }

    /// The row of the metrics table: `inter-semibold`.
    public String face() {
        return face;
    }

    public double size() {
        return size;
    }

    public boolean isMono() {
        return face.startsWith("mono");
    }

    /// CSS weight: 400, 600 or 700.
    public int weight() {
        return face.endsWith("bold") ? face.endsWith("semibold") ? 600 : 700 : 400;
    }
}
