package org.bridgewright.core.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// Turns what a user wants into ordered steps for one host, or into every reason why not.
///
/// Pure: no clock, no I/O; the same topology, changes and context give the same plan, ids and bytes included. Any thread.
public final class Planner {
    private Planner() {}

    /// Plans `changes`, which must all be of one host (a change of another is refused as such). Networks that are to start
    /// come first; all else keeps its order.
    public static Planned plan(Topology topology, List<Change> changes, PlanContext context) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one change");
        }
        return new Run(topology, changes, context).plan();
    }

    /// One planning: gathers steps and sentences, or refusals, of all changes.
    private static final class Run {
        private final List<Change> changes;
        private final PlanContext context;
        private final HostId hostId;
        private final Optional<HostView> host;
        private final Lifeline lifeline;
        private final List<Planned.Refusal> refusals = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final Set<String> interrupts = new LinkedHashSet<>();
        private final Set<ChangePlan.Afterwards> afterwards = new LinkedHashSet<>();

        Run(Topology topology, List<Change> changes, PlanContext context) {
            this.changes = List.copyOf(changes);
            this.context = context;
            this.hostId = changes.getFirst().host();
            this.lifeline = Lifeline.of(topology, context);
            Set<String> starting = new HashSet<>();
            for (Change change : changes) {
                if (change instanceof Change.StartNetwork start) {
                    starting.add(start.network());
                }
            }
            Optional<HostTopology> found = topology.host(hostId);
            this.host = found.map(h -> new HostView(topology, h, starting));
        }

        Planned plan() {
            if (host.isEmpty()) {
                changes.forEach(c -> refuse(c, RefusalReason.NOT_READ, hostId));
                return new Planned.Refused(refusals);
            }
            conflicts();
            List<Change> ordered = new ArrayList<>(changes);
            ordered.sort(Comparator.comparing(c -> c instanceof Change.StartNetwork ? 0 : 1));
            for (Change change : ordered) {
                if (!change.host().equals(hostId)) {
                    refuse(change, RefusalReason.OTHER_HOST, change.host(), hostId);
                } else if (mayWrite(change)) {
                    one(change);
                }
            }
            return refusals.isEmpty()
                    ? new Planned.Ready(ready())
                    : new Planned.Refused(List.copyOf(refusals));
        }

        private void one(Change change) {
            HostView view = host.orElseThrow();
            PowerPlanner power = new PowerPlanner(view, lifeline);
            switch (change) {
                case Change.MoveVnic move -> move(view, move);
                case Change.StartNetwork start -> take(power.startNetwork(start));
                case Change.StopNetwork stop -> take(new NetworkPlanner(view, lifeline).stop(stop));
                case Change.RestartNetwork restart ->
                        take(new NetworkPlanner(view, lifeline).restart(restart));
                case Change.StartGuest start -> take(power.startGuest(start));
                case Change.ShutdownGuest stop -> take(power.shutdownGuest(stop));
                case Change.ForceOffGuest stop -> take(power.forceOffGuest(stop));
                case Change.RebootGuest again -> take(power.rebootGuest(again));
                case Change.SuspendGuest pause -> take(power.suspendGuest(pause));
                case Change.ResumeGuest on -> take(power.resumeGuest(on));
            }
        }

        private void take(PowerPlanner.Result result) {
            refusals.addAll(result.refusals());
            steps.addAll(result.steps());
            interrupts.addAll(result.interrupts());
            afterwards.addAll(result.afterwards());
        }

        private void move(HostView view, Change.MoveVnic move) {
            Optional<GuestElement> guest = view.guest(move.guest());
            if (guest.isEmpty()) {
                boolean read = view.snapshot().libvirt().guests().isPresent();
                refuse(
                        move,
                        read ? RefusalReason.GUEST_UNKNOWN : RefusalReason.NOT_READ,
                        move.guest(),
                        hostId);
                return;
            }
            Optional<VnicElement> vnic = view.vnic(move.vnic());
            Optional<String> detached =
                    Optional.ofNullable(context.detached().get(move.vnic()))
                            .filter(
                                    d ->
                                            guest.get()
                                                    .guest()
                                                    .uuid()
                                                    .equals(Optional.of(d.guestUuid())))
                            .map(PlanContext.DetachedVnic::interfaceXml);
            boolean place =
                    move.target() instanceof MoveTarget.ToNetwork
                            || move.target() instanceof MoveTarget.ToBridge;
            if (vnic.isEmpty() && !(detached.isPresent() && place)) {
                refuse(
                        move,
                        RefusalReason.VNIC_UNKNOWN,
                        move.guest(),
                        lastPart(move.vnic()),
                        vnicList(view, guest.get()));
                return;
            }
            MoveSubject subject = MoveSubject.of(move, guest.get(), vnic, detached);
            Optional<Target> target = Target.of(view, move.target());
            List<Planned.Refusal> against =
                    new MoveCheck(view, subject, target, lifeline, context).refusals();
            if (!against.isEmpty()) {
                refusals.addAll(against);
                return;
            }
            Consequences consequences = new Consequences(view, subject, target);
            steps.addAll(new MovePlanner(subject, target).steps());
            interrupts.addAll(consequences.interrupts());
            afterwards.addAll(consequences.afterwards());
        }

        private static String vnicList(HostView view, GuestElement guest) {
            List<String> macs =
                    view.vnicsOf(guest).stream()
                            .flatMap(v -> v.mac().stream())
                            .map(Object::toString)
                            .toList();
            return macs.isEmpty() ? "-" : String.join(", ", macs);
        }

        private static String lastPart(ElementId id) {
            return id.value().substring(id.value().lastIndexOf('/') + 1);
        }

        private boolean mayWrite(Change change) {
            if (context.locked().contains(hostId)) {
                refuse(change, RefusalReason.LOCKED, hostId);
                return false;
            }
            if (host.orElseThrow().readOnly() && !context.writable().contains(hostId)) {
                refuse(change, RefusalReason.READ_ONLY, hostId);
                return false;
            }
            return true;
        }

        /// Two changes of the same thing, or a live move of a VM that the same plan stops.
        private void conflicts() {
            Set<Object> seen = new HashSet<>();
            Set<String> stopping = new HashSet<>();
            Set<String> downs = new HashSet<>();
            for (Change change : changes) {
                if (change instanceof Change.StopNetwork stop) {
                    downs.add(stop.network());
                } else if (change instanceof Change.RestartNetwork restart) {
                    downs.add(restart.network());
                } else if (change instanceof Change.ShutdownGuest stop) {
                    stopping.add(stop.guest());
                } else if (change instanceof Change.ForceOffGuest stop) {
                    stopping.add(stop.guest());
                }
            }
            for (Change change : changes) {
                Object key =
                        switch (change) {
                            case Change.MoveVnic move -> move.vnic();
                            case Change.StartNetwork start -> "network " + start.network();
                            case Change.StopNetwork stop -> "network " + stop.network();
                            case Change.RestartNetwork again -> "network " + again.network();
                            case Change.StartGuest start -> "guest " + start.guest();
                            case Change.ShutdownGuest stop -> "guest " + stop.guest();
                            case Change.ForceOffGuest stop -> "guest " + stop.guest();
                            case Change.RebootGuest again -> "guest " + again.guest();
                            case Change.SuspendGuest pause -> "guest " + pause.guest();
                            case Change.ResumeGuest on -> "guest " + on.guest();
                        };
                boolean stopped =
                        change instanceof Change.MoveVnic move
                                && move.when() != When.NEXT_START
                                && (stopping.contains(move.guest()) || touches(move, downs));
                if (!seen.add(key) || stopped) {
                    refuse(change, RefusalReason.CONFLICTS, subject(change));
                }
            }
        }

        /// Whether a live move begins or ends on one of these networks.
        private boolean touches(Change.MoveVnic move, Set<String> networks) {
            Optional<String> from =
                    host.flatMap(h -> h.vnic(move.vnic()))
                            .flatMap(VnicElement::liveAt)
                            .flatMap(
                                    at ->
                                            at instanceof Attachment.ToNetwork to
                                                    ? Optional.of(to.name())
                                                    : Optional.empty());
            boolean to =
                    move.target() instanceof MoveTarget.ToNetwork target
                            && networks.contains(target.name());
            return to || from.filter(networks::contains).isPresent();
        }

        private static String subject(Change change) {
            return switch (change) {
                case Change.MoveVnic move -> move.guest();
                case Change.StartNetwork start -> start.network();
                case Change.StopNetwork stop -> stop.network();
                case Change.RestartNetwork restart -> restart.network();
                case Change.StartGuest start -> start.guest();
                case Change.ShutdownGuest stop -> stop.guest();
                case Change.ForceOffGuest stop -> stop.guest();
                case Change.RebootGuest again -> again.guest();
                case Change.SuspendGuest pause -> pause.guest();
                case Change.ResumeGuest on -> on.guest();
            };
        }

        private void refuse(Change change, RefusalReason reason, Object... values) {
            refusals.add(Refusals.refusal(change, reason, Optional.empty(), values));
        }

        private ChangePlan ready() {
            List<Step> numbered = new ArrayList<>();
            Risk risk = Risk.R0;
            for (Step step : steps) {
                numbered.add(step.withNumber(numbered.size() + 1));
                risk = step.risk().compareTo(risk) > 0 ? step.risk() : risk;
            }
            return new ChangePlan(
                    planId(hostId, changes, numbered),
                    hostId,
                    changes,
                    numbered,
                    List.copyOf(interrupts),
                    List.copyOf(afterwards),
                    risk);
        }
    }

    /// Twelve hexadecimal digits from all that the plan says it will do.
    static String planId(HostId host, List<Change> changes, List<Step> steps) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(host.value().getBytes(StandardCharsets.UTF_8));
            for (Change change : changes) {
                digest.update(change.toString().getBytes(StandardCharsets.UTF_8));
            }
            for (Step step : steps) {
                digest.update(
                        (step.action() + "\n" + step.expects()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
