// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.NoticeStrip;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.change.Journal;
import org.bridgewright.core.change.JournalLog;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.Undo;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// What the user can wish of the selection, whichever way it is said: by drag, key, menu or table. FX thread only.
public final class Wishes {
    private static final Words WORDS = Words.of(Wishes.class);

    private final Workspace workspace;
    private final Selection selection;
    private final Planning planning;
    private final Applying applying;
    private final StagedChanges staged;
    private final Overlay overlay;
    private final NoticeStrip notices;
    private BiConsumer<MoveCard, ElementId> cards = (card, beside) -> {};
    private Runnable closeCard = () -> {};
    private final Map<NewLease, ChangePlan> awaited = new LinkedHashMap<>();

    /// What the run of a host may bring, as it was before its first step: a quick guest has its lease before the run ends.
    private final Map<HostId, List<NewLease>> expected = new HashMap<>();

    @Inject
    public Wishes(
            Workspace workspace,
            Selection selection,
            Planning planning,
            Applying applying,
            StagedChanges staged,
            Overlay overlay,
            NoticeStrip notices) {
        this.workspace = workspace;
        this.selection = selection;
        this.planning = planning;
        this.applying = applying;
        this.staged = staged;
        this.overlay = overlay;
        this.notices = notices;
        workspace.wiringProperty().addListener((property, before, now) -> leases(now.topology()));
        applying.onBegin(plan -> expected.put(plan.host(), NewLease.expected(plan, topology())));
    }

    /// Where move cards are shown, and how they go.
    public void showCardsBy(BiConsumer<MoveCard, ElementId> show, Runnable close) {
        cards = show;
        closeCard = close;
    }

    private Topology topology() {
        return workspace.wiring().topology();
    }

    /// *Move to…* of what is selected; vNICs of several hosts are said to be too many.
    public void moveTo() {
        List<VnicElement> vnics = Subjects.vnics(topology(), selection.ids());
        if (vnics.isEmpty()) {
            attach();
        } else if (vnics.stream().map(VnicElement::host).distinct().count() > 1) {
            notices.say(WORDS.get("wish.several-hosts"));
        } else {
            moveTo(Subjects.movables(topology(), vnics));
        }
    }

    private void moveTo(List<Subjects.Movable> movables) {
        new MoveToCard(overlay, planning, topology(), movables, this::card).open();
    }

    /// Whether the selected VM has a detached vNIC that is not back.
    public BooleanBinding canAttach() {
        return Bindings.createBooleanBinding(
                () ->
                        !Subjects.detached(topology(), selection.main(), planning.context())
                                .isEmpty(),
                selection.idsProperty(),
                workspace.wiringProperty(),
                planning.detachedProperty());
    }

    /// *Attach again…*: a vNIC that was detached from the selected VM, now or long ago.
    public void attach() {
        List<Subjects.Movable> detached =
                Subjects.detached(topology(), selection.main(), planning.context());
        if (detached.isEmpty()) {
            notices.say(WORDS.get("wish.no-vnic"));
        } else {
            moveTo(detached);
        }
    }

    /// Link down where it is up, else up.
    public void toggleLink() {
        one(
                vnic ->
                        card(
                                new MoveCard.Wish(
                                        List.of(vnic.id()),
                                        vnic.host(),
                                        vnic.shown().map(v -> v.linkUp()).orElse(true)
                                                ? new MoveTarget.LinkDown()
                                                : new MoveTarget.LinkUp())));
    }

    public void detach() {
        one(
                vnic ->
                        card(
                                new MoveCard.Wish(
                                        List.of(vnic.id()),
                                        vnic.host(),
                                        new MoveTarget.Detached())));
    }

    private void one(Consumer<VnicElement> wish) {
        List<VnicElement> vnics = Subjects.vnics(topology(), selection.ids());
        if (vnics.size() == 1) {
            wish.accept(vnics.getFirst());
        } else {
            notices.say(WORDS.get(vnics.isEmpty() ? "wish.no-vnic" : "wish.one-vnic"));
        }
    }

    /// The card of a wish, beside what it is about.
    public void card(MoveCard.Wish wish) {
        MoveCard card = makeCard(wish);
        cards.accept(card, beside(wish.vnics().getFirst()));
        card.focusTarget().requestFocus();
    }

    /// What is not in the picture any more stands where its VM is.
    private ElementId beside(ElementId vnic) {
        return DropAdvice.formerOwner(topology(), vnic, planning.context())
                .filter(guest -> topology().find(vnic).isEmpty())
                .map(GuestElement::id)
                .orElse(vnic);
    }

    /// A new card for `wish`, not yet shown.
    public MoveCard makeCard(MoveCard.Wish wish) {
        return new MoveCard(
                wish,
                new MoveCard.Doors(
                        planning,
                        applying,
                        staged,
                        closeCard,
                        this::unlock,
                        this::applied,
                        outcome -> OutcomeCard.show(overlay, outcome)));
    }

    /// Allows changes on the host for an hour; nothing happens when it is not among the hosts.
    public void unlock(HostId host) {
        workspace.session(host).ifPresent(HostSession::unlockForAnHour);
    }

    /// Says that it is done, with Undo beside it; then each new lease as it comes.
    public void applied(ChangePlan plan) {
        awaited.keySet().removeIf(old -> plan.changes().stream().anyMatch(c -> concerns(c, old)));
        expected.getOrDefault(plan.host(), List.of()).forEach(lease -> awaited.put(lease, plan));
        String text = plan.steps().isEmpty() ? "" : plan.steps().getFirst().text();
        List<String> said = new ArrayList<>();
        said.add(WORDS.get("wish.done", text, plan.host()));
        arrived(topology()).forEach(lease -> said.add(lease.text()));
        notices.say(String.join(". ", said), undoButton(plan));
    }

    private List<Button> undoButton(ChangePlan plan) {
        return plan.isReversible()
                ? List.of(
                        Dialogs.button(
                                "notice-undo", WORDS.get("history.undo"), () -> undoLast(plan)))
                : List.of();
    }

    private static boolean concerns(Change change, NewLease lease) {
        return change instanceof Change.MoveVnic move && move.vnic().equals(lease.vnic());
    }

    /// A lease may come minutes later; the first that does is said, and no other.
    private void leases(Topology now) {
        arrived(now).forEach(lease -> notices.say(lease.text(), undoButton(lease.plan())));
    }

    private record Arrived(String text, ChangePlan plan) {}

    /// Leases that have come; from now on they are awaited no more.
    private List<Arrived> arrived(Topology now) {
        List<Arrived> arrived = new ArrayList<>();
        awaited.entrySet()
                .removeIf(
                        awaiting -> {
                            Optional<String> text = awaiting.getKey().arrived(now);
                            text.ifPresent(t -> arrived.add(new Arrived(t, awaiting.getValue())));
                            return text.isPresent();
                        });
        return arrived;
    }

    /// Shows what became of a run that did not go as planned.
    public void failed(Outcome outcome) {
        OutcomeCard.show(overlay, outcome);
    }

    private void undoLast(ChangePlan plan) {
        applying.log(
                log ->
                        log.runs().reversed().stream()
                                .filter(r -> r.plan().id().equals(plan.id()))
                                .filter(r -> r.isApplied() && !log.isUndone(r))
                                .findFirst()
                                .ifPresent(this::undo),
                notices::problem);
    }

    /// Takes an applied run back, the same way.
    public void undo(JournalLog.RunLog run) {
        applying.proposeUndo(
                run,
                proposal -> {
                    switch (proposal) {
                        case Undo.Proposal.Ready ready -> undo(run, ready.plan());
                        case Undo.Proposal.Differs differs -> differs(differs);
                        case Undo.Proposal.Nothing nothing -> notices.say(nothing.why());
                        case Undo.Proposal.Refused refused -> refused(refused.refusals());
                    }
                },
                notices::problem);
    }

    private void undo(JournalLog.RunLog run, ChangePlan plan) {
        follow(run, plan, Journal.Kind.UNDO, WORDS.get("wish.undone", plan.host()));
    }

    /// Finishes or takes back an unfinished run, watched in a card.
    public void follow(JournalLog.RunLog run, ChangePlan plan, Journal.Kind kind, String done) {
        RunView steps = new RunView(plan.steps());
        steps.setPrefWidth(560);
        VBox content = new VBox(10, steps);
        overlay.show(Dialogs.card("follow", WORDS.get("move.running", plan.host()), content));
        Running started =
                applying.follow(
                        plan,
                        kind,
                        run,
                        new Applying.Watcher() {
                            @Override
                            public void step(Step step, Progress.State state, String detail) {
                                steps.step(step, state, detail);
                            }

                            @Override
                            public void ended(Outcome outcome) {
                                overlay.close();
                                if (outcome instanceof Outcome.Applied) {
                                    notices.say(done);
                                } else {
                                    failed(outcome);
                                }
                            }
                        });
        content.getChildren().add(CancelRun.of(started));
    }

    private void differs(Undo.Proposal.Differs differs) {
        VBox content = new VBox(12);
        content.getChildren().add(Dialogs.text(WORDS.get("wish.differs.text")));
        differs.differences().forEach(d -> content.getChildren().add(OutcomeCard.difference(d)));
        content.setPrefWidth(680);
        overlay.show(
                Dialogs.card(
                        "undo-differs",
                        WORDS.get("wish.differs"),
                        content,
                        Dialogs.button(
                                "undo-differs-close",
                                WORDS.get("outcome.close"),
                                overlay::close,
                                "dialog-focus")));
    }

    private void refused(List<Planned.Refusal> refusals) {
        notices.say(String.join(" ", refusals.stream().map(Planned.Refusal::sentence).toList()));
    }

    /// Starts, shuts down or ends the selected VM: a plain action, planned and journalled like any other.
    public void power(Power power) {
        Optional<GuestElement> guest = Subjects.guest(topology(), selection.main());
        guest.ifPresent(
                g ->
                        plain(
                                switch (power) {
                                    case START -> new Change.StartGuest(g.host(), g.name());
                                    case SHUTDOWN -> new Change.ShutdownGuest(g.host(), g.name());
                                    case FORCE_OFF -> new Change.ForceOffGuest(g.host(), g.name());
                                    case REBOOT -> new Change.RebootGuest(g.host(), g.name());
                                    case SUSPEND -> new Change.SuspendGuest(g.host(), g.name());
                                    case RESUME -> new Change.ResumeGuest(g.host(), g.name());
                                }));
    }

    /// What can be done to a VM as a whole.
    public enum Power {
        START,
        SHUTDOWN,
        FORCE_OFF,
        REBOOT,
        SUSPEND,
        RESUME
    }

    public void startNetwork() {
        network(n -> new Change.StartNetwork(n.host(), n.name()));
    }

    public void stopNetwork() {
        network(n -> new Change.StopNetwork(n.host(), n.name()));
    }

    public void restartNetwork() {
        network(n -> new Change.RestartNetwork(n.host(), n.name()));
    }

    private void network(Function<NetworkElement, Change> change) {
        Subjects.network(topology(), selection.main()).map(change).ifPresent(this::plain);
    }

    private void plain(Change change) {
        switch (planning.planNow(List.of(change))) {
            case Planned.Refused refused -> refused(refused.refusals());
            case Planned.Ready ready -> confirm(ready.plan());
        }
    }

    /// What interrupts somebody is asked about once; the rest is done.
    private void confirm(ChangePlan plan) {
        if (plan.interrupts().isEmpty()) {
            run(plan);
            return;
        }
        VBox content = new VBox(6);
        content.setPrefWidth(440);
        content.getChildren().addAll(whatIsDone(plan));
        plan.interrupts()
                .forEach(
                        i ->
                                content.getChildren()
                                        .add(
                                                Dialogs.text(
                                                        WORDS.get("move.interrupts", i), "muted")));
        plan.afterwards()
                .forEach(
                        a ->
                                content.getChildren()
                                        .add(
                                                Dialogs.text(
                                                        WORDS.get("move.afterwards", a.text()),
                                                        a.bad() ? "warn-text" : "muted")));
        Button go =
                Dialogs.button(
                        "power-go",
                        WORDS.get("plan.apply", plan.host()),
                        () -> {
                            overlay.close();
                            run(plan);
                        },
                        "amber");
        overlay.show(
                Dialogs.card(
                        "power",
                        WORDS.get("wish.sure"),
                        content,
                        go,
                        Dialogs.button(
                                "power-plan",
                                WORDS.get("wish.plan"),
                                () -> {
                                    overlay.close();
                                    staged.stage(plan.changes());
                                }),
                        Dialogs.button(
                                "power-cancel",
                                WORDS.get("move.cancel"),
                                overlay::close,
                                "dialog-focus")));
    }

    /// Each step, or, where they are many, what they come to.
    private static List<Node> whatIsDone(ChangePlan plan) {
        if (plan.changes().getFirst() instanceof Change.RestartNetwork restart) {
            return List.of(
                    Dialogs.text(WORDS.get("wish.restart", restart.network()), "strong"),
                    Dialogs.text(WORDS.get("wish.restart.how", plan.steps().size()), "muted"));
        }
        return plan.steps().stream()
                .<Node>map(step -> Dialogs.text(step.text(), "strong"))
                .toList();
    }

    private void run(ChangePlan plan) {
        applying.apply(
                plan,
                new Applying.Watcher() {
                    @Override
                    public void step(Step step, Progress.State state, String detail) {
                        // The picture shows it.
                    }

                    @Override
                    public void ended(Outcome outcome) {
                        if (outcome instanceof Outcome.Applied) {
                            applied(plan);
                        } else {
                            failed(outcome);
                        }
                    }
                });
    }
}
