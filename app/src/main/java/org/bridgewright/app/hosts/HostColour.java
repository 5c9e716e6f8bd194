// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.Tone;

/// Colours that a host may carry, told apart with every kind of colour blindness by their word, too.
public enum HostColour {
    RED(Tone.BAD),
    AMBER(Tone.WARNING),
    GREEN(Tone.GOOD),
    TEAL(Tone.BRIDGED),
    BLUE(Tone.NAT),
    VIOLET(Tone.ROUTED);

    private final Tone tone;

    HostColour(Tone tone) {
        this.tone = tone;
    }

    /// The colour of the picture that is the same; empty for one that is none of these.
    ///
    /// @param hex `#rrggbb` as a saved host has it
    public static Optional<Tone> tone(String hex) {
        return Stream.of(values()).filter(c -> c.hex().equals(hex)).map(c -> c.tone).findFirst();
    }

    /// `#rrggbb` as a saved host has it: the one of the light theme.
    String hex() {
        return Theme.LIGHT.hex(tone);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
