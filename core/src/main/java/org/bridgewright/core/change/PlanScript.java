package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plan as a shell script that a careful administrator would run on the host, as root: the same steps, stopped by the
/// first failure, each followed by a look at the kernel; `sh SCRIPT undo` takes it back.
///
/// Everything that comes from a host is one single-quoted word, or stands in a quoted here-document.
public final class PlanScript {
    private static final String HEAD =
            """
            set -eu
            export LC_ALL=C PATH="/usr/sbin:/sbin:$PATH"
            : "${LIBVIRT_DEFAULT_URI:=qemu:///system}"; export LIBVIRT_DEFAULT_URI
            dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT

            fail() { printf '%s\\n' "$*" >&2; exit 1; }
            # tap_in GUEST MAC BRIDGE: the kernel has the vNIC's tap in that bridge
            tap_in() {
              tap=$(virsh domiflist "$1" | awk -v mac="$2" '$5 == mac { print $1 }')
              master=$(basename "$(readlink "/sys/class/net/$tap/master" || echo none)")
              [ "$master" = "$3" ] || fail "vNIC $2 of $1 ($tap) is in $master, not in $3"
            }
            """;

    private PlanScript() {}

    /// The whole script, with its first line.
    public static String of(ChangePlan plan) {
        StringBuilder out = new StringBuilder("#!/bin/sh\n");
        comment(out, Phrases.WORDS.get("script.title", plan.id(), plan.host()));
        plan.interrupts().forEach(i -> comment(out, Phrases.WORDS.get("script.interrupts", i)));
        plan.afterwards()
                .forEach(a -> comment(out, Phrases.WORDS.get("script.afterwards", a.text())));
        out.append(HEAD);
        out.append("\ncase \"${1:-apply}\" in\napply)\n");
        for (Step step : plan.steps()) {
            step(out, step);
        }
        out.append(";;\nundo)\n");
        for (Step step : plan.steps().reversed()) {
            undo(out, step);
        }
        return out.append(";;\n*) fail 'usage: sh SCRIPT [apply|undo]' ;;\nesac\n").toString();
    }

    private static void step(StringBuilder out, Step step) {
        out.append('\n');
        comment(out, step.number() + ". " + step.text());
        file(
                out,
                step,
                step.commands(),
                definition(step.action()).or(step::after).or(step::before));
        step.commands().forEach(c -> out.append(line(c, step)).append('\n'));
        taps(out, step, step.checks());
        if (!step.settle().isZero()) {
            out.append("sleep ").append(Math.max(1, step.settle().toSeconds())).append('\n');
        }
    }

    private static Optional<String> definition(Step.Action action) {
        return action instanceof Step.Action.CreateNetwork create
                ? Optional.of(create.xml())
                : Optional.empty();
    }

    private static void undo(StringBuilder out, Step step) {
        out.append('\n');
        comment(out, Phrases.WORDS.get("script.undo", step.number(), step.text()));
        List<List<String>> commands = undoCommands(step);
        if (commands.isEmpty()) {
            comment(out, Phrases.WORDS.get("script.no-undo"));
            return;
        }
        Optional<String> xml =
                step.inverse()
                        .flatMap(
                                inverse ->
                                        switch (inverse) {
                                            case Step.Action.UpdateDevice a -> Optional.of(a.xml());
                                            case Step.Action.AttachDevice a -> Optional.of(a.xml());
                                            case Step.Action.DetachDevice a -> Optional.of(a.xml());
                                            case Step.Action.StartNetwork a -> Optional.empty();
                                            case Step.Action.StopNetwork a -> Optional.empty();
                                            case Step.Action.CreateNetwork a ->
                                                    Optional.of(a.xml());
                                            case Step.Action.PlugLink a -> Optional.empty();
                                            case Step.Action.StartGuest a -> Optional.empty();
                                            case Step.Action.ShutdownGuest a -> Optional.empty();
                                            case Step.Action.ForceOffGuest a -> Optional.empty();
                                            case Step.Action.RebootGuest a -> Optional.empty();
                                            case Step.Action.SuspendGuest a -> Optional.empty();
                                            case Step.Action.ResumeGuest a -> Optional.empty();
                                        });
        file(out, step, commands, xml);
        commands.forEach(c -> out.append(line(c, step)).append('\n'));
        taps(out, step, step.undoChecks());
    }

    private static void file(
            StringBuilder out, Step step, List<List<String>> commands, Optional<String> xml) {
        boolean used = commands.stream().flatMap(List::stream).anyMatch(Drafts::isFile);
        if (!used || xml.isEmpty()) {
            return;
        }
        String end = "END_OF_VNIC";
        while (xml.get().contains(end)) {
            end += "_";
        }
        out.append("cat > ").append(path(step)).append(" <<'").append(end).append("'\n");
        out.append(xml.get());
        out.append(xml.get().endsWith("\n") ? "" : "\n").append(end).append('\n');
    }

    private static String path(Step step) {
        return "\"$dir/" + step.number() + ".xml\"";
    }

    private static void taps(StringBuilder out, Step step, List<Step.Check> checks) {
        for (Step.Check check : checks) {
            if (check instanceof Step.Check.TapIn tapIn && !step.commands().isEmpty()) {
                String guest = step.commands().getFirst().get(2);
                out.append("tap_in ")
                        .append(quote(guest))
                        .append(' ')
                        .append(quote(tapIn.mac()))
                        .append(' ')
                        .append(quote(tapIn.bridge()))
                        .append('\n');
            }
        }
    }

    private static String line(List<String> words, Step step) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            quoted.add(Drafts.isFile(word) ? path(step) : quote(word));
        }
        return String.join(" ", quoted);
    }

    /// A line for people to read or paste: words quoted where they need it.
    public static String shown(List<String> words) {
        return words.stream()
                .map(w -> w.matches("[A-Za-z0-9_.,:/=@%+-]+") ? w : quote(w))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    /// The words of the commands that take a step back; empty when there is no way back.
    static List<List<String>> undoCommands(Step step) {
        if (step.inverse().isEmpty() || step.commands().isEmpty()) {
            return List.of();
        }
        if (step.inverse().get() instanceof Step.Action.CreateNetwork) {
            return List.of(List.of("virsh", "net-create", Drafts.NETWORK_FILE));
        }
        if (step.inverse().get() instanceof Step.Action.PlugLink plug) {
            return List.of(plugCommand(plug));
        }
        List<String> words = new ArrayList<>(step.commands().getFirst());
        switch (words.get(1)) {
            case "attach-device" -> words.set(1, "detach-device");
            case "detach-device" -> words.set(1, "attach-device");
            case "net-start" -> words.set(1, "net-destroy");
            case "net-create" -> words = new ArrayList<>(destroyed(step));
            case "net-destroy" -> words.set(1, "net-start");
            case "suspend" -> words.set(1, "resume");
            case "resume" -> words.set(1, "suspend");
            case "domif-setlink" -> words.set(4, "up");
            default -> {
                /* update-device stays what it is, with the other file */
            }
        }
        return List.of(List.copyOf(words));
    }

    private static List<String> destroyed(Step step) {
        Step.Action.StopNetwork stop = (Step.Action.StopNetwork) step.inverse().orElseThrow();
        return List.of("virsh", "net-destroy", stop.network());
    }

    /// The words of `ip` that plug a link in, or out.
    static List<String> plugCommand(Step.Action.PlugLink plug) {
        List<String> words = new ArrayList<>(List.of("ip", "link", "set", "dev", plug.link()));
        plug.bridge()
                .ifPresentOrElse(
                        b -> words.addAll(List.of("master", b)), () -> words.add("nomaster"));
        return words;
    }

    private static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word with NUL cannot be written in a shell");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static void comment(StringBuilder out, String text) {
        text.lines()
                .forEach(
                        l -> out.append("# ").append(l.replaceAll("\\p{Cntrl}", "?")).append('\n'));
    }
}
