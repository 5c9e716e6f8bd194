package org.bridgewright.core.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bridgewright.core.model.HostId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What the journal holds.
///
/// @param runs oldest first
/// @param unreadable lines that are no record (torn by a crash, or of a later version), with their numbers
public record JournalLog(List<RunLog> runs, List<Integer> unreadable) {
    public static final JournalLog EMPTY = new JournalLog(List.of(), List.of());

    public JournalLog {
        runs = List.copyOf(runs);
        unreadable = List.copyOf(unreadable);
    }

    /// One line about a step.
    record Event(String phase, int step, String text, Map<String, String> found) {
        Event {
            found = Map.copyOf(found);
        }
    }

    /// One execution of a plan.
    ///
    /// @param of the run that it undoes or finishes
    /// @param outcome empty = it never ended: the program died, or the way to the host broke
    public record RunLog(
            Journal.Run run,
            Instant began,
            String purpose,
            Optional<String> of,
            ChangePlan plan,
            List<Event> events,
            Optional<String> outcome,
            String text) {
        public RunLog {
            events = List.copyOf(events);
        }

        public HostId host() {
            return run.host();
        }

        /// Whether somebody has to look at it: no end, or an end that says that it is not known.
        public boolean isUnfinished() {
            return outcome.isEmpty() || outcome.get().equals("unknown");
        }

        public boolean isApplied() {
            return outcome.filter(o -> o.equals("applied") || o.equals("finished")).isPresent();
        }

        /// The last phase that was written down of a step (`intent`, `done`, `verified`, ...); empty when it was not begun.
        public Optional<String> lastPhase(int step) {
            return events.stream()
                    .filter(e -> e.step() == step)
                    .map(Event::phase)
                    .reduce((first, second) -> second);
        }

        /// What verification found after a step (`live`, `config` -> fingerprint), as we left it.
        Map<String, String> left(int step) {
            Map<String, String> found = new TreeMap<>();
            for (Event event : events) {
                if (event.step() == step && event.phase().equals("verified")) {
                    found.putAll(event.found());
                }
            }
            return found;
        }
    }

    /// The run of that id; empty when the journal does not have it.
    public Optional<RunLog> run(String id) {
        return runs.stream().filter(r -> r.run().id().equals(id)).findFirst();
    }

    /// Whether a later run took this one back.
    public boolean isUndone(RunLog run) {
        return runs.stream()
                .anyMatch(
                        r ->
                                r.of().filter(run.run().id()::equals).isPresent()
                                        && r.purpose().equals(Journal.Kind.UNDO.word())
                                        && r.isApplied());
    }

    static JournalLog parse(byte[] bytes) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        List<Integer> unreadable = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                take(PlanJson.json().readTree(line), drafts);
            } catch (JacksonException
                    | IllegalArgumentException
                    | java.time.DateTimeException bad) {
                unreadable.add(number);
            }
        }
        return new JournalLog(drafts.values().stream().map(Draft::finish).toList(), unreadable);
    }

    private static final class Draft {
        private final Journal.Run run;
        private final Instant began;
        private final String purpose;
        private final Optional<String> of;
        private final ChangePlan plan;
        private final List<Event> events = new ArrayList<>();
        private Optional<String> outcome = Optional.empty();
        private String text = "";

        Draft(
                Journal.Run run,
                Instant began,
                String purpose,
                Optional<String> of,
                ChangePlan plan) {
            this.run = run;
            this.began = began;
            this.purpose = purpose;
            this.of = of;
            this.plan = plan;
        }

        RunLog finish() {
            return new RunLog(run, began, purpose, of, plan, events, outcome, text);
        }
    }

    private static void take(JsonNode line, Map<String, Draft> drafts) {
        if (line.path("v").asInt(0) != Journal.VERSION) {
            throw new IllegalArgumentException("a line of another version");
        }
        String run = text(line, "run").orElseThrow(() -> new IllegalArgumentException("no run"));
        String phase = text(line, "phase").orElse("");
        if (phase.equals(Journal.Phase.BEGIN.word())) {
            if (!line.path("plan").path("host").isObject()) {
                throw new IllegalArgumentException("no plan");
            }
            ChangePlan plan = PlanJson.fromTree(line.path("plan"));
            drafts.put(
                    run,
                    new Draft(
                            new Journal.Run(run, plan.host()),
                            Instant.parse(text(line, "at").orElse("")),
                            text(line, "purpose").orElse("apply"),
                            text(line, "of"),
                            plan));
            return;
        }
        Draft draft = drafts.get(run);
        if (draft == null) {
            throw new IllegalArgumentException("a line of a run whose beginning is not there");
        }
        if (phase.equals(Journal.Phase.END.word())) {
            draft.outcome = text(line, "outcome");
            draft.text = text(line, "text").orElse("");
            return;
        }
        Map<String, String> found = new TreeMap<>();
        line.path("found")
                .propertyStream()
                .forEach(p -> found.put(p.getKey(), p.getValue().asString()));
        draft.events.add(
                new Event(phase, line.path("step").asInt(0), text(line, "text").orElse(""), found));
    }

    private static Optional<String> text(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
