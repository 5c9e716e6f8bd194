// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.changes.Planning.HostPlan;
import org.bridgewright.app.inspector.Clip;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.tasks.Running;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.Outcome;
import org.bridgewright.core.change.PlanScript;
import org.bridgewright.core.change.Planned;
import org.bridgewright.core.change.Progress;
import org.bridgewright.core.change.RefusalReason;
import org.bridgewright.core.change.Step;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.words.Words;

/// The drawer at the bottom: the steps of what is staged, XML difference and equal commands, Interrupts and Afterwards,
/// Apply with the host's name on it.
public final class PlanDrawer extends VBox {
    private static final Words WORDS = Words.of(PlanDrawer.class);

    /// What the drawer asks of the window.
    public record Doors(
            Planning planning,
            Applying applying,
            StagedChanges staged,
            Consumer<HostId> unlock,
            Consumer<ChangePlan> applied,
            Consumer<Outcome> failed,
            DiffMaker diff) {}

    /// Draws the difference of two XML texts.
    @FunctionalInterface
    public interface DiffMaker {
        Node of(String before, String after);
    }

    private final Doors doors;
    private final HBox hosts = new HBox(4);
    private final Label count = new Label();
    private final Label interrupts = new Label();
    private final Label afterwards = new Label();
    private final HBox buttons = new HBox(8);
    private final VBox steps = new VBox();
    private final VBox detail = new VBox(8);
    private Optional<HostId> chosen = Optional.empty();
    private boolean commands;
    private boolean running;

    public PlanDrawer(Doors doors) {
        super(10);
        this.doors = doors;
        setId("plan-drawer");
        getStyleClass().add("plan-drawer");
        setAccessibleText(WORDS.get("plan.title"));
        Label title = new Label(WORDS.get("plan.title"));
        title.getStyleClass().add("inspector-title");
        count.getStyleClass().addAll("badge", "accent");
        interrupts.getStyleClass().addAll("muted", "small");
        afterwards.getStyleClass().addAll("warn-text", "small");
        interrupts.setMinWidth(0);
        afterwards.setMinWidth(0);
        HBox sentences = new HBox(14, interrupts, afterwards);
        sentences.setAlignment(Pos.CENTER_LEFT);
        sentences.setMinWidth(0);
        HBox.setHgrow(sentences, Priority.ALWAYS);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        count.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(12, title, count, hosts, sentences, buttons);
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane stepScroll = new ScrollPane(steps);
        stepScroll.setFitToWidth(true);
        stepScroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox left = new VBox(stepScroll);
        VBox.setVgrow(stepScroll, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setPrefWidth(420);
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setPrefWidth(420);
        detail.getStyleClass().addAll("pane-card", "plan-detail");
        HBox body = new HBox(12, left, detail);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        setPrefHeight(250);
        setMinHeight(150);
        doors.planning().plansProperty().addListener((property, before, now) -> show(now));
        show(doors.planning().plansProperty().get());
    }

    /// Applies what is shown, as the button does.
    public void apply() {
        current()
                .ifPresent(
                        p -> {
                            if (p.planned() instanceof Planned.Ready ready) {
                                apply(ready.plan(), p);
                            }
                        });
    }

    /// The script of what is shown; empty while it is refused.
    public Optional<String> script() {
        return current()
                .flatMap(
                        p ->
                                p.planned() instanceof Planned.Ready ready
                                        ? Optional.of(PlanScript.of(ready.plan()))
                                        : Optional.empty());
    }

    private Optional<HostPlan> current() {
        List<HostPlan> plans = doors.planning().plansProperty().get();
        return plans.stream()
                .filter(p -> chosen.filter(p.host()::equals).isPresent())
                .findFirst()
                .or(() -> plans.stream().findFirst());
    }

    private void show(List<HostPlan> plans) {
        if (running) {
            return;
        }
        hosts.getChildren().clear();
        Optional<HostPlan> current = current();
        if (plans.size() > 1) {
            ToggleGroup group = new ToggleGroup();
            for (HostPlan plan : plans) {
                ToggleButton button = new ToggleButton(plan.host().value());
                button.getStyleClass().add("segment");
                button.setToggleGroup(group);
                button.setSelected(current.filter(plan::equals).isPresent());
                button.setOnAction(
                        event -> {
                            chosen = Optional.of(plan.host());
                            show(plans);
                        });
                hosts.getChildren().add(button);
            }
        }
        if (current.isEmpty()) {
            empty();
        } else {
            show(current.get());
        }
    }

    private void empty() {
        count.setText(WORDS.get("plan.none"));
        interrupts.setText("");
        afterwards.setText("");
        buttons.getChildren().clear();
        steps.getChildren().setAll(Dialogs.text(WORDS.get("plan.none.text"), "muted"));
        detail.setVisible(false);
    }

    private void show(HostPlan plan) {
        Button discard =
                Dialogs.button("plan-discard", WORDS.get("plan.discard"), doors.staged()::discard);
        buttons.getChildren().setAll(discard);
        detail.setVisible(true);
        switch (plan.planned()) {
            case Planned.Ready ready -> ready(plan, ready.plan());
            case Planned.Refused refused -> refused(plan, refused);
        }
    }

    private void ready(HostPlan host, ChangePlan plan) {
        String changes =
                WORDS.get(
                        host.changes().size() == 1 ? "plan.change" : "plan.changes",
                        host.changes().size());
        String stepCount =
                WORDS.get(
                        plan.steps().size() == 1 ? "plan.step" : "plan.steps", plan.steps().size());
        count.setText(changes + " · " + stepCount);
        interrupts.setText(
                plan.interrupts().isEmpty()
                        ? ""
                        : WORDS.get("move.interrupts", String.join(" ", plan.interrupts())));
        afterwards.setText(
                plan.afterwards().isEmpty()
                        ? ""
                        : WORDS.get(
                                "move.afterwards",
                                plan.afterwards().stream()
                                        .map(ChangePlan.Afterwards::text)
                                        .collect(Collectors.joining(" "))));
        boolean amber = plan.afterwards().stream().anyMatch(ChangePlan.Afterwards::bad);
        Dialogs.tip(interrupts);
        Dialogs.tip(afterwards);
        Button copy =
                Dialogs.button(
                        "plan-copy", WORDS.get("plan.copy"), () -> Clip.copy(PlanScript.of(plan)));
        Button apply =
                Dialogs.button(
                        "plan-apply",
                        WORDS.get("plan.apply", plan.host()),
                        () -> apply(plan, host),
                        amber ? "amber" : "primary");
        buttons.getChildren().addAll(copy, apply);
        steps.getChildren().setAll(new RunView(plan.steps()));
        details(plan);
    }

    private void refused(HostPlan host, Planned.Refused refused) {
        count.setText(WORDS.get("plan.refused"));
        interrupts.setText("");
        afterwards.setText("");
        VBox reasons = new VBox(8);
        for (Planned.Refusal refusal : refused.refusals()) {
            VBox words = new VBox(2, Dialogs.text(refusal.sentence(), "strong"));
            refusal.instead()
                    .ifPresent(i -> words.getChildren().add(Dialogs.text(i, "muted", "small")));
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox row = new HBox(12, words);
            row.getStyleClass().add("plan-step");
            row.setAlignment(Pos.CENTER_LEFT);
            if (refusal.reason() == RefusalReason.LOCKED) {
                row.getChildren()
                        .add(
                                Dialogs.button(
                                        "plan-unlock",
                                        WORDS.get("move.unlock", host.host()),
                                        () -> {
                                            doors.unlock().accept(host.host());
                                            doors.planning().plan();
                                        }));
            } else {
                row.getChildren()
                        .add(
                                Dialogs.button(
                                        "plan-drop",
                                        WORDS.get("plan.drop"),
                                        () -> doors.staged().unstage(refusal.change())));
            }
            reasons.getChildren().add(row);
        }
        steps.getChildren().setAll(reasons);
        detail.setVisible(false);
    }

    private void details(ChangePlan plan) {
        ToggleGroup group = new ToggleGroup();
        HBox choice = new HBox(2);
        choice.setAlignment(Pos.CENTER_LEFT);
        VBox content = new VBox(8);
        VBox.setVgrow(content, Priority.ALWAYS);
        Label name = new Label(WORDS.get("plan.xml.of", plan.host()));
        name.getStyleClass().addAll("muted", "small", "strong");
        choice.getChildren().addAll(name, Dialogs.spacer());
        for (boolean each : new boolean[] {false, true}) {
            ToggleButton button = new ToggleButton(WORDS.get(each ? "plan.commands" : "plan.xml"));
            button.setId(each ? "plan-commands" : "plan-xml");
            button.getStyleClass().addAll("segment", "slim");
            button.setToggleGroup(group);
            button.setSelected(each == commands);
            button.setOnAction(
                    event -> {
                        commands = each;
                        button.setSelected(true);
                        fill(content, plan);
                    });
            choice.getChildren().add(button);
        }
        fill(content, plan);
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        detail.getChildren().setAll(choice, scroll);
    }

    private void fill(VBox content, ChangePlan plan) {
        content.getChildren().clear();
        if (commands) {
            String text =
                    plan.steps().stream()
                            .flatMap(s -> s.commands().stream())
                            .map(PlanScript::shown)
                            .collect(Collectors.joining("\n"));
            TextArea area = new TextArea(text);
            area.setEditable(false);
            area.setWrapText(true);
            area.getStyleClass().add("mono");
            area.setPrefRowCount(6);
            area.setAccessibleText(WORDS.get("plan.commands"));
            content.getChildren().add(area);
            return;
        }
        for (Step step : plan.steps()) {
            if (step.before().isPresent() || step.after().isPresent()) {
                Label title = new Label(step.number() + "  " + step.layer().word());
                title.getStyleClass().addAll("muted", "small");
                content.getChildren()
                        .addAll(
                                title,
                                doors.diff().of(step.before().orElse(""), step.after().orElse("")));
            }
        }
        if (content.getChildren().isEmpty()) {
            content.getChildren().add(Dialogs.text(WORDS.get("plan.noxml"), "muted"));
        }
    }

    private void apply(ChangePlan plan, HostPlan host) {
        if (running) {
            return;
        }
        running = true;
        RunView run = new RunView(plan.steps());
        steps.getChildren().setAll(run);
        buttons.getChildren().forEach(b -> b.setDisable(true));
        Running started =
                doors.applying()
                        .apply(
                                plan,
                                new Applying.Watcher() {
                                    @Override
                                    public void step(Step step, Progress.State state, String told) {
                                        run.step(step, state, told);
                                    }

                                    @Override
                                    public void ended(Outcome outcome) {
                                        running = false;
                                        if (outcome instanceof Outcome.Applied) {
                                            doors.staged().applied(host.changes());
                                            doors.applied().accept(plan);
                                        } else {
                                            doors.failed().accept(outcome);
                                            show(doors.planning().plansProperty().get());
                                        }
                                    }
                                });
        if (running) {
            buttons.getChildren().add(CancelRun.of(started));
        }
    }
}
