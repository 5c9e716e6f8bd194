package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// The readable entries of one output, and what was wrong with the others, for people.
record Entries<T>(List<T> good, List<String> notes) {
    Entries {
        good = List.copyOf(good);
        notes = List.copyOf(notes);
    }

    static <T> Entries<T> of(List<T> good) {
        return new Entries<>(good, List.of());
    }

    /// Makes one entry of each node; a node for which `read` gives nothing is counted and said.
    static <T> Entries<T> read(
            Entries<JsonNode> nodes, BiFunction<JsonNode, Integer, Optional<T>> read) {
        List<T> good = new ArrayList<>(nodes.good().size());
        List<String> notes = new ArrayList<>(nodes.notes());
        int bad = 0;
        for (int i = 0; i < nodes.good().size(); i++) {
            Optional<T> entry = read.apply(nodes.good().get(i), i);
            if (entry.isPresent()) {
                good.add(entry.get());
            } else {
                bad++;
            }
        }
        if (bad > 0) {
            notes.add(KernelWords.WORDS.get("note.entries", bad));
        }
        return new Entries<>(good, notes);
    }

    /// The first `cap` entries; more are cut, and that is said.
    Entries<T> capped(int cap) {
        if (good.size() <= cap) {
            return this;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(KernelWords.WORDS.get("note.capped", cap, good.size()));
        return new Entries<>(good.subList(0, cap), more);
    }

    Entries<T> plus(Entries<T> other) {
        List<T> all = new ArrayList<>(good);
        all.addAll(other.good);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(other.notes);
        return new Entries<>(all, allNotes);
    }
}
