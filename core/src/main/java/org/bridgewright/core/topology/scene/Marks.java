package org.bridgewright.core.topology.scene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.jspecify.annotations.Nullable;

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

    /// The mark of the worst finding of an element or of its parts; its place is not set yet. Notes are no marks.
    Optional<Box.Mark> of(ElementId id, List<ElementId> parts) {
        if (worst.isEmpty()) {
            return Optional.empty();
        }
        Finding found = worse(null, id);
        for (ElementId part : parts) {
            found = worse(found, part);
        }
        return Optional.ofNullable(found)
                .map(
                        f ->
                                f.severity() == Finding.Severity.ERROR
                                        ? mark(Glyph.ERROR, Tone.BAD, f.summary())
                                        : mark(Glyph.WARNING, Tone.WARNING, f.summary()));
    }

    private @Nullable Finding worse(@Nullable Finding found, ElementId id) {
        Finding finding = worst.get(id);
        return finding != null
                        && finding.severity() != Finding.Severity.NOTE
                        && (found == null || finding.severity().compareTo(found.severity()) < 0)
                ? finding
                : found;
    }

    static Box.Mark mark(Glyph glyph, Tone tone, String text) {
        return new Box.Mark(glyph, tone, NOWHERE, text);
    }
}
