// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.findings;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.words.Words;

/// The findings of the present wiring: worst first, each selects its subject and explains itself.
public final class FindingsPanel extends VBox {
    private static final Words WORDS = Words.of(FindingsPanel.class);
    private static final String TRIANGLE = "M7 1.5 L13 12 H1 Z M7 5.5 V8.5 M7 10.2 V10.4";
    private static final double ROW = 23;

    private final Overlay overlay;
    private final Consumer<ElementId> select;
    private final HBox counts = new HBox(8);
    private final VBox rows = new VBox(1);
    private final ScrollPane scroll = new ScrollPane(rows);
    private List<Finding> shown = List.of();
    private List<HostId> of = List.of();

    public FindingsPanel(Overlay overlay, Consumer<ElementId> select) {
        this.overlay = overlay;
        this.select = select;
        setId("findings");
        getStyleClass().addAll("pane-card", "findings");
        Label title = new Label(WORDS.get("findings.title"));
        title.getStyleClass().add("panel-title");
        HBox head = new HBox(10, title, counts);
        head.setAlignment(Pos.CENTER_LEFT);
        counts.setAlignment(Pos.CENTER_LEFT);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getChildren().addAll(head, scroll);
        setMinHeight(Region.USE_PREF_SIZE);
        setMaxHeight(Region.USE_PREF_SIZE);
        show(List.of(), List.of());
    }

    /// Replaces what is listed; the same findings again change nothing. With several hosts in the picture each row says whose
    /// it is.
    public void show(List<Finding> findings, List<HostId> hosts) {
        if (findings.equals(shown) && hosts.equals(of) && !rows.getChildren().isEmpty()) {
            return;
        }
        shown = findings;
        of = hosts;
        counts.getChildren().clear();
        for (Finding.Severity severity : Finding.Severity.values()) {
            long number = findings.stream().filter(f -> f.severity() == severity).count();
            if (number > 0) {
                String key = "findings." + severity.word() + (number == 1 ? "" : "s");
                Label badge = new Label(WORDS.get(key, number));
                badge.getStyleClass().addAll("badge", severity.word());
                counts.getChildren().add(badge);
            }
        }
        rows.getChildren().setAll(findings.stream().map(this::row).toList());
        if (findings.isEmpty()) {
            rows.getChildren().add(Dialogs.text(WORDS.get("findings.none"), "muted", "small"));
        }
        double height = Math.max(1, Math.min(3, findings.size())) * ROW;
        scroll.setPrefHeight(height);
        scroll.setMinHeight(Math.min(height, ROW));
    }

    private Node row(Finding finding) {
        Label text = new Label(summary(finding));
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setOnMouseClicked(event -> select.accept(finding.subject()));
        Hyperlink explain = new Hyperlink(WORDS.get("findings.explain"));
        explain.setId("explain-" + finding.id());
        explain.setAccessibleText(WORDS.get("findings.explain") + ": " + summary(finding));
        explain.setMinWidth(Region.USE_PREF_SIZE);
        explain.setOnAction(event -> explain(finding));
        HBox row = new HBox(mark(finding.severity()), text, explain);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("finding");
        if (finding.severity() == Finding.Severity.NOTE) {
            row.getStyleClass().add("quiet");
        }
        row.setMinHeight(ROW - 1);
        row.setAccessibleText(finding.severity().word() + ": " + summary(finding));
        return row;
    }

    private String summary(Finding finding) {
        return of.size() < 2
                ? finding.summary()
                : of.stream()
                        .filter(host -> finding.subject().isOn(host))
                        .findFirst()
                        .map(host -> WORDS.get("findings.on", host, finding.summary()))
                        .orElse(finding.summary());
    }

    private static Node mark(Finding.Severity severity) {
        if (severity == Finding.Severity.NOTE) {
            Region dot = new Region();
            dot.getStyleClass().add("dot");
            HBox box = new HBox(dot);
            box.setMinWidth(14);
            box.setAlignment(Pos.CENTER);
            return box;
        }
        SVGPath triangle = new SVGPath();
        triangle.setContent(TRIANGLE);
        triangle.getStyleClass().addAll("mark", severity.word());
        return triangle;
    }

    private void explain(Finding finding) {
        select.accept(finding.subject());
        VBox content = new VBox(10, Dialogs.text(finding.summary()));
        content.setPrefWidth(560);
        if (!finding.evidence().isEmpty()) {
            Label title = new Label(WORDS.get("findings.evidence"));
            title.getStyleClass().add("section-title");
            VBox lines = new VBox(3);
            lines.getStyleClass().add("fact-table");
            finding.evidence().forEach(line -> lines.getChildren().add(Dialogs.text(line, "mono")));
            content.getChildren().addAll(title, lines);
        }
        if (!finding.remedy().isBlank()) {
            Label title = new Label(WORDS.get("findings.remedy"));
            title.getStyleClass().add("section-title");
            content.getChildren().addAll(title, Dialogs.text(finding.remedy()));
        }
        content.getChildren()
                .add(
                        Dialogs.text(
                                WORDS.get(
                                        "findings.rule", finding.id(), finding.confidence().word()),
                                "muted",
                                "small"));
        overlay.show(
                Dialogs.card(
                        "finding",
                        WORDS.get("findings.why"),
                        content,
                        Dialogs.button(
                                "finding-close",
                                WORDS.get("findings.close"),
                                overlay::close,
                                "dialog-focus")));
    }
}
