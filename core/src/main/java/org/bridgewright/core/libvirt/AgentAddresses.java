package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks guest agents for addresses, with restraint: each question wakes a program in the guest. One object a host,
/// used by one thread at a time.
public final class AgentAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(AgentAddresses.class);
    private static final Words WORDS = Words.of(AgentAddresses.class);

    private final LibvirtLimits limits;
    private final InstantSource clock;
    private final Map<String, Memory> memories = new LinkedHashMap<>();

    /// What is known of one guest's agent.
    private record Memory(Instant notBefore, int failures, List<GuestAddress> addresses) {}

    public AgentAddresses(LibvirtLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// The addresses of these guests, those from the last minute as they were. A guest whose agent is not connected,
    /// or does not answer within its deadline, has none.
    ///
    /// @param guests those that are shown or selected
    public Part<List<GuestAddress>> ask(
            LibvirtSession session, Collection<Guest> guests, Cancel cancel) {
        if (session.isReadOnly()) {
            return Part.missing(
                    Problem.of(
                            Problem.Kind.NOT_PERMITTED,
                            WORDS.get("agent.read.only.summary"),
                            "",
                            WORDS.get("remedy.read.only")));
        }
        Semaphore slots = new Semaphore(limits.agentCalls());
        Map<String, CompletableFuture<List<GuestAddress>>> asked = new LinkedHashMap<>();
        List<GuestAddress> all = new ArrayList<>();
        for (Guest guest : guests) {
            if (!guest.agentConnected() || guest.uuid().isEmpty()) {
                continue;
            }
            String uuid = guest.uuid().get();
            Memory memory = memories.get(uuid);
            if (memory != null && clock.instant().isBefore(memory.notBefore())) {
                all.addAll(memory.addresses());
            } else if (takeSlot(slots, cancel)) {
                asked.put(
                        uuid,
                        session.start(
                                        WORDS.get("agent.tried", guest.name()),
                                        connection -> ask(connection, uuid))
                                // the native call stays out until libvirt's own limit; the picture
                                // does not wait
                                .orTimeout(limits.agentDeadline().toMillis(), TimeUnit.MILLISECONDS)
                                .whenComplete((found, failure) -> slots.release()));
            }
        }
        asked.forEach((uuid, answer) -> all.addAll(remember(uuid, answer)));
        return Part.present(all, clock.instant());
    }

    private boolean takeSlot(Semaphore slots, Cancel cancel) {
        try {
            return !cancel.isCancelled()
                    && slots.tryAcquire(cancel.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<GuestAddress> remember(String uuid, CompletableFuture<List<GuestAddress>> answer) {
        List<GuestAddress> found = List.of();
        int failures = 0;
        try {
            found = answer.join();
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof ProblemException
                    || failed.getCause() instanceof TimeoutException)) {
                throw failed;
            }
            LOG.debug("agent of {}: {}", uuid, String.valueOf(failed.getCause()));
            Memory before = memories.get(uuid);
            failures = before == null ? 1 : before.failures() + 1;
        }
        boolean off = failures >= limits.agentFailures();
        memories.put(
                uuid,
                new Memory(
                        clock.instant().plus(off ? limits.agentBreak() : limits.agentPause()),
                        off ? 0 : failures,
                        found));
        return found;
    }

    private static List<GuestAddress> ask(Pointer connection, String uuid)
            throws LibvirtError.Failed {
        Pointer domain =
                LibvirtError.check(LibvirtApi.virDomainLookupByUUIDString(connection, uuid));
        try {
            return NativeLists.agentAddresses(domain);
        } finally {
            LibvirtApi.virDomainFree(domain);
        }
    }
}
