// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// The wiring as a table: one row per vNIC, the picture's selection, sorted, filtered, copied as TSV.
public final class WiringTable extends VBox {
    private static final Words WORDS = Words.of(WiringTable.class);

    private final Selection selection;
    private final ObservableList<VnicRow> rows = FXCollections.observableArrayList();
    private final FilteredList<VnicRow> filtered = new FilteredList<>(rows);
    private final Label empty = new Label(WORDS.get("table.empty"));
    private final TableView<VnicRow> table = new TableView<>();
    private final TextField filter = new TextField();
    private final Label count = new Label();
    private Wiring wiring = Wiring.NONE;
    private Map<ElementId, String> rates = Map.of();
    private boolean joining;

    /// @param menu the context menu of what is selected
    /// @param move *Move to…* of what is selected
    public WiringTable(Selection selection, ContextMenu menu, Runnable move) {
        super(10);
        this.selection = selection;
        setId("wiring-table");
        getStyleClass().add("table-page");
        filter.setId("table-filter");
        filter.setPromptText(WORDS.get("table.filter"));
        filter.setAccessibleText(WORDS.get("table.filter"));
        filter.setPrefWidth(280);
        count.getStyleClass().add("muted");
        HBox bar =
                new HBox(
                        10,
                        filter,
                        count,
                        Dialogs.spacer(),
                        Dialogs.button("table-copy", WORDS.get("table.copy"), this::copy),
                        Dialogs.button("table-move", WORDS.get("table.move"), move));
        bar.setAlignment(Pos.CENTER_LEFT);
        column("host", VnicRow::host, 90);
        column("guest", VnicRow::guest, 110);
        column("state", VnicRow::state, 70);
        column("number", VnicRow::number, 30);
        column("mac", VnicRow::mac, 140);
        column("address", VnicRow::address, 170);
        column("network", VnicRow::network, 150);
        column("bridge", VnicRow::bridge, 90);
        column("tap", VnicRow::tap, 60);
        column("vlan", VnicRow::vlan, 50);
        column("link", VnicRow::link, 45);
        column("rate", row -> rates.getOrDefault(row.id(), ""), 110);
        column("problem", VnicRow::problem, 200);
        SortedList<VnicRow> sorted = new SortedList<>(filtered);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setId("table-rows");
        table.setAccessibleText(WORDS.get("table.name"));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setContextMenu(menu);
        table.setPlaceholder(empty);
        empty.getStyleClass().add("muted");
        table.getStyleClass().addAll("dense", "striped");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(bar, table);
        filter.textProperty().addListener((property, before, now) -> filter(now));
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<VnicRow>) change -> tellSelection());
        selection.idsProperty().addListener((property, before, now) -> takeSelection());
        table.setOnKeyPressed(
                event -> {
                    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                        copy();
                        event.consume();
                    }
                });
    }

    /// Replaces the rows; filter and selection stay.
    public void show(Wiring now) {
        wiring = now;
        joining = true;
        rows.setAll(VnicRow.of(now));
        joining = false;
        filter(filter.getText());
        takeSelection();
    }

    /// Shows these rates, by vNIC.
    public void showRates(Map<ElementId, String> newRates) {
        rates = Map.copyOf(newRates);
        table.refresh();
    }

    /// The rows get the keyboard.
    @Override
    public void requestFocus() {
        table.requestFocus();
    }

    /// Filters to `text` (a link of the search).
    public void filterTo(String text) {
        filter.setText(text);
    }

    private void column(String word, Function<VnicRow, String> value, double width) {
        TableColumn<VnicRow, String> column = new TableColumn<>(WORDS.get("table." + word));
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        column.setComparator(WiringTable::compare);
        column.setPrefWidth(width);
        table.getColumns().add(column);
    }

    /// `vnet10` after `vnet9`.
    static int compare(String a, String b) {
        Comparator<String> byDigits =
                Comparator.comparing(
                        s -> {
                            StringBuilder key = new StringBuilder();
                            for (String part : s.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")) {
                                boolean number =
                                        !part.isEmpty() && Character.isDigit(part.charAt(0));
                                key.append(
                                        number && part.length() < 12
                                                ? "0".repeat(12 - part.length()) + part
                                                : part.toLowerCase(Locale.ROOT));
                            }
                            return key.toString();
                        });
        return byDigits.compare(a, b);
    }

    private void filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        joining = true;
        filtered.setPredicate(wanted.isEmpty() ? row -> true : row -> row.contains(wanted));
        joining = false;
        empty.setText(WORDS.get(rows.isEmpty() ? "table.empty" : "table.no-match", text.strip()));
        count.setText(
                filtered.size() == rows.size()
                        ? WORDS.get("table.count", rows.size())
                        : WORDS.get("table.count.of", filtered.size(), rows.size()));
    }

    private void tellSelection() {
        if (joining) {
            return;
        }
        joining = true;
        selection.set(
                List.copyOf(table.getSelectionModel().getSelectedItems()).stream()
                        .map(VnicRow::id)
                        .toList());
        joining = false;
    }

    /// Selects the rows of what is selected elsewhere: a VM's rows are those of its vNICs.
    private void takeSelection() {
        if (joining) {
            return;
        }
        joining = true;
        Set<ElementId> wanted = new HashSet<>(selection.ids());
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getItems().size(); i++) {
            VnicRow row = table.getItems().get(i);
            boolean selected =
                    wanted.contains(row.id())
                            || VnicRow.guestOf(wiring.topology(), row.id())
                                    .filter(wanted::contains)
                                    .isPresent();
            if (selected) {
                table.getSelectionModel().select(i);
            }
        }
        joining = false;
    }

    /// Copies the selected rows, or all shown ones.
    private void copy() {
        List<VnicRow> chosen = List.copyOf(table.getSelectionModel().getSelectedItems());
        ClipboardContent content = new ClipboardContent();
        content.putString(
                VnicRow.tsv(
                        table.getColumns().stream().map(TableColumn::getText).toList(),
                        chosen.isEmpty() ? List.copyOf(table.getItems()) : chosen,
                        rates));
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// Told when a row is opened by Enter or a double click.
    public void onOpen(Consumer<ElementId> listener) {
        table.setOnMouseClicked(
                event -> {
                    VnicRow row = table.getSelectionModel().getSelectedItem();
                    if (event.getClickCount() == 2 && row != null) {
                        listener.accept(row.id());
                    }
                });
    }
}
