package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.List;

/// How we behave on a host that serves others: every interval and limit in one place (DESIGN 5.1), shown in a host's details.
/// Limits inside the scripts (nice, 5 s and 8 MiB a part) stand in the scripts; session channels and handshakes in `core.ssh`.
///
/// @param statsShown statistics of a host that is looked at
/// @param statsOpen statistics of other open hosts; none when minimised
/// @param fullDump everything of the kernel is compared so often, events or not
/// @param leases DHCP leases of a host that is looked at: libvirt tells nothing of them
/// @param leasesEager the same for `leasesEagerFor` after a guest has started or its link has changed
/// @param agents guest agents, of a host that is looked at; each is asked not more often than `LibvirtLimits` says
/// @param debounce changes are gathered for so long before they are read
/// @param mostNamedLinks more changed links than this are read as a whole
/// @param callLimit one libvirt call, opening included
/// @param readLimit one whole read
/// @param reconnect waits before the tries after a loss; the last one repeats
/// @param giveUp no try by itself after so long
public record Manners(
        Duration statsShown,
        Duration statsOpen,
        Duration fullDump,
        Duration leases,
        Duration leasesEager,
        Duration leasesEagerFor,
        Duration agents,
        Duration debounce,
        int mostNamedLinks,
        Duration callLimit,
        Duration readLimit,
        List<Duration> reconnect,
        Duration giveUp) {
    public static final Manners DEFAULT =
            new Manners(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(300),
                    64,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    List.of(
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(300)),
                    Duration.ofMinutes(10));

    public Manners {
        reconnect = List.copyOf(reconnect);
    }

    /// The wait before try number `attempt` (from 0), spread by a fifth so that many windows do not knock at once.
    ///
    /// @param spread from 0 to 1
    Duration wait(int attempt, double spread) {
        Duration base = reconnect.get(Math.min(attempt, reconnect.size() - 1));
        return base.plusMillis((long) (base.toMillis() * 0.2 * spread));
    }
}
