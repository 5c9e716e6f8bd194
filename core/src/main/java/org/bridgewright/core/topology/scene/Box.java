package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;

/// Something with an outline: a host's panel, an area, a card, a bar, the strip, a NIC, a LAN, a fold.
///
/// @param id the element; folds and areas of no element have an id of their own kind (`caldera02/fold/...`)
/// @param tone of its border and symbol
/// @param texts with absolute places
/// @param glyph its symbol, drawn at [#glyphBox]
/// @param dot the state at the right end of its name
/// @param mark worst finding, lock, or split
/// @param target where a vNIC that is dropped here goes; empty = no target
/// @param sentence what a screen reader says
public record Box(
        ElementId id,
        Kind kind,
        Rect rect,
        Tone tone,
        Look look,
        List<Text> texts,
        Optional<Glyph> glyph,
        Rect glyphBox,
        Optional<Dot> dot,
        Optional<Mark> mark,
        Optional<MoveTarget> target,
        String sentence) {

    /// What it is; the order is the drawing order, and from top to bottom the order in which a click looks for it.
    public enum Kind {
        HOST,
        AREA,
        /// A part that could not be read, hatched.
        MISSING,
        STRIP,
        /// Bracket round the members of a bond or team.
        BRACKET,
        SEGMENT,
        NIC,
        /// Any other link with a place of its own: tunnel, VLAN without bridge, veth.
        LINK,
        FOLD,
        BAR,
        /// A network, VLAN or port group on a bar that carries several.
        TAB,
        GUEST,
        /// On a card: that this VM is a host that is open, too. It leads there.
        BADGE
    }

    /// How it is drawn.
    public enum Look {
        PLAIN,
        /// Off, or not there yet.
        HOLLOW,
        /// Not readable, or a network that is stopped.
        HATCHED,
        /// Without a bridge of its own; outside; not connected.
        DASHED
    }

    /// State: filled when it runs, a ring when it does not.
    public record Dot(double x, double y, double radius, Tone tone, boolean filled) {}

    /// A small symbol with the text that explains it.
    public record Mark(Glyph glyph, Tone tone, Rect rect, String text) {}

    private static final String IS_HOST = "/is-host/";

    public Box {
        texts = List.copyOf(texts);
    }

    static ElementId badgeId(ElementId guest, ElementId host) {
        return new ElementId(guest.value() + IS_HOST + host.value());
    }

    /// The element that a click on this box leads to, where that is another one than the box's own.
    public Optional<ElementId> leadsTo() {
        return kind == Kind.BADGE
                ? Optional.of(
                        new ElementId(
                                id.value()
                                        .substring(
                                                id.value().lastIndexOf(IS_HOST)
                                                        + IS_HOST.length())))
                : Optional.empty();
    }
}
