package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding.Confidence;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// What could not be read, so that nobody takes its absence for health. One finding for each reason on a host.
final class UnreadableParts implements Diagnosis.Rule {
    static final String ID = "part-unreadable";
    private static final Words WORDS = Words.of(Diagnosis.class);

    private record Reason(String cause, String remedy) {}

    private record Gap(String name, Problem why, boolean needed) {}

    @Override
    public List<Finding> judge(Optional<Topology> previous, Topology current) {
        List<Finding> findings = new ArrayList<>();
        for (HostTopology host : current.hosts()) {
            Map<Reason, List<Gap>> byReason = new LinkedHashMap<>();
            for (Gap gap : gaps(host)) {
                Problem why = gap.why();
                byReason.computeIfAbsent(
                                new Reason(
                                        why.cause().isEmpty() ? why.summary() : why.cause(),
                                        why.remedy()),
                                k -> new ArrayList<>())
                        .add(gap);
            }
            byReason.forEach((reason, gaps) -> findings.add(finding(host, reason, gaps)));
        }
        return findings;
    }

    private static List<Gap> gaps(HostTopology host) {
        List<Gap> gaps = new ArrayList<>();
        HostSnapshot snapshot = host.snapshot();
        LibvirtState libvirt = snapshot.libvirt();
        add(gaps, "libvirt", libvirt.info(), true);
        add(gaps, "networks", libvirt.networks(), true);
        add(gaps, "guests", libvirt.guests(), true);
        add(gaps, "nodeDevices", libvirt.nodeDevices(), false);
        KernelState kernel = snapshot.kernel();
        add(gaps, "facts", kernel.facts(), true);
        add(gaps, "links", kernel.links(), true);
        add(gaps, "addresses", kernel.addresses(), true);
        add(gaps, "bridges", kernel.bridges(), true);
        add(gaps, "ports", kernel.ports(), true);
        add(gaps, "fdb", kernel.fdb(), true);
        add(gaps, "routes", kernel.routes(), true);
        add(gaps, "neighbours", kernel.neighbours(), true);
        add(gaps, "vlans", kernel.vlans(), false);
        add(gaps, "rules", kernel.rules(), false);
        add(gaps, "bonds", kernel.bonds(), false);
        add(gaps, "firewall", kernel.firewall(), false);
        add(gaps, "ownerFiles", kernel.ownerFiles(), false);
        add(gaps, "listeners", kernel.listeners(), false);
        add(gaps, "multicast", kernel.multicast(), false);
        for (Object element : host.elements()) {
            if (element instanceof NetworkElement n) {
                n.leases()
                        .problem()
                        .ifPresent(
                                why ->
                                        gaps.add(
                                                new Gap(
                                                        WORDS.get("part.leases", n.name()),
                                                        why,
                                                        true)));
                n.network()
                        .unreadable()
                        .ifPresent(
                                why ->
                                        gaps.add(
                                                new Gap(
                                                        WORDS.get("part.network", n.name()),
                                                        why,
                                                        true)));
            } else if (element instanceof GuestElement g) {
                g.guest()
                        .unreadable()
                        .ifPresent(
                                why ->
                                        gaps.add(
                                                new Gap(
                                                        WORDS.get("part.guest", g.name()),
                                                        why,
                                                        true)));
            }
        }
        for (Problem note : kernel.notes()) {
            gaps.add(new Gap(note.summary(), note, true));
        }
        return gaps;
    }

    /// Parts that the picture can do without are named only when the host refused them or answered nonsense.
    private static void add(List<Gap> gaps, String part, Part<?> value, boolean needed) {
        value.problem()
                .filter(why -> needed || failed(why))
                .ifPresent(why -> gaps.add(new Gap(WORDS.get("part." + part), why, needed)));
    }

    private static boolean failed(Problem why) {
        return switch (why.kind()) {
            case NOT_READ, CANCELLED, NOT_FOUND, TOOL_MISSING -> false;
            case CANNOT_CONNECT,
                    LOGIN_FAILED,
                    HOST_KEY_UNKNOWN,
                    HOST_KEY_CHANGED,
                    NOT_PERMITTED,
                    HOST_REFUSED,
                    BAD_ANSWER,
                    TIMED_OUT,
                    BAD_INPUT,
                    REFUSED ->
                    true;
        };
    }

    private static Finding finding(HostTopology host, Reason reason, List<Gap> gaps) {
        List<String> names = gaps.stream().map(Gap::name).distinct().toList();
        List<String> evidence = new ArrayList<>();
        for (Gap gap : gaps) {
            evidence.add(
                    gap.why()
                            .original()
                            .map(
                                    o ->
                                            WORDS.get(
                                                    "unreadable.evidence",
                                                    gap.name(),
                                                    o.source(),
                                                    o.text()))
                            .orElseGet(
                                    () ->
                                            WORDS.get(
                                                    "unreadable.evidence.plain",
                                                    gap.name(),
                                                    gap.why().line())));
        }
        boolean broken =
                gaps.stream()
                        .anyMatch(
                                g ->
                                        g.needed()
                                                && (g.why().kind() == Problem.Kind.BAD_ANSWER
                                                        || g.why().kind()
                                                                == Problem.Kind.TIMED_OUT));
        return new Finding(
                ID,
                broken ? Severity.WARNING : Severity.NOTE,
                Confidence.CERTAIN,
                ElementId.host(host.host()),
                WORDS.get("unreadable.summary", InactiveNetworks.shortened(names), reason.cause()),
                evidence.stream().distinct().toList(),
                reason.remedy());
    }
}
