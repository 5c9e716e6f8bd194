package org.bridgewright.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads configuration files for one host, the first value of each keyword winning.
final class SshConfigReader {
    private static final int DEEPEST_INCLUDE = 16;
    private static final long LARGEST_FILE = 1 << 20;
    private final SshConfig.Environment environment;
    private final String host;
    private final SshOptions options = new SshOptions();
    private final Set<String> plainHosts = new LinkedHashSet<>();
    private boolean sawMatch;

    SshConfigReader(SshConfig.Environment environment, String host, Optional<String> user) {
        this.environment = environment;
        this.host = host;
        user.ifPresent(u -> options.put("user", List.of(u)));
    }

    SshOptions options() {
        return options;
    }

    boolean sawMatch() {
        return sawMatch;
    }

    Set<String> plainHosts() {
        return plainHosts;
    }

    void read(Path file) throws IOException {
        read(file, true, 0);
    }

    private void read(Path file, boolean outer, int depth) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("larger than 1 MiB");
        }
        boolean active = outer;
        for (String line :
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\r?\n", -1)) {
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            String keyword = words.getFirst().toLowerCase(Locale.ROOT);
            List<String> values = words.subList(1, words.size());
            switch (keyword) {
                case "host" -> {
                    values.stream().filter(v -> !v.matches(".*[*?!].*")).forEach(plainHosts::add);
                    active = outer && SshConfig.matches(values, host);
                }
                case "match" -> {
                    boolean all = values.size() == 1 && values.getFirst().equalsIgnoreCase("all");
                    sawMatch |= outer && !all;
                    active = outer && all;
                }
                case "include" -> {
                    for (String value : values) {
                        include(value, active, depth);
                    }
                }
                default -> {
                    if (active && !values.isEmpty()) {
                        options.put(keyword, values);
                    }
                }
            }
        }
    }

    private void include(String value, boolean active, int depth) throws IOException {
        if (depth >= DEEPEST_INCLUDE) {
            throw new IOException("Include is nested deeper than " + DEEPEST_INCLUDE);
        }
        Path path = environment.dotSsh().resolve(SshOptions.home(value, environment));
        Path folder = path.getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name.toString())) {
            entries.forEach(found::add);
        }
        found.sort(null);
        for (Path file : found) {
            if (Files.isRegularFile(file)) {
                read(file, active, depth + 1);
            }
        }
    }

    /// Keyword and values of one line: `=` after the keyword, double quotes, `#` comments.
    static List<String> words(String line) {
        String text = line.strip();
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '#' && (words.isEmpty() || Character.isWhitespace(text.charAt(i - 1)))) {
                break;
            }
            if (Character.isWhitespace(c)
                    || (c == '='
                            && words.size() == 1
                            && text.substring(0, i).strip().equals(words.getFirst()))) {
                i++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            boolean quoted = false;
            while (i < text.length()) {
                c = text.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted
                        && (Character.isWhitespace(c) || (c == '=' && words.isEmpty()))) {
                    break;
                } else {
                    word.append(c);
                }
                i++;
            }
            words.add(word.toString());
        }
        return words;
    }
}
