package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;

/// The lab from a test's side: its hosts by the shortest way from here (its workstation, or forwards on loopback).
public final class Lab {
    private final Path state;
    private final boolean inside;

    private Lab(Path state, boolean inside) {
        this.state = state;
        this.inside = inside;
    }

    /// Skips the test, with the reason, where there is no lab.
    public static Lab orSkip() {
        String state = System.getenv().getOrDefault("LAB_STATE", "/var/tmp/netlab");
        Path config = Path.of(state, "ssh/config");
        assumeTrue(Files.isReadable(config), "no lab: " + config + " is not there (set LAB_STATE)");
        return new Lab(Path.of(state), isWorkstation());
    }

    /// Only the workstation has this address; elsewhere a proxy may answer for the hosts'.
    private static boolean isWorkstation() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("198.51.100.1")) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    public String alias(String host) {
        return inside ? host : host + "-loop";
    }

    public Path file(String name) {
        return state.resolve("ssh").resolve(name);
    }

    public HostUri.Ssh uri(String user, String host) {
        HostUri.Ssh of = HostUri.Ssh.of(alias(host));
        return new HostUri.Ssh(
                Optional.of(user),
                of.host(),
                of.port(),
                of.instance(),
                of.keyFile(),
                of.knownHosts(),
                of.socket());
    }

    public SshConnector connector() {
        return connector(file("config"), Map.of());
    }

    public SshConnector connector(Path config, Map<String, String> variables) {
        return new SshConnector(
                SshConfig.ofFile(
                        config,
                        new SshConfig.Environment(
                                Path.of("/nonexistent"),
                                "nobody",
                                variables,
                                Executables.find("ssh"))));
    }

    public SshSession open(String user, String host) {
        return connector()
                .open(
                        uri(user, host),
                        LoginDialog.NONE,
                        step -> {},
                        Cancel.after(Duration.ofSeconds(30)));
    }

    /// The lab's configuration without its key and known hosts, and `lines` for all hosts; a new file in `folder`.
    public Path config(Path folder, String lines, Path knownHosts) throws IOException {
        Path config = Files.createTempFile(folder, "config", "");
        String own =
                Files.readString(file("config"))
                        .replaceAll(
                                "(?m)^ *(IdentityFile|IdentitiesOnly|UserKnownHostsFile) .*\n?",
                                "");
        Files.writeString(
                config,
                own
                        + "\nHost *\n  UserKnownHostsFile "
                        + knownHosts
                        + "\n  GlobalKnownHostsFile none\n"
                        + lines
                        + "\n");
        return config;
    }

    /// Puts lines in front of a host's sshd configuration: of each keyword it takes the first.
    public void sshd(String host, String lines) throws Exception {
        exec(
                host,
                "sh",
                "-c",
                "{ printf '%s\\n' \"$0\"; cat /etc/ssh/sshd_config; } >/run/sshd_config.test; kill $(cat /run/sshd.pid); sleep 0.3;"
                        + " /usr/sbin/sshd -f /run/sshd_config.test -E /var/log/sshd.log",
                lines);
    }

    /// Takes [#sshd] back, where it was done.
    public void sshdAsBefore(String host) throws Exception {
        exec(
                host,
                "sh",
                "-c",
                "[ ! -e /run/sshd_config.test ] || { rm /run/sshd_config.test; kill $(cat /run/sshd.pid); sleep 0.3;"
                        + " /usr/sbin/sshd -f /etc/ssh/sshd_config -E /var/log/sshd.log; }");
    }

    /// A file of a host, below its /etc, /home, /root or /var.
    public byte[] file(String host, String path) throws IOException {
        return Files.readAllBytes(state.resolve("hosts").resolve(host + path));
    }

    /// Runs a command as root inside a host of the lab.
    public String exec(String host, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(lab().toString(), "exec", host));
        line.addAll(List.of(command));
        return run(line);
    }

    /// The lab's own command: `lab fault ...`.
    public String lab(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(lab().toString()));
        line.addAll(List.of(words));
        return run(line);
    }

    /// One of the lab's scenarios, by name; all its checks have held.
    public String scenario(String name) throws Exception {
        return run(List.of(lab().resolveSibling("scenarios").resolve(name + ".sh").toString()));
    }

    private String run(List<String> line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("LAB_STATE", state.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(line + ": " + new String(out, StandardCharsets.UTF_8));
        }
        return new String(out, StandardCharsets.UTF_8);
    }

    private static Path lab() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path lab = up.resolve("lab/lab");
            if (Files.isExecutable(lab)) {
                return lab;
            }
        }
        throw new IllegalStateException("lab/lab is not above the working directory");
    }

    /// Skips a test that changes a host's state when the lab is shared with others.
    public void orSkipIfShared() {
        assumeTrue(
                System.getenv("LAB_SHARED") == null,
                "this lab is shared: nothing in it is changed");
    }
}
