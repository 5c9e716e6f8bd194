// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.tasks.Lane;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.change.History;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.PlanContext;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Planner;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// The plan of what is staged, made anew whenever the wiring, the staged changes or a lock change; and the sentence of a
/// drop. Planning runs on workers. FX thread only.
public final class Planning {
    private static final Words WORDS = Words.of(Planning.class);

    private final StagedChanges staged;
    private final Workspace workspace;
    private final HostBook book;
    private final Journal journal;
    private final TaskRunner tasks;
    private final Lane lane = new Lane();
    private final Lane recalling = new Lane();
    private final ReadOnlyObjectWrapper<Map<ElementId, PlanContext.DetachedVnic>> detached =
            new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<List<HostPlan>> plans =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Set<ElementId> allowed = new HashSet<>();
    private OwnMachine own = new OwnMachine(Set.of(), Optional.empty());

    /// The plan for one host.
    public record HostPlan(HostId host, List<Change> changes, Planned planned) {}

    @Inject
    public Planning(
            StagedChanges staged,
            Workspace workspace,
            HostBook book,
            Journal journal,
            TaskRunner tasks) {
        this.staged = staged;
        this.workspace = workspace;
        this.book = book;
        this.journal = journal;
        this.tasks = tasks;
        staged.changesProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now.isEmpty()) {
                                allowed.clear();
                            }
                            plan();
                        });
        workspace.wiringProperty().addListener((property, before, now) -> plan());
    }

    /// Learns what our own machine is, so that no plan cuts us off.
    public void learnOwnMachine() {
        tasks.call(WORDS.get("task.own"), cancel -> OwnMachine.read())
                .quietly()
                .then(
                        read -> {
                            own = read;
                            plan();
                        },
                        problem -> {});
    }

    /// Reads again which vNICs were detached by us, and may be attached again (a run has ended).
    public void recall() {
        tasks.call(WORDS.get("task.history"), cancel -> detached(History.of(journal)))
                .in(recalling)
                .quietly()
                .then(
                        known -> {
                            detached.set(known);
                            plan();
                        },
                        problem -> detached.set(Map.of()));
    }

    /// By the vNIC's id; also those that were attached again since.
    static Map<ElementId, PlanContext.DetachedVnic> detached(History history) {
        Map<ElementId, PlanContext.DetachedVnic> known = new HashMap<>();
        history.entries().stream()
                .map(e -> e.run().host())
                .distinct()
                .forEach(host -> known.putAll(history.context(PlanContext.OPEN, host).detached()));
        return known;
    }

    /// vNICs that we once detached, by id, with the interface element they had.
    public ReadOnlyObjectProperty<Map<ElementId, PlanContext.DetachedVnic>> detachedProperty() {
        return detached.getReadOnlyProperty();
    }

    /// One for each host with staged changes, in the order of staging.
    public ReadOnlyObjectProperty<List<HostPlan>> plansProperty() {
        return plans.getReadOnlyProperty();
    }

    /// What a plan depends on beside the wiring, as it is now.
    public PlanContext context() {
        Set<HostId> locked = new HashSet<>();
        Set<HostId> writable = new HashSet<>();
        Set<IpAddress> wayIn = new HashSet<>();
        for (HostSession session : book.sessions()) {
            Optional<HostId> id = session.id();
            session.opened().ifPresent(open -> wayIn.addAll(open.wayIn()));
            if (session.isLocked()) {
                id.ifPresent(locked::add);
            } else if (!session.saved().uri().startsWith("file:")) {
                id.ifPresent(writable::add);
            }
        }
        return PlanContext.OPEN
                .withLocked(locked)
                .withWritable(writable)
                .withOurselves(own.macs(), own.dmiUuid(), wayIn)
                .withAllowManaged(allowed)
                .withDetached(detached.get());
    }

    /// Allows "now only" for VMs that another tool keeps, until what is staged is applied or discarded.
    public void allowManaged(Set<ElementId> guests) {
        allowed.addAll(guests);
    }

    /// Takes that back: the card was left.
    public void forbidManaged(Set<ElementId> guests) {
        allowed.removeAll(guests);
    }

    /// The VMs of these vNICs, each once; also of one that only our history still knows.
    public List<Guest> guestsOf(List<ElementId> vnics) {
        Topology topology = workspace.wiring().topology();
        PlanContext context = context();
        return vnics.stream()
                .flatMap(
                        id ->
                                topology
                                        .find(id, VnicElement.class)
                                        .flatMap(v -> topology.find(v.guest(), GuestElement.class))
                                        .or(() -> DropAdvice.formerOwner(topology, id, context))
                                        .stream())
                .map(GuestElement::guest)
                .distinct()
                .toList();
    }

    /// The colour that the user gave to a host, `#rrggbb`.
    public Optional<String> colour(HostId host) {
        return book.session(host).flatMap(s -> s.saved().colour());
    }

    /// Makes the plans anew (a lock has changed).
    public void plan() {
        List<Change> changes = staged.changes();
        if (changes.isEmpty()) {
            lane.drop();
            plans.set(List.of());
            return;
        }
        Topology topology = workspace.wiring().topology();
        PlanContext context = context();
        tasks.call(WORDS.get("task.plan"), cancel -> plan(topology, changes, context))
                .in(lane)
                .then(plans::set, problem -> plans.set(List.of()));
    }

    static List<HostPlan> plan(Topology topology, List<Change> changes, PlanContext context) {
        List<HostPlan> result = new ArrayList<>();
        for (HostId host : changes.stream().map(Change::host).distinct().toList()) {
            List<Change> own = changes.stream().filter(c -> c.host().equals(host)).toList();
            result.add(new HostPlan(host, own, Planner.plan(topology, own, context)));
        }
        return List.copyOf(result);
    }

    /// What moving `vnics` to `target` would do; answered on the FX thread.
    public void advise(
            List<ElementId> vnics,
            HostId host,
            MoveTarget target,
            When when,
            Change.LinkCycle cycle,
            Lane question,
            Consumer<DropAdvice> told,
            Consumer<Problem> failed) {
        Topology topology = workspace.wiring().topology();
        PlanContext context = context();
        tasks.call(
                        WORDS.get("task.plan"),
                        cancel ->
                                DropAdvice.of(topology, vnics, host, target, when, cycle, context))
                .in(question)
                .quietly()
                .then(told, failed);
    }

    /// The plan of `changes`, all of one host, at once.
    public Planned planNow(List<Change> changes) {
        return Planner.plan(workspace.wiring().topology(), changes, context());
    }

    /// The same at once, for the sentence beside the pointer: planning one vNIC is a pure function of a few microseconds.
    public DropAdvice adviseNow(List<ElementId> vnics, HostId host, MoveTarget target) {
        return DropAdvice.of(
                workspace.wiring().topology(),
                vnics,
                host,
                target,
                When.BOTH,
                Change.LinkCycle.AUTO,
                context());
    }
}
