// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// The hosts at the left, by group. A click selects; Enter or a double click opens.
public final class HostsSidebar extends VBox {
    private static final Words WORDS = Words.of(HostsSidebar.class);

    /// What the sidebar asks of the window.
    public record Wishes(
            Runnable addHost,
            Consumer<HostSession> selected,
            Consumer<HostSession> explain,
            Consumer<HostSession> edit,
            Consumer<HostSession> remove,
            HostRow.Badge badge) {}

    private final HostBook book;
    private final Wishes wishes;
    private final HostRow.Context context;
    private final ListView<Row> list = new ListView<>();
    private final ReadOnlyIntegerWrapper tick = new ReadOnlyIntegerWrapper();
    private final InvalidationListener refresher = observable -> refresh();
    private final ChangeListener<SavedHost> regroup =
            (property, before, now) -> {
                if (before.group().equals(now.group())) {
                    refresh();
                } else {
                    rebuild();
                }
            };

    sealed interface Row {
        record Heading(String group) implements Row {}

        record Host(HostSession session) implements Row {}
    }

    public HostsSidebar(HostBook book, java.time.Clock clock, Wishes wishes) {
        this.book = book;
        this.wishes = wishes;
        this.context =
                new HostRow.Context(
                        clock, wishes.explain(), wishes.badge(), wishes.edit(), wishes.remove());
        getStyleClass().add("sidebar");
        setId("sidebar");
        setMinWidth(160);
        setPrefWidth(204);
        Label title = new Label(WORDS.get("sidebar.title"));
        Button add = new Button("+");
        add.setId("sidebar-add");
        add.getStyleClass().add("icon-button");
        add.setAccessibleText(WORDS.get("sidebar.add"));
        add.setTooltip(new Tooltip(WORDS.get("sidebar.add")));
        add.setOnAction(event -> wishes.addHost().run());
        HBox head = new HBox(title, Dialogs.spacer(), add);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("sidebar-head");
        list.setId("host-list");
        list.getStyleClass().add("host-list");
        list.setAccessibleText(WORDS.get("sidebar.title"));
        list.setCellFactory(view -> new Cell());
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(head, list);
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now instanceof Row.Host row) {
                                wishes.selected().accept(row.session());
                            }
                        });
        list.setOnKeyPressed(
                event -> {
                    Optional<Consumer<HostSession>> wish =
                            switch (event.getCode()) {
                                case ENTER -> Optional.of(HostSession::open);
                                // The list itself would use F2 up.
                                case F2 -> Optional.of(wishes.edit());
                                case DELETE -> Optional.of(wishes.remove());
                                default -> Optional.empty();
                            };
                    wish.ifPresent(
                            w -> {
                                chosen().ifPresent(w);
                                event.consume();
                            });
                });
        list.setOnMouseClicked(
                event -> {
                    if (event.getClickCount() == 2) {
                        chosen().ifPresent(HostSession::open);
                    }
                });
        book.sessions()
                .addListener(
                        (ListChangeListener<HostSession>)
                                change -> {
                                    while (change.next()) {
                                        change.getAddedSubList().forEach(this::watch);
                                        change.getRemoved().forEach(this::unwatch);
                                    }
                                    rebuild();
                                });
        book.sessions().forEach(this::watch);
        rebuild();
    }

    /// The host that is selected here.
    public Optional<HostSession> chosen() {
        return list.getSelectionModel().getSelectedItem() instanceof Row.Host row
                ? Optional.of(row.session())
                : Optional.empty();
    }

    /// Selects the row of `session`; nothing happens when no row shows it.
    public void choose(HostSession session) {
        list.getItems().stream()
                .filter(r -> r instanceof Row.Host row && row.session() == session)
                .findFirst()
                .ifPresent(r -> list.getSelectionModel().select(r));
    }

    /// Shows states, ages and badges anew.
    public void refresh() {
        tick.set(tick.get() + 1);
    }

    private void watch(HostSession session) {
        session.stateProperty().addListener(refresher);
        session.lockedProperty().addListener(refresher);
        session.savedProperty().addListener(regroup);
    }

    private void unwatch(HostSession session) {
        session.stateProperty().removeListener(refresher);
        session.lockedProperty().removeListener(refresher);
        session.savedProperty().removeListener(regroup);
    }

    private void rebuild() {
        Optional<HostSession> before = chosen();
        TreeMap<String, List<HostSession>> groups = new TreeMap<>();
        book.sessions()
                .forEach(
                        s ->
                                groups.computeIfAbsent(s.saved().group(), g -> new ArrayList<>())
                                        .add(s));
        List<Row> rows = new ArrayList<>();
        List<HostSession> alone = groups.remove("");
        groups.forEach(
                (group, sessions) -> {
                    rows.add(new Row.Heading(group));
                    sessions.forEach(s -> rows.add(new Row.Host(s)));
                });
        if (alone != null) {
            if (!groups.isEmpty()) {
                rows.add(new Row.Heading(WORDS.get("sidebar.group.other")));
            }
            alone.forEach(s -> rows.add(new Row.Host(s)));
        }
        list.getItems().setAll(rows);
        before.ifPresent(this::choose);
    }

    /// Draws itself anew at each tick: a list that is refreshed as a whole loses the selected row now and then.
    private final class Cell extends ListCell<Row> {
        private final InvalidationListener again = observable -> draw(getItem(), isEmpty());

        Cell() {
            tick.addListener(new WeakInvalidationListener(again));
        }

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            draw(row, empty);
        }

        private void draw(@Nullable Row row, boolean empty) {
            setText(null);
            setDisable(false);
            if (empty || row == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            switch (row) {
                case Row.Heading heading -> {
                    Label label = new Label(heading.group());
                    label.getStyleClass().add("host-group");
                    setGraphic(label);
                    setAccessibleText(heading.group());
                    setDisable(true);
                }
                case Row.Host host -> {
                    HostRow content = new HostRow(host.session(), context);
                    if (getGraphic() instanceof HostRow shown
                            && shown.looks().equals(content.looks())) {
                        return;
                    }
                    content.setMaxWidth(Double.MAX_VALUE);
                    content.prefWidthProperty().bind(list.widthProperty().subtract(18));
                    content.setMinWidth(Region.USE_COMPUTED_SIZE);
                    setGraphic(content);
                    setAccessibleText(content.spoken());
                }
            }
        }
    }
}
