package org.bridgewright.core.change;

import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.words.Words;

/// Short pieces of the sentences that the planner speaks.
final class Phrases {
    static final Words WORDS = Words.of(Phrases.class);

    private Phrases() {}

    /// Where a vNIC is, as people say it: the network's name, `bridge br0`, `macvtap on eth0`.
    static String place(Vnic.Source source) {
        return switch (source) {
            case Vnic.Source.Network network -> network.name();
            case Vnic.Source.Bridge bridge -> WORDS.get("place.bridge", bridge.name());
            case Vnic.Source.Direct direct -> WORDS.get("place.direct", direct.device());
            case Vnic.Source.HostDevice device -> WORDS.get("place.hostdev", device.address());
            case Vnic.Source.Other other -> WORDS.get("place.other", other.type());
        };
    }

    static String place(MoveTarget target) {
        return switch (target) {
            case MoveTarget.ToNetwork to ->
                    to.portGroup()
                            .map(group -> WORDS.get("place.portgroup", to.name(), group))
                            .orElse(
                                    to.vlan()
                                            .map(tag -> WORDS.get("place.vlan", to.name(), tag))
                                            .orElse(to.name()));
            case MoveTarget.ToBridge to ->
                    to.vlan()
                            .map(tag -> WORDS.get("place.bridge-vlan", to.name(), tag))
                            .orElseGet(() -> WORDS.get("place.bridge", to.name()));
            case MoveTarget.LinkDown down -> WORDS.get("place.link-down");
            case MoveTarget.LinkUp up -> WORDS.get("place.link-up");
            case MoveTarget.Detached detached -> WORDS.get("place.detached");
        };
    }
}
