package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.change.ChangePlan.Afterwards;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.libvirt.InterfaceXml;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.VnicElement;

/// Stopping and restarting networks, and plugging VMs in again that a stop has left without a link.
///
/// libvirt takes the bridge of a network away with the network. The taps of running VMs stay, without a master, and nothing
/// says so: an update to the same network returns success and plugs nothing in. Away and back does. So a restart moves each
/// vNIC to a network of our own that leads nowhere, and back; that is undone like any other move.
final class NetworkPlanner {
    /// Without address and DHCP: whoever is on it for a moment reaches nobody.
    static final String HOLD = "bridgewright-hold";

    private static final String HOLD_BRIDGE = "bw-hold";

    /// For each move of a vNIC and its check, roughly, on a host that is near.
    private static final double SECONDS_A_MOVE = 0.15;

    private final HostView host;
    private final Lifeline lifeline;

    NetworkPlanner(HostView host, Lifeline lifeline) {
        this.host = host;
        this.lifeline = lifeline;
    }

    /// Whether a step is about the network that leads nowhere, or about a vNIC on its way there or back.
    static boolean isHolding(Step step) {
        return switch (step.action()) {
            case Step.Action.CreateNetwork a -> a.network().startsWith(HOLD);
            case Step.Action.StopNetwork a -> a.network().startsWith(HOLD);
            case Step.Action.UpdateDevice a ->
                    Stream.concat(step.before().stream(), step.after().stream())
                            .anyMatch(
                                    xml -> InterfaceEdit.wiring(xml).startsWith("network " + HOLD));
            default -> false;
        };
    }

    PowerPlanner.Result stop(Change.StopNetwork change) {
        Refusals refusals = new Refusals(change);
        Optional<NetworkElement> found = stoppable(change.network(), refusals);
        if (found.isEmpty() || !refusals.isEmpty()) {
            return PowerPlanner.Result.refused(refusals);
        }
        NetworkElement network = found.get();
        List<Step> steps = new ArrayList<>();
        List<Port> others = others(network);
        for (Port port : others) {
            steps.add(plug(port, bridge(network), Optional.empty()));
        }
        steps.add(power(network, false));
        List<String> cut = named(running(network));
        List<String> interrupts = new ArrayList<>();
        List<Afterwards> afterwards = new ArrayList<>();
        if (!cut.isEmpty() && hasOwnBridge(network)) {
            interrupts.add(
                    Phrases.WORDS.get(
                            "interrupts.stop-network", String.join(", ", cut), network.name()));
            afterwards.add(
                    new Afterwards(
                            Phrases.WORDS.get(
                                    "afterwards.stop-network",
                                    String.join(", ", cut),
                                    network.name()),
                            true));
        }
        for (Port port : others) {
            afterwards.add(
                    new Afterwards(
                            Phrases.WORDS.get("afterwards.stop-network.port", port.port().link()),
                            true));
        }
        return new PowerPlanner.Result(List.of(), steps, interrupts, afterwards);
    }

    PowerPlanner.Result restart(Change.RestartNetwork change) {
        Refusals refusals = new Refusals(change);
        Optional<NetworkElement> found = stoppable(change.network(), refusals);
        if (found.isEmpty() || !refusals.isEmpty()) {
            return PowerPlanner.Result.refused(refusals);
        }
        NetworkElement network = found.get();
        List<VnicElement> vnics = hasOwnBridge(network) ? running(network) : List.of();
        List<Port> others = others(network);
        String bridge = bridge(network);
        List<Step> steps = new ArrayList<>();
        for (Port port : others) {
            steps.add(plug(port, bridge, Optional.empty()));
        }
        Hold hold = new Hold(network);
        if (!vnics.isEmpty()) {
            steps.add(hold.make());
            vnics.forEach(vnic -> steps.add(hold.away(vnic, bridge)));
        }
        steps.add(power(network, false));
        steps.add(power(network, true));
        if (!vnics.isEmpty()) {
            vnics.forEach(vnic -> steps.add(hold.back(vnic, bridge)));
            steps.add(hold.drop());
        }
        for (Port port : others) {
            steps.add(plug(port, bridge, Optional.of(bridge)));
        }
        List<String> interrupts = new ArrayList<>();
        if (!vnics.isEmpty()) {
            interrupts.add(
                    Phrases.WORDS.get(
                            "interrupts.restart-network",
                            String.join(", ", named(vnics)),
                            network.name(),
                            Math.round(2 * vnics.size() * SECONDS_A_MOVE) + 1));
        }
        return new PowerPlanner.Result(List.of(), steps, interrupts, List.of());
    }

    /// The steps that put running VMs back on a network that has just been started: those that believe to be on it, and whose
    /// taps hang in the air; and those that a restart which failed half way still holds.
    List<Step> plugInAgain(NetworkElement network) {
        if (!hasOwnBridge(network)) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        List<VnicElement> loose =
                running(network).stream()
                        .filter(
                                v ->
                                        v.kernelAt()
                                                .filter(Attachment.Nowhere.class::isInstance)
                                                .isPresent())
                        .filter(v -> v.tapLink().isPresent())
                        .toList();
        if (!loose.isEmpty()) {
            Hold hold = new Hold(network);
            steps.add(hold.make());
            for (VnicElement vnic : loose) {
                steps.add(hold.away(vnic, ""));
                steps.add(hold.back(vnic, bridge(network)));
            }
            steps.add(hold.drop());
        }
        steps.addAll(home(network));
        return steps;
    }

    /// From the network that still holds them, which may be gone already; it goes once nobody else is on it.
    private List<Step> home(NetworkElement network) {
        Map<String, List<VnicElement>> held =
                host.vnics()
                        .filter(v -> heldOn(v).isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        v -> heldOn(v).orElseThrow(),
                                        TreeMap::new,
                                        Collectors.toList()));
        List<Step> steps = new ArrayList<>();
        held.forEach(
                (name, vnics) -> {
                    Optional<VirtualNetwork> there =
                            host.network(name)
                                    .map(NetworkElement::network)
                                    .filter(VirtualNetwork::active);
                    Hold hold =
                            new Hold(
                                    network,
                                    name,
                                    there.flatMap(VirtualNetwork::bridge).orElse(HOLD_BRIDGE));
                    List<VnicElement> ours =
                            vnics.stream().filter(v -> isConfigured(v, network)).toList();
                    ours.forEach(v -> steps.add(hold.home(v, bridge(network), there.isPresent())));
                    if (there.isPresent() && !ours.isEmpty() && ours.size() == vnics.size()) {
                        steps.add(hold.drop());
                    }
                });
        return steps;
    }

    private static Optional<String> heldOn(VnicElement vnic) {
        return vnic.live()
                .map(Vnic::source)
                .flatMap(
                        source ->
                                source instanceof Vnic.Source.Network on
                                        ? Optional.of(on.name())
                                        : Optional.empty())
                .filter(name -> name.startsWith(HOLD));
    }

    private static boolean isConfigured(VnicElement vnic, NetworkElement network) {
        return vnic.configAt() instanceof Attachment.ToNetwork to
                && to.network().equals(network.id());
    }

    private Optional<NetworkElement> stoppable(String name, Refusals refusals) {
        Optional<NetworkElement> found = host.network(name);
        if (found.isEmpty()) {
            boolean read = host.snapshot().libvirt().networks().isPresent();
            refusals.add(
                    read ? RefusalReason.NETWORK_UNKNOWN : RefusalReason.NOT_READ, name, host.id());
            return found;
        }
        NetworkElement network = found.get();
        if (!network.network().active()) {
            refusals.add(RefusalReason.NETWORK_STOPPED, name);
        } else if (!network.network().persistent()) {
            refusals.add(RefusalReason.NETWORK_TRANSIENT, name);
        }
        if (host.snapshot().libvirt().guests().isPresent()) {
            running(network).forEach(vnic -> lifeline(vnic, refusals));
        } else {
            refusals.add(RefusalReason.NOT_READ, name);
        }
        if (carriesUs(network.network())) {
            refusals.add(RefusalReason.LIFELINE, name, Phrases.WORDS.get("lifeline.address", name));
        }
        if (!others(network).isEmpty() && !isRoot()) {
            refusals.add(
                    RefusalReason.NEEDS_ROOT,
                    others(network).getFirst().port().link(),
                    bridge(network),
                    host.id());
        }
        return found;
    }

    private void lifeline(VnicElement vnic, Refusals refusals) {
        Optional<GuestElement> guest = host.topology().find(vnic.guest(), GuestElement.class);
        guest.flatMap(g -> lifeline.why(g, vnic))
                .ifPresent(
                        why ->
                                refusals.add(
                                        RefusalReason.LIFELINE, guest.orElseThrow().name(), why));
    }

    /// Whether our own session came in by the address that the network's bridge has.
    private boolean carriesUs(VirtualNetwork network) {
        Optional<String> server =
                host.facts()
                        .flatMap(HostFacts::sshConnection)
                        .map(text -> text.strip().split("\\s+", -1))
                        .filter(words -> words.length >= 3)
                        .map(words -> words[2]);
        return server.filter(
                        ip ->
                                network.subnets().stream()
                                        .anyMatch(s -> s.address().toString().equals(ip)))
                .isPresent();
    }

    private boolean isRoot() {
        return host.facts().flatMap(HostFacts::user).filter("root"::equals).isPresent();
    }

    private static boolean hasOwnBridge(NetworkElement network) {
        return network.network().mode().filter(ForwardMode::hasOwnBridge).isPresent();
    }

    private static String bridge(NetworkElement network) {
        return network.network().bridge().orElse("");
    }

    /// VMs that run on the network, or on its bridge by the bridge's own name.
    private List<VnicElement> running(NetworkElement network) {
        return host.vnics()
                .filter(v -> v.liveAt().filter(at -> isOn(network, at)).isPresent())
                .toList();
    }

    private static boolean isOn(NetworkElement network, Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork to -> to.network().equals(network.id());
            case Attachment.ToLink to -> hasOwnBridge(network) && to.name().equals(bridge(network));
            case Attachment.Nowhere nowhere -> false;
            case Attachment.Own own -> false;
        };
    }

    /// Ports of the network's own bridge that are no tap of a VM: libvirt puts none of them back.
    private List<Port> others(NetworkElement network) {
        if (!hasOwnBridge(network)) {
            return List.of();
        }
        Set<String> taps =
                host.vnics()
                        .flatMap(v -> v.live().flatMap(Vnic::tap).stream())
                        .collect(Collectors.toSet());
        return network
                .bridge()
                .flatMap(b -> host.topology().find(b, BridgeElement.class))
                .map(BridgeElement::ports)
                .orElse(List.of())
                .stream()
                // libvirt's own helper port of older versions goes and comes with the network.
                .filter(p -> !p.port().link().equals(bridge(network) + "-nic"))
                .filter(p -> !taps.contains(p.port().link()))
                .toList();
    }

    private List<String> named(List<VnicElement> vnics) {
        return vnics.stream()
                .flatMap(v -> host.topology().find(v.guest(), GuestElement.class).stream())
                .map(GuestElement::name)
                .distinct()
                .toList();
    }

    private Step power(NetworkElement network, boolean start) {
        String name = network.name();
        Step.Action on = new Step.Action.StartNetwork(name);
        Step.Action off = new Step.Action.StopNetwork(name);
        return step(
                network.id(),
                Phrases.WORDS.get(start ? "step.start-network" : "step.stop-network", name),
                start ? on : off,
                start ? off : on,
                List.of(new Step.Expectation.NetworkIs(name, !start)),
                List.of(new Step.Check.NetworkIs(name, start)),
                List.of(new Step.Check.NetworkIs(name, !start)),
                List.of("virsh", start ? "net-start" : "net-destroy", name));
    }

    /// @param to empty = out of the bridge
    private Step plug(Port port, String bridge, Optional<String> to) {
        String link = port.port().link();
        Optional<String> from = to.isPresent() ? Optional.empty() : Optional.of(bridge);
        Step step =
                step(
                        port.link(),
                        Phrases.WORDS.get(
                                to.isPresent() ? "step.plug" : "step.unplug", link, bridge),
                        new Step.Action.PlugLink(link, to),
                        new Step.Action.PlugLink(link, from),
                        List.of(new Step.Expectation.LinkIn(link, from)),
                        List.of(new Step.Check.LinkIn(link, to)),
                        List.of(new Step.Check.LinkIn(link, from)),
                        PlanScript.plugCommand(new Step.Action.PlugLink(link, to)));
        return step.in(Step.Layer.KERNEL);
    }

    private Step step(
            ElementId subject,
            String text,
            Step.Action action,
            Step.Action inverse,
            List<Step.Expectation> expects,
            List<Step.Check> checks,
            List<Step.Check> undoChecks,
            List<String> command) {
        return new Step(
                0,
                host.id(),
                subject,
                text,
                Step.Layer.LIVE,
                action,
                Optional.of(inverse),
                expects,
                checks,
                undoChecks,
                Duration.ZERO,
                List.of(command),
                Optional.empty(),
                Optional.empty(),
                Risk.R2);
    }

    /// The network that leads nowhere, and the moves to it and back.
    private final class Hold {
        private final NetworkElement network;
        private final String name;
        private final String bridge;
        private final String xml;

        Hold(NetworkElement network) {
            this.network = network;
            // A run that was cut off may have left one.
            int n =
                    Stream.iterate(0, i -> i + 1)
                            .filter(
                                    i ->
                                            host.network(numbered(HOLD, i)).isEmpty()
                                                    && host.link(numbered(HOLD_BRIDGE, i))
                                                            .isEmpty())
                            .findFirst()
                            .orElseThrow();
            name = numbered(HOLD, n);
            bridge = numbered(HOLD_BRIDGE, n);
            xml = xml();
        }

        /// One that was made before.
        Hold(NetworkElement network, String name, String bridge) {
            this.network = network;
            this.name = name;
            this.bridge = bridge;
            xml = xml();
        }

        private String xml() {
            return "<network><name>"
                    + name
                    + "</name><bridge name='"
                    + bridge
                    + "' stp='off' delay='0'/></network>";
        }

        private static String numbered(String text, int n) {
            return n == 0 ? text : text + n;
        }

        Step make() {
            return step(
                    network.id(),
                    Phrases.WORDS.get("step.hold.make", name),
                    new Step.Action.CreateNetwork(name, xml),
                    new Step.Action.StopNetwork(name),
                    List.of(new Step.Expectation.NetworkIs(name, false)),
                    List.of(new Step.Check.NetworkIs(name, true)),
                    List.of(new Step.Check.NetworkIs(name, false)),
                    List.of("virsh", "net-create", Drafts.NETWORK_FILE));
        }

        Step drop() {
            return step(
                    network.id(),
                    Phrases.WORDS.get("step.hold.drop", name),
                    new Step.Action.StopNetwork(name),
                    new Step.Action.CreateNetwork(name, xml),
                    List.of(new Step.Expectation.NetworkIs(name, true)),
                    List.of(new Step.Check.NetworkIs(name, false)),
                    List.of(new Step.Check.NetworkIs(name, true)),
                    List.of("virsh", "net-destroy", name));
        }

        Step away(VnicElement vnic, String from) {
            return move(vnic, true, from);
        }

        Step back(VnicElement vnic, String to) {
            return move(vnic, false, to);
        }

        /// Back, for a vNIC that is held now.
        ///
        /// @param there whether the network that holds it is; when not, there is no way back to it
        Step home(VnicElement vnic, String to, boolean there) {
            String held = InterfaceEdit.sendable(vnic.live().orElseThrow().xml());
            String own =
                    InterfaceEdit.moved(held, new MoveTarget.ToNetwork(network.name()), Set.of());
            Step step = move(vnic, false, to, own, held);
            return there ? step : step.withoutInverse();
        }

        /// @param ownBridge where the tap is when it is not held; empty = nowhere
        private Step move(VnicElement vnic, boolean away, String ownBridge) {
            String own = InterfaceEdit.sendable(vnic.live().orElseThrow().xml());
            String held =
                    InterfaceEdit.moved(
                            own,
                            new MoveTarget.ToNetwork(name),
                            InterfaceXml.inherited(own, vnic.config().map(Vnic::xml)));
            return move(vnic, away, ownBridge, own, held);
        }

        private Step move(
                VnicElement vnic, boolean away, String ownBridge, String own, String held) {
            Vnic live = vnic.live().orElseThrow();
            String uuid = guest(vnic).guest().uuid().orElseThrow();
            String mac = vnic.mac().map(MacAddress::text).orElseThrow();
            Step.Check atHome =
                    new Step.Check.InterfaceIs(
                            uuid,
                            Scope.LIVE,
                            mac,
                            live.deviceAddress(),
                            InterfaceEdit.wiringFingerprint(own, false));
            Step.Check isHeld =
                    new Step.Check.InterfaceIs(
                            uuid,
                            Scope.LIVE,
                            mac,
                            live.deviceAddress(),
                            InterfaceEdit.wiringFingerprint(held, false));
            List<Step.Check> home = new ArrayList<>(List.of(atHome));
            if (!ownBridge.isEmpty()) {
                home.add(new Step.Check.TapIn(uuid, mac, live.deviceAddress(), ownBridge));
            }
            List<Step.Check> hold =
                    List.of(isHeld, new Step.Check.TapIn(uuid, mac, live.deviceAddress(), bridge));
            Step.Action go = new Step.Action.UpdateDevice(uuid, held, Scope.LIVE);
            Step.Action come = new Step.Action.UpdateDevice(uuid, own, Scope.LIVE);
            return new Step(
                    0,
                    host.id(),
                    vnic.id(),
                    Phrases.WORDS.get(
                            away ? "step.hold.away" : "step.hold.back",
                            guest(vnic).name(),
                            vnic.number(),
                            network.name()),
                    Step.Layer.LIVE,
                    away ? go : come,
                    Optional.of(away ? come : go),
                    List.of(
                            new Step.Expectation.InterfaceIs(
                                    uuid,
                                    Scope.LIVE,
                                    mac,
                                    live.deviceAddress(),
                                    InterfaceEdit.wiringFingerprint(away ? own : held, false))),
                    away ? hold : home,
                    away ? home : hold,
                    Duration.ZERO,
                    List.of(
                            List.of(
                                    "virsh",
                                    "update-device",
                                    guest(vnic).name(),
                                    Drafts.INTERFACE_FILE,
                                    "--live")),
                    Optional.of(away ? own : held),
                    Optional.of(away ? held : own),
                    Risk.R2);
        }

        private GuestElement guest(VnicElement vnic) {
            return host.topology().find(vnic.guest(), GuestElement.class).orElseThrow();
        }
    }
}
