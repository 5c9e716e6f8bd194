package org.bridgewright.core.model;

import java.util.Locale;
import java.util.Optional;

/// How a libvirt network is joined to the outside (`<forward mode=...>`); `ISOLATED` is the absence of the element.
public enum ForwardMode {
    NAT,
    ROUTE,
    OPEN,
    BRIDGE,
    ISOLATED,
    PRIVATE,
    VEPA,
    PASSTHROUGH,
    HOSTDEV;

    /// libvirt's word, and ours for the absence: `nat`, `isolated`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The mode of libvirt's word; empty for a word that is not known (it is then shown as it came).
    public static Optional<ForwardMode> ofWord(String word) {
        for (ForwardMode mode : values()) {
            if (mode != ISOLATED && mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /// NAT, routed and open: the host's IP stack forwards for it.
    public boolean isForwardedByHost() {
        return this == NAT || this == ROUTE || this == OPEN;
    }

    /// L3 networks, that libvirt makes a bridge of its own for: NAT, routed, open, isolated.
    public boolean hasOwnBridge() {
        return isForwardedByHost() || this == ISOLATED;
    }

    /// macvtap modes: private, vepa, passthrough; and bridge when the network names NICs instead of a bridge.
    public boolean isDirect() {
        return this == PRIVATE || this == VEPA || this == PASSTHROUGH;
    }
}
