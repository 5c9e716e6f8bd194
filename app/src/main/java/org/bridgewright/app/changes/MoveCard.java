// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bridgewright.app.hosts.HostCard;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.tasks.Lane;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.RefusalReason;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// The card at the drop point: the sentence, when, *Move now and save*, *Add to plan*, Esc. The plan's short form: the same
/// engine, the same journal.
public final class MoveCard extends VBox {
    private static final Words WORDS = Words.of(MoveCard.class);

    /// What is to be moved where.
    public record Wish(List<ElementId> vnics, HostId host, MoveTarget target) {}

    /// What the card asks of the window.
    ///
    /// @param close takes the card away
    /// @param unlock unlocks the host
    public record Doors(
            Planning planning,
            Applying applying,
            StagedChanges staged,
            Runnable close,
            Consumer<HostId> unlock,
            Consumer<ChangePlan> applied,
            Consumer<Outcome> failed) {}

    private final Wish wish;
    private final Doors doors;
    private final Lane lane = new Lane();
    private final VBox sentence = new VBox(4);
    private final ComboBox<When> when = new ComboBox<>();
    private final CheckBox cycle = new CheckBox(WORDS.get("move.cycle"));
    private final Button now;
    private final Button add;
    private final Button cancel;
    private final HBox options;
    private final HBox buttons;
    private final VBox warned;
    private Optional<DropAdvice> advice = Optional.empty();
    private boolean running;
    private boolean cycleTouched;
    private Set<ElementId> managed = Set.of();

    public MoveCard(Wish wish, Doors doors) {
        super(10);
        this.wish = wish;
        this.doors = doors;
        setId("move-card");
        getStyleClass().add("move-card");
        setAccessibleRole(AccessibleRole.DIALOG);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setPrefWidth(420);
        when.setId("move-when");
        when.setAccessibleText(WORDS.get("move.when"));
        when.getItems().setAll(When.values());
        when.setValue(When.BOTH);
        when.setConverter(new WhenWords());
        when.valueProperty().addListener((property, before, value) -> ask());
        cycle.setId("move-cycle");
        cycle.setOnAction(
                event -> {
                    cycleTouched = true;
                    ask();
                });
        Label label = new Label(WORDS.get("move.when"));
        label.getStyleClass().addAll("muted", "small");
        options = new HBox(8, label, when);
        options.setAlignment(Pos.CENTER_LEFT);
        now = Dialogs.button("move-now", WORDS.get("move.now"), this::moveNow, "primary");
        now.setDefaultButton(true);
        add = Dialogs.button("move-add", WORDS.get("move.add"), this::addToPlan);
        cancel = Dialogs.button("move-cancel", WORDS.get("move.cancel"), this::leave);
        doors.planning().colour(wish.host()).map(HostCard::dot).ifPresent(now::setGraphic);
        buttons = new HBox(8, Dialogs.spacer(), cancel, add, now);
        warned = new VBox(8, buttons);
        getChildren().addAll(sentence, options, cycle, warned);
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        leave();
                        event.consume();
                    }
                });
        boolean choice = mayChooseWhen();
        options.setVisible(choice);
        options.setManaged(choice);
        boolean place =
                wish.target() instanceof MoveTarget.ToNetwork
                        || wish.target() instanceof MoveTarget.ToBridge;
        cycle.setVisible(place);
        cycle.setManaged(place);
        ask();
    }

    /// Asks again: the wiring or a lock has changed.
    public void ask() {
        if (running) {
            return;
        }
        doors.planning()
                .advise(
                        wish.vnics(),
                        wish.host(),
                        wish.target(),
                        when.getValue(),
                        cycleTouched
                                ? cycle.isSelected() ? Change.LinkCycle.ON : Change.LinkCycle.OFF
                                : Change.LinkCycle.AUTO,
                        lane,
                        this::show,
                        problem -> {
                            now.setDisable(true);
                            sentence.getChildren()
                                    .setAll(Dialogs.text(problem.line(), "problem-summary"));
                        });
    }

    /// The button that Enter presses.
    public Node focusTarget() {
        return now;
    }

    private void show(DropAdvice told) {
        advice = Optional.of(told);
        Optional<ChangePlan> plan = plan(told);
        plan.ifPresent(doors.applying()::prepare);
        sentence.getChildren().setAll(Dialogs.text(told.headline(), "move-headline"));
        told.batch().ifPresent(b -> line(b, "muted"));
        if (!told.interrupts().isEmpty()) {
            line(WORDS.get("move.interrupts", String.join(" ", told.interrupts())), "muted");
        }
        told.afterwards()
                .forEach(
                        a ->
                                line(
                                        WORDS.get("move.afterwards", a.text()),
                                        a.bad() ? "warn-text" : "muted"));
        for (Planned.Refusal refusal : told.refusals()) {
            if (!refusal.sentence().equals(told.headline())) {
                line(refusal.sentence(), "warn-text");
            }
            refusal.instead().ifPresent(i -> line(i, "muted"));
        }
        boolean locked = told.refusals().stream().anyMatch(r -> r.reason() == RefusalReason.LOCKED);
        if (locked) {
            sentence.getChildren()
                    .add(
                            Dialogs.button(
                                    "move-unlock",
                                    WORDS.get("move.unlock", wish.host()),
                                    () -> {
                                        doors.unlock().accept(wish.host());
                                        ask();
                                    }));
        }
        now.setDisable(!told.isPossible());
        add.setDisable(!told.isPossible());
        startFirst(told);
        managed(told);
        label(told);
        if (!cycleTouched) {
            cycle.setSelected(
                    plan.filter(p -> p.steps().stream().anyMatch(s -> !s.settle().isZero()))
                            .isPresent());
        }
    }

    /// An *Afterwards* that is bad is named on the button, which then has a row of its own.
    private void label(DropAdvice told) {
        Optional<String> bad =
                told.afterwards().stream()
                        .filter(ChangePlan.Afterwards::bad)
                        .map(ChangePlan.Afterwards::text)
                        .findFirst();
        now.setText(
                bad.map(b -> WORDS.get("move.now.amber", verb(), b))
                        .orElseGet(() -> WORDS.get("move.now.verb", verb())));
        now.setAccessibleText(now.getText());
        now.setWrapText(bad.isPresent());
        now.setMaxWidth(bad.isPresent() ? Double.MAX_VALUE : USE_PREF_SIZE);
        now.setMinWidth(bad.isPresent() ? 0 : USE_PREF_SIZE);
        now.getStyleClass().removeAll("amber", "primary");
        now.getStyleClass().add(bad.isPresent() ? "amber" : "primary");
        Pane place = bad.isPresent() ? warned : buttons;
        if (now.getParent() != place) {
            // Whoever was about to press Enter still is.
            boolean focused = now.isFocused();
            buttons.getChildren().remove(now);
            warned.getChildren().remove(now);
            place.getChildren().add(bad.isPresent() ? 0 : buttons.getChildren().size(), now);
            if (focused) {
                now.requestFocus();
            }
        }
    }

    /// A network that is stopped is started first: both go into the plan, as two changes.
    private void startFirst(DropAdvice told) {
        List<Change> moves =
                told.refusals().stream()
                        .filter(r -> r.reason() == RefusalReason.NETWORK_INACTIVE)
                        .map(Planned.Refusal::change)
                        .distinct()
                        .toList();
        if (moves.isEmpty() || !(wish.target() instanceof MoveTarget.ToNetwork to)) {
            return;
        }
        List<Change> both = new ArrayList<>();
        both.add(new Change.StartNetwork(wish.host(), to.name()));
        both.addAll(moves);
        if (doors.planning().planNow(both) instanceof Planned.Ready) {
            sentence.getChildren()
                    .add(
                            Dialogs.button(
                                    "move-start-first",
                                    WORDS.get("move.start-first", to.name()),
                                    () -> {
                                        doors.staged().stage(both);
                                        doors.close().run();
                                    }));
        }
    }

    /// VMs that another tool keeps can be moved "now only", if the user says so for this change.
    private void managed(DropAdvice told) {
        Set<ElementId> kept =
                told.refusals().stream()
                        .filter(r -> r.reason() == RefusalReason.MANAGED_ELSEWHERE)
                        .map(Planned.Refusal::change)
                        .filter(Change.MoveVnic.class::isInstance)
                        .map(c -> ElementId.guest(c.host(), ((Change.MoveVnic) c).guest()))
                        .collect(Collectors.toSet());
        if (kept.isEmpty()) {
            return;
        }
        sentence.getChildren()
                .add(
                        Dialogs.button(
                                "move-managed",
                                WORDS.get("move.managed"),
                                () -> {
                                    managed = kept;
                                    doors.planning().allowManaged(kept);
                                    if (when.getValue() == When.NOW) {
                                        ask();
                                    } else {
                                        when.setValue(When.NOW);
                                    }
                                }));
    }

    /// Only what runs and is kept has a choice: what is off changes in its config, what is transient now.
    private boolean mayChooseWhen() {
        return guests().stream().anyMatch(g -> g.isActive() && g.persistent());
    }

    private List<Guest> guests() {
        return doors.planning().guestsOf(wish.vnics());
    }

    private Optional<ChangePlan> plan(DropAdvice told) {
        return told.isPossible()
                        && doors.planning().planNow(told.changes()) instanceof Planned.Ready ready
                ? Optional.of(ready.plan())
                : Optional.empty();
    }

    private String verb() {
        List<Guest> guests = guests();
        String chosen = when.getValue() == When.BOTH ? "both" : when.getValue().word();
        String timing =
                !guests.isEmpty() && guests.stream().noneMatch(Guest::isActive)
                        ? "config"
                        : !guests.isEmpty() && guests.stream().noneMatch(Guest::persistent)
                                ? When.NOW.word()
                                : chosen;
        String what =
                switch (wish.target()) {
                    case MoveTarget.ToNetwork to -> "move";
                    case MoveTarget.ToBridge to -> "move";
                    case MoveTarget.LinkDown down -> "link-down";
                    case MoveTarget.LinkUp up -> "link-up";
                    case MoveTarget.Detached detached -> "detach";
                };
        return WORDS.get("move.verb." + what) + " " + WORDS.get("move.timing." + timing);
    }

    private void line(String text, String style) {
        sentence.getChildren().add(Dialogs.text(text, style, "small"));
    }

    private void addToPlan() {
        advice.filter(DropAdvice::isPossible).ifPresent(a -> doors.staged().stage(a.changes()));
        doors.close().run();
    }

    /// Stages at once, without a question: the drop had Shift.
    public void stageWhenKnown() {
        DropAdvice told = doors.planning().adviseNow(wish.vnics(), wish.host(), wish.target());
        if (told.isPossible()) {
            doors.staged().stage(told.changes());
            doors.close().run();
        }
    }

    private void moveNow() {
        if (advice.filter(DropAdvice::isPossible).isEmpty() || running) {
            return;
        }
        switch (doors.planning().planNow(advice.get().changes())) {
            case Planned.Refused refused -> ask();
            case Planned.Ready ready -> run(ready.plan());
        }
    }

    private void run(ChangePlan plan) {
        running = true;
        RunView steps = new RunView(plan.steps());
        Label title = Dialogs.text(WORDS.get("move.running", wish.host()), "move-headline");
        HBox foot = new HBox(8, Dialogs.spacer());
        getChildren().setAll(title, steps, foot);
        setPrefWidth(520);
        Running run =
                doors.applying()
                        .apply(
                                plan,
                                new Applying.Watcher() {
                                    @Override
                                    public void step(
                                            Step step, Progress.State state, String detail) {
                                        steps.step(step, state, detail);
                                    }

                                    @Override
                                    public void ended(Outcome outcome) {
                                        doors.close().run();
                                        if (outcome instanceof Outcome.Applied) {
                                            doors.applied().accept(plan);
                                        } else {
                                            doors.failed().accept(outcome);
                                        }
                                    }
                                });
        foot.getChildren().add(CancelRun.of(run));
    }

    private void leave() {
        if (!running) {
            lane.drop();
            doors.applying().release(wish.host());
            doors.planning().forbidManaged(managed);
            doors.close().run();
        }
    }

    private static final class WhenWords extends StringConverter<When> {
        @Override
        public String toString(@Nullable When value) {
            return value == null ? "" : WORDS.get("when." + value.word());
        }

        @Override
        public When fromString(String text) {
            throw new UnsupportedOperationException("the list is not edited");
        }
    }
}
