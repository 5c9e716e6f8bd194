// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import java.util.List;

/// What the user chose for the whole application.
///
/// @param hiddenGuests name patterns (`*` and `?`) of VMs that are not drawn
public record Settings(Theme theme, List<String> hiddenGuests) {
    public static final Settings USUAL = new Settings(Theme.SYSTEM, List.of());

    public Settings {
        hiddenGuests = List.copyOf(hiddenGuests);
    }

    /// Which colours the window has; `SYSTEM` follows the desktop.
    public enum Theme {
        LIGHT,
        DARK,
        SYSTEM
    }

    /// The same settings with other patterns of VMs that are not drawn.
    public Settings with(List<String> newHiddenGuests) {
        return new Settings(theme, newHiddenGuests);
    }

    /// The same settings but for the theme.
    public Settings with(Theme newTheme) {
        return new Settings(newTheme, hiddenGuests);
    }
}
