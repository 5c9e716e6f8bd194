package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bridgewright.core.change.ChangePlan.Afterwards;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;

/// Starting networks and VMs, shutting VMs down: the plain actions, which are steps of plans, too.
final class PowerPlanner {
    private final HostView host;
    private final Lifeline lifeline;

    PowerPlanner(HostView host, Lifeline lifeline) {
        this.host = host;
        this.lifeline = lifeline;
    }

    /// What one such change comes to.
    record Result(
            List<Planned.Refusal> refusals,
            List<Step> steps,
            List<String> interrupts,
            List<Afterwards> afterwards) {
        static Result refused(Refusals refusals) {
            return new Result(refusals.list(), List.of(), List.of(), List.of());
        }
    }

    Result startNetwork(Change.StartNetwork change) {
        Refusals refusals = new Refusals(change);
        Optional<NetworkElement> found = host.network(change.network());
        if (found.isEmpty()) {
            refusals.add(RefusalReason.NETWORK_UNKNOWN, change.network(), host.id());
            return Result.refused(refusals);
        }
        VirtualNetwork network = found.get().network();
        if (network.active()) {
            refusals.add(RefusalReason.NETWORK_ACTIVE, network.name());
            return Result.refused(refusals);
        }
        boolean own = network.mode().filter(ForwardMode::hasOwnBridge).isPresent();
        List<Afterwards> afterwards = new ArrayList<>();
        Risk risk = Risk.R1;
        if (own) {
            network.bridge()
                    .filter(name -> host.link(name).isPresent())
                    .ifPresent(
                            name ->
                                    refusals.add(
                                            RefusalReason.BRIDGE_NAME_TAKEN, name, network.name()));
            overlaps(network, refusals);
            if (forwardingComesOn(network)) {
                risk = Risk.R2;
                afterwards.add(
                        new Afterwards(
                                Phrases.WORDS.get("afterwards.forwarding-on", network.name()),
                                true));
            }
        } else if (network.bridge().filter(name -> host.link(name).isEmpty()).isPresent()
                && host.linksRead()) {
            refusals.add(
                    RefusalReason.BRIDGE_ABSENT, network.bridge().orElseThrow(), network.name());
        }
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        Step step =
                new Step(
                        0,
                        host.id(),
                        found.get().id(),
                        Phrases.WORDS.get("step.start-network", network.name()),
                        Step.Layer.LIVE,
                        new Step.Action.StartNetwork(network.name()),
                        Optional.of(new Step.Action.StopNetwork(network.name())),
                        List.of(new Step.Expectation.NetworkIs(network.name(), false)),
                        List.of(new Step.Check.NetworkIs(network.name(), true)),
                        List.of(new Step.Check.NetworkIs(network.name(), false)),
                        Duration.ZERO,
                        List.of(List.of("virsh", "net-start", network.name())),
                        Optional.empty(),
                        Optional.empty(),
                        risk);
        List<Step> steps = new ArrayList<>(List.of(step));
        steps.addAll(new NetworkPlanner(host, lifeline).plugInAgain(found.get()));
        return new Result(List.of(), steps, List.of(), afterwards);
    }

    /// libvirt itself only sees a subnet that is used with the very same mask, and only IPv4.
    private void overlaps(VirtualNetwork network, Refusals refusals) {
        for (IpPrefix subnet : network.subnets()) {
            for (LinkAddress address : host.snapshot().kernel().addresses().orElse(List.of())) {
                if (address.ip().overlaps(subnet) && address.scope().equals("global")) {
                    refusals.add(
                            RefusalReason.SUBNET_IN_USE,
                            subnet.network(),
                            network.name(),
                            address.ip().network(),
                            address.link());
                    return;
                }
            }
            for (Route route : host.snapshot().kernel().routes().orElse(List.of())) {
                Optional<IpPrefix> to =
                        route.isDefault() ? Optional.empty() : IpPrefix.parse(route.destination());
                if (to.filter(subnet::overlaps).isPresent()
                        && to.get().length() > 0
                        && !route.type().equals("multicast")) {
                    refusals.add(
                            RefusalReason.SUBNET_IN_USE,
                            subnet.network(),
                            network.name(),
                            to.get(),
                            route.link().orElse("?"));
                    return;
                }
            }
        }
    }

    private boolean forwardingComesOn(VirtualNetwork network) {
        return network.mode()
                        .filter(m -> m == ForwardMode.NAT || m == ForwardMode.ROUTE)
                        .isPresent()
                && host.facts().flatMap(facts -> facts.forwarding(4)).filter(on -> !on).isPresent();
    }

    Result startGuest(Change.StartGuest change) {
        Refusals refusals = new Refusals(change);
        Optional<GuestElement> guest = known(change.guest(), refusals);
        if (guest.isEmpty()) {
            return Result.refused(refusals);
        }
        if (guest.get().guest().isActive()) {
            refusals.add(RefusalReason.GUEST_RUNNING, change.guest());
        }
        for (VnicElement vnic : host.vnicsOf(guest.get())) {
            vnic.config().ifPresent(config -> startable(config, refusals));
        }
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        String uuid = guest.get().guest().uuid().orElseThrow();
        return result(
                guest.get().id(),
                Phrases.WORDS.get("step.start-guest", change.guest()),
                new Step.Action.StartGuest(uuid),
                List.of(new Step.Expectation.GuestIs(uuid, false)),
                List.of(new Step.Check.GuestIs(uuid, true)),
                List.of("virsh", "start", change.guest()),
                Risk.R1,
                List.of());
    }

    /// A VM on a stopped network, or on a bridge that is not there, does not start: libvirt says so too late.
    private void startable(Vnic config, Refusals refusals) {
        switch (config.source()) {
            case Vnic.Source.Network on -> {
                Optional<VirtualNetwork> network = host.network(on.name()).map(n -> n.network());
                if (network.isEmpty() && host.snapshot().libvirt().networks().isPresent()) {
                    refusals.add(RefusalReason.NETWORK_UNKNOWN, on.name(), host.id());
                } else if (network.isPresent() && !host.willBeActive(network.get())) {
                    refusals.add(
                            RefusalReason.NETWORK_INACTIVE,
                            Optional.of(new Change.StartNetwork(host.id(), on.name())),
                            on.name());
                }
            }
            case Vnic.Source.Bridge on -> {
                if (host.linksRead() && host.link(on.name()).isEmpty()) {
                    refusals.add(RefusalReason.BRIDGE_UNKNOWN, on.name(), host.id());
                }
            }
            case Vnic.Source.Direct direct -> {
                /* libvirt says what it needs */
            }
            case Vnic.Source.HostDevice device -> {
                /* libvirt says what it needs */
            }
            case Vnic.Source.Other other -> {
                /* libvirt says what it needs */
            }
        }
    }

    Result shutdownGuest(Change.ShutdownGuest change) {
        return stop(change, change.guest(), "shutdown", Step.Action.ShutdownGuest::new, "shutdown");
    }

    Result forceOffGuest(Change.ForceOffGuest change) {
        return stop(change, change.guest(), "force-off", Step.Action.ForceOffGuest::new, "destroy");
    }

    /// The guest itself may take it for a request, and stays running in libvirt's eyes.
    Result rebootGuest(Change.RebootGuest change) {
        Refusals refusals = new Refusals(change);
        Optional<GuestElement> guest = running(change.guest(), refusals);
        inState(guest, GuestState.RUNNING, refusals);
        if (!refusals.isEmpty() || guest.isEmpty()) {
            return Result.refused(refusals);
        }
        String uuid = guest.get().guest().uuid().orElseThrow();
        return result(
                guest.get().id(),
                Phrases.WORDS.get("step.reboot-guest", change.guest()),
                new Step.Action.RebootGuest(uuid),
                List.of(new Step.Expectation.GuestIs(uuid, true)),
                List.of(new Step.Check.GuestIs(uuid, true)),
                List.of("virsh", "reboot", change.guest()),
                Risk.R2,
                List.of(Phrases.WORDS.get("interrupts.reboot", change.guest())));
    }

    Result suspendGuest(Change.SuspendGuest change) {
        Refusals refusals = new Refusals(change);
        Optional<GuestElement> guest = running(change.guest(), refusals);
        inState(guest, GuestState.RUNNING, refusals);
        return standStill(refusals, guest, change.guest(), true);
    }

    Result resumeGuest(Change.ResumeGuest change) {
        Refusals refusals = new Refusals(change);
        Optional<GuestElement> guest = known(change.guest(), refusals);
        inState(guest, GuestState.PAUSED, refusals);
        return standStill(refusals, guest, change.guest(), false);
    }

    private static void inState(
            Optional<GuestElement> guest, GuestState wanted, Refusals refusals) {
        if (guest.isPresent()
                && refusals.isEmpty()
                && !guest.get().guest().stateWord().equals(wanted.word())) {
            refusals.add(
                    RefusalReason.GUEST_STATE,
                    guest.get().name(),
                    guest.get().guest().stateWord(),
                    wanted.word());
        }
    }

    private Result standStill(
            Refusals refusals, Optional<GuestElement> guest, String name, boolean still) {
        if (!refusals.isEmpty() || guest.isEmpty()) {
            return Result.refused(refusals);
        }
        String uuid = guest.get().guest().uuid().orElseThrow();
        String from = (still ? GuestState.RUNNING : GuestState.PAUSED).word();
        String to = (still ? GuestState.PAUSED : GuestState.RUNNING).word();
        Step.Action suspend = new Step.Action.SuspendGuest(uuid);
        Step.Action resume = new Step.Action.ResumeGuest(uuid);
        Step step =
                new Step(
                        0,
                        host.id(),
                        guest.get().id(),
                        Phrases.WORDS.get(still ? "step.suspend-guest" : "step.resume-guest", name),
                        Step.Layer.LIVE,
                        still ? suspend : resume,
                        Optional.of(still ? resume : suspend),
                        List.of(new Step.Expectation.GuestStateIs(uuid, from)),
                        List.of(new Step.Check.GuestStateIs(uuid, to)),
                        List.of(new Step.Check.GuestStateIs(uuid, from)),
                        Duration.ZERO,
                        List.of(List.of("virsh", still ? "suspend" : "resume", name)),
                        Optional.empty(),
                        Optional.empty(),
                        still ? Risk.R2 : Risk.R1);
        return new Result(
                List.of(),
                List.of(step),
                still ? List.of(Phrases.WORDS.get("interrupts.suspend", name)) : List.of(),
                List.of());
    }

    /// @param word of the phrases for it
    /// @param virsh the equal command of `virsh`
    private Result stop(
            Change change,
            String name,
            String word,
            Function<String, Step.Action> action,
            String virsh) {
        Refusals refusals = new Refusals(change);
        Optional<GuestElement> guest = running(name, refusals);
        if (!refusals.isEmpty() || guest.isEmpty()) {
            return Result.refused(refusals);
        }
        String uuid = guest.get().guest().uuid().orElseThrow();
        return result(
                guest.get().id(),
                Phrases.WORDS.get("step." + word + "-guest", name),
                action.apply(uuid),
                List.of(new Step.Expectation.GuestIs(uuid, true)),
                List.of(new Step.Check.GuestIs(uuid, false)),
                List.of("virsh", virsh, name),
                Risk.R2,
                List.of(Phrases.WORDS.get("interrupts." + word, name)));
    }

    private Optional<GuestElement> running(String name, Refusals refusals) {
        Optional<GuestElement> guest = known(name, refusals);
        if (guest.isEmpty()) {
            return guest;
        }
        if (!guest.get().guest().isActive()) {
            refusals.add(RefusalReason.GUEST_OFF, name);
        } else if (guest.get().guest().state().filter(s -> s == GuestState.IN_SHUTDOWN).isPresent()
                && refusals.list().isEmpty()) {
            // Forcing off a VM that hangs in its shutdown is what force off is for; asking again is
            // harmless.
            return guest;
        }
        for (VnicElement vnic : host.vnicsOf(guest.get())) {
            Optional<String> why = lifeline.why(guest.get(), vnic);
            if (why.isPresent()) {
                refusals.add(RefusalReason.LIFELINE, name, why.get());
                break;
            }
        }
        return guest;
    }

    private Optional<GuestElement> known(String name, Refusals refusals) {
        Optional<GuestElement> guest = host.guest(name);
        if (guest.isEmpty()) {
            boolean read = host.snapshot().libvirt().guests().isPresent();
            refusals.add(
                    read ? RefusalReason.GUEST_UNKNOWN : RefusalReason.NOT_READ, name, host.id());
        } else if (guest.get().guest().uuid().isEmpty()) {
            refusals.add(RefusalReason.NOT_READ, name);
        }
        return guest;
    }

    private Result result(
            ElementId subject,
            String text,
            Step.Action action,
            List<Step.Expectation> expects,
            List<Step.Check> checks,
            List<String> command,
            Risk risk,
            List<String> interrupts) {
        Step step =
                new Step(
                        0,
                        host.id(),
                        subject,
                        text,
                        Step.Layer.LIVE,
                        action,
                        Optional.empty(),
                        expects,
                        checks,
                        List.of(),
                        Duration.ZERO,
                        List.of(command),
                        Optional.empty(),
                        Optional.empty(),
                        risk);
        return new Result(List.of(), List.of(step), interrupts, List.of());
    }
}
