// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bridgewright.core.words.Words;

/// Two XML texts as one column: what goes in red with a minus, what comes in green with a plus.
public final class XmlDifference {
    private static final Words WORDS = Words.of(XmlDifference.class);

    private XmlDifference() {}

    public static Node of(String before, String after) {
        List<DiffRow> rows =
                DiffRowGenerator.create()
                        .showInlineDiffs(false)
                        .lineNormalizer(line -> line)
                        .build()
                        .generateDiffRows(before.lines().toList(), after.lines().toList());
        VBox box = new VBox();
        box.getStyleClass().add("xml-diff");
        for (DiffRow row : rows) {
            switch (row.getTag()) {
                case EQUAL -> box.getChildren().add(line(" ", row.getOldLine(), "same"));
                case INSERT -> box.getChildren().add(line("+", row.getNewLine(), "added"));
                case DELETE -> box.getChildren().add(line("-", row.getOldLine(), "removed"));
                case CHANGE -> {
                    if (!row.getOldLine().isEmpty()) {
                        box.getChildren().add(line("-", row.getOldLine(), "removed"));
                    }
                    if (!row.getNewLine().isEmpty()) {
                        box.getChildren().add(line("+", row.getNewLine(), "added"));
                    }
                }
            }
        }
        return box;
    }

    private static Node line(String sign, String text, String style) {
        Label mark = new Label(sign);
        mark.getStyleClass().add("mono");
        mark.setMinWidth(16);
        Label words = new Label(text);
        words.getStyleClass().add("mono");
        HBox row = new HBox(mark, words);
        row.getStyleClass().addAll("diff-line", style);
        row.setAccessibleText(
                style.equals("same") ? text : WORDS.get("diff." + style, text.strip()));
        return row;
    }
}
