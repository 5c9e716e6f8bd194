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

    /// A tap with the VLANs that its vNIC is in: `vnet3 · VLAN 10`, `vnet3 · trunk 10,20,30-40`.
    static String tagged(String tap, Vnic.Carried carried) {
        if (carried.vlanTags().isEmpty()) {
            return tap;
        }
        boolean trunk = carried.trunk() || carried.vlanTags().size() > 1;
        String tags = WORDS.get(trunk ? "tap.trunk" : "tap.vlan", ranges(carried.vlanTags()));
        return tap.isEmpty() ? tags : tap + " · " + tags;
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
