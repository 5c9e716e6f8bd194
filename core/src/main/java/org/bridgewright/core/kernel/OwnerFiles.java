package org.bridgewright.core.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bridgewright.core.model.OwnerFile;

/// The configuration files of the host's network manager: `etc-PATH` of a capture, with `%2F` for each slash.
public final class OwnerFiles {
    /// How the names of these parts of a capture begin.
    public static final String PREFIX = "etc-";

    private static final String ISCSI = "iscsi-servers.txt";

    /// Keys of ifcfg, keyfile, netplan, systemd, wpa_supplicant and interfaces(5) whose value is a secret.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?im)^(\\s*[\"']?(?:[\\w.-]*(?:password|passwd|passphrase|secret|psk|wep[_-]?key\\w*|private[_-]?key|privatekey|preshared[_-]?key|presharedkey|pin|leap-password|(?<![\\w-])key\\d?))[\"']?\\s*[:=]\\s*|\\s*(?:wpa-psk|wireless-key\\d?|wpa-passphrase)\\s+).+$");

    private OwnerFiles() {}

    static List<OwnerFile> of(RawOutputs outputs) {
        List<OwnerFile> files = new ArrayList<>();
        for (RawOutput output : outputs.matching(PREFIX, "")) {
            if (output.exitStatus() == 0 && !output.cut()) {
                String path = "/etc/" + decode(output.name().substring(PREFIX.length()));
                files.add(new OwnerFile(path, withoutSecrets(output.text())));
            }
        }
        outputs.good(ISCSI)
                .ifPresent(o -> files.add(new OwnerFile("/sys/class/iscsi_connection", o.text())));
        return files;
    }

    /// The text with each secret's value replaced.
    public static String withoutSecrets(String text) {
        return SECRET.matcher(text).replaceAll("$1<removed>");
    }

    /// The name in a capture of the file at `path` below /etc.
    public static String fileName(String path) {
        String below = path.startsWith("/etc/") ? path.substring(5) : path;
        return PREFIX + encode(below);
    }

    /// Bytes outside `[A-Za-z0-9._-]` as `%XX`.
    public static String encode(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '.'
                            || c == '_'
                            || c == '-';
            if (plain) {
                out.append((char) c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    /// What [#encode] encoded; a `%` without two hex digits stays.
    public static String decode(String name) {
        byte[] raw = name.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[raw.length];
        int n = 0;
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                out[n++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[n++] = raw[i];
            }
        }
        return CleanText.of(java.util.Arrays.copyOf(out, n));
    }
}
