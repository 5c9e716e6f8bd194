package org.bridgewright.core.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// The user's ssh configuration: `~/.ssh/config` and the system's, or one file given by `--ssh-config`.
///
/// Own reader for what is understood by itself (`Host`, `Include`); where a `Match` other than `Match all` stands in
/// the file, `ssh -G` is asked, which connects nowhere. Without ssh such a block is passed over,
/// and [#unread(String)] says so.
public final class SshConfig {
    private static final Words WORDS = Words.of(SshConfig.class);
    private final List<Path> files;
    private final boolean explicit;
    private final Environment environment;

    private SshConfig(List<Path> files, boolean explicit, Environment environment) {
        this.files = List.copyOf(files);
        this.explicit = explicit;
        this.environment = environment;
    }

    /// What the configuration depends on besides its text.
    public record Environment(
            Path home, String user, Map<String, String> variables, Optional<Path> ssh) {
        public Environment {
            variables = Map.copyOf(variables);
        }

        public static Environment ofProcess() {
            return new Environment(
                    Path.of(System.getProperty("user.home")),
                    System.getProperty("user.name"),
                    System.getenv(),
                    Executables.find("ssh"));
        }

        Path dotSsh() {
            return home.resolve(".ssh");
        }
    }

    /// The user's and the system's own files.
    public static SshConfig ofUser(Environment environment) {
        return new SshConfig(
                List.of(environment.dotSsh().resolve("config"), Path.of("/etc/ssh/ssh_config")),
                false,
                environment);
    }

    /// One file in their place.
    public static SshConfig ofFile(Path file, Environment environment) {
        return new SshConfig(List.of(file), true, environment);
    }

    public Environment environment() {
        return environment;
    }

    /// The settings for `host`; what the URI says itself (`user`, `port`) wins.
    public SshSettings settings(String host, Optional<String> user, Optional<Integer> port) {
        SshConfigReader reader = new SshConfigReader(environment, host, user);
        for (Path file : files) {
            read(reader, file);
        }
        if (!reader.sawMatch() || environment.ssh().isEmpty()) {
            return reader.options().settings(host, user, port, environment, "own");
        }
        return SshOptions.parse(askSsh(environment.ssh().get(), host, user, port))
                .settings(host, user, port, environment, "ssh -G");
    }

    /// Whether a `Match` block had to be passed over for `host`, since there is no ssh to ask.
    public boolean unread(String host) {
        SshConfigReader reader = new SshConfigReader(environment, host, Optional.empty());
        files.forEach(file -> read(reader, file));
        return reader.sawMatch() && environment.ssh().isEmpty();
    }

    /// Names that stand in `Host` lines without wildcards, sorted: for picking a host.
    public Set<String> hosts() {
        SshConfigReader reader = new SshConfigReader(environment, "", Optional.empty());
        files.forEach(file -> read(reader, file));
        return new TreeSet<>(reader.plainHosts());
    }

    private void read(SshConfigReader reader, Path file) {
        try {
            if (Files.exists(file) || explicit) {
                reader.read(file);
            }
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(
                                    Problem.Kind.BAD_INPUT,
                                    WORDS.get("config.unreadable", file),
                                    Files.exists(file)
                                            ? WORDS.get("config.unreadable.cause")
                                            : WORDS.get("config.missing.cause"),
                                    WORDS.get("config.unreadable.remedy"))
                            .withOriginal("file", e.toString()),
                    e);
        }
    }

    private List<String> askSsh(
            Path ssh, String host, Optional<String> user, Optional<Integer> port) {
        List<String> line = new ArrayList<>(List.of(ssh.toString(), "-G"));
        if (explicit) {
            line.addAll(List.of("-F", files.getFirst().toString()));
        }
        user.ifPresent(u -> line.addAll(List.of("-l", u)));
        port.ifPresent(p -> line.addAll(List.of("-p", p.toString())));
        line.addAll(List.of("--", host));
        LocalCommand.Result result = LocalCommand.run(line, java.time.Duration.ofSeconds(10));
        if (result.exit() != 0) {
            throw new ProblemException(
                    Problem.of(
                                    Problem.Kind.BAD_INPUT,
                                    WORDS.get("config.ssh-g", host),
                                    WORDS.get("config.ssh-g.cause"),
                                    WORDS.get("config.ssh-g.remedy", host))
                            .withOriginal("ssh -G: exit " + result.exit(), result.err()));
        }
        return result.out().lines().toList();
    }

    /// Matches ssh's pattern lists: `*`, `?`, `!` for except; a negated match wins.
    static boolean matches(Iterable<String> patterns, String name) {
        boolean found = false;
        for (String pattern : new LinkedHashSet<>(list(patterns))) {
            boolean negated = pattern.startsWith("!");
            if (wildcard(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private static List<String> list(Iterable<String> patterns) {
        List<String> all = new ArrayList<>();
        patterns.forEach(all::add);
        return all;
    }

    /// `*` and `?` only, without regard to case, in linear space.
    static boolean wildcard(String pattern, String name) {
        String p = pattern.toLowerCase(java.util.Locale.ROOT);
        String n = name.toLowerCase(java.util.Locale.ROOT);
        int i = 0;
        int j = 0;
        int star = -1;
        int mark = 0;
        while (j < n.length()) {
            if (i < p.length() && p.charAt(i) == '*') {
                star = i++;
                mark = j;
            } else if (i < p.length() && (p.charAt(i) == '?' || p.charAt(i) == n.charAt(j))) {
                i++;
                j++;
            } else if (star >= 0) {
                i = star + 1;
                j = ++mark;
            } else {
                return false;
            }
        }
        while (i < p.length() && p.charAt(i) == '*') {
            i++;
        }
        return i == p.length();
    }
}
