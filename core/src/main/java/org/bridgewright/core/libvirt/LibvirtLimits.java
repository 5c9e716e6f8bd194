package org.bridgewright.core.libvirt;

import java.time.Duration;

/// Manners on a host that others live on. All of libvirt's limits stand here.
///
/// @param callsInFlight at once on one host
/// @param callsInFlightFar the same where a round trip takes longer than `far` and answers do not slow down
/// @param ownCalls what each host may have in flight whatever the others do, so that a slow one delays no other
/// @param sharedCalls what all hosts of the process may have beyond that
/// @param callDeadline after it a guest counts as not answering
/// @param skipFor how long such a guest is left alone
/// @param agentDeadline, agentPause, agentBreak, agentFailures the guest agent: how long to wait, how often to ask,
///     how long to leave it alone after how many failures
public record LibvirtLimits(
        int callsInFlight,
        int callsInFlightFar,
        int ownCalls,
        int sharedCalls,
        Duration far,
        Duration callDeadline,
        Duration skipFor,
        int agentCalls,
        Duration agentDeadline,
        Duration agentPause,
        int agentFailures,
        Duration agentBreak) {
    public static final LibvirtLimits DEFAULT =
            new LibvirtLimits(
                    32,
                    96,
                    8,
                    88,
                    Duration.ofMillis(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    4,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    2,
                    Duration.ofMinutes(10));
}
