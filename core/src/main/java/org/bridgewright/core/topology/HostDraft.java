package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.jspecify.annotations.Nullable;

/// A host with the identities of all that is on it: what other hosts need to name its MACs, before anything is joined.
final class HostDraft {
    record LinkDraft(ElementId id, Link link, String kind, LinkFacts facts) {}

    record GuestDraft(ElementId id, Guest guest, List<VnicDraft> vnics) {}

    /// A vNIC before it is joined. What its tap is and which addresses are known of it comes later.
    static final class VnicDraft {
        final ElementId id;
        final ElementId guestId;
        final Guest guest;
        final int number;
        final Optional<MacAddress> mac;
        final Optional<Vnic> config;
        final Optional<Vnic> live;

        /// What the kernel says of its tap; null when it runs without one, or the kernel does not know it.
        @Nullable LinkFacts tapFacts;

        List<KnownAddress> addresses = List.of();

        VnicDraft(
                ElementId id,
                ElementId guestId,
                Guest guest,
                int number,
                Optional<MacAddress> mac,
                Optional<Vnic> config,
                Optional<Vnic> live) {
            this.id = id;
            this.guestId = guestId;
            this.guest = guest;
            this.number = number;
            this.mac = mac;
            this.config = config;
            this.live = live;
        }

        /// Null while it runs without a tap that the kernel lists. For those who come after the links were named.
        @Nullable LinkDraft tap() {
            return tapFacts == null ? null : tapFacts.draft;
        }
    }

    final HostIndex index;
    final LinkKinds kinds;
    final List<GuestDraft> guests;
    final List<LinkDraft> links;

    HostDraft(HostIndex index) {
        this.index = index;
        int weight = index.links.size();
        record Named(List<GuestDraft> guests, List<NamedLink> links) {}
        Named named = SideBySide.both(weight, this::nameGuests, this::nameLinks, Named::new);
        guests = List.copyOf(named.guests());
        kinds = new LinkKinds(index);
        List<LinkDraft> linkDrafts = new ArrayList<>(weight);
        for (NamedLink link : named.links()) {
            LinkFacts facts = link.facts();
            LinkDraft draft =
                    new LinkDraft(link.id(), link.link(), kinds.kindOf(link.link(), facts), facts);
            linkDrafts.add(draft);
            if (facts.link == link.link()) {
                facts.draft = draft;
            }
        }
        links = List.copyOf(linkDrafts);
    }

    /// Sorted by id. What is a tap of theirs is marked as one.
    private List<GuestDraft> nameGuests() {
        List<Guest> all = index.snapshot.libvirt().guests().orElse(List.of());
        List<GuestDraft> drafts = new ArrayList<>(all.size());
        Set<ElementId> taken = new HashSet<>();
        Set<String> names = HashSet.newHashSet(all.size());
        all.forEach(guest -> names.add(guest.name()));
        boolean unique = names.size() == all.size();
        for (Guest guest : all) {
            ElementId wanted = ElementId.guest(index.host, guest.name());
            ElementId id = unique ? wanted : unused(wanted, taken);
            List<VnicDraft> vnics = vnics(index.host, id, guest, unique, taken);
            for (VnicDraft vnic : vnics) {
                LinkFacts tap =
                        vnic.live
                                .or(() -> vnic.config)
                                .flatMap(Vnic::tap)
                                .map(index::find)
                                .orElse(null);
                if (tap != null) {
                    tap.claimed = true;
                }
                if (tap != null && vnic.live.isPresent()) {
                    tap.target = true;
                    vnic.tapFacts = tap;
                }
            }
            drafts.add(new GuestDraft(id, guest, vnics));
        }
        drafts.sort(Comparator.comparing(GuestDraft::id));
        return drafts;
    }

    private record NamedLink(ElementId id, Link link, LinkFacts facts) {}

    /// Sorted by id; beside [#nameGuests], by another thread.
    private List<NamedLink> nameLinks() {
        List<Link> all = index.snapshot.kernel().links().orElse(List.of());
        List<NamedLink> named = new ArrayList<>(all.size());
        Set<ElementId> taken = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            Link link = all.get(i);
            LinkFacts facts = index.links.get(i);
            ElementId id = ElementId.link(index.host, link.name());
            if (facts.link != link) {
                taken.add(id);
                id = unused(id, taken);
            }
            named.add(new NamedLink(id, link, facts));
        }
        named.sort(Comparator.comparing(NamedLink::id));
        return named;
    }

    /// The link of that name, the first of two equal ones; null when the host does not list it.
    @Nullable LinkDraft link(String name) {
        LinkFacts facts = index.find(name);
        return facts == null ? null : facts.draft;
    }

    /// Two things of one name (names whose odd bytes were replaced may meet): the later one gets `#2`.
    private static ElementId unused(ElementId wanted, Set<ElementId> taken) {
        ElementId id = wanted;
        for (int n = 2; !taken.add(id); n++) {
            id = new ElementId(wanted.value() + "#" + n);
        }
        return id;
    }

    /// Live order, then those only in the config. Definitions meet by MAC, the n-th with the n-th of it.
    private static List<VnicDraft> vnics(
            HostId host, ElementId guestId, Guest guest, boolean unique, Set<ElementId> taken) {
        List<Vnic> rest = new ArrayList<>(guest.config());
        List<VnicDraft> drafts = new ArrayList<>(Math.max(guest.live().size(), rest.size()));
        Map<String, Integer> seen = new HashMap<>(4);
        for (Vnic live : guest.live()) {
            Optional<Vnic> config = Optional.empty();
            for (int i = 0; i < rest.size() && config.isEmpty(); i++) {
                if (rest.get(i).mac().equals(live.mac())) {
                    config = Optional.of(rest.remove(i));
                }
            }
            drafts.add(
                    draft(
                            host,
                            guestId,
                            guest,
                            drafts.size(),
                            config,
                            Optional.of(live),
                            seen,
                            unique,
                            taken));
        }
        for (Vnic config : rest) {
            drafts.add(
                    draft(
                            host,
                            guestId,
                            guest,
                            drafts.size(),
                            Optional.of(config),
                            Optional.empty(),
                            seen,
                            unique,
                            taken));
        }
        return List.copyOf(drafts);
    }

    private static VnicDraft draft(
            HostId host,
            ElementId guestId,
            Guest guest,
            int before,
            Optional<Vnic> config,
            Optional<Vnic> live,
            Map<String, Integer> seen,
            boolean unique,
            Set<ElementId> taken) {
        Optional<MacAddress> mac = live.or(() -> config).flatMap(Vnic::mac);
        String key = mac.map(MacAddress::text).orElse("-");
        int occurrence = seen.merge(key, 1, Integer::sum);
        ElementId wanted = ElementId.vnic(host, guest.name(), key, occurrence);
        return new VnicDraft(
                unique ? wanted : unused(wanted, taken),
                guestId,
                guest,
                before + 1,
                mac,
                config,
                live);
    }
}
