package org.bridgewright.core.topology.scene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;

/// The worst finding of each element.
final class Marks {
    private static final Rect NOWHERE = new Rect(0, 0, 0, 0);
    private final Map<ElementId, Finding> worst = new HashMap<>();

    Marks(List<Finding> findings) {
        for (Finding finding : findings) {
            worst.merge(
                    finding.subject(),
                    finding,
                    (a, b) -> b.severity().compareTo(a.severity()) < 0 ? b : a);
        }
    }

    /// The mark of the first of `ids` that has the worst finding; its place is not set yet. Notes are no marks.
    Optional<Box.Mark> of(List<ElementId> ids) {
        Finding found = null;
        for (ElementId id : ids) {
            Finding finding = worst.get(id);
            if (finding != null
                    && finding.severity() != Finding.Severity.NOTE
                    && (found == null || finding.severity().compareTo(found.severity()) < 0)) {
                found = finding;
            }
        }
        return Optional.ofNullable(found)
                .map(
                        f ->
                                f.severity() == Finding.Severity.ERROR
                                        ? mark(Glyph.ERROR, Tone.BAD, f.summary())
                                        : mark(Glyph.WARNING, Tone.WARNING, f.summary()));
    }

    static Box.Mark mark(Glyph glyph, Tone tone, String text) {
        return new Box.Mark(glyph, tone, NOWHERE, text);
    }
}
