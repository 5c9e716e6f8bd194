// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.app.inspector.Say;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;

/// One vNIC as a row of the table; all columns as text. VMs without vNIC have a row of their own.
///
/// @param id the vNIC's id, or the VM's where it has none
record VnicRow(
        ElementId id,
        String host,
        String guest,
        String state,
        String number,
        String mac,
        String address,
        String network,
        String bridge,
        String tap,
        String vlan,
        String link,
        String problem) {

    static List<VnicRow> of(Wiring wiring) {
        List<VnicRow> rows = new ArrayList<>();
        Topology topology = wiring.shown();
        topology.elements()
                .filter(GuestElement.class::isInstance)
                .map(GuestElement.class::cast)
                .forEach(
                        guest -> {
                            if (guest.vnics().isEmpty()) {
                                rows.add(without(guest, wiring));
                            }
                            guest.vnics().stream()
                                    .flatMap(v -> topology.find(v, VnicElement.class).stream())
                                    .forEach(vnic -> rows.add(of(guest, vnic, wiring)));
                        });
        return rows;
    }

    private static VnicRow without(GuestElement guest, Wiring wiring) {
        return new VnicRow(
                guest.id(),
                guest.host().value(),
                guest.name(),
                guest.guest().stateWord(),
                "",
                "",
                "",
                Say.place(wiring.shown(), new Attachment.Nowhere()),
                "",
                "",
                "",
                "",
                problem(wiring, guest.id(), guest.id()));
    }

    private static VnicRow of(GuestElement guest, VnicElement vnic, Wiring wiring) {
        Topology topology = wiring.shown();
        Optional<Vnic> shown = vnic.shown();
        return new VnicRow(
                vnic.id(),
                vnic.host().value(),
                guest.name(),
                guest.guest().stateWord(),
                Integer.toString(vnic.number()),
                vnic.mac().map(Object::toString).orElse(""),
                vnic.addresses().stream()
                        .map(a -> a.ip() + " (" + Say.source(a.source()) + ")")
                        .collect(Collectors.joining(", ")),
                Say.place(topology, vnic.at()),
                bridge(topology, vnic),
                vnic.live().flatMap(Vnic::tap).orElse(""),
                shown.map(v -> v.carried().vlanTags()).orElse(List.of()).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(",")),
                shown.map(v -> v.linkUp() ? "up" : "down").orElse(""),
                problem(wiring, vnic.id(), guest.id()));
    }

    private static String bridge(Topology topology, VnicElement vnic) {
        Optional<String> kernel =
                vnic.kernelAt()
                        .flatMap(
                                k ->
                                        k instanceof Attachment.ToLink to
                                                ? Optional.of(to.name())
                                                : Optional.empty());
        return kernel.or(
                        () ->
                                vnic.at() instanceof Attachment.ToNetwork to
                                        ? topology.find(to.network(), NetworkElement.class)
                                                .flatMap(n -> n.network().bridge())
                                        : Optional.empty())
                .orElse("");
    }

    private static String problem(Wiring wiring, ElementId vnic, ElementId guest) {
        return wiring.findings().stream()
                .filter(f -> f.severity() != Finding.Severity.NOTE)
                .filter(f -> f.concerns(vnic) || f.concerns(guest))
                .map(Finding::summary)
                .findFirst()
                .orElse("");
    }

    /// In the order of the table's columns.
    List<String> cells(String rate) {
        return List.of(
                host, guest, state, number, mac, address, network, bridge, tap, vlan, link, rate,
                problem);
    }

    boolean contains(String lowerCase) {
        return cells("").stream()
                .anyMatch(c -> c.toLowerCase(java.util.Locale.ROOT).contains(lowerCase));
    }

    /// Tab-separated; a cell that a spreadsheet would compute gets an apostrophe in front, and no cell breaks the row.
    static String tsv(List<String> heads, List<VnicRow> rows, Map<ElementId, String> rates) {
        StringBuilder text = new StringBuilder();
        line(text, heads);
        rows.forEach(row -> line(text, row.cells(rates.getOrDefault(row.id(), ""))));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(VnicRow::safe).collect(Collectors.joining("\t")))
                .append('\n');
    }

    private static String safe(String cell) {
        String flat = cell.replaceAll("[\\t\\r\\n]", " ");
        return !flat.isEmpty() && "=+-@".indexOf(flat.charAt(0)) >= 0 ? "'" + flat : flat;
    }

    /// The VM of the row's element.
    static Optional<ElementId> guestOf(Topology topology, ElementId id) {
        return topology.find(id)
                .flatMap(
                        e ->
                                e instanceof VnicElement v
                                        ? Optional.of(v.guest())
                                        : e instanceof Element.GuestElement g
                                                ? Optional.of(g.id())
                                                : Optional.empty());
    }
}
