package org.bridgewright.core.ssh;

import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// Translates JSch's poor reasons, with what we have looked at ourselves.
final class SshProblems {
    private static final Words WORDS = Words.of(SshProblems.class);
    private static final Pattern METHODS = Pattern.compile("for methods '([^']*)'");

    private SshProblems() {}

    static Problem login(
            JSchException e,
            SshSettings settings,
            HostKeyCheck check,
            Identities identities,
            LoginUi ui) {
        if (check.problem().isPresent()) {
            return check.problem().get();
        }
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Auth ")
                || message.contains("Too many authentication failures")
                || message.contains("USERAUTH fail")) {
            return refused(message, settings, identities, ui);
        }
        // A certificate for other names comes without a type of its own.
        if (e instanceof com.jcraft.jsch.JSchHostKeyException
                || message.startsWith("rejected HostKey")) {
            return Problem.of(
                            Problem.Kind.HOST_KEY_CHANGED,
                            WORDS.get("hostkey.certificate", settings.alias()),
                            WORDS.get("hostkey.certificate.cause"),
                            WORDS.get("hostkey.certificate.remedy"))
                    .withOriginal("ssh", message);
        }
        if (message.startsWith("Algorithm negotiation fail")) {
            return Problem.of(
                            Problem.Kind.CANNOT_CONNECT,
                            WORDS.get("login.algorithms", settings.alias()),
                            WORDS.get("login.algorithms.cause"),
                            WORDS.get("login.algorithms.remedy"))
                    .withOriginal("ssh", message);
        }
        return reach(settings, e);
    }

    private static Problem refused(
            String message, SshSettings settings, Identities identities, LoginUi ui) {
        Matcher m = METHODS.matcher(message);
        String methods =
                m.find() ? m.group(1).replace(",", ", ") : WORDS.get("login.methods.unknown");
        List<String> parts = new ArrayList<>();
        parts.add(
                identities.names().isEmpty()
                        ? WORDS.get("login.no-keys")
                        : WORDS.get("login.keys", String.join(", ", identities.names())));
        parts.addAll(identities.notes());
        parts.add(WORDS.get("login.methods", methods));
        if (ui.cancelled()) {
            parts.add(WORDS.get("login.not-answered"));
        }
        Problem problem =
                Problem.of(
                        Problem.Kind.LOGIN_FAILED,
                        WORDS.get("login.refused", settings.user(), settings.alias()),
                        String.join("; ", parts),
                        WORDS.get(
                                ui.cancelled()
                                        ? "login.refused.remedy.answer"
                                        : "login.refused.remedy",
                                settings.user(),
                                settings.hostName()));
        return problem.withOriginal(
                "ssh", message + (ui.banner().isEmpty() ? "" : "\n" + ui.banner()));
    }

    static Problem reach(SshSettings settings, JSchException e) {
        String message = String.valueOf(e.getMessage());
        Optional<IOException> io =
                Optional.ofNullable(e.getCause())
                        .filter(IOException.class::isInstance)
                        .map(IOException.class::cast);
        String key =
                message.contains("timeout")
                                || message.contains("Timeout")
                                || message.contains("timed out")
                        ? "reach.silent"
                        : message.contains("connection is closed by foreign host")
                                        || message.contains("Connection reset")
                                        || message.contains("End of IO")
                                ? "reach.closed"
                                : message.contains("invalid server's version")
                                        ? "reach.not-ssh"
                                        : "reach.broken";
        return Problem.of(
                        Problem.Kind.CANNOT_CONNECT,
                        WORDS.get("reach", settings.alias()),
                        WORDS.get(key, settings.hostName(), settings.port()),
                        WORDS.get(key + ".remedy", settings.hostName(), settings.port()))
                .withOriginal("ssh", message + io.map(i -> " (" + i.getMessage() + ")").orElse(""));
    }
}
