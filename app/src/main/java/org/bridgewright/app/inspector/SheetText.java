// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import java.util.ArrayList;
import java.util.List;
import org.bridgewright.app.inspector.Sheet.Section;

/// Sections as text with aligned columns, to paste into a terminal or a report. Pure.
final class SheetText {
    private SheetText() {}

    static String of(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            if (!section.title().isEmpty()) {
                text.append(section.title()).append('\n');
            }
            switch (section) {
                case Section.Facts facts ->
                        table(
                                text,
                                facts.facts().stream()
                                        .map(f -> List.of(f.label(), f.value()))
                                        .toList());
                case Section.Grid grid -> {
                    List<List<String>> rows = new ArrayList<>();
                    rows.add(grid.heads());
                    rows.addAll(grid.rows());
                    table(text, rows);
                }
                case Section.Note note -> text.append(note.text()).append('\n');
                case Section.Rates rates -> text.append('\n');
            }
        }
        return text.toString();
    }

    private static void table(StringBuilder text, List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
