package org.bridgewright.core.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// The keywords of a configuration that hold for one host, as they were written.
final class SshOptions {
    private static final Pattern JUMP =
            Pattern.compile(
                    "(?:ssh://)?(?:([^@/\\s]+)@)?(\\[[0-9A-Fa-f:.%a-z]+]|[A-Za-z0-9_][A-Za-z0-9_.-]*)(?::([0-9]{1,5}))?/?");
    private static final Pattern JUMP_COMMAND =
            Pattern.compile(
                    "(?:exec )?(?:/usr/bin/)?ssh (?:-q )?(?:-W '?\\[?%h]?:%p'? ([^- ][^ ]*)|([^- ][^ ]*) -W '?\\[?%h]?:%p'?)");
    private static final Words WORDS = Words.of(SshOptions.class);
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> identityFiles = new ArrayList<>();

    /// `ssh -G`'s output.
    static SshOptions parse(List<String> lines) {
        SshOptions options = new SshOptions();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                String keyword = line.substring(0, blank).toLowerCase(Locale.ROOT);
                String rest = line.substring(blank + 1).strip();
                options.put(
                        keyword,
                        keyword.endsWith("hostsfile") ? List.of(rest.split(" +")) : List.of(rest));
            }
        }
        return options;
    }

    void put(String keyword, List<String> words) {
        if (keyword.equals("identityfile")) {
            identityFiles.add(words.getFirst());
        } else {
            values.putIfAbsent(keyword, List.copyOf(words));
        }
    }

    private Optional<String> first(String keyword) {
        return Optional.ofNullable(values.get(keyword)).map(List::getFirst);
    }

    private boolean yes(String keyword) {
        return first(keyword)
                .map(v -> v.equalsIgnoreCase("yes") || v.equalsIgnoreCase("true"))
                .orElse(false);
    }

    SshSettings settings(
            String alias,
            Optional<String> uriUser,
            Optional<Integer> uriPort,
            SshConfig.Environment environment,
            String readBy) {
        int port = uriPort.or(() -> first("port").flatMap(SshOptions::number)).orElse(22);
        String user = uriUser.or(() -> first("user")).orElse(environment.user());
        String hostName =
                first("hostname").map(h -> h.replace("%h", alias).replace("%%", "%")).orElse(alias);
        Optional<String> keyAlias =
                first("hostkeyalias").filter(a -> !a.equalsIgnoreCase("none") && !a.isEmpty());
        String hostKeyName = keyAlias.orElse(KnownHosts.name(hostName, port));
        Tokens tokens =
                new Tokens(alias, hostName, user, port, keyAlias.orElse(alias), environment);

        List<Path> keys = new ArrayList<>();
        boolean named = false;
        for (String file : identityFiles) {
            if (!file.equalsIgnoreCase("none")) {
                Path path = tokens.path(file);
                boolean standard =
                        readBy.equals("ssh -G") && defaultKeys(environment).contains(path);
                named |= !standard;
                keys.add(path);
            }
        }
        if (identityFiles.isEmpty()) {
            keys.addAll(defaultKeys(environment));
        }
        Optional<String> proxyCommand =
                first("proxycommand").filter(c -> !c.equalsIgnoreCase("none"));
        List<SshSettings.Jump> jumps = jumps(first("proxyjump").orElse("none"), alias);
        if (jumps.isEmpty() && proxyCommand.isPresent()) {
            String whole = String.join(" ", values.getOrDefault("proxycommand", List.of()));
            Matcher command = JUMP_COMMAND.matcher(whole);
            proxyCommand = Optional.of(whole);
            if (command.matches()) {
                jumps =
                        jumps(
                                command.group(1) != null ? command.group(1) : command.group(2),
                                alias);
                proxyCommand = Optional.empty();
            }
        } else if (!jumps.isEmpty()) {
            proxyCommand = Optional.empty();
        }
        return new SshSettings(
                alias,
                hostName,
                user,
                port,
                keys.stream().distinct().toList(),
                named,
                yes("identitiesonly"),
                agent(tokens, environment),
                jumps,
                proxyCommand,
                hostKeyName,
                paths(
                        tokens,
                        "userknownhostsfile",
                        List.of(
                                environment.dotSsh() + "/known_hosts",
                                environment.dotSsh() + "/known_hosts2")),
                paths(
                        tokens,
                        "globalknownhostsfile",
                        List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2")),
                yes("hashknownhosts"),
                readBy);
    }

    private static List<Path> defaultKeys(SshConfig.Environment environment) {
        return List.of(
                environment.dotSsh().resolve("id_ed25519"),
                environment.dotSsh().resolve("id_ecdsa"),
                environment.dotSsh().resolve("id_rsa"));
    }

    private Optional<Path> agent(Tokens tokens, SshConfig.Environment environment) {
        String value = first("identityagent").orElse("SSH_AUTH_SOCK");
        if (value.equalsIgnoreCase("none") || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.equals("SSH_AUTH_SOCK") || value.startsWith("$")) {
            String variable =
                    value.startsWith("$")
                            ? value.substring(1).replace("{", "").replace("}", "")
                            : value;
            return Optional.ofNullable(environment.variables().get(variable))
                    .filter(v -> !v.isEmpty())
                    .map(Path::of);
        }
        return Optional.of(tokens.path(value));
    }

    private List<Path> paths(Tokens tokens, String keyword, List<String> absent) {
        List<String> names = values.getOrDefault(keyword, absent);
        return names.stream().filter(n -> !n.equalsIgnoreCase("none")).map(tokens::path).toList();
    }

    private static List<SshSettings.Jump> jumps(String text, String alias) {
        if (text.equalsIgnoreCase("none") || text.isBlank()) {
            return List.of();
        }
        List<SshSettings.Jump> jumps = new ArrayList<>();
        for (String piece : text.split(",", -1)) {
            Matcher m = JUMP.matcher(piece.strip());
            if (!m.matches()
                    || m.group(2).startsWith("-")
                    || (m.group(1) != null && m.group(1).startsWith("-"))) {
                throw new ProblemException(
                        Problem.of(
                                Problem.Kind.BAD_INPUT,
                                WORDS.get("config.jump", alias),
                                WORDS.get("config.jump.cause", piece.strip()),
                                WORDS.get("config.jump.remedy")));
            }
            String host =
                    m.group(2).startsWith("[")
                            ? m.group(2).substring(1, m.group(2).length() - 1)
                            : m.group(2);
            jumps.add(
                    new SshSettings.Jump(
                            Optional.ofNullable(m.group(1)),
                            host,
                            Optional.ofNullable(m.group(3)).map(Integer::valueOf)));
        }
        return jumps;
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    static String home(String text, SshConfig.Environment environment) {
        return text.equals("~") || text.startsWith("~/")
                ? environment.home() + text.substring(1)
                : text;
    }

    /// ssh's `%` tokens and `${VARIABLE}`s.
    private record Tokens(
            String alias,
            String hostName,
            String user,
            int port,
            String keyName,
            SshConfig.Environment environment) {
        Path path(String text) {
            StringBuilder out = new StringBuilder();
            String from = home(text, environment);
            for (int i = 0; i < from.length(); i++) {
                char c = from.charAt(i);
                if (c == '%' && i + 1 < from.length()) {
                    out.append(value(from.charAt(++i)));
                } else if (c == '$'
                        && i + 1 < from.length()
                        && from.charAt(i + 1) == '{'
                        && from.indexOf('}', i) > 0) {
                    int end = from.indexOf('}', i);
                    out.append(
                            environment.variables().getOrDefault(from.substring(i + 2, end), ""));
                    i = end;
                } else {
                    out.append(c);
                }
            }
            return environment.home().resolve(out.toString());
        }

        private String value(char token) {
            return switch (token) {
                case '%' -> "%";
                case 'h' -> hostName;
                case 'n' -> alias;
                case 'r' -> user;
                case 'p' -> String.valueOf(port);
                case 'd' -> environment.home().toString();
                case 'u' -> environment.user();
                case 'k' -> keyName;
                case 'l' -> LocalCommand.hostName();
                case 'L' -> LocalCommand.hostName().replaceFirst("\\..*", "");
                default -> "%" + token;
            };
        }
    }
}
