// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.words.Words;

/// A host's state in one line, for its row and for a screen reader.
public final class HostWords {
    private static final Words WORDS = Words.of(HostWords.class);

    private HostWords() {}

    /// `root via SSH · 3 ms`, `locked · not open`, `no answer · seen 2 h ago`.
    public static String line(SavedHost saved, HostState state, boolean locked, Clock clock) {
        return switch (state) {
            case HostState.Open open -> connected(saved, open);
            case HostState.Connecting connecting ->
                    connecting
                            .last()
                            .map(
                                    p ->
                                            WORDS.get(
                                                    "host.connecting.seen",
                                                    age(p.seen(), clock.instant())))
                            .orElseGet(
                                    () ->
                                            connecting.steps().isEmpty()
                                                    ? WORDS.get("host.connecting")
                                                    : connecting.steps().getLast().text());
            case HostState.Failed failed ->
                    failed.last()
                            .map(p -> WORDS.get("host.lost.seen", age(p.seen(), clock.instant())))
                            .orElseGet(() -> WORDS.get("host.lost"));
            case HostState.Closed closed ->
                    !saved.isRemote() && !saved.isRecording()
                            ? saved.uri()
                            : WORDS.get(locked ? "host.closed.locked" : "host.closed");
        };
    }

    private static String connected(SavedHost saved, HostState.Open open) {
        ConnectionState.Connected how = open.how();
        String way =
                saved.isRecording()
                        ? WORDS.get("host.recording")
                        : saved.isRemote()
                                ? WORDS.get("host.ssh", user(saved.uri()))
                                : WORDS.get("host.local");
        String time =
                how.roundTrip()
                        .filter(t -> saved.isRemote())
                        .map(t -> " · " + milliseconds(t))
                        .orElse("");
        return way + time;
    }

    private static String user(String uri) {
        int from = uri.indexOf("://");
        int at = uri.indexOf('@');
        return from >= 0 && at > from ? uri.substring(from + 3, at) : "";
    }

    private static String milliseconds(Duration time) {
        double ms = time.toNanos() / 1e6;
        return ms < 1 ? "<1 ms" : String.format(Locale.ROOT, "%.0f ms", ms);
    }

    /// `4 s`, `3 min`, `2 h`, `5 days` between the two.
    public static String age(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return WORDS.get("age.seconds", seconds);
        }
        if (seconds < 3600) {
            return WORDS.get("age.minutes", seconds / 60);
        }
        return seconds < 2 * 86_400
                ? WORDS.get("age.hours", seconds / 3600)
                : WORDS.get("age.days", seconds / 86_400);
    }
}
