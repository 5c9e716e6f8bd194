package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.jspecify.annotations.Nullable;

/// A bar with the guests that live over it: one bridge or pool, or a fold, or the place of those that are not connected.
///
/// Filled by [HostReading], then only read.
final class Block {
    enum Zone {
        /// Hangs on the host's routing, or could: left.
        L3,
        /// Nothing below but its uplink: right.
        L2
    }

    enum Kind {
        BAR,
        /// Guests without a vNIC: an area without a bar.
        UNCONNECTED,
        /// Something folded away, a box that opens.
        FOLD
    }

    /// A way from the bar to a unit of the NIC row; `chips` name the VLANs on it.
    record Uplink(ElementId link, ElementId unit, List<String> chips, boolean forwarding) {}

    /// A part of a bar that takes vNICs of its own: a network, a port group.
    record Tab(ElementId id, String text, Optional<MoveTarget> target) {}

    /// A port without a known owner.
    record Orphan(ElementId link, String text) {}

    final ElementId id;
    final Kind kind;
    final Zone zone;
    final List<NetworkElement> networks = new ArrayList<>();
    @Nullable BridgeElement bridge;
    String name = "";
    String mode = "";
    String detail = "";
    Tone tone = Tone.ISOLATED;
    Glyph glyph = Glyph.BRIDGE;
    Box.Look look = Box.Look.PLAIN;

    /// A network that is stopped: links of running guests end loose before it.
    boolean stopped;

    /// How it reaches the host's routing: `masquerade`...; empty = not at all.
    Optional<String> how = Optional.empty();

    Optional<MoveTarget> target = Optional.empty();
    Optional<String> lockedBy = Optional.empty();
    String sentence = "";
    final List<Card> cards = new ArrayList<>();
    int foldedOff;
    final List<Uplink> uplinks = new ArrayList<>();
    final List<Tab> tabs = new ArrayList<>();
    final List<Orphan> orphans = new ArrayList<>();

    Block(ElementId id, Kind kind, Zone zone) {
        this.id = id;
        this.kind = kind;
        this.zone = zone;
    }

    boolean hasArea() {
        return !cards.isEmpty() || foldedOff > 0 || kind == Kind.UNCONNECTED;
    }
}
