package org.bridgewright.core.topology.scene;

/// The font files on the application's class path.
final class FontFiles {
    private FontFiles() {}

    /// The resource of a style's face; absent where only `core` runs.
    static String of(TextStyle style) {
        String file =
                switch (style.face()) {
                    case "inter-bold" -> "inter/Inter-Bold.otf";
                    case "inter-semibold" -> "inter/Inter-SemiBold.otf";
                    case "mono-bold" -> "jetbrains_mono/JetBrainsMono-Bold.ttf";
                    case "mono-regular" -> "jetbrains_mono/JetBrainsMono-Regular.ttf";
                    default -> "inter/Inter-Regular.otf";
                };
        return "/com/formdev/flatlaf/fonts/" + file;
    }
}
