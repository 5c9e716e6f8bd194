package org.bridgewright.core.host;

import java.nio.file.Path;
import java.util.Optional;

/// The address of a host as the user names it, taken apart and checked: nothing of a URI reaches libvirt or ssh as text.
///
/// Parse with [HostUris#parse]. [#text()] gives it back, without anything that was not understood.
public sealed interface HostUri {
    /// The URI in its normal form; parses to an equal value.
    String text();

    /// A short name for lists, until the host has told its own.
    String label();

    /// This computer's own libvirt: `qemu:///system`, `qemu:///session`.
    ///
    /// @param socket another socket than the usual ones (`?socket=`)
    record Local(Instance instance, Optional<Path> socket) implements HostUri {
        @Override
        public String text() {
            return "qemu:///"
                    + instance.word()
                    + socket.map(s -> "?socket=" + HostUris.encode(s.toString())).orElse("");
        }

        @Override
        public String label() {
            return "localhost";
        }
    }

    /// libvirt's test driver with a file: `test:///FILE`.
    record TestDriver(Path file) implements HostUri {
        @Override
        public String text() {
            return "test://" + HostUris.encode(file.toString());
        }

        @Override
        public String label() {
            return String.valueOf(file.getFileName());
        }
    }

    /// A host reached by SSH: `qemu+ssh://[user@]host[:port]/system`. `host` may be an alias of the user's ssh configuration.
    ///
    /// @param keyFile the only key to offer (`?keyfile=`)
    /// @param knownHosts the file to use in place of the configured ones (`?known_hosts=`)
    /// @param socket libvirt's socket there (`?socket=`)
    record Ssh(
            Optional<String> user,
            String host,
            Optional<Integer> port,
            Instance instance,
            Optional<Path> keyFile,
            Optional<Path> knownHosts,
            Optional<String> socket)
            implements HostUri {
        @Override
        public String text() {
            StringBuilder query = new StringBuilder();
            keyFile.ifPresent(f -> HostUris.append(query, "keyfile", f.toString()));
            knownHosts.ifPresent(f -> HostUris.append(query, "known_hosts", f.toString()));
            socket.ifPresent(f -> HostUris.append(query, "socket", f));
            return "qemu+ssh://"
                    + user.map(u -> HostUris.encode(u) + "@").orElse("")
                    + HostUris.bracketed(host)
                    + port.map(p -> ":" + p).orElse("")
                    + "/"
                    + instance.word()
                    + query;
        }

        @Override
        public String label() {
            return host;
        }

        /// The same host, default user, port and files.
        public static Ssh of(String host) {
            return new Ssh(
                    Optional.empty(),
                    host,
                    Optional.empty(),
                    Instance.SYSTEM,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// libvirt's own TLS transport: `qemu+tls://host[:port]/system`. The kernel's part of such a host is always missing.
    record Tls(String host, Optional<Integer> port) implements HostUri {
        @Override
        public String text() {
            return "qemu+tls://"
                    + HostUris.bracketed(host)
                    + port.map(p -> ":" + p).orElse("")
                    + "/system";
        }

        @Override
        public String label() {
            return host;
        }
    }

    /// A capture: `file:FOLDER` or `file:FILE.bwcap`.
    record Capture(Path path) implements HostUri {
        @Override
        public String text() {
            return "file:" + HostUris.encode(path.toString());
        }

        @Override
        public String label() {
            return String.valueOf(path.getFileName());
        }
    }

    /// The built-in recording, `demo:`, or one host of it, `demo:NAME`.
    record Demo(Optional<String> host) implements HostUri {
        @Override
        public String text() {
            return "demo:" + host.orElse("");
        }

        @Override
        public String label() {
            return host.orElse("demo");
        }
    }

    /// Which of libvirt's daemons: the host's, or the user's own.
    enum Instance {
        SYSTEM,
        SESSION;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Whether a new connection to it starts locked (read-only): everything but this computer and recordings.
    default boolean opensLocked() {
        return this instanceof Ssh || this instanceof Tls;
    }
}
