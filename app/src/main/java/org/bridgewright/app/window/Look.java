// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.bridgewright.app.settings.Settings;
import org.bridgewright.ui.theme.Fonts;

/// Fonts and colours of the whole window; light, dark, or as the system has it. FX thread only.
public final class Look {
    private static final List<String> FONTS =
            List.of(
                    "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
                    "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
                    "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf");

    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private Settings.Theme theme = Settings.Theme.SYSTEM;

    public Look() {
        dark.addListener((property, before, now) -> useAgentStyle());
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener((property, before, now) -> settle());
    }

    /// Loads the fonts and puts the style sheets on. Must run before the first frame.
    public void dress(Scene scene) {
        for (String font : FONTS) {
            loadFont(font);
        }
        useAgentStyle();
        scene.getStylesheets().addAll(Fonts.tones(), sheet("app.css"));
        scene.getRoot().getStyleClass().add(dark.get() ? "dark" : "light");
        dark.addListener(
                (property, before, now) -> {
                    scene.getRoot().getStyleClass().removeAll("dark", "light");
                    scene.getRoot().getStyleClass().add(now ? "dark" : "light");
                });
    }

    /// Changes over at once; `SYSTEM` follows the desktop from now on.
    public void use(Settings.Theme newTheme) {
        theme = newTheme;
        settle();
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    private void settle() {
        dark.set(
                switch (theme) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                });
    }

    private void useAgentStyle() {
        Application.setUserAgentStylesheet(
                dark.get()
                        ? new PrimerDark().getUserAgentStylesheetBSS()
                        : new PrimerLight().getUserAgentStylesheetBSS());
    }

    private static void loadFont(String path) {
        InputStream stream = Look.class.getResourceAsStream(path);
        if (stream != null) {
            Font.loadFont(stream, 13);
        }
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Look.class.getResource(name), name).toExternalForm();
    }
}
