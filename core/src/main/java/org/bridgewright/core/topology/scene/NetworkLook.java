package org.bridgewright.core.topology.scene;

import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.words.Words;

/// Colour, symbol and word of a network's mode.
final class NetworkLook {
    private static final Words WORDS = Words.of(NetworkLook.class);

    private NetworkLook() {}

    static Tone tone(VirtualNetwork network) {
        if (network.isPool()) {
            return Tone.DIRECT;
        }
        return network.mode()
                .map(
                        m ->
                                switch (m) {
                                    case NAT -> Tone.NAT;
                                    case ROUTE -> Tone.ROUTED;
                                    case OPEN -> Tone.OPEN;
                                    case ISOLATED -> Tone.ISOLATED;
                                    case BRIDGE -> Tone.BRIDGED;
                                    case PRIVATE, VEPA, PASSTHROUGH, HOSTDEV -> Tone.DIRECT;
                                })
                .orElse(Tone.ISOLATED);
    }

    static Glyph glyph(VirtualNetwork network) {
        if (network.mode().filter(m -> m == ForwardMode.HOSTDEV).isPresent()) {
            return Glyph.DEVICE;
        }
        if (network.isPool()) {
            return Glyph.DIRECT;
        }
        return network.mode()
                .map(
                        m ->
                                switch (m) {
                                    case NAT -> Glyph.NAT;
                                    case ROUTE -> Glyph.ROUTED;
                                    case OPEN -> Glyph.OPEN;
                                    case ISOLATED -> Glyph.ISOLATED;
                                    case BRIDGE -> Glyph.BRIDGE;
                                    case PRIVATE, VEPA, PASSTHROUGH -> Glyph.DIRECT;
                                    case HOSTDEV -> Glyph.DEVICE;
                                })
                .orElse(Glyph.BRIDGE);
    }

    static String modeWord(VirtualNetwork network) {
        if (network.isPool() && network.mode().filter(m -> m == ForwardMode.BRIDGE).isPresent()) {
            return WORDS.get("mode.macvtap");
        }
        return network.mode().map(m -> WORDS.get("mode." + m.word())).orElse(network.modeWord());
    }
}
