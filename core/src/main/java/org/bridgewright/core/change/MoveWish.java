package org.bridgewright.core.change;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.Vnic;

/// Whether a definition of a vNIC is as a target asks.
final class MoveWish {
    private MoveWish() {}

    /// Whether `definition` has to change for `target`; an absent one is detached.
    static boolean differs(Optional<Vnic> definition, MoveTarget target) {
        return switch (target) {
            case MoveTarget.Detached detached -> definition.isPresent();
            case MoveTarget.LinkDown down -> definition.filter(Vnic::linkUp).isPresent();
            case MoveTarget.LinkUp up -> definition.filter(v -> !v.linkUp()).isPresent();
            case MoveTarget.ToBridge to -> definition.filter(v -> isOnBridge(v, to)).isEmpty();
            case MoveTarget.ToNetwork to -> definition.filter(v -> isOnNetwork(v, to)).isEmpty();
        };
    }

    private static boolean isOnBridge(Vnic vnic, MoveTarget.ToBridge to) {
        return vnic.source() instanceof Vnic.Source.Bridge bridge
                && bridge.name().equals(to.name())
                && isTagged(vnic, to);
    }

    private static boolean isOnNetwork(Vnic vnic, MoveTarget.ToNetwork to) {
        return vnic.source() instanceof Vnic.Source.Network network
                && network.name().equals(to.name())
                && network.portGroup().equals(to.portGroup())
                && isTagged(vnic, to);
    }

    private static boolean isTagged(Vnic vnic, MoveTarget to) {
        return to.vlan().map(tag -> vnic.carried().vlanTags().equals(List.of(tag))).orElse(true);
    }
}
