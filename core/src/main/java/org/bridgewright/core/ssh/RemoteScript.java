package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is run on a host: a script that ships with the program (its text a constant) with [Word]s as `$1`, `$2`...,
/// or a list of commands made of [Word]s. There is no way to make one from a string.
///
/// It runs under `/bin/sh` with `PATH` (sbin included) and `LC_ALL=C` set, on standard input of that shell, so that no
/// login shell ever reads it. The script must be plain POSIX `sh`; its own standard input is empty unless it is
/// run by [HostShell#stream].
public final class RemoteScript {
    private static final String PRELUDE =
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:$PATH; LC_ALL=C; export PATH LC_ALL; unset LANGUAGE\n";
    private final String body;
    private final List<Word> arguments;
    private final Optional<Duration> limit;

    private RemoteScript(String body, List<Word> arguments, Optional<Duration> limit) {
        this.body = body;
        this.arguments = List.copyOf(arguments);
        this.limit = limit;
    }

    /// A script that lies beside `owner` as a resource, its arguments as `$1`, `$2`...
    public static RemoteScript resource(Class<?> owner, String file, List<Word> arguments) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + file + " beside " + owner);
            }
            return new RemoteScript(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    arguments,
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Commands, each a list of words, run one after the other; ends at the first that fails, with its status.
    public static RemoteScript commands(List<List<Word>> commands) {
        StringBuilder body = new StringBuilder();
        for (List<Word> command : commands) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command has at least one word");
            }
            body.append(command.stream().map(Word::quoted).collect(Collectors.joining(" ")))
                    .append(" || exit $?\n");
        }
        return new RemoteScript(body.toString(), List.of(), Optional.empty());
    }

    /// One command of constant and checked words.
    public static RemoteScript command(String program, Word... words) {
        List<Word> all = new ArrayList<>();
        all.add(Word.name(program));
        all.addAll(List.of(words));
        return commands(List.of(all));
    }

    /// The same with a limit on the host: there it is ended after so long, whatever becomes of us.
    public RemoteScript within(Duration newLimit) {
        return new RemoteScript(body, arguments, Optional.of(newLimit));
    }

    Optional<Duration> limit() {
        return limit;
    }

    /// What is written to the shell's standard input. The whole is one compound command, so that the shell has read all of it before the
    /// first mark goes out: what follows on standard input is the script's own.
    ///
    /// @param mark a random word that noise of a login shell cannot contain
    String framed(String mark, boolean keepInput) {
        String call =
                "bw_main "
                        + arguments.stream().map(Word::quoted).collect(Collectors.joining(" "))
                        + (keepInput ? "" : " </dev/null");
        return "bw_main() {\n"
                + (body.isBlank() ? ":" : body)
                + "\n}\n"
                + "{\n"
                + PRELUDE
                + "printf '\\n%s\\n' '"
                + mark
                + "'\n"
                + (keepInput
                        ? call + "\n"
                        : "( " + call + " )\nprintf '\\n%s %s\\n' '" + mark + "' \"$?\"\n")
                + "exit 0\n"
                + "}\n";
    }

    /// The same for a shell that goes on afterwards: without the end.
    String framedForShell(String mark) {
        String framed = framed(mark, false);
        return framed.substring(0, framed.lastIndexOf("exit 0\n")) + "}\n";
    }

    /// The commands as text, for the plan's script and for logs.
    public String text() {
        return (arguments.isEmpty()
                        ? ""
                        : "set -- "
                                + arguments.stream()
                                        .map(Word::quoted)
                                        .collect(Collectors.joining(" "))
                                + "\n")
                + body;
    }

    @Override
    public String toString() {
        return "RemoteScript[" + body.lines().findFirst().orElse("") + "…, " + arguments + "]";
    }
}
