package org.bridgewright.core.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The user's and the system's `known_hosts`, in OpenSSH's form (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, `[host]:port`,
/// wildcards with `!`, hashed names, `@cert-authority`, `@revoked`.
///
/// Files are read anew for each login. The only thing ever written is one line appended to the user's first file.
public final class KnownHosts {
    private static final long LARGEST_FILE = 32 << 20;
    private final List<Path> userFiles;
    private final List<Path> globalFiles;
    private final boolean hashNames;

    public KnownHosts(List<Path> userFiles, List<Path> globalFiles, boolean hashNames) {
        this.userFiles = List.copyOf(userFiles);
        this.globalFiles = List.copyOf(globalFiles);
        this.hashNames = hashNames;
    }

    static KnownHosts of(SshSettings settings) {
        return new KnownHosts(
                settings.userKnownHosts(), settings.globalKnownHosts(), settings.hashKnownHosts());
    }

    /// How a host stands in the file: its name in lower case, with the port where that is not 22.
    public static String name(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return port == 22 ? lower : "[" + lower + "]:" + port;
    }

    /// One line.
    ///
    /// @param marker `@cert-authority`, `@revoked` or empty
    record Entry(Path file, int line, String marker, String patterns, String type, byte[] key) {
        boolean isFor(String name) {
            if (patterns.startsWith("|1|")) {
                return hashMatches(patterns, name);
            }
            return SshConfig.matches(List.of(patterns.split(",")), name);
        }

        String place() {
            return file + ":" + line;
        }
    }

    /// What the files say about a key that a host has shown.
    sealed interface Verdict {
        record Known() implements Verdict {}

        record Unknown() implements Verdict {}

        /// Other keys are known for the host.
        record Changed(List<Entry> known) implements Verdict {}

        record Revoked(Entry by) implements Verdict {}
    }

    Verdict check(String name, byte[] key) {
        List<Entry> matching = matching(name);
        for (Entry entry : matching) {
            if (entry.marker().equals("@revoked") && MessageDigest.isEqual(entry.key(), key)) {
                return new Verdict.Revoked(entry);
            }
        }
        List<Entry> plain = matching.stream().filter(e -> e.marker().isEmpty()).toList();
        if (plain.stream().anyMatch(e -> MessageDigest.isEqual(e.key(), key))) {
            return new Verdict.Known();
        }
        return plain.isEmpty() ? new Verdict.Unknown() : new Verdict.Changed(plain);
    }

    /// All lines that concern `name`, of every kind.
    List<Entry> matching(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return entries().stream().filter(e -> e.isFor(lower)).toList();
    }

    /// Names of hosts that stand there readably, sorted: for picking a host.
    public Set<String> hosts() {
        Set<String> names = new TreeSet<>();
        for (Entry entry : entries()) {
            if (entry.marker().isEmpty() && !entry.patterns().startsWith("|")) {
                for (String name : entry.patterns().split(",")) {
                    if (!name.matches(".*[*?!].*") && !name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /// The file that a new key would be written to.
    Path fileForNew() {
        return userFiles.isEmpty() ? Path.of("/dev/null") : userFiles.getFirst();
    }

    /// Appends one line for the key; nothing else of the file is touched.
    void append(String name, byte[] key) throws IOException {
        Path file = fileForNew();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        String line =
                (hashNames
                                ? hashed(name.toLowerCase(Locale.ROOT), newSalt())
                                : name.toLowerCase(Locale.ROOT))
                        + " "
                        + typeOf(key)
                        + " "
                        + Base64.getEncoder().encodeToString(key)
                        + "\n";
        boolean unfinished = endsWithoutLineEnd(file);
        try (FileChannel out =
                FileChannel.open(
                        file,
                        EnumSet.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(
                            ((unfinished ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static boolean endsWithoutLineEnd(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return false;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) != '\n';
        }
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (List<Path> files : List.of(userFiles, globalFiles)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || Files.isRegularFile(file)) {
                    entries.addAll(read(file));
                }
            }
        }
        return entries;
    }

    private static List<Entry> read(Path file) {
        try {
            if (!Files.isReadable(file) || Files.size(file) > LARGEST_FILE) {
                return List.of();
            }
            return parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines that are none of the format are passed over, as ssh does.
    static List<Entry> parse(Path file, String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] words = line.strip().split("[ \t]+", 5);
            int at = words[0].startsWith("@") ? 1 : 0;
            if (words[0].startsWith("#") || words.length < at + 3) {
                continue;
            }
            String marker = at == 1 ? words[0] : "";
            if (!marker.isEmpty()
                    && !marker.equals("@cert-authority")
                    && !marker.equals("@revoked")) {
                continue;
            }
            try {
                byte[] key = Base64.getDecoder().decode(words[at + 2]);
                if (typeOf(key).equals(words[at + 1])) {
                    entries.add(new Entry(file, number, marker, words[at], words[at + 1], key));
                }
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return entries;
    }

    /// The key type that stands in front of every SSH key blob; empty when it is none.
    static String typeOf(byte[] key) {
        if (key.length < 4) {
            return "";
        }
        int length = ByteBuffer.wrap(key).getInt();
        if (length < 1 || length > 64 || length > key.length - 4) {
            return "";
        }
        return new String(key, 4, length, StandardCharsets.US_ASCII);
    }

    /// `SHA256:...`, as ssh prints it.
    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] newSalt() {
        byte[] salt = new byte[20];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    static String hashed(String name, byte[] salt) {
        return "|1|"
                + Base64.getEncoder().encodeToString(salt)
                + "|"
                + Base64.getEncoder().encodeToString(hmac(salt, name));
    }

    private static boolean hashMatches(String pattern, String name) {
        String[] parts = pattern.split("\\|", -1);
        if (parts.length != 4) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            return salt.length > 0
                    && MessageDigest.isEqual(
                            hmac(salt, name), Base64.getDecoder().decode(parts[3]));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] hmac(byte[] salt, String name) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
            mac.init(new javax.crypto.spec.SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
