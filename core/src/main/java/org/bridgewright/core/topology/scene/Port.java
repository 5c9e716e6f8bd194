package org.bridgewright.core.topology.scene;

import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// The small square where a link meets a card, a bar or a NIC.
///
/// @param subject the vNIC at the card's end; else what the link belongs to
/// @param owner the card, bar or NIC it sits on
/// @param number of the vNIC, shown when its guest has several
/// @param filled false = link down, or only configured
public record Port(
        ElementId subject,
        ElementId owner,
        Optional<Integer> number,
        double x,
        double y,
        Tone tone,
        boolean filled) {
    /// Half of its side.
    public static final double HALF = 5;

    public Rect rect() {
        return new Rect(x - HALF, y - HALF, 2 * HALF, 2 * HALF);
    }
}
