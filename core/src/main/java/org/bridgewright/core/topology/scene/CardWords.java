package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.words.Words;

/// What a card says to those who do not see it, and the colour of its state.
final class CardWords {
    private static final Words WORDS = Words.of(CardWords.class);

    private CardWords() {}

    static Tone state(GuestElement guest) {
        return guest.guest()
                .state()
                .map(
                        s ->
                                switch (s) {
                                    case RUNNING, IDLE -> Tone.GOOD;
                                    case PAUSED, PMSUSPENDED, IN_SHUTDOWN -> Tone.WARNING;
                                    case CRASHED -> Tone.BAD;
                                    case NO_STATE, SHUT_OFF -> Tone.ISOLATED;
                                })
                .orElse(Tone.ISOLATED);
    }

    /// Whether it lives only as long as it runs.
    static boolean isTransient(GuestElement guest) {
        return guest.guest().isActive() && !guest.guest().persistent();
    }

    static String sentence(GuestElement guest, List<Card.Plug> plugs, Optional<KnownAddress> best) {
        StringBuilder text =
                new StringBuilder(160)
                        .append(WORDS.get("say.vm", guest.name(), guest.guest().stateWord()));
        if (isTransient(guest)) {
            text.append(", ").append(WORDS.get("say.transient"));
        }
        for (Card.Plug plug : plugs) {
            int number = plug.vnic().number();
            Optional<Block> on = plug.now().or(plug::configured);
            text.append(", ")
                    .append(
                            on.isEmpty()
                                    ? WORDS.get("say.vnic-nowhere", number)
                                    : on.get().mode.isEmpty()
                                            ? WORDS.get("say.vnic", number, plug.nowName())
                                            : WORDS.get(
                                                    "say.vnic-mode",
                                                    number,
                                                    plug.nowName(),
                                                    on.get().mode));
            if (plug.vnic().shown().filter(v -> !v.linkUp()).isPresent()) {
                text.append(", ").append(WORDS.get("tap.link-down"));
            }
        }
        best.ifPresent(
                a ->
                        text.append(", ")
                                .append(
                                        WORDS.get(
                                                "say.address",
                                                a.ip(),
                                                WORDS.get("source." + a.source().word()))));
        return text.toString();
    }
}
