package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.Vnic;
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

    /// A tap with the VLAN that its vNIC is in, `vnet3 · VLAN 10`; the several of a trunk are said by [#trunk].
    static String tagged(String tap, Vnic.Carried carried) {
        if (carried.vlanTags().isEmpty() || trunk(carried).isPresent()) {
            return tap;
        }
        String tag = WORDS.get("tap.vlan", carried.vlanTags().getFirst());
        return tap.isEmpty() ? tag : tap + " · " + tag;
    }

    /// The VLANs of a link that carries several.
    static Optional<String> trunk(Vnic.Carried carried) {
        return carried.trunk() || carried.vlanTags().size() > 1
                ? Optional.of(WORDS.get("tap.trunk", ranges(carried.vlanTags())))
                : Optional.empty();
    }

    private static String ranges(List<Integer> tags) {
        List<String> parts = new ArrayList<>();
        List<Integer> sorted = tags.stream().sorted().distinct().toList();
        for (int i = 0; i < sorted.size(); i++) {
            int from = sorted.get(i);
            int to = from;
            while (i + 1 < sorted.size() && sorted.get(i + 1) == to + 1) {
                to = sorted.get(++i);
            }
            parts.add(to == from ? "" + from : from + (to == from + 1 ? "," : "-") + to);
        }
        return String.join(",", parts);
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
