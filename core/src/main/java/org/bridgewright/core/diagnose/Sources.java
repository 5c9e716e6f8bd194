package org.bridgewright.core.diagnose;

import org.bridgewright.core.model.Vnic;

/// A vNIC's source in one word.
final class Sources {
    private Sources() {}

    static String text(Vnic.Source source) {
        return switch (source) {
            case Vnic.Source.Network s -> s.name();
            case Vnic.Source.Bridge s -> s.name();
            case Vnic.Source.Direct s -> s.device();
            case Vnic.Source.HostDevice s -> s.address();
            case Vnic.Source.Other s -> s.type();
        };
    }
}
