package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bridgewright.core.model.Link;

/// Joins libvirt's and the kernel's view of one host, with the MACs of all hosts known.
///
/// What libvirt has ([GuestJoin]) and what the kernel has ([LinkJoin]) may be joined side by side: both only read the drafts,
/// and each fills lists of its own.
final class HostJoin {
    private final HostDraft host;
    private final GuestJoin guests;
    private final LinkJoin links;

    HostJoin(HostDraft host, MacIndex macs) {
        this.host = host;
        Attachments attachments = new Attachments(host);
        this.links = new LinkJoin(host, macs, ovsPorts(host, attachments));
        this.guests = new GuestJoin(host, attachments, macs);
    }

    /// What libvirt has. For those who come after the addresses were found.
    void joinGuests() {
        guests.join();
    }

    /// What the kernel has.
    void joinLinks() {
        links.join();
    }

    /// All elements, sorted by id: `guest` before `link`, `network`, `routing`, `vnic`. After both halves were joined.
    ///
    /// @param edges those of this host are added
    HostTopology topology(List<Edge> edges) {
        edges.addAll(guests.edges);
        edges.addAll(links.edges);
        List<Element> elements =
                new ArrayList<>(
                        guests.guests.size()
                                + links.links.size()
                                + guests.networks.size()
                                + guests.vnics.size()
                                + 1);
        elements.addAll(guests.guests);
        elements.addAll(links.links);
        elements.addAll(guests.networks);
        elements.add(links.routing());
        elements.addAll(guests.vnics);
        return new HostTopology(
                host.index.host, host.index.snapshot, elements, guests.vnicsOfGuest);
    }

    /// Which taps are ports of which bridge of Open vSwitch: the kernel does not say it, the vNICs do.
    private static Map<String, List<String>> ovsPorts(HostDraft host, Attachments attachments) {
        Map<String, List<String>> ports = new HashMap<>();
        for (HostDraft.GuestDraft guest : host.guests) {
            for (HostDraft.VnicDraft vnic : guest.vnics()) {
                HostDraft.LinkDraft tap = vnic.tap();
                if (tap != null && isOnDatapath(tap.link())) {
                    Attachments.linkOf(attachments.of(vnic.live), host.index)
                            .filter(b -> isOvsBridge(host, b))
                            .ifPresent(
                                    b ->
                                            ports.computeIfAbsent(b, k -> new ArrayList<>(2))
                                                    .add(tap.link().name()));
                }
            }
        }
        return ports;
    }

    private static boolean isOnDatapath(Link tap) {
        return tap.master().filter(LinkKinds.OVS_DATAPATH::equals).isPresent();
    }

    private static boolean isOvsBridge(HostDraft host, String bridge) {
        HostDraft.LinkDraft draft = host.link(bridge);
        return draft != null && draft.kind().equals(LinkKinds.OVS_BRIDGE);
    }
}
