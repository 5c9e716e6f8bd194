package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding.Confidence;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// D10: the host does not forward, though active networks of it (NAT, routed, open) need that.
final class ForwardingOff implements Diagnosis.Rule {
    static final String ID = "forwarding-off";
    private static final Words WORDS = Words.of(Diagnosis.class);

    @Override
    public List<Finding> judge(Optional<Topology> previous, Topology current) {
        List<Finding> findings = new ArrayList<>();
        for (HostTopology host : current.hosts()) {
            Map<String, String> sysctls =
                    host.snapshot().kernel().facts().map(HostFacts::sysctls).orElse(Map.of());
            for (int family : new int[] {4, 6}) {
                judge(host, family, sysctls).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> judge(
            HostTopology host, int family, Map<String, String> sysctls) {
        List<NetworkElement> cut = new ArrayList<>();
        List<String> evidence = new ArrayList<>();
        for (Object element : host.elements()) {
            if (element instanceof NetworkElement network && needs(network, family)) {
                offKey(network, family, sysctls)
                        .ifPresent(
                                key -> {
                                    cut.add(network);
                                    String line = WORDS.get("forwarding.evidence", key);
                                    if (!evidence.contains(line)) {
                                        evidence.add(line);
                                    }
                                });
            }
        }
        if (cut.isEmpty()) {
            return Optional.empty();
        }
        for (NetworkElement network : cut) {
            evidence.add(
                    WORDS.get(
                            "forwarding.evidence.network",
                            network.name(),
                            network.network().modeWord()));
        }
        boolean used = cut.stream().anyMatch(n -> !n.guests().isEmpty());
        String names = InactiveNetworks.shortened(cut.stream().map(NetworkElement::name).toList());
        return Optional.of(
                new Finding(
                        ID,
                        used ? Severity.ERROR : Severity.WARNING,
                        Confidence.CERTAIN,
                        ElementId.routing(host.host()),
                        cut.stream().map(NetworkElement::id).toList(),
                        WORDS.get("forwarding.summary", "IPv" + family, names),
                        evidence,
                        WORDS.get(family == 4 ? "forwarding.remedy.4" : "forwarding.remedy.6")));
    }

    private static boolean needs(NetworkElement network, int family) {
        return network.network().active()
                && network.network().mode().filter(ForwardMode::isForwardedByHost).isPresent()
                && network.network().subnets().stream().anyMatch(s -> s.family() == family);
    }

    /// The setting that stops packets from this network; IPv4 obeys the bridge's own where it was read (ip-sysctl, `forwarding`).
    private static Optional<String> offKey(
            NetworkElement network, int family, Map<String, String> sysctls) {
        String own =
                "net.ipv4.conf."
                        + network.network().bridge().orElse("").replace('.', '/')
                        + ".forwarding";
        String key =
                family == 6
                        ? "net.ipv6.conf.all.forwarding"
                        : sysctls.containsKey(own) ? own : "net.ipv4.ip_forward";
        return Optional.ofNullable(sysctls.get(key))
                .filter(value -> value.strip().equals("0"))
                .map(value -> key);
    }
}
