// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// *Move to…*: a list of targets that typing filters, with the sentence of the one that is chosen. The keyboard's twin of
/// the drag.
public final class MoveToCard {
    private static final Words WORDS = Words.of(MoveToCard.class);

    private final Overlay overlay;
    private final Planning planning;
    private final Topology topology;
    private final HostId host;
    private final List<Subjects.Movable> vnics;
    private final Consumer<MoveCard.Wish> chosen;
    private final TextField filter = new TextField();
    private final ComboBox<Subjects.Movable> which = new ComboBox<>();
    private final ListView<Subjects.Place> list = new ListView<>();
    private final VBox sentence = new VBox(4);
    private final Button next;

    /// @param vnics all of one host; several of one VM: the user chooses one
    public MoveToCard(
            Overlay overlay,
            Planning planning,
            Topology topology,
            List<Subjects.Movable> vnics,
            Consumer<MoveCard.Wish> chosen) {
        this.overlay = overlay;
        this.planning = planning;
        this.topology = topology;
        this.vnics = vnics;
        this.host = vnics.getFirst().host();
        this.chosen = chosen;
        next = Dialogs.button("move-to-next", WORDS.get("to.next"), this::choose, "primary");
        next.setDefaultButton(true);
    }

    public void open() {
        filter.setId("move-to-filter");
        filter.setPromptText(WORDS.get("to.filter"));
        filter.setAccessibleText(WORDS.get("to.filter"));
        filter.getStyleClass().add("dialog-focus");
        FilteredList<Subjects.Place> shown =
                new FilteredList<>(
                        FXCollections.observableArrayList(Subjects.places(topology, host)));
        list.setId("move-to-list");
        list.setAccessibleText(WORDS.get("to.list"));
        list.setItems(shown);
        list.setPrefHeight(210);
        list.setCellFactory(view -> new PlaceCell());
        filter.textProperty()
                .addListener(
                        (property, before, now) -> {
                            String wanted = now.strip().toLowerCase(Locale.ROOT);
                            shown.setPredicate(
                                    p ->
                                            p.name().toLowerCase(Locale.ROOT).contains(wanted)
                                                    || p.detail()
                                                            .toLowerCase(Locale.ROOT)
                                                            .contains(wanted));
                            list.getSelectionModel().selectFirst();
                        });
        filter.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
                        if (event.getCode() == KeyCode.DOWN) {
                            list.getSelectionModel().selectNext();
                        } else {
                            list.getSelectionModel().selectPrevious();
                        }
                        event.consume();
                    }
                });
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, before, now) -> say());
        list.setOnMouseClicked(
                event -> {
                    if (event.getClickCount() == 2) {
                        choose();
                    }
                });
        VBox content = new VBox(10);
        content.setPrefWidth(460);
        if (mustChoose()) {
            which.setId("move-to-vnic");
            which.setPromptText(WORDS.get("to.which"));
            which.setAccessibleText(WORDS.get("to.which"));
            which.getItems().setAll(vnics);
            which.setConverter(new VnicWords());
            which.setMaxWidth(Double.MAX_VALUE);
            which.valueProperty().addListener((property, before, now) -> say());
            content.getChildren().add(which);
        }
        sentence.setMinHeight(64);
        content.getChildren().addAll(filter, list, sentence);
        list.getSelectionModel().selectFirst();
        overlay.show(
                Dialogs.card(
                        "move-to",
                        title(),
                        content,
                        Dialogs.button("move-to-cancel", WORDS.get("move.cancel"), overlay::close),
                        next));
        say();
    }

    /// One VM with several vNICs: none is preselected.
    private boolean mustChoose() {
        return vnics.size() > 1
                && vnics.stream().map(Subjects.Movable::guest).distinct().count() == 1;
    }

    private String title() {
        long guests = vnics.stream().map(Subjects.Movable::guest).distinct().count();
        return guests == 1
                ? WORDS.get("to.title", vnics.getFirst().guestName())
                : WORDS.get("to.title.several", guests);
    }

    private Optional<MoveCard.Wish> wish() {
        Subjects.Place place = list.getSelectionModel().getSelectedItem();
        List<ElementId> ids =
                mustChoose()
                        ? Optional.ofNullable(which.getValue())
                                .map(v -> List.of(v.id()))
                                .orElse(List.of())
                        : vnics.stream().map(Subjects.Movable::id).toList();
        return place == null || ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new MoveCard.Wish(ids, host, place.target()));
    }

    private void say() {
        sentence.getChildren().clear();
        Optional<MoveCard.Wish> wish = wish();
        next.setDisable(wish.isEmpty());
        if (wish.isEmpty()) {
            sentence.getChildren()
                    .add(Dialogs.text(WORDS.get(mustChoose() ? "to.which" : "to.none"), "muted"));
            return;
        }
        DropAdvice advice =
                planning.adviseNow(wish.get().vnics(), wish.get().host(), wish.get().target());
        sentence.getChildren().add(Dialogs.text(advice.headline(), "strong"));
        advice.batch()
                .ifPresent(b -> sentence.getChildren().add(Dialogs.text(b, "muted", "small")));
        advice.afterwards()
                .forEach(
                        a ->
                                sentence.getChildren()
                                        .add(
                                                Dialogs.text(
                                                        WORDS.get("move.afterwards", a.text()),
                                                        a.bad() ? "warn-text" : "muted",
                                                        "small")));
        if (!advice.isPossible()) {
            advice.refusals().stream()
                    .flatMap(r -> r.instead().stream())
                    .forEach(i -> sentence.getChildren().add(Dialogs.text(i, "muted", "small")));
        }
    }

    private void choose() {
        wish().ifPresent(
                        w -> {
                            overlay.close();
                            chosen.accept(w);
                        });
    }

    private static final class PlaceCell extends ListCell<Subjects.Place> {
        @Override
        protected void updateItem(Subjects.@Nullable Place place, boolean empty) {
            super.updateItem(place, empty);
            setText(null);
            if (empty || place == null) {
                setGraphic(null);
                return;
            }
            Label name = new Label(place.name());
            name.getStyleClass().add("strong");
            Label detail = new Label(place.detail());
            detail.getStyleClass().addAll("muted", "small");
            HBox row = new HBox(10, name, Dialogs.spacer(), detail);
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
            setAccessibleText(place.name() + ", " + place.detail());
        }
    }

    private static final class VnicWords extends StringConverter<Subjects.Movable> {
        @Override
        public String toString(Subjects.@Nullable Movable vnic) {
            return vnic == null ? "" : vnic.words();
        }

        @Override
        public Subjects.Movable fromString(String text) {
            throw new UnsupportedOperationException("the list is not edited");
        }
    }
}
