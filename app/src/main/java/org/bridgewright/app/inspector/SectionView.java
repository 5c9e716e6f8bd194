// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bridgewright.app.inspector.Sheet.Fact;
import org.bridgewright.app.inspector.Sheet.Section;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.model.ElementId;

/// Draws the sections of a sheet.
final class SectionView {
    private final Consumer<ElementId> select;
    private final Function<ElementId, Node> rates;

    SectionView(Consumer<ElementId> select, Function<ElementId, Node> rates) {
        this.select = select;
        this.rates = rates;
    }

    Node of(Section section) {
        VBox box = new VBox(6);
        box.getStyleClass().add("section");
        if (!section.title().isEmpty()) {
            Label title = new Label(section.title());
            title.getStyleClass().add("section-title");
            HBox row = new HBox(8, title);
            row.setAlignment(Pos.CENTER_LEFT);
            if (section instanceof Section.Facts facts) {
                facts.pill()
                        .ifPresent(
                                pill -> {
                                    Label label = new Label(pill);
                                    label.getStyleClass().addAll("badge", "note");
                                    row.getChildren().add(label);
                                });
            }
            box.getChildren().add(row);
        }
        box.getChildren()
                .add(
                        switch (section) {
                            case Section.Facts facts -> facts(facts.facts());
                            case Section.Grid grid -> grid(grid);
                            case Section.Note note -> Dialogs.text(note.text(), "muted", "small");
                            case Section.Rates chart -> rates.apply(chart.subject());
                        });
        return box;
    }

    private Node facts(List<Fact> facts) {
        GridPane grid = new GridPane(10, 7);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setPrefWidth(112);
        labels.setMinWidth(80);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, values);
        for (Fact fact : facts) {
            Label label = new Label(fact.label());
            label.getStyleClass().add("fact-label");
            label.setWrapText(true);
            GridPane.setValignment(label, javafx.geometry.VPos.TOP);
            Node value = value(fact);
            grid.addRow(grid.getRowCount(), label, value);
        }
        return grid;
    }

    private Node value(Fact fact) {
        if (fact.link().isPresent()) {
            ElementId to = fact.link().get();
            Hyperlink link = new Hyperlink(fact.value());
            link.setOnAction(event -> select.accept(to));
            link.setAccessibleText(fact.label() + ": " + fact.value());
            return link;
        }
        Label value = Dialogs.text(fact.value(), "fact-value");
        if (fact.style() != Sheet.Style.PLAIN) {
            value.getStyleClass().add(fact.style().name().toLowerCase(Locale.ROOT));
        }
        value.setAccessibleText(fact.label() + ": " + fact.value());
        return value;
    }

    private Node grid(Section.Grid grid) {
        GridPane pane = new GridPane();
        pane.getStyleClass().add("fact-table");
        int last = grid.heads().size() - 1;
        for (int i = 0; i <= last; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHgrow(i == 1 ? Priority.ALWAYS : Priority.NEVER);
            column.setMinWidth(i == 1 ? 40 : GridPane.USE_PREF_SIZE);
            pane.getColumnConstraints().add(column);
            Label head = new Label(grid.heads().get(i));
            head.getStyleClass().add("fact-label");
            pane.add(head, i, 0);
        }
        for (int r = 0; r < grid.rows().size(); r++) {
            List<String> row = grid.rows().get(r);
            for (int i = 0; i <= last; i++) {
                Label cell = new Label(row.get(i));
                cell.getStyleClass().add("fact-value");
                if (isTechnical(row.get(i))) {
                    cell.getStyleClass().add("mono");
                }
                cell.setTooltip(new Tooltip(row.get(i)));
                if (i != 1) {
                    cell.setMinWidth(Label.USE_PREF_SIZE);
                }
                link(cell, r < grid.links().size() ? grid.links().get(r) : Optional.empty());
                pane.add(cell, i, r + 1);
            }
        }
        return pane;
    }

    private void link(Label cell, Optional<ElementId> to) {
        to.ifPresent(
                id -> {
                    cell.getStyleClass().add("linked");
                    cell.setOnMouseClicked(event -> select.accept(id));
                });
    }

    /// MACs and addresses are set in the fixed font.
    private static boolean isTechnical(String text) {
        return text.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}|[0-9a-f.:/]{7,}");
    }
}
