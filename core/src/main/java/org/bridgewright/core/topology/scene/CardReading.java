package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.SideBySide;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Puts each guest of a host over the bar of its first vNIC, and makes the bars that only vNICs ask for.
final class CardReading {
    private static final Words WORDS = Words.of(CardReading.class);
    private static final String FORWARDING = "forwarding";
    private static final int CROWDED = 12;
    private static final int OFF_SHOWN = 3;
    private static final int UNCONNECTED_SHOWN = 8;

    /// In place of a bar that nobody has made yet.
    private static final Optional<Block> TO_BE_MADE =
            Optional.of(new Block(new ElementId("-"), Block.Kind.BAR, Block.Zone.L3));

    private final HostReading reading;
    private final Marks marks;
    private final Map<String, String> portStates = new HashMap<>();
    private final Map<ElementId, Block> extra = new LinkedHashMap<>();

    CardReading(HostReading reading, Marks marks) {
        this.reading = reading;
        this.marks = marks;
    }

    /// Fills the cards of the blocks that exist; returns the new blocks.
    List<Block> read() {
        List<GuestElement> guests = new ArrayList<>();
        for (Element element : reading.host.elements()) {
            switch (element) {
                case GuestElement guest -> guests.add(guest);
                case LinkElement link -> {
                    if (!link.ofGuest() && link.kind().equals("tap")) {
                        orphan(link);
                    }
                }
                case BridgeElement bridge -> readPorts(bridge);
                default -> {
                    /* no part of a card */
                }
            }
        }
        if (!reading.viewpoint.showOff()) {
            guests.removeIf(guest -> !guest.guest().isActive());
        }
        List<Optional<List<Card.Plug>>> plugs =
                SideBySide.map(guests, guests.size(), guest -> plugs(guest, false));
        List<Place> places = new ArrayList<>(guests.size());
        for (int i = 0; i < guests.size(); i++) {
            GuestElement guest = guests.get(i);
            // What names a place that has no bar yet is asked again, one guest after the other.
            places.add(place(guest, plugs.get(i).or(() -> plugs(guest, true)).orElseThrow()));
        }
        List<Card> cards = SideBySide.map(places, places.size(), this::card);
        for (int i = 0; i < cards.size(); i++) {
            places.get(i).home().cards.add(cards.get(i));
        }
        List<Block> all = new ArrayList<>(extra.values());
        reading.byElement.values().stream().distinct().forEach(this::order);
        all.forEach(this::order);
        foldUnconnected(all);
        return all;
    }

    /// Thousands of ports forward: only the others are noted.
    private void readPorts(BridgeElement bridge) {
        for (Element.Port port : bridge.ports()) {
            if (!port.port().state().equals(FORWARDING)) {
                portStates.put(port.port().link(), port.port().state());
            }
        }
    }

    private void orphan(LinkElement tap) {
        Optional<Block> on =
                tap.link().master().flatMap(m -> reading.blockOf(ElementId.link(reading.id(), m)));
        on.ifPresent(
                block ->
                        block.orphans.add(
                                new Block.Orphan(tap.id(), WORDS.get("tap.orphan", tap.name()))));
    }

    private void order(Block block) {
        if (block.cards.size() > CROWDED) {
            List<Card> off = block.cards.stream().filter(c -> !c.active()).toList();
            boolean open = reading.viewpoint.unfolded().contains(offFold(block.id));
            if (off.size() > OFF_SHOWN && off.size() < block.cards.size() && !open) {
                block.cards.removeAll(off);
                block.foldedOff = off.size();
            }
        }
        List<Card> ordered =
                Ordering.apply(
                        block.cards,
                        c -> c.guest().id(),
                        reading.viewpoint.guests().getOrDefault(block.id, List.of()),
                        Comparator.comparing(CardReading::awayName)
                                .thenComparing(c -> c.guest().name(), Naturally.ORDER)
                                .thenComparing(c -> c.guest().id()));
        block.cards.clear();
        block.cards.addAll(ordered);
    }

    static ElementId offFold(ElementId block) {
        return new ElementId(block.value() + "/fold/off");
    }

    /// Guests whose other vNICs go to the same place stand together.
    private static String awayName(Card card) {
        return card.away().isEmpty() ? "" : card.away().getFirst().nowName();
    }

    private void foldUnconnected(List<Block> all) {
        ElementId id = ElementId.of(reading.id(), "fold", "unconnected");
        for (Block block : List.copyOf(all)) {
            if (block.kind == Block.Kind.UNCONNECTED
                    && block.cards.size() >= UNCONNECTED_SHOWN
                    && !reading.viewpoint.unfolded().contains(id)) {
                Block fold = new Block(id, Block.Kind.FOLD, Block.Zone.L3);
                fold.name = WORDS.get("fold.unconnected", block.cards.size());
                fold.sentence = WORDS.get("say.fold", fold.name);
                all.remove(block);
                all.add(fold);
            }
        }
    }

    /// Where a guest will stand, before its card is written.
    private record Place(
            GuestElement guest,
            List<Card.Plug> plugs,
            List<Card.Plug> at,
            List<Card.Plug> away,
            Block home) {}

    private Place place(GuestElement guest, List<Card.Plug> plugs) {
        Block home = null;
        for (int i = 0; i < plugs.size() && home == null; i++) {
            home = block(plugs.get(i));
        }
        Block stands = home != null ? home : unconnected();
        List<Card.Plug> at = new ArrayList<>(plugs.size());
        List<Card.Plug> away = new ArrayList<>(plugs.size());
        for (Card.Plug plug : plugs) {
            (block(plug) == stands ? at : away).add(plug);
        }
        return new Place(guest, plugs, at, away, stands);
    }

    /// Where the vNICs of a guest go.
    ///
    /// @param make whether bars that only vNICs ask for may be made; when not, this only reads, and is empty where one is asked for
    private Optional<List<Card.Plug>> plugs(GuestElement guest, boolean make) {
        List<VnicElement> vnics = reading.host.vnicsOf(guest.id());
        List<Card.Plug> plugs = new ArrayList<>(vnics.size());
        for (VnicElement vnic : vnics) {
            Card.Plug plug = plug(guest, vnic, make);
            if (plug == null) {
                return Optional.empty();
            }
            plugs.add(plug);
        }
        return Optional.of(plugs);
    }

    private static @Nullable Block block(Card.Plug plug) {
        return plug.now().or(plug::configured).orElse(null);
    }

    private Block unconnected() {
        ElementId id = ElementId.of(reading.id(), "unconnected");
        return extra.computeIfAbsent(
                id,
                k -> {
                    Block block = new Block(id, Block.Kind.UNCONNECTED, Block.Zone.L3);
                    block.name = WORDS.get("area.unconnected");
                    block.look = Box.Look.DASHED;
                    block.sentence = block.name;
                    return block;
                });
    }

    /// Null when a bar would have to be made, and may not.
    private Card.@Nullable Plug plug(GuestElement guest, VnicElement vnic, boolean make) {
        boolean active = guest.guest().isActive();
        Optional<Block> said = block(vnic, vnic.at(), make);
        Optional<Block> now = said;
        if (active && vnic.kernelAt().isPresent()) {
            Attachment kernel = vnic.kernelAt().get();
            now =
                    kernel instanceof Attachment.Nowhere
                                    && said.filter(b -> b.bridge == null).isPresent()
                            ? said
                            : block(vnic, kernel, make);
        }
        Optional<Block> wanted =
                active && vnic.config().isPresent() ? block(vnic, vnic.configAt(), make) : said;
        if (said.equals(TO_BE_MADE) || now.equals(TO_BE_MADE) || wanted.equals(TO_BE_MADE)) {
            return null;
        }
        if (wanted.equals(now) && !said.equals(now)) {
            wanted = said;
        }
        Optional<Block> configured = wanted.equals(now) ? Optional.empty() : wanted;
        Optional<Vnic> shown = vnic.shown();
        boolean up = shown.map(Vnic::linkUp).orElse(true);
        String tap = shown.flatMap(Vnic::tap).orElse("");
        String state = portStates.getOrDefault(tap, FORWARDING);
        boolean warn = !up || !state.equals(FORWARDING);
        String label = tap;
        if (!up) {
            label = (tap.isEmpty() ? "" : tap + " · ") + WORDS.get("tap.link-down");
        } else if (!state.equals(FORWARDING)) {
            label = tap + " · " + state;
        } else if (active && now.isEmpty() && configured.isPresent()) {
            label = WORDS.get("tap.no-bridge", tap);
            warn = true;
        } else if (shown.map(Vnic::source)
                .filter(Vnic.Source.Direct.class::isInstance)
                .isPresent()) {
            Vnic.Source.Direct direct = (Vnic.Source.Direct) shown.orElseThrow().source();
            boolean oneWay = now.filter(b -> b.uplinks.size() > 1).isEmpty();
            label = oneWay ? tap : tap + " " + WORDS.get("via.nic", direct.device());
        } else {
            label = shown.map(v -> CardWords.tagged(tap, v.carried())).orElse(tap);
        }
        Optional<String> filter = warn ? Optional.empty() : filterOf(vnic);
        return new Card.Plug(
                vnic,
                now,
                configured,
                name(now, vnic.at()),
                label,
                up,
                warn,
                active,
                shown.map(Vnic::carried).flatMap(CardWords::trunk),
                filter);
    }

    /// The bridge with filters between the vNIC and the bar it is drawn on.
    private Optional<String> filterOf(VnicElement vnic) {
        return vnic.kernelAt().orElse(vnic.at()) instanceof Attachment.ToLink l
                        && reading.chains.isFolded(l.name())
                ? Optional.of(l.name())
                : Optional.empty();
    }

    private static String name(Optional<Block> block, Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork n -> n.name();
            case Attachment.ToLink l -> block.map(b -> b.name).orElse(l.name());
            case Attachment.Own own -> own.type();
            case Attachment.Nowhere nowhere -> WORDS.get("vm.unconnected");
        };
    }

    private Optional<Block> block(VnicElement vnic, Attachment at, boolean make) {
        return switch (at) {
            case Attachment.ToNetwork n ->
                    reading.blockOf(n.network())
                            .or(() -> extra(n.network(), make, id -> absent(id, n.name())));
            case Attachment.ToLink l -> linkBlock(l, make);
            case Attachment.Own own ->
                    extra(new ElementId(vnic.id().value() + "/own"), make, id -> ownBlock(id, own));
            case Attachment.Nowhere nowhere -> Optional.empty();
        };
    }

    private Optional<Block> extra(ElementId id, boolean make, Function<ElementId, Block> how) {
        return make
                ? Optional.of(extra.computeIfAbsent(id, how))
                : Optional.ofNullable(extra.get(id)).or(() -> TO_BE_MADE);
    }

    /// A network that a guest names and the host does not have.
    private Block absent(ElementId id, String name) {
        Block block = new Block(id, Block.Kind.BAR, Block.Zone.L3);
        block.name = name;
        block.mode = WORDS.get("mode.absent");
        block.look = Box.Look.HATCHED;
        block.stopped = true;
        block.sentence = name + ", " + block.mode;
        reading.byElement.put(id, block);
        return block;
    }

    private Optional<Block> linkBlock(Attachment.ToLink l, boolean make) {
        Optional<Block> bridge = reading.blockOf(l.link());
        if (bridge.isPresent()) {
            return bridge;
        }
        return reading.nics.link(l.name()).isEmpty()
                ? extra(l.link(), make, id -> absent(id, l.name()))
                : extra(
                        ElementId.of(reading.id(), "macvtap", l.name()),
                        make,
                        id -> macvtap(id, l));
    }

    private Block macvtap(ElementId id, Attachment.ToLink l) {
        Block block = pool(id, WORDS.get("via.nic", l.name()));
        block.mode = WORDS.get("mode.macvtap");
        block.detail = WORDS.get("bar.no-bridge", block.mode);
        block.sentence = block.mode + " " + block.name;
        reading.nics
                .exit(reading.host, l.name())
                .ifPresent(
                        e ->
                                block.uplinks.add(
                                        new Block.Uplink(l.link(), e.unit().id, e.chips(), true)));
        return block;
    }

    private static Block ownBlock(ElementId id, Attachment.Own own) {
        Block block = pool(id, own.type());
        String key = "own." + own.type();
        block.name = WORDS.has(key) ? WORDS.get(key) : own.type();
        block.detail = own.detail().orElse("");
        block.tone =
                own.type().equals("hostdev") || own.type().equals("direct")
                        ? Tone.DIRECT
                        : Tone.ISOLATED;
        block.sentence = block.name;
        return block;
    }

    private static Block pool(ElementId id, String name) {
        Block block = new Block(id, Block.Kind.BAR, Block.Zone.L2);
        block.name = name;
        block.tone = Tone.DIRECT;
        block.glyph = Glyph.DIRECT;
        block.look = Box.Look.DASHED;
        return block;
    }

    // ---- what a card says

    /// Side by side with other cards: it only reads.
    private Card card(Place place) {
        GuestElement guest = place.guest();
        List<Card.Plug> plugs = place.plugs();
        List<Card.Plug> home = place.at();
        boolean active = guest.guest().isActive();
        List<KnownAddress> addresses = addresses(home);
        if (addresses.isEmpty()) {
            addresses = addresses(plugs);
        }
        Optional<KnownAddress> best = best(addresses);
        String line;
        if (guest.guest().unreadable().isPresent()) {
            line = WORDS.get("vm.unreadable");
        } else if (!active) {
            line = guest.guest().stateWord();
        } else if (!guest.guest().stateWord().equals(GuestState.RUNNING.word()) && best.isEmpty()) {
            line = guest.guest().stateWord();
        } else if (best.isEmpty()) {
            line = WORDS.get(addresses.isEmpty() ? "vm.no-address" : "vm.link-local");
        } else {
            int more = -1;
            for (KnownAddress address : addresses) {
                more += address.ip().isLinkLocal() ? 0 : 1;
            }
            String first = best.get().ip().toString();
            line = more > 0 ? WORDS.get("vm.more", first, more) : first;
        }
        boolean mono = active && best.isPresent();
        return new Card(
                guest,
                active,
                CardWords.state(guest),
                line,
                mono,
                mono ? WORDS.get("source." + best.orElseThrow().source().word()) : "",
                home,
                place.away(),
                mark(guest, plugs, place.home()),
                guest.guest()
                        .uuid()
                        .map(u -> reading.machines.get(u.toLowerCase(Locale.ROOT)))
                        .filter(h -> !h.equals(reading.id()))
                        .map(ElementId::host),
                isRouter(guest, plugs),
                CardWords.sentence(guest, plugs, best));
    }

    /// The next hop of this host, or a VM that the user marked; one with a single vNIC routes nothing between networks.
    private boolean isRouter(GuestElement guest, List<Card.Plug> plugs) {
        return plugs.size() > 1
                && (reading.viewpoint.routers().contains(guest.id())
                        || addresses(plugs).stream()
                                .anyMatch(a -> reading.nextHops.contains(a.ip())));
    }

    private static Optional<KnownAddress> best(List<KnownAddress> addresses) {
        KnownAddress best = null;
        for (KnownAddress address : addresses) {
            if (!address.ip().isLinkLocal()
                    && (best == null || address.ip().family() < best.ip().family())) {
                best = address;
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<KnownAddress> addresses(List<Card.Plug> plugs) {
        if (plugs.size() == 1) {
            return plugs.getFirst().vnic().addresses();
        }
        List<KnownAddress> all = new ArrayList<>();
        for (Card.Plug plug : plugs) {
            all.addAll(plug.vnic().addresses());
        }
        return all;
    }

    private Optional<Box.Mark> mark(GuestElement guest, List<Card.Plug> plugs, Block block) {
        Optional<Box.Mark> found = marks.of(guest.id(), guest.vnics());
        if (found.isPresent()) {
            return found;
        }
        for (Card.Plug plug : plugs) {
            if (plug.active() && plug.configured().isPresent()) {
                String now = plug.now().map(b -> b.name).orElse(WORDS.get("vm.unconnected"));
                return Optional.of(
                        Marks.mark(
                                Glyph.SPLIT,
                                Tone.WARNING,
                                WORDS.get("mark.split", now, plug.configured().get().name)));
            }
        }
        if (block.stopped && guest.guest().isActive() && !block.networks.isEmpty()) {
            return Optional.of(
                    Marks.mark(
                            Glyph.WARNING,
                            Tone.WARNING,
                            WORDS.get("mark.network-stopped", block.name)));
        }
        return guest.guest()
                .managedBy()
                .map(by -> Marks.mark(Glyph.LOCK, Tone.MUTED, WORDS.get("mark.managed", by)))
                .or(() -> transience(guest));
    }

    private static Optional<Box.Mark> transience(GuestElement guest) {
        return CardWords.isTransient(guest)
                ? Optional.of(Marks.mark(Glyph.NOTE, Tone.MUTED, WORDS.get("mark.transient")))
                : Optional.empty();
    }
}
