package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.core.host.HostManners;
import org.bridgewright.core.libvirt.LibvirtLimits;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.words.Words;

/// [Manners] and the way in as sentences for a host's details. The numbers come from where they are kept.
final class MannersText {
    private static final Words WORDS = Words.of(MannersText.class);

    private MannersText() {}

    static HostManners of(LiveConnection connection, OpenOptions options) {
        List<HostManners.Row> rows = new ArrayList<>();
        Optional<HostShell> shell = connection.shell();
        Manners manners = options.manners();
        rows.add(row("way", WORDS.get("manners.way." + way(connection))));
        connection.libvirt().ifPresent(door -> rows.add(libvirt(door)));
        shell.flatMap(HostShell::roundTrip)
                .ifPresent(
                        trip ->
                                rows.add(
                                        row(
                                                "trip",
                                                WORDS.get("manners.trip.text", trip.toMillis()))));
        rows.add(text("stats", span(manners.statsShown()), span(manners.statsOpen())));
        if (shell.isPresent()) {
            rows.add(text("kernel", span(manners.debounce()), span(manners.fullDump())));
        }
        rows.add(
                text(
                        "leases",
                        span(manners.leases()),
                        span(manners.leasesEager()),
                        span(manners.leasesEagerFor())));
        rows.add(agent());
        if (shell.isPresent()) {
            rows.add(text("scripts"));
            if (!shell.get().way().equals("local")) {
                rows.add(text("ssh"));
            }
            rows.add(
                    row(
                            "sudo",
                            WORDS.get(options.sudo() ? "manners.sudo.on" : "manners.sudo.off")));
        }
        String waits =
                manners.reconnect().stream()
                        .map(MannersText::span)
                        .collect(Collectors.joining(", "));
        rows.add(text("reconnect", waits, span(manners.giveUp())));
        rows.add(text("traces"));
        return new HostManners(rows);
    }

    private static String way(LiveConnection connection) {
        return connection.libvirt().isEmpty()
                ? "none"
                : connection.shell().map(HostShell::way).orElse("libvirt");
    }

    private static HostManners.Row libvirt(LibvirtDoor door) {
        LibvirtLimits limits = LibvirtLimits.DEFAULT;
        String rights =
                WORDS.get(
                        door.side().readOnly() ? "manners.libvirt.read" : "manners.libvirt.write");
        return row(
                "libvirt",
                WORDS.get(
                        "manners.libvirt.calls",
                        rights,
                        limits.callsInFlight(),
                        limits.callsInFlightFar(),
                        span(limits.callDeadline()),
                        span(limits.skipFor())));
    }

    private static HostManners.Row agent() {
        LibvirtLimits limits = LibvirtLimits.DEFAULT;
        return text(
                "agent",
                limits.agentCalls(),
                span(limits.agentPause()),
                span(limits.agentDeadline()),
                limits.agentFailures(),
                span(limits.agentBreak()));
    }

    private static HostManners.Row text(String thing, Object... values) {
        return row(thing, WORDS.get("manners." + thing + ".text", values));
    }

    private static HostManners.Row row(String thing, String text) {
        return new HostManners.Row(WORDS.get("manners." + thing), text);
    }

    private static String span(Duration time) {
        if (time.toMillis() < 1000) {
            return WORDS.get("manners.millis", time.toMillis());
        }
        return time.toSeconds() > 300 && time.toSecondsPart() == 0
                ? WORDS.get("manners.minutes", time.toMinutes())
                : WORDS.get("manners.seconds", time.toSeconds());
    }
}
