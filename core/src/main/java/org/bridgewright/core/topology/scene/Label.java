package org.bridgewright.core.topology.scene;

import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// A text beside a line, with or without a pill behind it.
///
/// @param glyph drawn before the text
/// @param outlined whether the pill has a border (labels that sit on a line)
public record Label(
        ElementId subject,
        Text text,
        Optional<Rect> pill,
        Tone fill,
        boolean outlined,
        Optional<Glyph> glyph) {
    /// Room for the glyph before the text.
    static final double GLYPH = 14;

    Label(ElementId subject, Text text, Optional<Rect> pill, Tone fill, boolean outlined) {
        this(subject, text, pill, fill, outlined, Optional.empty());
    }
}
