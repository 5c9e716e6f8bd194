package org.bridgewright.ui.theme;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.text.Font;
import org.bridgewright.core.topology.scene.TextStyle;

/// Inter and JetBrains Mono from the font files on the class path; the system's fonts where they are missing. FX thread only.
public final class Fonts {
    private static final String ROOT = "/com/formdev/flatlaf/fonts/";
    private static final Map<String, String> NAMES = new HashMap<>();
    private static final Map<Long, Font> CACHE = new HashMap<>();

    private Fonts() {}

    /// The font of a style, `pixels` high.
    public static Font of(TextStyle style, double pixels) {
        long key = style.ordinal() * 100_000L + Math.round(pixels * 100);
        return CACHE.computeIfAbsent(key, k -> new Font(name(style.face()), pixels));
    }

    /// The style sheet that gives each `-bw-` colour its value under `.root.light` and `.root.dark`.
    public static String tones() {
        return Objects.requireNonNull(Fonts.class.getResource("tones.css"), "tones.css")
                .toExternalForm();
    }

    private static String name(String face) {
        return NAMES.computeIfAbsent(
                face,
                f ->
                        switch (f) {
                            case "inter-bold" -> load("inter/Inter-Bold.otf");
                            case "inter-semibold" -> load("inter/Inter-SemiBold.otf");
                            case "mono-bold" -> load("jetbrains_mono/JetBrainsMono-Bold.ttf");
                            case "mono-regular" -> load("jetbrains_mono/JetBrainsMono-Regular.ttf");
                            default -> load("inter/Inter-Regular.otf");
                        });
    }

    private static String load(String file) {
        InputStream in = Fonts.class.getResourceAsStream(ROOT + file);
        Font font = in == null ? null : Font.loadFont(in, 13);
        return font == null ? Font.getDefault().getName() : font.getName();
    }
}
