package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.OwnerFile;

/// The servers that a host leans on, as its own files name them: who resolves its names, knows its users, holds its files
/// and disks. Pure.
///
/// Read from `/etc/resolv.conf` (and what systemd-resolved asks), mounted and listed network file systems, iSCSI
/// connections, and the server lines of sssd, Kerberos and nslcd. A name is not looked up: a VM of that name is taken for it.
final class LeanedOn {
    /// What for.
    enum Role {
        NAME_SERVER("name-server"),
        DIRECTORY("directory"),
        STORAGE("storage");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// @param name as the file has it: an address, or a host's name
    record Server(Role role, String name) {
        Optional<IpAddress> ip() {
            return IpAddress.parse(name);
        }

        String label() {
            return LeanedOn.label(name);
        }
    }

    private static final Pattern NETWORK_FILE_SYSTEM =
            Pattern.compile("nfs4?|cifs|smb3|ceph|lustre|(fuse\\.)?glusterfs|fuse\\.sshfs");

    /// A host out of `ldap://host:389`, `[2001:db8::1]:88`, `host:88`, `//host/share`, `user@host:/folder`.
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:[a-z]+://|//)?(?:[^@/\\s]*@)?(?:\\[(?<six>[^\\]]+)\\]|(?<host>[^:/,\\s\\[\\]]+)).*");

    private LeanedOn() {}

    /// In the files' order; never a loopback address, which is the host itself.
    static List<Server> of(KernelState kernel) {
        List<Server> servers = new ArrayList<>();
        for (OwnerFile file : kernel.ownerFiles().orElse(List.of())) {
            List<String> lines =
                    file.text()
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toList();
            for (String line : lines) {
                String[] words = line.split("\\s+");
                switch (file.path()) {
                    case "/etc/resolv.conf", "/etc/resolv.conf.upstream" -> {
                        if (words[0].equals("nameserver") && words.length > 1) {
                            add(servers, Role.NAME_SERVER, words[1].replaceFirst("%.*", ""));
                        }
                    }
                    case "/etc/fstab", "/etc/mtab" -> mount(servers, words);
                    case "/sys/class/iscsi_connection" -> add(servers, Role.STORAGE, line);
                    case "/etc/sssd/sssd.conf", "/etc/krb5.conf" ->
                            directory(servers, line.substring(line.indexOf('=') + 1));
                    case "/etc/nslcd.conf" -> directory(servers, line.replaceFirst("^uri\\s+", ""));
                    default -> {
                        /* names no server of these kinds */
                    }
                }
            }
        }
        return servers;
    }

    /// What is compared of a name: up to the first dot, in small letters; of an address all of it.
    static String label(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        int dot = small.indexOf('.');
        return dot <= 0 || IpAddress.parse(name).isPresent() ? small : small.substring(0, dot);
    }

    /// @param words source, mount point, type, and `addr=ADDRESS` where the kernel tells it
    private static void mount(List<Server> servers, String[] words) {
        if (words.length < 3 || !NETWORK_FILE_SYSTEM.matcher(words[2]).matches()) {
            return;
        }
        // ceph: monitors, parted by commas
        Stream.of(words[0].split(",")).forEach(source -> host(servers, Role.STORAGE, source));
        if (words.length > 3 && words[3].startsWith("addr=")) {
            add(servers, Role.STORAGE, words[3].substring("addr=".length()));
        }
    }

    private static void directory(List<Server> servers, String names) {
        Stream.of(names.split("[,\\s]+"))
                .filter(n -> !n.isEmpty() && !n.equals("_srv_") && !n.startsWith("ldapi:"))
                .forEach(n -> host(servers, Role.DIRECTORY, n));
    }

    private static void host(List<Server> servers, Role role, String text) {
        if (IpAddress.parse(text).isPresent()) {
            add(servers, role, text);
            return;
        }
        Matcher host = HOST.matcher(text);
        if (host.matches()) {
            add(servers, role, host.group("six") != null ? host.group("six") : host.group("host"));
        }
    }

    private static void add(List<Server> servers, Role role, String name) {
        boolean self = name.startsWith("127.") || name.equals("::1") || name.equals("localhost");
        if (!name.isEmpty() && !self) {
            servers.add(new Server(role, name));
        }
    }
}
