package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding.Confidence;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// D1: a VM refers to a network that is not active. One that no VM refers to is nobody's trouble.
final class InactiveNetworks implements Diagnosis.Rule {
    static final String ID = "network-inactive";
    private static final Words WORDS = Words.of(Diagnosis.class);

    private record Users(List<VnicElement> live, List<VnicElement> config) {}

    @Override
    public List<Finding> judge(Optional<Topology> previous, Topology current) {
        Map<ElementId, Users> users = new HashMap<>();
        current.elements()
                .filter(VnicElement.class::isInstance)
                .map(VnicElement.class::cast)
                .forEach(
                        vnic -> {
                            network(vnic.liveAt())
                                    .ifPresent(n -> usersOf(users, n).live().add(vnic));
                            network(Optional.of(vnic.configAt()))
                                    .ifPresent(n -> usersOf(users, n).config().add(vnic));
                        });
        List<Finding> findings = new ArrayList<>();
        current.elements()
                .filter(NetworkElement.class::isInstance)
                .map(NetworkElement.class::cast)
                .filter(n -> !n.network().active() && users.containsKey(n.id()))
                .forEach(n -> findings.add(finding(current, n, users.get(n.id()))));
        return findings;
    }

    private static Users usersOf(Map<ElementId, Users> users, ElementId network) {
        return users.computeIfAbsent(network, k -> new Users(new ArrayList<>(), new ArrayList<>()));
    }

    private static Optional<ElementId> network(Optional<Attachment> at) {
        return at.filter(Attachment.ToNetwork.class::isInstance)
                .map(a -> ((Attachment.ToNetwork) a).network());
    }

    private static Finding finding(
            Topology topology,
            NetworkElement network,
            @org.jspecify.annotations.Nullable Users of) {
        Users users = of == null ? new Users(List.of(), List.of()) : of;
        List<VnicElement> concerned = users.live().isEmpty() ? users.config() : users.live();
        List<String> names =
                concerned.stream()
                        .map(v -> topology.find(v.guest()).map(g -> g.name()).orElse(v.name()))
                        .distinct()
                        .sorted()
                        .toList();
        List<String> evidence = new ArrayList<>();
        evidence.add(
                WORDS.get(
                        "inactive.evidence.network",
                        network.name(),
                        WORDS.get(network.network().autostart() ? "yes" : "no")));
        String where =
                WORDS.get(
                        users.live().isEmpty()
                                ? "inactive.evidence.config"
                                : "inactive.evidence.live",
                        network.name(),
                        String.join(", ", names));
        evidence.add(where);
        return new Finding(
                ID,
                users.live().isEmpty() ? Severity.WARNING : Severity.ERROR,
                Confidence.CERTAIN,
                network.id(),
                concerned.stream().map(VnicElement::id).toList(),
                WORDS.get(
                        users.live().isEmpty()
                                ? "inactive.summary.config"
                                : "inactive.summary.live",
                        network.name(),
                        shortened(names),
                        names.size()),
                evidence,
                WORDS.get(
                        network.network().autostart()
                                ? "inactive.remedy"
                                : "inactive.remedy.autostart",
                        network.name()));
    }

    /// Four names, then a count.
    static String shortened(List<String> names) {
        return names.size() <= 4
                ? String.join(", ", names)
                : WORDS.get("more", String.join(", ", names.subList(0, 4)), names.size() - 4);
    }
}
