package org.bridgewright.core.libvirt;

import java.util.Locale;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// Makes a problem for people out of libvirt's error: what was tried, what kind of refusal it is, what now.
final class LibvirtProblems {
    private static final Words WORDS = Words.of(LibvirtProblems.class);

    private LibvirtProblems() {}

    /// @param tried what was tried, as a finished sentence without its stop: `Network router could not be started`
    static Problem of(String tried, LibvirtError error) {
        String text = error.message();
        String lower = text.toLowerCase(Locale.ROOT);
        String source = "libvirt " + error.code();
        String remedyKey =
                switch (error.code()) {
                    case 29 -> // OPERATION_DENIED
                            lower.contains("read only") ? "remedy.read.only" : "remedy.denied";
                    case 45, 79, 94 ->
                            "remedy.authentication"; // AUTH_FAILED, _CANCELLED, _UNAVAILABLE
                    case 88 -> "remedy.access"; // ACCESS_DENIED
                    case 42, 43, 53, 99 ->
                            "remedy.gone"; // NO_DOMAIN, NO_NETWORK, NO_NODE_DEVICE, DEVICE_MISSING
                    case 3, 84 -> "remedy.unsupported"; // NO_SUPPORT, OPERATION_UNSUPPORTED
                    case 68, 87 -> "remedy.busy"; // OPERATION_TIMEOUT, RESOURCE_BUSY
                    case 70 -> "remedy.hook"; // HOOK_SCRIPT_FAILED
                    case 86, 97 -> "remedy.agent"; // AGENT_UNRESPONSIVE, AGENT_UNSYNCED
                    case 38 -> connectRemedy(lower); // SYSTEM_ERROR
                    case 6, 39 -> "remedy.lost"; // INVALID_CONN, RPC
                    case 1 -> // INTERNAL_ERROR, also what the client says once its socket is gone
                            lower.contains("client socket is closed") || lower.contains("keepalive")
                                    ? "remedy.lost"
                                    : "remedy.refused";
                    default -> "remedy.refused";
                };
        Problem.Kind kind =
                switch (remedyKey) {
                    case "remedy.read.only",
                            "remedy.denied",
                            "remedy.authentication",
                            "remedy.access",
                            "remedy.socket.denied" ->
                            Problem.Kind.NOT_PERMITTED;
                    case "remedy.gone" -> Problem.Kind.NOT_FOUND;
                    case "remedy.socket.gone", "remedy.lost" -> Problem.Kind.CANNOT_CONNECT;
                    default -> Problem.Kind.HOST_REFUSED;
                };
        String cause = text.isBlank() ? WORDS.get("no.text", error.code()) : sentence(text);
        return Problem.of(kind, tried, cause, WORDS.get(remedyKey)).withOriginal(source, text);
    }

    /// libvirt's number of the error behind a problem; 0 for problems of other origin.
    static int code(Problem problem) {
        return problem.original()
                .map(Problem.Original::source)
                .filter(source -> source.startsWith("libvirt "))
                .flatMap(source -> XmlValues.number(source.substring("libvirt ".length())))
                .orElse(0);
    }

    /// System errors are refusals of the kernel, or of the way to the daemon.
    private static String connectRemedy(String lower) {
        if (lower.contains("failed to connect socket") || lower.contains("unable to connect")) {
            return lower.contains("permission denied")
                    ? "remedy.socket.denied"
                    : "remedy.socket.gone";
        }
        return lower.contains("end of file")
                        || lower.contains("connection reset")
                        || lower.contains("broken pipe")
                ? "remedy.lost"
                : "remedy.refused";
    }

    static Problem timedOut(String tried) {
        return Problem.of(
                Problem.Kind.TIMED_OUT,
                tried,
                WORDS.get("timed.out.cause"),
                WORDS.get("timed.out.remedy"));
    }

    static Problem cancelled(String tried) {
        return Problem.of(Problem.Kind.CANCELLED, tried, WORDS.get("cancelled.cause"), "");
    }

    static Problem closed(String tried) {
        return Problem.of(
                Problem.Kind.CANNOT_CONNECT,
                tried,
                WORDS.get("closed.cause"),
                WORDS.get("remedy.lost"));
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        String first = stripped.substring(0, 1).toUpperCase(Locale.ROOT) + stripped.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }
}
