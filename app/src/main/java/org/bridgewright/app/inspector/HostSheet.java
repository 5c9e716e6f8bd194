// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.app.inspector.Sheet.Fact;
import org.bridgewright.app.inspector.Sheet.Facts;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.inspector.Sheet.Style;
import org.bridgewright.core.host.HostManners;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.HostTopology;

/// What is known of a host itself, and which parts could not be read, with why and what to do.
public final class HostSheet {
    private HostSheet() {}

    static Sheet of(HostTopology host, Instant now) {
        HostSnapshot snapshot = host.snapshot();
        Optional<LibvirtInfo> libvirt = snapshot.libvirt().info().optional();
        String counts = counts(host);
        List<Section> sections = new ArrayList<>();
        Facts about = new Facts().mono(WORDS.get("host.uri"), snapshot.uri());
        snapshot.kernel()
                .facts()
                .optional()
                .ifPresent(
                        f -> {
                            f.user().ifPresent(u -> about.add(WORDS.get("host.user"), u));
                            f.kernelRelease()
                                    .ifPresent(k -> about.add(WORDS.get("host.kernel"), k));
                            about.add(WORDS.get("host.forwarding"), forwarding(f));
                        });
        libvirt.map(l -> WORDS.get(l.readOnly() ? "host.rights.ro" : "host.rights.rw"))
                .ifPresent(text -> about.add(WORDS.get("host.rights"), text));
        about.add(WORDS.get("host.counts"), counts);
        about.add(WORDS.get("host.read"), Say.age(snapshot.readAt(), now));
        sections.add(about.as(WORDS.get("host.facts")));
        sections.add(missing(snapshot));
        sections.add(ages(snapshot, now));
        if (!snapshot.kernel().notes().isEmpty()) {
            Facts notes = new Facts();
            snapshot.kernel()
                    .notes()
                    .forEach(n -> notes.styled(n.summary(), n.cause(), Style.WARNING));
            sections.add(notes.as(WORDS.get("host.notes")));
        }
        String sub =
                libvirt.map(l -> WORDS.get("host.sub", l.version(), counts))
                        .orElseGet(() -> WORDS.get("host.sub.nolibvirt", counts));
        return new Sheet("host", host.host().value(), sub, true, sections);
    }

    private static String forwarding(HostFacts facts) {
        return WORDS.get(
                "host.forwarding.text",
                Say.onOff(facts.forwarding(4)),
                Say.onOff(facts.forwarding(6)));
    }

    private static String counts(HostTopology host) {
        long nics =
                host.elements().stream()
                        .filter(e -> e instanceof LinkElement l && l.kind().equals("nic"))
                        .count();
        return WORDS.get(
                "host.counts.text",
                host.elements().stream().filter(NetworkElement.class::isInstance).count(),
                host.elements().stream().filter(GuestElement.class::isInstance).count(),
                nics);
    }

    private static Section missing(HostSnapshot snapshot) {
        List<Fact> facts = new ArrayList<>();
        parts(snapshot)
                .forEach(
                        (word, part) ->
                                part.problem()
                                        .map(
                                                why ->
                                                        new Fact(
                                                                WORDS.get("part." + word),
                                                                text(why),
                                                                style(why),
                                                                Optional.empty()))
                                        .ifPresent(facts::add));
        String title = WORDS.get("host.missing");
        return facts.isEmpty()
                ? new Section.Note(title, WORDS.get("host.missing.none"))
                : new Section.Facts(title, Optional.empty(), facts);
    }

    private static Section ages(HostSnapshot snapshot, Instant now) {
        Facts facts = new Facts();
        parts(snapshot)
                .forEach(
                        (word, part) -> {
                            if (part instanceof Part.Present<?> present) {
                                facts.add(
                                        WORDS.get("part." + word),
                                        Say.age(present.readAt().or(snapshot::readAt), now));
                            }
                        });
        return facts.as(WORDS.get("host.parts"));
    }

    /// How a live host is reached and treated; nothing for a recording.
    public static List<Section> manners(HostManners manners) {
        Facts facts = new Facts();
        manners.rows().forEach(row -> facts.add(row.thing(), row.text()));
        return List.of(facts.as(WORDS.get("host.manners")));
    }

    private static String text(Problem why) {
        String cause = why.cause().isBlank() ? why.summary() : why.cause();
        return why.remedy().isBlank() ? cause : cause + " " + why.remedy();
    }

    /// What was left out on purpose is no trouble.
    private static Style style(Problem why) {
        return why.kind() == Problem.Kind.NOT_READ ? Style.MISSING : Style.WARNING;
    }

    private static Map<String, Part<?>> parts(HostSnapshot snapshot) {
        LibvirtState libvirt = snapshot.libvirt();
        KernelState kernel = snapshot.kernel();
        Map<String, Part<?>> parts = new LinkedHashMap<>();
        parts.put("libvirt", libvirt.info());
        parts.put("networks", libvirt.networks());
        parts.put("guests", libvirt.guests());
        parts.put("node-devices", libvirt.nodeDevices());
        parts.put("facts", kernel.facts());
        parts.put("links", kernel.links());
        parts.put("addresses", kernel.addresses());
        parts.put("bridges", kernel.bridges());
        parts.put("ports", kernel.ports());
        parts.put("fdb", kernel.fdb());
        parts.put("vlans", kernel.vlans());
        parts.put("routes", kernel.routes());
        parts.put("rules", kernel.rules());
        parts.put("neighbours", kernel.neighbours());
        parts.put("bonds", kernel.bonds());
        parts.put("firewall", kernel.firewall());
        parts.put("owner-files", kernel.ownerFiles());
        parts.put("listeners", kernel.listeners());
        parts.put("agent", kernel.guestAddressesByAgent());
        parts.put("multicast", kernel.multicast());
        return parts;
    }
}
