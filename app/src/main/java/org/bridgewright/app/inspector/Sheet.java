// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;

/// Everything that the inspector says of one element on one tab, as data.
///
/// @param kind the element's kind, for its icon
/// @param lively whether it is up or running
public record Sheet(
        String kind, String title, String subtitle, boolean lively, List<Section> sections) {
    public Sheet {
        sections = List.copyOf(sections);
    }

    /// A part of a sheet under a heading; an empty title = none.
    public sealed interface Section {
        String title();

        /// @param pill a word beside the heading (`virtio`)
        record Facts(String title, Optional<String> pill, List<Fact> facts) implements Section {
            public Facts {
                facts = List.copyOf(facts);
            }
        }

        /// Rows of equal length under heads; `links` = what a click on a row selects.
        record Grid(
                String title,
                List<String> heads,
                List<List<String>> rows,
                List<Optional<ElementId>> links)
                implements Section {
            public Grid {
                heads = List.copyOf(heads);
                rows = rows.stream().map(List::copyOf).toList();
                links = List.copyOf(links);
            }
        }

        /// A paragraph, for what is missing and why.
        record Note(String title, String text) implements Section {}

        /// The course of a link's rates; the chart is filled by the window.
        record Rates(String title, ElementId subject) implements Section {}
    }

    /// @param link what a click on the value selects
    public record Fact(String label, String value, Style style, Optional<ElementId> link) {}

    /// How a value is set: its font, or its colour as a judgement.
    public enum Style {
        PLAIN,
        MONO,
        MISSING,
        GOOD,
        WARNING,
        BAD
    }

    /// Collects facts in their order.
    static final class Facts {
        private final List<Fact> facts = new ArrayList<>();

        Facts add(String label, String value) {
            return styled(label, value, Style.PLAIN);
        }

        Facts mono(String label, String value) {
            return styled(label, value, Style.MONO);
        }

        Facts styled(String label, String value, Style style) {
            facts.add(new Fact(label, value, style, Optional.empty()));
            return this;
        }

        Facts link(String label, String value, ElementId to) {
            facts.add(new Fact(label, value, Style.PLAIN, Optional.of(to)));
            return this;
        }

        Section.Facts as(String title) {
            return new Section.Facts(title, Optional.empty(), facts);
        }

        Section.Facts as(String title, Optional<String> pill) {
            return new Section.Facts(title, pill, facts);
        }
    }
}
