// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.overlay.ProblemCard;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// *Add host*: an address, or one that this machine's files name; then the steps as they happen, and each failure with
/// what to do.
public final class AddHostCard {
    private static final Words WORDS = Words.of(AddHostCard.class);

    private final HostBook book;
    private final Overlay overlay;
    private final TaskRunner tasks;
    private final KnownPlaces places;
    private final Function<String, SavedHost> read;

    private final TextField address = new TextField();
    private final TextField group = new TextField();
    private final CheckBox sudo = new CheckBox(WORDS.get("add.sudo"));
    private final Label wrong = Dialogs.text("", "fact-value", "bad");
    private final VBox form = new VBox(8);
    private final VBox steps = new VBox(2);
    private final VBox content = new VBox(12);
    private final Button connect;
    private final Button close;
    private Optional<HostSession> session = Optional.empty();
    private final ChangeListener<HostState> onState = (property, before, now) -> show(now);

    /// @param read makes a saved host of what was typed; throws `ProblemException` for what is no address
    public AddHostCard(
            HostBook book,
            Overlay overlay,
            TaskRunner tasks,
            KnownPlaces places,
            Function<String, SavedHost> read) {
        this.book = book;
        this.overlay = overlay;
        this.tasks = tasks;
        this.places = places;
        this.read = read;
        connect = Dialogs.button("add-connect", WORDS.get("add.connect"), this::connect, "primary");
        connect.setDefaultButton(true);
        close = Dialogs.button("add-close", WORDS.get("add.cancel"), overlay::close);
    }

    /// Shows the card.
    ///
    /// @param preset what stands in the address field at first; may be empty
    public void open(String preset) {
        address.setId("add-address");
        address.setText(preset);
        address.setPromptText(WORDS.get("add.address.prompt"));
        address.setAccessibleText(WORDS.get("add.address"));
        address.getStyleClass().add("dialog-focus");
        group.setId("add-group");
        group.setPromptText(WORDS.get("add.group.prompt"));
        group.setAccessibleText(WORDS.get("add.group"));
        sudo.setId("add-sudo");
        wrong.setId("add-wrong");
        wrong.managedProperty().bind(wrong.textProperty().isNotEmpty());
        steps.setId("add-steps");
        form.getChildren()
                .setAll(
                        label("add.address", address),
                        address,
                        Dialogs.text(WORDS.get("add.address.help"), "muted", "small"),
                        wrong,
                        picks(),
                        label("add.group", group),
                        group,
                        sudo);
        content.getChildren().setAll(form);
        content.setPrefWidth(480);
        overlay.show(
                Dialogs.card("add-host", WORDS.get("add.title"), content, close, connect),
                this::closed);
    }

    private static Label label(String key, Node field) {
        Label label = new Label(WORDS.get(key));
        label.getStyleClass().addAll("strong", "small");
        label.setLabelFor(field);
        return label;
    }

    private Node picks() {
        ListView<KnownPlaces.Place> list = new ListView<>();
        list.setId("add-places");
        list.setPrefHeight(132);
        list.setAccessibleText(WORDS.get("add.places"));
        Label none = new Label(WORDS.get("add.places.none"));
        none.getStyleClass().add("muted");
        list.setPlaceholder(none);
        list.setCellFactory(view -> new PlaceCell());
        FilteredList<KnownPlaces.Place> shown =
                new FilteredList<>(FXCollections.observableArrayList());
        list.setItems(shown);
        tasks.call(WORDS.get("add.places.task"), cancel -> places.find())
                .quietly()
                .then(
                        found -> {
                            FilteredList<KnownPlaces.Place> all =
                                    new FilteredList<>(FXCollections.observableArrayList(found));
                            list.setItems(all);
                            address.textProperty()
                                    .addListener(
                                            (property, before, now) ->
                                                    all.setPredicate(p -> matches(p, now)));
                        },
                        problem -> none.setText(problem.line()));
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null && !address.getText().equals(now.uri())) {
                                address.setText(now.uri());
                            }
                        });
        list.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        connect();
                        event.consume();
                    }
                });
        return list;
    }

    private static boolean matches(KnownPlaces.Place place, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || wanted.contains("://")
                || place.name().toLowerCase(Locale.ROOT).contains(wanted)
                || place.uri().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void connect() {
        SavedHost host;
        try {
            host =
                    read.apply(address.getText().strip())
                            .withGroup(group.getText().strip())
                            .withSudo(sudo.isSelected());
            wrong.setText("");
        } catch (ProblemException notAnAddress) {
            Problem problem = notAnAddress.problem();
            wrong.setText(problem.line() + " " + problem.remedy());
            address.requestFocus();
            return;
        }
        session.ifPresent(s -> s.stateProperty().removeListener(onState));
        HostSession added = book.add(host);
        session = Optional.of(added);
        added.reconnect(); // which closes it first, and that is nobody's leaving it
        added.stateProperty().addListener(onState);
        show(added.state());
    }

    private void show(HostState state) {
        switch (state) {
            case HostState.Connecting connecting -> {
                content.getChildren().setAll(stepsOf(connecting.steps(), false));
                connect.setDisable(true);
            }
            case HostState.Open open -> overlay.close();
            case HostState.Failed failed -> {
                content.getChildren()
                        .setAll(
                                stepsOf(failed.steps(), true),
                                new ProblemCard(
                                        failed.why(),
                                        List.of(
                                                Dialogs.button(
                                                        "add-again",
                                                        WORDS.get("add.again"),
                                                        this::connect),
                                                Dialogs.button(
                                                        "add-change",
                                                        WORDS.get("add.change"),
                                                        this::backToForm))));
                connect.setDisable(true);
                close.setText(WORDS.get("add.keep"));
            }
            case HostState.Closed closed -> backToForm();
        }
    }

    private void backToForm() {
        session.ifPresent(
                s -> {
                    s.stateProperty().removeListener(onState);
                    book.remove(s);
                });
        session = Optional.empty();
        content.getChildren().setAll(form);
        connect.setDisable(false);
        close.setText(WORDS.get("add.cancel"));
        address.requestFocus();
    }

    private Node stepsOf(List<ConnectionState.Connecting> told, boolean failed) {
        steps.getChildren().clear();
        for (int i = 0; i < told.size(); i++) {
            boolean last = i == told.size() - 1;
            Region dot = new Region();
            dot.getStyleClass().addAll("dot", !last ? "good" : failed ? "bad" : "ring");
            HBox row = new HBox(dot, Dialogs.text(told.get(i).text()));
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("step-row");
            steps.getChildren().add(row);
        }
        if (told.isEmpty()) {
            steps.getChildren().add(Dialogs.text(WORDS.get("host.connecting"), "muted"));
        }
        return steps;
    }

    /// Closed while still connecting: the connection is dropped, the host is kept in the list.
    private void closed() {
        session.ifPresent(
                s -> {
                    s.stateProperty().removeListener(onState);
                    if (s.state() instanceof HostState.Connecting) {
                        s.close();
                    }
                });
    }

    private static final class PlaceCell extends ListCell<KnownPlaces.Place> {
        @Override
        protected void updateItem(KnownPlaces.@Nullable Place place, boolean empty) {
            super.updateItem(place, empty);
            if (empty || place == null) {
                setGraphic(null);
                return;
            }
            Label name = new Label(place.name());
            Label from = new Label(place.from());
            from.getStyleClass().addAll("muted", "small");
            HBox row = new HBox(8, name, Dialogs.spacer(), from);
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
            setAccessibleText(place.name() + ", " + place.from());
        }
    }
}
