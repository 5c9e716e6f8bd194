package org.bridgewright.core.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A plan, or the reasons against it, as text for a terminal. What comes from a host is not yet made visible here: whoever
/// prints it does that.
public final class PlanReport {
    private PlanReport() {}

    /// Steps with their layer, equal commands and XML difference, then what the whole interrupts and leaves.
    public static String text(ChangePlan plan) {
        StringBuilder out = new StringBuilder();
        line(out, Phrases.WORDS.get("report.title", plan.id(), plan.host(), plan.risk()));
        for (Step step : plan.steps()) {
            line(
                    out,
                    Phrases.WORDS.get(
                            "report.step",
                            step.number(),
                            Phrases.WORDS.get("layer." + step.layer().word().replace(' ', '-')),
                            step.text()));
            step.commands()
                    .forEach(
                            c ->
                                    line(
                                            out,
                                            Phrases.WORDS.get(
                                                    "report.command", PlanScript.shown(c))));
            difference(step).forEach(l -> line(out, Phrases.WORDS.get("report.difference", l)));
            if (step.inverse().isEmpty()) {
                line(out, Phrases.WORDS.get("report.no-undo"));
            }
        }
        plan.interrupts().forEach(i -> line(out, Phrases.WORDS.get("report.interrupts", i)));
        plan.afterwards()
                .forEach(
                        a ->
                                line(
                                        out,
                                        Phrases.WORDS.get(
                                                a.bad()
                                                        ? "report.afterwards.bad"
                                                        : "report.afterwards",
                                                a.text())));
        return out.toString();
    }

    /// Every reason with the way to make it possible.
    public static String text(List<Planned.Refusal> refusals) {
        StringBuilder out = new StringBuilder();
        for (Planned.Refusal refusal : refusals) {
            line(
                    out,
                    Phrases.WORDS.get(
                            "report.refused", refusal.reason().word(), refusal.sentence()));
            refusal.instead().ifPresent(i -> line(out, Phrases.WORDS.get("report.instead", i)));
        }
        return out.toString();
    }

    /// The lines of XML that a step takes away (`-`) and adds (`+`).
    public static List<String> difference(Step step) {
        List<String> before = step.before().map(x -> x.lines().toList()).orElse(List.of());
        List<String> after = step.after().map(x -> x.lines().toList()).orElse(List.of());
        List<String> lines = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
            delta.getSource().getLines().forEach(l -> lines.add("- " + l.strip()));
            delta.getTarget().getLines().forEach(l -> lines.add("+ " + l.strip()));
        }
        return lines;
    }

    /// How an apply ended, with what is left to do.
    public static String text(Outcome outcome) {
        StringBuilder out = new StringBuilder();
        String key = "outcome." + PlanJson.kind(outcome.getClass()).toLowerCase(Locale.ROOT);
        switch (outcome) {
            case Outcome.Applied applied -> {
                line(out, Phrases.WORDS.get(key));
                applied.facts().forEach(f -> line(out, Phrases.WORDS.get("report.fact", f)));
            }
            case Outcome.RolledBack back -> {
                line(out, Phrases.WORDS.get(key, back.failed().text(), back.why().line()));
                back.kept().forEach(s -> line(out, Phrases.WORDS.get("outcome.kept", s.text())));
                back.difference().ifPresent(d -> columns(out, d));
            }
            case Outcome.RollbackFailed failed -> {
                line(out, Phrases.WORDS.get(key, failed.failed().text(), failed.why().line()));
                line(
                        out,
                        Phrases.WORDS.get(
                                "outcome.still",
                                failed.stillInPlace().size(),
                                failed.rollbackProblem().line()));
                failed.stillInPlace()
                        .forEach(s -> line(out, Phrases.WORDS.get("report.fact", s.text())));
                failed.manualCommands()
                        .forEach(
                                c ->
                                        line(
                                                out,
                                                Phrases.WORDS.get(
                                                        "report.command", PlanScript.shown(c))));
            }
            case Outcome.NotStarted not -> {
                line(out, Phrases.WORDS.get(key, not.why().line()));
                not.difference().ifPresent(d -> columns(out, d));
            }
            case Outcome.Unknown unknown ->
                    line(out, Phrases.WORDS.get(key, unknown.at().text(), unknown.why().line()));
        }
        return out.toString();
    }

    private static void columns(StringBuilder out, Outcome.Difference difference) {
        line(out, Phrases.WORDS.get("difference.before"));
        block(out, difference.before());
        line(out, Phrases.WORDS.get("difference.ours"));
        block(out, difference.ours());
        line(out, Phrases.WORDS.get("difference.theirs"));
        block(out, difference.theirs());
    }

    private static void block(StringBuilder out, String text) {
        text.lines().forEach(l -> line(out, Phrases.WORDS.get("report.difference", l.strip())));
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}
