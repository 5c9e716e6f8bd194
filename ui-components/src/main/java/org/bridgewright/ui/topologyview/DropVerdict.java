package org.bridgewright.ui.topologyview;

import java.util.Optional;

/// What a drop would do, in sentences, or why it is refused.
///
/// @param title from where to where and when; for a refusal the reason
/// @param afterwardsBad whether [#afterwards] is bad news
public record DropVerdict(
        boolean allowed,
        String title,
        Optional<String> interrupts,
        Optional<String> afterwards,
        boolean afterwardsBad) {
    /// Nothing may be dropped there; `reason` is a sentence for people.
    public static DropVerdict refused(String reason) {
        return new DropVerdict(false, reason, Optional.empty(), Optional.empty(), false);
    }
}
