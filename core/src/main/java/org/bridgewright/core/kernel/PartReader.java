package org.bridgewright.core.kernel;

import static org.bridgewright.core.kernel.KernelWords.WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;

/// Turns outputs into parts: tries the sources of a part in their order of goodness, and words why there is none.
final class PartReader {
    private final RawOutputs outputs;
    private final List<Problem> notes = new ArrayList<>();

    PartReader(RawOutputs outputs) {
        this.outputs = outputs;
    }

    /// One way to read a part.
    ///
    /// @param anyStatus the output counts also when the command failed, as `sysctl` and `grep` do for one missing file
    record Source<T>(String file, boolean anyStatus, Function<RawOutput, T> read) {
        static <T> Source<T> of(String file, Function<RawOutput, T> read) {
            return new Source<>(file, false, read);
        }

        static <T> Source<T> lenient(String file, Function<RawOutput, T> read) {
            return new Source<>(file, true, read);
        }
    }

    List<Problem> notes() {
        return notes;
    }

    /// The part named `part` (a key below `part.` in the words), from the first source that can be read.
    @SafeVarargs
    final <T> Part<T> first(String part, Source<T>... sources) {
        Optional<Problem> failure = Optional.empty();
        for (Source<T> source : sources) {
            Optional<RawOutput> output = outputs.get(source.file());
            if (output.isEmpty()) {
                continue;
            }
            RawOutput raw = output.get();
            boolean usable = raw.exitStatus() == 0 || source.anyStatus() && raw.stdout().size() > 0;
            if (raw.cut()) {
                failure = failure.or(() -> Optional.of(tooLarge(part)));
            } else if (!usable) {
                failure = failure.or(() -> Optional.of(failed(part, raw)));
            } else {
                try {
                    return new Part.Present<>(source.read().apply(raw), outputs.readAt());
                } catch (UnreadableException bad) {
                    failure = failure.or(() -> Optional.of(unreadable(part, raw, bad)));
                }
            }
        }
        return Part.missing(failure.orElseGet(() -> absent(part, sources[0].file())));
    }

    /// As [#first], for lists: caps them, and keeps what the entries' reader noted.
    @SafeVarargs
    final <T> Part<List<T>> list(String part, Source<Entries<T>>... sources) {
        return keep(part, first(part, sources));
    }

    <T> Part<List<T>> keep(String part, Part<Entries<T>> read) {
        return read.map(
                entries -> {
                    Entries<T> capped = entries.capped(KernelReader.MAX_ENTRIES);
                    capped.notes().forEach(note -> note(part, note));
                    return capped.good();
                });
    }

    void note(String part, String text) {
        notes.add(
                Problem.of(
                        Kind.BAD_ANSWER,
                        WORDS.get("note.summary", name(part)),
                        text,
                        WORDS.get("note.remedy")));
    }

    private static String name(String part) {
        return WORDS.get("part." + part);
    }

    Problem absent(String part, String file) {
        String where = outputs.live() ? "live" : "capture";
        return Problem.of(
                Kind.NOT_READ,
                WORDS.get("absent.summary", name(part)),
                WORDS.get("absent." + where + ".cause", file),
                WORDS.get("absent." + where + ".remedy", file));
    }

    private static Problem tooLarge(String part) {
        return Problem.of(
                Kind.NOT_READ,
                WORDS.get("absent.summary", name(part)),
                WORDS.get("cut.cause", KernelReader.MAX_PART_BYTES >> 20),
                WORDS.get("cut.remedy"));
    }

    private static Problem unreadable(String part, RawOutput raw, UnreadableException bad) {
        String text = raw.text();
        return Problem.of(
                        Kind.BAD_ANSWER,
                        WORDS.get("bad.summary", name(part)),
                        String.valueOf(bad.getMessage()),
                        WORDS.get("bad.remedy"))
                .withOriginal(raw.name(), text.substring(0, Math.min(300, text.length())));
    }

    /// Why a command failed, judged by its status and its own words.
    static Problem failed(String part, RawOutput raw) {
        String said = raw.stderr().strip();
        String lower = said.toLowerCase(java.util.Locale.ROOT);
        Kind kind;
        String key;
        if (raw.exitStatus() == 127
                || lower.contains("not found")
                || lower.contains("no such file or directory") && lower.contains("exec")) {
            kind = Kind.TOOL_MISSING;
            key = "failed.tool";
        } else if (raw.exitStatus() == 124) {
            kind = Kind.TIMED_OUT;
            key = "failed.time";
        } else if (lower.contains("not permitted")
                || lower.contains("permission denied")
                || lower.contains("must be root")
                || lower.contains("need to be root")) {
            kind = Kind.NOT_PERMITTED;
            key = "failed.rights";
        } else {
            kind = Kind.HOST_REFUSED;
            key = "failed.other";
        }
        String cause = said.isEmpty() ? WORDS.get("failed.status", raw.exitStatus()) : said;
        String firstLine = cause.lines().findFirst().orElse(cause);
        return Problem.of(
                        kind,
                        WORDS.get("absent.summary", name(part)),
                        WORDS.get(key + ".cause", firstLine),
                        WORDS.get(key + ".remedy", tool(raw.name())))
                .withOriginal(WORDS.get("failed.source", raw.name(), raw.exitStatus()), cause);
    }

    /// The package that has the tool behind a part's name.
    private static String tool(String file) {
        if (file.startsWith("ip-") || file.startsWith("ip6-") || file.startsWith("bridge-")) {
            return "iproute2";
        }
        if (file.startsWith("nft")) {
            return "nftables";
        }
        if (file.startsWith("ip6tables") || file.startsWith("iptables")) {
            return "iptables";
        }
        return file.startsWith("brctl") ? "bridge-utils" : file;
    }
}
