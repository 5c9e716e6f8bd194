package org.bridgewright.core.diagnose;

import java.util.List;
import org.bridgewright.core.model.ElementId;

/// What is wrong or soon will be: a rule's verdict with the evidence as read.
///
/// @param id the rule's word, `orphan-tap`
/// @param subject what it is about; a host's id when it is about the host
/// @param related other elements that it concerns, each marked in the picture like the subject
/// @param evidence lines as read from the host
public record Finding(
        String id,
        Severity severity,
        Confidence confidence,
        ElementId subject,
        List<ElementId> related,
        String summary,
        List<String> evidence,
        String remedy) {
    /// How bad it is, worst first.
    public enum Severity {
        ERROR,
        WARNING,
        NOTE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How sure it is, surest first.
    public enum Confidence {
        CERTAIN,
        LIKELY,
        POSSIBLE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Finding {
        related = List.copyOf(related);
        evidence = List.copyOf(evidence);
    }

    /// A finding about one thing.
    public Finding(
            String id,
            Severity severity,
            Confidence confidence,
            ElementId subject,
            String summary,
            List<String> evidence,
            String remedy) {
        this(id, severity, confidence, subject, List.of(), summary, evidence, remedy);
    }

    /// Whether it concerns `element`.
    public boolean concerns(ElementId element) {
        return subject.equals(element) || related.contains(element);
    }
}
