package org.bridgewright.core.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri.Instance;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Where libvirt listens on a host: the monolithic daemon's socket, then the split daemons', read-write before read-only.
public final class LibvirtSockets {
    private static final Words WORDS = Words.of(LibvirtSockets.class);
    private static final String SYSTEM = "/run/libvirt/";

    private LibvirtSockets() {}

    /// One socket to try.
    public record Candidate(String path, boolean readOnly) {}

    /// The socket that almost every host has; tried before anything is asked, since it saves a round trip.
    public static Candidate first(boolean readOnly) {
        return new Candidate(SYSTEM + (readOnly ? "libvirt-sock-ro" : "libvirt-sock"), readOnly);
    }

    /// Looks which sockets a host has and this user may open, best first. Asks the host's shell; opens none and starts nothing.
    ///
    /// @throws ProblemException when there is none: libvirt is not installed, not running, or this user has no right
    public static List<Candidate> look(
            HostShell shell, Instance instance, boolean writeWanted, String shown, Cancel cancel) {
        ExecResult result =
                shell.exec(
                        RemoteScript.resource(
                                LibvirtSockets.class,
                                "look-for-sockets.sh",
                                List.of(Word.of(instance.word()))),
                        cancel);
        List<String> lines = result.out().lines().toList();
        List<Candidate> found =
                lines.stream()
                        .filter(l -> l.startsWith("open ") && Path.of(l.substring(5)).isAbsolute())
                        .map(l -> new Candidate(l.substring(5), l.endsWith("-ro")))
                        .toList();
        List<Candidate> ordered =
                Stream.concat(
                                found.stream().filter(c -> writeWanted && !c.readOnly()),
                                Stream.concat(
                                        found.stream().filter(Candidate::readOnly),
                                        found.stream().filter(c -> !writeWanted && !c.readOnly())))
                        .toList();
        if (ordered.isEmpty()) {
            throw new ProblemException(none(instance, lines, shown));
        }
        return ordered;
    }

    private static Problem none(Instance instance, List<String> lines, String shown) {
        Optional<String> closed =
                lines.stream()
                        .filter(l -> l.startsWith("closed "))
                        .map(l -> l.substring(7))
                        .findFirst();
        String user =
                lines.stream()
                        .filter(l -> l.startsWith("user "))
                        .map(l -> l.substring(5))
                        .findFirst()
                        .orElse("");
        if (closed.isPresent()) {
            return Problem.of(
                    Problem.Kind.NOT_PERMITTED,
                    WORDS.get("libvirt.denied", shown),
                    WORDS.get("libvirt.denied.cause", user, closed.get()),
                    WORDS.get("libvirt.denied.remedy", user));
        }
        if (instance == Instance.SESSION) {
            return Problem.of(
                    Problem.Kind.TOOL_MISSING,
                    WORDS.get("libvirt.session", shown),
                    WORDS.get("libvirt.session.cause", user),
                    WORDS.get("libvirt.session.remedy"));
        }
        boolean installed = lines.contains("installed");
        String key = installed ? "libvirt.stopped" : "libvirt.absent";
        return Problem.of(
                Problem.Kind.TOOL_MISSING,
                WORDS.get(key, shown),
                WORDS.get(key + ".cause"),
                WORDS.get(key + ".remedy"));
    }

    /// Whether `virt-ssh-helper` finds this socket by itself.
    static boolean isUsual(String path, Instance instance) {
        return instance == Instance.SESSION
                || Stream.of(
                                "libvirt-sock",
                                "libvirt-sock-ro",
                                "virtqemud-sock",
                                "virtqemud-sock-ro")
                        .anyMatch(n -> path.equals(SYSTEM + n) || path.equals("/var" + SYSTEM + n));
    }
}
