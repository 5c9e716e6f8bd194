// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui.topologyview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.Tone;
import org.bridgewright.ui.theme.Fonts;
import org.junit.jupiter.api.Test;

class TonesTest {
    @Test
    void windowAndExportsHaveTheSameColours() throws IOException {
        String sheet;
        try (InputStream in = URI.create(Fonts.tones()).toURL().openStream()) {
            sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = sheet.lastIndexOf(".root.dark");
        for (Tone tone : Tone.values()) {
            for (Theme theme : Theme.values()) {
                String part =
                        theme == Theme.LIGHT ? sheet.substring(0, dark) : sheet.substring(dark);
                assertTrue(
                        part.contains("-bw-" + tone.word() + ": " + theme.hex(tone) + ";"),
                        theme + " " + tone);
            }
        }
    }

    @Test
    void textHasEnoughContrast() {
        for (Theme theme : Theme.values()) {
            for (Tone text : new Tone[] {Tone.INK, Tone.MUTED, Tone.FAINT}) {
                for (Tone ground :
                        new Tone[] {Tone.SURFACE, Tone.PANEL, Tone.STRIP, Tone.NAT_SOFT}) {
                    assertTrue(
                            contrast(theme.rgb(text), theme.rgb(ground)) >= 4.5,
                            theme + " " + text + " on " + ground);
                }
            }
        }
        assertEquals(21, contrast(0xffffff, 0), 0.01);
    }

    private static double contrast(int a, int b) {
        double x = luminance(a) + 0.05;
        double y = luminance(b) + 0.05;
        return Math.max(x, y) / Math.min(x, y);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int value) {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
