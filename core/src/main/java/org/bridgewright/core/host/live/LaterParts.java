package org.bridgewright.core.host.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.core.model.Firewall;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.OwnerFile;
import org.bridgewright.core.model.Part;

/// Later parts laid over what is known. Pure.
final class LaterParts {
    private LaterParts() {}

    private static Link with(Link link, Link.Counters counters) {
        return link.counters().filter(counters::equals).isPresent()
                ? link
                : replaced(link, counters);
    }

    private static Link replaced(Link l, Link.Counters counters) {
        return new Link(
                l.index(),
                l.name(),
                l.actable(),
                l.mac(),
                l.flags(),
                l.mtuBytes(),
                l.operState(),
                l.carrier(),
                l.txQueueLength(),
                l.infoKind(),
                l.slaveKind(),
                l.master(),
                l.parent(),
                l.peerInOtherNamespace(),
                l.hasDevice(),
                l.wireless(),
                l.speedMbps(),
                l.driver(),
                l.altNames(),
                l.virtualFunctions(),
                l.details(),
                Optional.of(counters));
    }

    /// `k` with the firewall and the owner's files of `rest`.
    static KernelState withRest(KernelState k, KernelState rest) {
        return with(k, k.links(), rest.firewall(), rest.ownerFiles());
    }

    /// The links' counters, by name. The same object when none is another one.
    static KernelState withCounters(KernelState k, Map<String, Link.Counters> counters) {
        List<Link> before = k.links().orElse(List.of());
        List<Link> after =
                before.stream()
                        .map(
                                l ->
                                        Optional.ofNullable(counters.get(l.name()))
                                                .map(c -> with(l, c))
                                                .orElse(l))
                        .toList();
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) != after.get(i)) {
                return with(k, k.links().map(same -> after), k.firewall(), k.ownerFiles());
            }
        }
        return k;
    }

    static Map<String, Link.Counters> counters(KernelState k) {
        return k.links().orElse(List.of()).stream()
                .filter(l -> l.counters().isPresent())
                .collect(
                        Collectors.toMap(Link::name, l -> l.counters().orElseThrow(), (x, y) -> x));
    }

    private static KernelState with(
            KernelState k,
            Part<List<Link>> links,
            Part<Firewall> firewall,
            Part<List<OwnerFile>> ownerFiles) {
        return new KernelState(
                k.facts(),
                links,
                k.addresses(),
                k.bridges(),
                k.ports(),
                k.fdb(),
                k.vlans(),
                k.routes(),
                k.rules(),
                k.neighbours(),
                k.bonds(),
                firewall,
                ownerFiles,
                k.listeners(),
                k.guestAddressesByAgent(),
                k.multicast(),
                k.notes());
    }
}
