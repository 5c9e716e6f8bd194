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

    /// Sets the style of all controls; make it before the first of them.
    public Look() {
        useAgentStyle();
        dark.addListener((property, before, now) -> useAgentStyle());
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener((property, before, now) -> settle());
    }

    /// Loads the fonts of words and addresses. Any thread; takes some 50 ms, and must be done before the first text.
    public static void loadFonts() {
        for (String font : FONTS) {
            loadFont(font);
        }
    }

    /// Puts the style sheets on, and keeps the root of the scene marked as light or dark.
    public void dress(Scene scene) {
        scene.getStylesheets().addAll(Fonts.tones(), sheet("app.css"));
        mark(scene);
        scene.rootProperty().addListener((property, before, now) -> mark(scene));
        dark.addListener((property, before, now) -> mark(scene));
    }

    private void mark(Scene scene) {
        List<String> styles = scene.getRoot().getStyleClass();
        styles.removeAll(List.of("dark", "light"));
        styles.add(dark.get() ? "dark" : "light");
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
