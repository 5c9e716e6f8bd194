package org.bridgewright.core.diagnose;

import java.util.List;
import org.bridgewright.core.model.ElementId;

/// What is wrong or soon will be: a rule's verdict with the evidence as read.
///
/// @param id the rule's word, `orphan-tap`
/// @param evidence lines as read from the host
public record Finding(
        String id,
        Severity severity,
        Confidence confidence,
        ElementId subject,
        String summary,
        List<String> evidence,
        String remedy) {
    public enum Severity {
        ERROR,
        WARNING,
        NOTE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public enum Confidence {
        CERTAIN,
        LIKELY,
        POSSIBLE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Finding {
        evidence = List.copyOf(evidence);
    }
}
