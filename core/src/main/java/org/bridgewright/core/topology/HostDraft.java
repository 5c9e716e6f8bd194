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

/// A host with the identities of all that is on it: what other hosts need to name its MACs, before anything is joined.
final class HostDraft {
    record LinkDraft(ElementId id, Link link, String kind) {}

    record GuestDraft(ElementId id, Guest guest, List<VnicDraft> vnics) {}

    record VnicDraft(
            ElementId id,
            ElementId guestId,
            Guest guest,
            int number,
            Optional<MacAddress> mac,
            Optional<Vnic> config,
            Optional<Vnic> live) {}

    final HostIndex index;
    final LinkKinds kinds;
    final List<GuestDraft> guests;
    final Map<String, LinkDraft> linksByName = new HashMap<>();
    final List<LinkDraft> links;

    HostDraft(HostIndex index) {
        this.index = index;
        Set<String> targets = new HashSet<>();
        List<Guest> all = index.snapshot.libvirt().guests().orElse(List.of());
        List<GuestDraft> guestDrafts = new ArrayList<>(all.size());
        Set<ElementId> taken = new HashSet<>();
        Set<String> names = new HashSet<>(all.size() * 2);
        all.forEach(guest -> names.add(guest.name()));
        boolean unique = names.size() == all.size();
        for (Guest guest : all) {
            ElementId wanted = ElementId.guest(index.host, guest.name());
            ElementId id = unique ? wanted : unused(wanted, taken);
            guestDrafts.add(new GuestDraft(id, guest, vnics(index.host, id, guest, unique, taken)));
            guest.live().forEach(v -> v.tap().ifPresent(targets::add));
        }
        guestDrafts.sort(Comparator.comparing(GuestDraft::id));
        guests = List.copyOf(guestDrafts);
        kinds = new LinkKinds(index, targets);
        List<LinkDraft> linkDrafts = new ArrayList<>();
        for (Link link : index.snapshot.kernel().links().orElse(List.of())) {
            ElementId id = ElementId.link(index.host, link.name());
            if (linksByName.containsKey(link.name())) {
                taken.add(id);
                id = unused(id, taken);
            }
            LinkDraft draft = new LinkDraft(id, link, kinds.kindOf(link));
            linkDrafts.add(draft);
            linksByName.putIfAbsent(link.name(), draft);
        }
        linkDrafts.sort(Comparator.comparing(LinkDraft::id));
        links = List.copyOf(linkDrafts);
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
