package org.bridgewright.core.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bridgewright.core.diagnose.Finding.Confidence;
import org.bridgewright.core.diagnose.Finding.Severity;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// D22: a running VM's tap is in no bridge, or in another than its live definition says. One finding for each bridge that misses taps.
final class OrphanTaps implements Diagnosis.Rule {
    static final String ID = "orphan-tap";
    private static final Words WORDS = Words.of(Diagnosis.class);

    /// @param want the bridge that the live definition means
    /// @param have the bridge that the kernel has it in; empty = none
    private record Loose(VnicElement vnic, String guest, String tap, String want, String have) {}

    private record Key(HostId host, String want, String have) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int c = host.compareTo(other.host);
            c = c != 0 ? c : want.compareTo(other.want);
            return c != 0 ? c : have.compareTo(other.have);
        }
    }

    @Override
    public List<Finding> judge(Optional<Topology> previous, Topology current) {
        Map<Key, List<Loose>> byBridge = new TreeMap<>();
        current.elements()
                .filter(VnicElement.class::isInstance)
                .map(VnicElement.class::cast)
                .forEach(
                        vnic ->
                                loose(current, vnic)
                                        .filter(
                                                l ->
                                                        previous.isEmpty()
                                                                || wasLoose(previous.get(), l))
                                        .ifPresent(
                                                l ->
                                                        byBridge.computeIfAbsent(
                                                                        new Key(
                                                                                vnic.host(),
                                                                                l.want(),
                                                                                l.have()),
                                                                        k -> new ArrayList<>())
                                                                .add(l)));
        List<Finding> findings = new ArrayList<>();
        byBridge.forEach((key, loose) -> findings.add(finding(current, key, loose)));
        return findings;
    }

    private static boolean wasLoose(Topology previous, Loose now) {
        return previous.find(now.vnic().id(), VnicElement.class)
                .flatMap(vnic -> loose(previous, vnic))
                .filter(l -> l.tap().equals(now.tap()) && l.have().equals(now.have()))
                .isPresent();
    }

    private static Optional<Loose> loose(Topology topology, VnicElement vnic) {
        Optional<Attachment> live = vnic.liveAt();
        Optional<Attachment> kernel = vnic.kernelAt();
        Optional<Link> tap = vnic.tapLink();
        if (live.isEmpty() || kernel.isEmpty() || tap.isEmpty() || live.equals(kernel)) {
            return Optional.empty();
        }
        if (tap.get().infoKind().filter("macvtap"::equals).isPresent()) {
            return Optional.empty();
        }
        Optional<String> want = wanted(topology, vnic, live.get());
        String have = tap.get().master().orElse("");
        String guest = topology.find(vnic.guest()).map(g -> g.name()).orElse(vnic.guest().value());
        return want.filter(w -> !w.equals(have))
                .map(w -> new Loose(vnic, guest, tap.get().name(), w, have));
    }

    /// The bridge that the live definition means; empty where it means none.
    private static Optional<String> wanted(Topology topology, VnicElement vnic, Attachment live) {
        return switch (live) {
            case Attachment.ToNetwork to ->
                    vnic.live()
                            .map(Vnic::source)
                            .filter(Vnic.Source.Network.class::isInstance)
                            .flatMap(s -> ((Vnic.Source.Network) s).bridge())
                            .or(
                                    () ->
                                            topology.find(to.network(), NetworkElement.class)
                                                    .flatMap(n -> n.network().bridge()));
            case Attachment.ToLink to ->
                    vnic.live()
                                    .map(Vnic::source)
                                    .filter(Vnic.Source.Bridge.class::isInstance)
                                    .isPresent()
                            ? Optional.of(to.name())
                            : Optional.empty();
            case Attachment.Nowhere n -> Optional.empty();
            case Attachment.Own o -> Optional.empty();
        };
    }

    private static Finding finding(Topology topology, Key key, List<Loose> loose) {
        String taps =
                loose.stream()
                        .map(l -> WORDS.get("orphan.tap", l.tap(), l.guest()))
                        .collect(Collectors.joining(", "));
        boolean bridgeThere = topology.find(ElementId.link(key.host(), key.want())).isPresent();
        List<String> evidence = new ArrayList<>();
        for (Loose l : loose) {
            evidence.add(
                    l.have().isEmpty()
                            ? WORDS.get("orphan.evidence.kernel.none", l.tap())
                            : WORDS.get("orphan.evidence.kernel.other", l.tap(), l.have()));
            evidence.add(
                    WORDS.get(
                            "orphan.evidence.live",
                            l.guest(),
                            l.vnic().name(),
                            l.tap(),
                            source(l.vnic(), l.want())));
        }
        if (!bridgeThere) {
            evidence.add(WORDS.get("orphan.evidence.nobridge", key.want()));
        }
        List<ElementId> related = new ArrayList<>();
        loose.stream().skip(1).forEach(l -> related.add(l.vnic().id()));
        if (bridgeThere) {
            related.add(ElementId.link(key.host(), key.want()));
        }
        boolean several = loose.size() > 1;
        String summary =
                key.have().isEmpty()
                        ? WORDS.get(
                                several ? "orphan.summary.many" : "orphan.summary.one",
                                taps,
                                key.want(),
                                loose.size())
                        : WORDS.get(
                                several ? "orphan.other.summary.many" : "orphan.other.summary.one",
                                taps,
                                key.want(),
                                key.have(),
                                loose.size());
        return new Finding(
                ID,
                key.have().isEmpty() ? Severity.ERROR : Severity.WARNING,
                Confidence.CERTAIN,
                loose.getFirst().vnic().id(),
                related,
                summary,
                evidence,
                remedy(topology, key, loose, bridgeThere));
    }

    private static String source(VnicElement vnic, String want) {
        return vnic.live()
                .map(
                        v ->
                                v.source() instanceof Vnic.Source.Network n
                                        ? WORDS.get("source.network.bridge", n.name(), want)
                                        : WORDS.get("source.bridge", Sources.text(v.source())))
                .orElse("");
    }

    private static String remedy(
            Topology topology, Key key, List<Loose> loose, boolean bridgeThere) {
        if (!bridgeThere) {
            boolean network =
                    loose.getFirst().vnic().liveAt().orElseThrow()
                                    instanceof Attachment.ToNetwork to
                            && topology.find(to.network(), NetworkElement.class)
                                    .filter(n -> !n.network().active())
                                    .isPresent();
            return WORDS.get(
                    network ? "orphan.remedy.network" : "orphan.remedy.nobridge", key.want());
        }
        return loose.stream()
                .map(l -> WORDS.get("orphan.remedy.command", l.tap(), key.want()))
                .collect(Collectors.joining("; ", WORDS.get("orphan.remedy") + " ", ""));
    }
}
