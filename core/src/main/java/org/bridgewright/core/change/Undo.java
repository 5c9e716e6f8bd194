package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// The plan that takes an applied plan back: its inverses in reverse, each of which expects to find what we left. Pure.
///
/// It is made for the host as it is now: what has gone back by itself (a VM moved "now only" that was started anew) is left
/// alone, and what somebody else changed since then is not overwritten.
public final class Undo {
    private Undo() {}

    /// What undoing comes to.
    public sealed interface Proposal {
        record Ready(ChangePlan plan) implements Proposal {}

        /// Somebody changed it since: three columns each.
        record Differs(List<Outcome.Difference> differences) implements Proposal {}

        /// It is as before already, or there is no way back; `why` says which.
        record Nothing(String why) implements Proposal {}

        record Refused(List<Planned.Refusal> refusals) implements Proposal {}
    }

    /// Decides by `topology`, which must be newly read, whether and how `run` is taken back.
    public static Proposal plan(JournalLog.RunLog run, Topology topology, PlanContext context) {
        return new Making(run, topology, context).make();
    }

    /// How an object stands against what we left.
    private enum Standing {
        AS_LEFT,
        AS_BEFORE,
        GONE,
        CHANGED
    }

    private static final class Making {
        private final JournalLog.RunLog run;
        private final Topology topology;
        private final PlanContext context;
        private final Optional<HostTopology> host;
        private final List<Step> steps = new ArrayList<>();
        private final List<Outcome.Difference> differences = new ArrayList<>();
        private final List<ChangePlan.Afterwards> afterwards = new ArrayList<>();

        Making(JournalLog.RunLog run, Topology topology, PlanContext context) {
            this.run = run;
            this.topology = topology;
            this.context = context;
            this.host = topology.host(run.host());
        }

        Proposal make() {
            ChangePlan plan = run.plan();
            List<Planned.Refusal> refusals = refusals(plan);
            if (!refusals.isEmpty()) {
                return new Proposal.Refused(refusals);
            }
            // One that was cut off is taken back like any other.
            if (!run.isUnfinished()
                    && plan.changes().stream().anyMatch(Change.RestartNetwork.class::isInstance)) {
                return new Proposal.Nothing(Phrases.WORDS.get("undo.restart"));
            }
            boolean cycled = plan.steps().stream().anyMatch(s -> !s.settle().isZero());
            for (Step step : plan.steps().reversed()) {
                if (isLinkCycle(step, plan)
                        || !run.isUnfinished() && NetworkPlanner.isHolding(step)) {
                    continue;
                }
                if (step.inverse().isEmpty()) {
                    afterwards.add(
                            new ChangePlan.Afterwards(
                                    Phrases.WORDS.get("undo.kept", step.text()), false));
                    continue;
                }
                switch (standing(step)) {
                    case AS_LEFT -> steps.add(reversed(step));
                    case AS_BEFORE, GONE ->
                            afterwards.add(
                                    new ChangePlan.Afterwards(
                                            Phrases.WORDS.get("undo.already", step.text()), false));
                    case CHANGED -> differences.add(difference(step));
                }
            }
            plugInAgain(plan);
            if (!differences.isEmpty()) {
                return new Proposal.Differs(List.copyOf(differences));
            }
            if (steps.isEmpty()) {
                return new Proposal.Nothing(Phrases.WORDS.get("undo.nothing"));
            }
            if (cycled) {
                plan.steps().stream()
                        .filter(s -> isLinkCycle(s, plan))
                        .forEach(s -> steps.add(cycleAgain(s)));
            }
            return new Proposal.Ready(numbered(plan));
        }

        /// A network that was stopped starts with its VMs on it, as it was.
        private void plugInAgain(ChangePlan plan) {
            Set<String> starting =
                    steps.stream()
                            .flatMap(
                                    s ->
                                            s.action() instanceof Step.Action.StartNetwork start
                                                    ? Stream.of(start.network())
                                                    : Stream.empty())
                            .collect(Collectors.toSet());
            HostView view = new HostView(topology, host.orElseThrow(), starting);
            NetworkPlanner networks = new NetworkPlanner(view, Lifeline.of(topology, context));
            for (Change change : plan.changes()) {
                if (change instanceof Change.StopNetwork stop
                        && starting.contains(stop.network())) {
                    view.network(stop.network())
                            .ifPresent(n -> steps.addAll(networks.plugInAgain(n)));
                }
            }
        }

        private ChangePlan numbered(ChangePlan plan) {
            List<Step> numbered = new ArrayList<>();
            for (Step step : steps) {
                numbered.add(step.withNumber(numbered.size() + 1));
            }
            return new ChangePlan(
                    Planner.planId(plan.host(), plan.changes(), numbered),
                    plan.host(),
                    plan.changes(),
                    numbered,
                    plan.interrupts(),
                    afterwards,
                    plan.risk());
        }

        private List<Planned.Refusal> refusals(ChangePlan plan) {
            List<Planned.Refusal> found = new ArrayList<>();
            Change first = plan.changes().getFirst();
            if (host.isEmpty()) {
                found.add(refused(first, RefusalReason.NOT_READ, plan.host()));
                return found;
            }
            HostView view = new HostView(topology, host.get(), java.util.Set.of());
            if (context.locked().contains(plan.host())) {
                found.add(refused(first, RefusalReason.LOCKED, plan.host()));
            } else if (view.readOnly() && !context.writable().contains(plan.host())) {
                found.add(refused(first, RefusalReason.READ_ONLY, plan.host()));
            }
            Lifeline lifeline = Lifeline.of(topology, context);
            for (Change change : plan.changes()) {
                if (change instanceof Change.MoveVnic move) {
                    Optional<GuestElement> guest = view.guest(move.guest());
                    Optional<VnicElement> vnic = view.vnic(move.vnic());
                    if (guest.isEmpty()) {
                        found.add(refused(move, RefusalReason.OBJECT_GONE, move.guest()));
                    } else if (vnic.isPresent()) {
                        lifeline.why(guest.get(), vnic.get())
                                .ifPresent(
                                        why ->
                                                found.add(
                                                        refused(
                                                                move,
                                                                RefusalReason.LIFELINE,
                                                                move.guest(),
                                                                why)));
                    }
                } else if (change instanceof Change.StartNetwork start) {
                    othersOn(view, start).ifPresent(found::add);
                }
            }
            return found;
        }

        /// Stopping a network cuts every VM on it: not as the undo of having started it.
        private Optional<Planned.Refusal> othersOn(HostView view, Change.StartNetwork start) {
            java.util.Set<String> moved = new java.util.HashSet<>();
            for (Change change : run.plan().changes()) {
                if (change instanceof Change.MoveVnic move) {
                    moved.add(move.vnic().value());
                }
            }
            // Those that hung in the air until the start.
            run.plan().steps().stream()
                    .filter(NetworkPlanner::isHolding)
                    .forEach(s -> moved.add(s.subject().value()));
            return view.vnics()
                    .filter(v -> !moved.contains(v.id().value()))
                    .filter(
                            v ->
                                    v.liveAt()
                                            .filter(
                                                    at ->
                                                            at
                                                                            instanceof
                                                                            Element.Attachment
                                                                                            .ToNetwork
                                                                                    to
                                                                    && to.name()
                                                                            .equals(
                                                                                    start
                                                                                            .network()))
                                            .isPresent())
                    .findFirst()
                    .map(
                            v ->
                                    new Planned.Refusal(
                                            start,
                                            RefusalReason.CONFLICTS,
                                            Phrases.WORDS.get(
                                                    "undo.network-in-use",
                                                    start.network(),
                                                    v.guest()),
                                            Optional.empty(),
                                            Optional.empty()));
        }

        private static Planned.Refusal refused(
                Change change, RefusalReason reason, Object... values) {
            return Refusals.refusal(change, reason, Optional.empty(), values);
        }

        private static boolean isLinkCycle(Step step, ChangePlan plan) {
            int index = plan.steps().indexOf(step);
            boolean down = !step.settle().isZero();
            boolean up = index > 0 && !plan.steps().get(index - 1).settle().isZero();
            return down || up;
        }

        private Standing standing(Step step) {
            return switch (step.inverse().orElseThrow()) {
                case Step.Action.UpdateDevice a -> vnicStanding(step, a.guestUuid(), a.scope());
                case Step.Action.AttachDevice a -> vnicStanding(step, a.guestUuid(), a.scope());
                case Step.Action.DetachDevice a -> vnicStanding(step, a.guestUuid(), a.scope());
                case Step.Action.StartNetwork a -> networkStanding(a.network(), false);
                case Step.Action.StopNetwork a -> networkStanding(a.network(), true);
                case Step.Action.CreateNetwork a -> networkStanding(a.network(), false);
                case Step.Action.PlugLink a -> linkStanding(step, a);
                // Power actions have no inverse; one in a journal of a later version is left alone.
                case Step.Action.StartGuest a -> Standing.GONE;
                case Step.Action.ShutdownGuest a -> Standing.GONE;
                case Step.Action.ForceOffGuest a -> Standing.GONE;
                case Step.Action.RebootGuest a -> Standing.GONE;
                case Step.Action.SuspendGuest a -> powerStanding(a.guestUuid(), GuestState.RUNNING);
                case Step.Action.ResumeGuest a -> powerStanding(a.guestUuid(), GuestState.PAUSED);
            };
        }

        /// @param left the state in which our step left it
        private Standing powerStanding(String uuid, GuestState left) {
            Optional<GuestState> now = guest(uuid).flatMap(g -> g.guest().state());
            if (now.filter(GuestState::isActive).isEmpty()) {
                return Standing.GONE;
            }
            return now.equals(Optional.of(left)) ? Standing.AS_LEFT : Standing.AS_BEFORE;
        }

        private Standing linkStanding(Step step, Step.Action.PlugLink inverse) {
            Optional<org.bridgewright.core.model.Link> link =
                    topology.find(step.subject(), Element.LinkElement.class)
                            .map(Element.LinkElement::link);
            if (link.isEmpty()) {
                return Standing.GONE;
            }
            return link.get().master().equals(inverse.bridge())
                    ? Standing.AS_BEFORE
                    : Standing.AS_LEFT;
        }

        private Standing networkStanding(String name, boolean left) {
            return new HostView(topology, host.orElseThrow(), java.util.Set.of())
                    .network(name)
                    .map(n -> n.network().active() == left ? Standing.AS_LEFT : Standing.AS_BEFORE)
                    .orElse(Standing.GONE);
        }

        private Standing vnicStanding(Step step, String uuid, Scope scope) {
            Optional<GuestElement> guest = guest(uuid);
            if (guest.isEmpty() || scope == Scope.LIVE && !guest.get().guest().isActive()) {
                return Standing.GONE;
            }
            String now = now(step, scope).map(InterfaceEdit::wholeFingerprint).orElse("absent");
            String left = run.left(step.number()).getOrDefault(Drafts.layer(scope).word(), "");
            if (now.equals(left)) {
                return Standing.AS_LEFT;
            }
            boolean before =
                    step.undoChecks().stream()
                            .allMatch(
                                    check ->
                                            switch (check) {
                                                case Step.Check.InterfaceIs c ->
                                                        now(step, scope)
                                                                .filter(
                                                                        xml ->
                                                                                InterfaceEdit
                                                                                        .fingerprint(
                                                                                                xml,
                                                                                                c
                                                                                                        .fingerprint())
                                                                                        .equals(
                                                                                                c
                                                                                                        .fingerprint()))
                                                                .isPresent();
                                                case Step.Check.InterfaceAbsent c ->
                                                        now(step, scope).isEmpty();
                                                case Step.Check.TapIn c -> true;
                                                case Step.Check.GuestIs c -> true;
                                                case Step.Check.GuestStateIs c -> true;
                                                case Step.Check.NetworkIs c -> true;
                                                case Step.Check.LinkIn c -> true;
                                            });
            return before ? Standing.AS_BEFORE : Standing.CHANGED;
        }

        private Optional<GuestElement> guest(String uuid) {
            return host.orElseThrow().elements().stream()
                    .filter(GuestElement.class::isInstance)
                    .map(GuestElement.class::cast)
                    .filter(g -> g.guest().uuid().filter(uuid::equals).isPresent())
                    .findFirst();
        }

        private Optional<String> now(Step step, Scope scope) {
            return topology.find(step.subject(), VnicElement.class)
                    .flatMap(v -> scope == Scope.LIVE ? v.live() : v.config())
                    .map(Vnic::xml);
        }

        private Outcome.Difference difference(Step step) {
            Scope scope = step.layer() == Step.Layer.LIVE ? Scope.LIVE : Scope.CONFIG;
            return new Outcome.Difference(
                    step.text(),
                    step.before().orElse(""),
                    step.after().orElse(""),
                    now(step, scope).orElse(""));
        }

        private Step reversed(Step step) {
            return Reversal.of(step, run.left(step.number()));
        }

        /// The link down and up once more, so that the guest asks for its old network's lease.
        private Step cycleAgain(Step step) {
            String back =
                    run.plan().steps().stream()
                            .filter(
                                    s ->
                                            s.layer() == Step.Layer.LIVE
                                                    && s.subject().equals(step.subject()))
                            .findFirst()
                            .flatMap(Step::before)
                            .orElseThrow();
            return Reversal.cycle(step, back);
        }
    }
}
