package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.VlanLanes;

/// The sentence beside the pointer: what a drop there would do and when, whom it interrupts, what is different afterwards;
/// or why it cannot be. Pure and fast: it is the planner's own plan, put into words.
///
/// @param headline from where to where and when, or why not
/// @param changes what the drop stages: those that are possible; empty when none is
/// @param refusals every reason against the others
/// @param batch counts, for several vNICs (`now 3 · next start 1 · refused 1: macvtap`)
public record DropAdvice(
        String headline,
        List<Change> changes,
        List<String> interrupts,
        List<ChangePlan.Afterwards> afterwards,
        List<Planned.Refusal> refusals,
        Optional<String> batch) {
    public DropAdvice {
        changes = List.copyOf(changes);
        interrupts = List.copyOf(interrupts);
        afterwards = List.copyOf(afterwards);
        refusals = List.copyOf(refusals);
    }

    public boolean isPossible() {
        return !changes.isEmpty();
    }

    /// Whether an *Afterwards* is bad: then the button is amber and names it.
    public boolean isAmber() {
        return afterwards.stream().anyMatch(ChangePlan.Afterwards::bad);
    }

    /// The places that an element of the picture stands for: a network itself, a bridge's networks and the bridge, the
    /// networks that a VM under the pointer is on. More than one: the user chooses.
    public static List<MoveTarget> targets(Topology topology, ElementId over) {
        Set<MoveTarget> targets = new LinkedHashSet<>();
        switch (topology.find(over).orElse(null)) {
            case NetworkElement network -> targets.addAll(lanes(topology, network));
            case BridgeElement bridge -> {
                topology.elements()
                        .filter(NetworkElement.class::isInstance)
                        .map(NetworkElement.class::cast)
                        .filter(n -> n.host().equals(bridge.host()))
                        .filter(n -> n.network().bridge().filter(bridge.name()::equals).isPresent())
                        .filter(n -> n.network().active())
                        .forEach(n -> targets.addAll(lanes(topology, n)));
                if (targets.isEmpty()) {
                    targets.addAll(lanes(topology, bridge));
                }
            }
            case GuestElement guest ->
                    guest.vnics().stream()
                            .flatMap(v -> topology.find(v, VnicElement.class).stream())
                            .flatMap(v -> placeOf(v).stream())
                            .forEach(targets::add);
            case VnicElement vnic -> placeOf(vnic).ifPresent(targets::add);
            case null, default -> {
                /* not a place */
            }
        }
        return List.copyOf(targets);
    }

    /// A network as one place, or each of its port groups, or each VLAN of the bridge that it uses.
    public static List<MoveTarget> lanes(Topology topology, NetworkElement network) {
        VirtualNetwork of = network.network();
        if (of.portGroups().size() > 1) {
            return of.portGroups().stream()
                    .<MoveTarget>map(
                            group ->
                                    new MoveTarget.ToNetwork(
                                            of.name(), Optional.of(group.name()), Optional.empty()))
                    .toList();
        }
        boolean ownBridge = of.mode().filter(ForwardMode::hasOwnBridge).isPresent();
        Optional<BridgeElement> bridge =
                network.bridge()
                        .filter(b -> !ownBridge)
                        .flatMap(b -> topology.find(b, BridgeElement.class));
        return each(
                vlans(topology, bridge),
                vlan -> new MoveTarget.ToNetwork(of.name(), Optional.empty(), vlan));
    }

    /// A bridge of the host as one place, or each of its VLANs when it keeps them apart.
    public static List<MoveTarget> lanes(Topology topology, BridgeElement bridge) {
        return each(
                vlans(topology, Optional.of(bridge)),
                vlan -> new MoveTarget.ToBridge(bridge.name(), vlan));
    }

    private static List<Integer> vlans(Topology topology, Optional<BridgeElement> bridge) {
        return bridge.flatMap(b -> topology.host(b.host()))
                .map(host -> VlanLanes.of(host, bridge))
                .orElse(List.of());
    }

    private static List<MoveTarget> each(
            List<Integer> vlans, Function<Optional<Integer>, MoveTarget> target) {
        return Stream.concat(Stream.of(Optional.<Integer>empty()), vlans.stream().map(Optional::of))
                .map(target)
                .toList();
    }

    private static Optional<MoveTarget> placeOf(VnicElement vnic) {
        Optional<Integer> vlan =
                vnic.shown()
                        .map(v -> v.carried().vlanTags())
                        .filter(tags -> tags.size() == 1)
                        .map(List::getFirst);
        return vnic.shown()
                .map(Vnic::source)
                .flatMap(
                        source ->
                                switch (source) {
                                    case Vnic.Source.Network n ->
                                            Optional.of(
                                                    new MoveTarget.ToNetwork(
                                                            n.name(), n.portGroup(), vlan));
                                    case Vnic.Source.Bridge b ->
                                            Optional.of(new MoveTarget.ToBridge(b.name(), vlan));
                                    case Vnic.Source.Direct d -> Optional.empty();
                                    case Vnic.Source.HostDevice h -> Optional.empty();
                                    case Vnic.Source.Other o -> Optional.empty();
                                });
    }

    /// What dropping these vNICs there would do.
    public static DropAdvice of(
            Topology topology,
            List<ElementId> vnics,
            HostId targetHost,
            MoveTarget target,
            When when,
            Change.LinkCycle linkCycle,
            PlanContext context) {
        List<Change> possible = new ArrayList<>();
        List<Planned.Refusal> refusals = new ArrayList<>();
        Set<String> interrupts = new LinkedHashSet<>();
        Set<ChangePlan.Afterwards> afterwards = new LinkedHashSet<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        String headline = "";
        for (ElementId id : vnics) {
            Optional<VnicElement> vnic = topology.find(id, VnicElement.class);
            Optional<GuestElement> guest =
                    vnic.isPresent()
                            ? topology.find(vnic.get().guest(), GuestElement.class)
                            : formerOwner(topology, id, context);
            if (guest.isEmpty()) {
                continue;
            }
            Change.MoveVnic move =
                    new Change.MoveVnic(
                            targetHost, guest.get().name(), id, target, when, linkCycle);
            Planned planned = plan(topology, guest.get(), move, context);
            switch (planned) {
                case Planned.Ready ready -> {
                    possible.add(move);
                    interrupts.addAll(ready.plan().interrupts());
                    afterwards.addAll(ready.plan().afterwards());
                    String how = timing(guest.get(), when);
                    counts.merge(how, 1, Integer::sum);
                    headline = headline(guest.get(), vnic, target, how);
                }
                case Planned.Refused refused -> refusals.addAll(refused.refusals());
            }
        }
        if (possible.isEmpty() && !refusals.isEmpty()) {
            headline = refusals.getFirst().sentence();
        } else if (possible.size() > 1) {
            headline = Phrases.WORDS.get("drop.several", possible.size(), Phrases.place(target));
        }
        return new DropAdvice(
                headline,
                possible,
                List.copyOf(interrupts),
                List.copyOf(afterwards),
                refusals,
                vnics.size() < 2 ? Optional.empty() : Optional.of(counted(counts, refusals)));
    }

    /// The VM that a vNIC was detached from, when only our history still knows it.
    public static Optional<GuestElement> formerOwner(
            Topology topology, ElementId vnic, PlanContext context) {
        return Optional.ofNullable(context.detached().get(vnic))
                .flatMap(
                        d ->
                                topology.elements()
                                        .filter(GuestElement.class::isInstance)
                                        .map(GuestElement.class::cast)
                                        .filter(g -> vnic.isOn(g.host()))
                                        .filter(
                                                g ->
                                                        g.guest()
                                                                .uuid()
                                                                .filter(d.guestUuid()::equals)
                                                                .isPresent())
                                        .findFirst());
    }

    private static Planned plan(
            Topology topology, GuestElement guest, Change.MoveVnic move, PlanContext context) {
        if (!guest.host().equals(move.host())) {
            return new Planned.Refused(
                    List.of(
                            Refusals.refusal(
                                    move,
                                    RefusalReason.OTHER_HOST,
                                    Optional.empty(),
                                    guest.host(),
                                    move.host())));
        }
        return Planner.plan(topology, List.of(move), context);
    }

    private static String timing(GuestElement guest, When when) {
        if (!guest.guest().isActive()) {
            return "config";
        }
        if (!guest.guest().persistent()) {
            return "now";
        }
        return switch (when) {
            case BOTH -> "both";
            case NOW -> "now";
            case NEXT_START -> "next-start";
        };
    }

    private static String headline(
            GuestElement guest, Optional<VnicElement> vnic, MoveTarget target, String how) {
        if (vnic.isEmpty()) {
            return Phrases.WORDS.get("drop.attach." + how, guest.name(), Phrases.place(target));
        }
        String name =
                guest.vnics().size() < 2
                        ? guest.name()
                        : Phrases.WORDS.get("vnic.numbered", guest.name(), vnic.get().number());
        String from = vnic.get().shown().map(v -> Phrases.place(v.source())).orElse("");
        String key =
                switch (target) {
                    case MoveTarget.ToNetwork to -> "drop.move.";
                    case MoveTarget.ToBridge to -> "drop.move.";
                    case MoveTarget.LinkDown down -> "drop.link-down.";
                    case MoveTarget.LinkUp up -> "drop.link-up.";
                    case MoveTarget.Detached detached -> "drop.detach.";
                };
        return Phrases.WORDS.get(key + how, name, from, Phrases.place(target));
    }

    private static String counted(Map<String, Integer> counts, List<Planned.Refusal> refusals) {
        List<String> parts = new ArrayList<>();
        counts.forEach((how, n) -> parts.add(Phrases.WORDS.get("drop.count." + how, n)));
        Map<RefusalReason, Set<Change>> byReason = new LinkedHashMap<>();
        Set<Change> refused = new LinkedHashSet<>();
        for (Planned.Refusal refusal : refusals) {
            byReason.computeIfAbsent(refusal.reason(), r -> new LinkedHashSet<>())
                    .add(refusal.change());
            refused.add(refusal.change());
        }
        if (!refused.isEmpty()) {
            List<String> reasons =
                    byReason.keySet().stream()
                            .map(r -> Phrases.WORDS.get("reason." + r.word()))
                            .toList();
            parts.add(
                    Phrases.WORDS.get(
                            "drop.count.refused", refused.size(), String.join(", ", reasons)));
        }
        return String.join(" · ", parts);
    }

    /// Whether the element could be a target at all, to light it up.
    public static boolean isPlace(Element element) {
        return element instanceof NetworkElement || element instanceof BridgeElement;
    }
}
