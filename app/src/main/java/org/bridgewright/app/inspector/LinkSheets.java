// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.util.ArrayList;
import java.util.List;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.inspector.Sheet.Style;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Topology;

/// What the kernel says of a link, as `ifconfig` and `ip -s link` do: bridges, taps, NICs and the rest.
final class LinkSheets {
    private LinkSheets() {}

    static Sheet bridge(BridgeElement bridge) {
        String sub =
                bridge.owner()
                        .map(o -> WORDS.get("bridge.sub.owner", bridge.host(), o))
                        .orElseGet(() -> WORDS.get("bridge.sub", bridge.host()));
        return new Sheet(
                bridge.kind(),
                bridge.name(),
                sub,
                bridge.link().isUp(),
                List.of(kernel(bridge.link(), bridge.addresses())));
    }

    static Sheet link(LinkElement element) {
        Link link = element.link();
        List<Section> sections = new ArrayList<>();
        if (element.kind().equals("nic") || element.kind().equals("bond")) {
            sections.add(hardware(element.host(), link));
            sections.add(new Section.Rates(WORDS.get("link.rates"), element.id()));
        }
        sections.add(kernel(link, element.addresses()));
        String kind = element.kind();
        String word = WORDS.has("kind." + kind) ? WORDS.get("kind." + kind) : kind;
        return new Sheet(
                kind,
                element.name(),
                WORDS.get("link.sub", word, element.host()),
                link.isUp() && link.carrier().orElse(true),
                sections);
    }

    private static Section hardware(HostId host, Link link) {
        Facts facts = new Facts();
        link.carrier()
                .ifPresent(
                        c ->
                                facts.styled(
                                        WORDS.get("link.carrier"),
                                        WORDS.get(c ? "link.carrier.yes" : "link.carrier.no"),
                                        c ? Style.PLAIN : Style.WARNING));
        facts.add(
                WORDS.get("link.speed"),
                link.speedMbps()
                        .map(s -> WORDS.get("link.speed.value", s))
                        .orElseGet(() -> WORDS.get("unknown")));
        String noDriver = link.hasDevice() ? "unknown" : "link.device.virtual";
        facts.add(WORDS.get("link.driver"), link.driver().orElseGet(() -> WORDS.get(noDriver)));
        link.master()
                .ifPresent(m -> facts.link(WORDS.get("kernel.master"), m, ElementId.link(host, m)));
        if (!link.virtualFunctions().isEmpty()) {
            int count = link.virtualFunctions().size();
            facts.add(WORDS.get("link.vfs"), Integer.toString(count));
        }
        return facts.as("");
    }

    /// Flags, MTU, MAC, addresses with scope, all counters, queue length.
    static Section kernel(Link link, List<LinkAddress> addresses) {
        Facts facts = new Facts();
        facts.add(WORDS.get("kernel.flags"), String.join(" ", link.flags()));
        facts.add(WORDS.get("kernel.state"), link.operState());
        facts.add(WORDS.get("kernel.mtu"), Integer.toString(link.mtuBytes()));
        link.mac().ifPresent(m -> facts.mono(WORDS.get("kernel.mac"), m.text()));
        link.infoKind().ifPresent(k -> facts.add(WORDS.get("kernel.kind"), k));
        link.parent().ifPresent(p -> facts.mono(WORDS.get("kernel.parent"), p));
        String label = WORDS.get("kernel.addresses");
        if (addresses.isEmpty()) {
            facts.styled(label, WORDS.get("kernel.addresses.none"), Style.MISSING);
        }
        addresses.forEach(
                a -> facts.mono(label, WORDS.get("kernel.address.scope", a.ip(), a.scope())));
        link.counters()
                .ifPresentOrElse(
                        c -> counters(facts, c),
                        () ->
                                facts.styled(
                                        WORDS.get("kernel.nocounters"),
                                        WORDS.get("unknown"),
                                        Style.MISSING));
        link.txQueueLength()
                .ifPresent(q -> facts.add(WORDS.get("kernel.queue"), Integer.toString(q)));
        if (!link.altNames().isEmpty()) {
            facts.mono(WORDS.get("kernel.alt"), String.join(", ", link.altNames()));
        }
        return facts.as(WORDS.get("kernel.title", link.name()));
    }

    private static void counters(Facts facts, Link.Counters c) {
        facts.add(
                WORDS.get("kernel.rx"),
                WORDS.get("kernel.packets", c.rxPackets(), Say.bytes(c.rxBytes())));
        facts.styled(
                WORDS.get("kernel.rx.bad"),
                WORDS.get("kernel.rx.trouble", c.rxErrors(), c.rxDropped(), c.rxOverruns()),
                c.rxErrors() > 0 ? Style.WARNING : Style.PLAIN);
        facts.add(
                WORDS.get("kernel.tx"),
                WORDS.get("kernel.packets", c.txPackets(), Say.bytes(c.txBytes())));
        facts.styled(
                WORDS.get("kernel.tx.bad"),
                WORDS.get(
                        "kernel.tx.trouble",
                        c.txErrors(),
                        c.txDropped(),
                        c.txCarrierErrors(),
                        c.collisions()),
                c.txErrors() > 0 ? Style.WARNING : Style.PLAIN);
    }

    static List<LinkAddress> addressesOf(Topology topology, HostId host, String link) {
        return topology.host(host).stream()
                .flatMap(h -> h.snapshot().kernel().addresses().orElse(List.of()).stream())
                .filter(a -> a.link().equals(link))
                .toList();
    }
}
