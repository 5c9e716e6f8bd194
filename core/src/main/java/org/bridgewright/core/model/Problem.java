package org.bridgewright.core.model;

import java.util.Optional;

/// An expected failure as a value: what failed, on which host, why, and what to do next.
///
/// Every text is finished for people (from a word bundle); [#original()] keeps the tool's own words, redacted.
public record Problem(
        Kind kind,
        Optional<HostId> host,
        String summary,
        String cause,
        String remedy,
        Optional<Original> original) {

    /// The kinds; each has its id (`kind.id()`), an anchor in `docs/errors.md`, and an exit code of the command line.
    public enum Kind {
        /// The host could not be reached, or the way to it broke.
        CANNOT_CONNECT,
        /// Login was refused, or needs what was not given (key, passphrase, password).
        LOGIN_FAILED,
        /// The host's key is not known yet.
        HOST_KEY_UNKNOWN,
        /// The host's key is another than the known one, or revoked.
        HOST_KEY_CHANGED,
        /// The user there may not do it.
        NOT_PERMITTED,
        /// The host said no (libvirt's or the kernel's own refusal).
        HOST_REFUSED,
        /// What the host answered cannot be read.
        BAD_ANSWER,
        /// A tool, socket or service is not there.
        TOOL_MISSING,
        /// No answer before the deadline.
        TIMED_OUT,
        /// The user stopped it.
        CANCELLED,
        /// A part was not read on purpose: too large, or only on demand.
        NOT_READ,
        /// The user's own input is wrong: flag, URI, file.
        BAD_INPUT,
        /// The planner says no.
        REFUSED,
        /// The object is not there, or not any more.
        NOT_FOUND;

        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// What the tool said itself: `source` names it (`libvirt 38`, `ssh`, `ip -j link: exit 1`).
    public record Original(String source, String text) {}

    public static Problem of(Kind kind, HostId host, String summary, String cause, String remedy) {
        return new Problem(kind, Optional.of(host), summary, cause, remedy, Optional.empty());
    }

    public static Problem of(Kind kind, String summary, String cause, String remedy) {
        return new Problem(kind, Optional.empty(), summary, cause, remedy, Optional.empty());
    }

    public Problem withOriginal(String source, String text) {
        return new Problem(
                kind, host, summary, cause, remedy, Optional.of(new Original(source, text)));
    }

    /// The same problem, told of the host it concerns; replaces one that was set.
    public Problem onHost(HostId newHost) {
        return new Problem(kind, Optional.of(newHost), summary, cause, remedy, original);
    }

    /// Summary and cause in one line, for logs and lists.
    public String line() {
        return cause.isEmpty() ? summary : summary + ": " + cause;
    }
}
