// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.search;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.inspector.Say;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// The hits under the search field: arrows choose, Enter goes there, Esc leaves.
public final class SearchPanel extends VBox {
    private static final Words WORDS = Words.of(SearchPanel.class);
    private static final double ROW = 38;

    private final TextField field;
    private final Clock clock;
    private final Consumer<SearchIndex.Hit> chosen;
    private final ListView<SearchIndex.Hit> list = new ListView<>();
    private SearchIndex index = SearchIndex.EMPTY;

    public SearchPanel(TextField field, Clock clock, Consumer<SearchIndex.Hit> chosen) {
        this.field = field;
        this.clock = clock;
        this.chosen = chosen;
        setId("search-panel");
        getStyleClass().add("search-panel");
        setManaged(false);
        setVisible(false);
        list.setId("search-hits");
        list.setAccessibleText(WORDS.get("search.hits"));
        list.setCellFactory(view -> new HitCell());
        list.setFixedCellSize(ROW);
        list.setPlaceholder(Dialogs.text(WORDS.get("search.none"), "muted"));
        list.setFocusTraversable(false);
        getChildren().add(list);
        field.textProperty().addListener((property, before, now) -> search(now));
        field.focusedProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!now && !list.isFocused()) {
                                setVisible(false);
                            } else if (now) {
                                search(field.getText());
                            }
                        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(event -> go());
    }

    /// Searches this index from now on, and at once anew while the panel is seen.
    public void use(SearchIndex newIndex) {
        index = newIndex;
        if (isVisible()) {
            search(field.getText());
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER -> go();
            case ESCAPE -> {
                field.clear();
                setVisible(false);
                field.getParent().requestFocus();
            }
            default -> {
                return;
            }
        }
        if (event.getCode() != KeyCode.ENTER || !field.getText().isBlank()) {
            event.consume();
        }
    }

    private void search(String query) {
        List<SearchIndex.Hit> hits = index.find(query);
        list.getItems().setAll(hits);
        list.getSelectionModel().selectFirst();
        boolean show = !query.isBlank() && field.isFocused();
        setVisible(show);
        if (show) {
            Bounds at = field.localToScene(field.getBoundsInLocal());
            double height = Math.clamp(hits.size(), 1, 9) * ROW + 10;
            double width = Math.max(420, at.getWidth());
            resizeRelocate(at.getMaxX() - width, at.getMaxY() + 4, width, height);
            list.setPrefHeight(height);
            toFront();
        }
    }

    private void go() {
        SearchIndex.Hit hit = list.getSelectionModel().getSelectedItem();
        if (hit != null) {
            setVisible(false);
            chosen.accept(hit);
        }
    }

    private final class HitCell extends ListCell<SearchIndex.Hit> {
        @Override
        protected void updateItem(SearchIndex.@Nullable Hit hit, boolean empty) {
            super.updateItem(hit, empty);
            setText(null);
            if (empty || hit == null) {
                setGraphic(null);
                return;
            }
            Label name = new Label(hit.name());
            name.getStyleClass().add("strong");
            Label detail = new Label(hit.detail());
            detail.getStyleClass().addAll("muted", "small");
            VBox words = new VBox(name, detail);
            words.setMinWidth(0);
            words.setAlignment(Pos.CENTER_LEFT);
            String where =
                    hit.seen()
                            .map(
                                    then ->
                                            WORDS.get(
                                                    "search.on.seen",
                                                    hit.host(),
                                                    Say.span(
                                                            Duration.between(
                                                                    then, clock.instant()))))
                            .orElseGet(() -> WORDS.get("search.on", hit.host()));
            Label host = new Label(where);
            host.getStyleClass().addAll("muted", "small");
            host.setMinWidth(Region.USE_PREF_SIZE);
            HBox row = new HBox(10, words, Dialogs.spacer(), host);
            row.setAlignment(Pos.CENTER_LEFT);
            row.prefWidthProperty().bind(list.widthProperty().subtract(36));
            row.setMaxWidth(Region.USE_PREF_SIZE);
            setGraphic(row);
            setAccessibleText(hit.name() + ", " + hit.detail() + ", " + where);
        }
    }
}
