package org.bridgewright.core.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// The calls that read one guest. Remembers which guests did not answer, and leaves them alone for a while.
final class GuestReads {
    private static final Words WORDS = Words.of(GuestReads.class);
    private final Map<String, Instant> silent = new ConcurrentHashMap<>();
    private final DefinitionCache cache;
    private final InstantSource clock;
    private final Duration skipFor;

    GuestReads(DefinitionCache cache, InstantSource clock, Duration skipFor) {
        this.cache = cache;
        this.clock = clock;
        this.skipFor = skipFor;
    }

    /// Adds the call for one definition: the live one of a running guest goes before all others.
    void definition(InFlight calls, GuestDraft guest, boolean inactive, Runnable after) {
        Instant until = silent.get(guest.uuid);
        if (until != null && clock.instant().isBefore(until)) {
            Problem why =
                    Problem.of(
                            Problem.Kind.TIMED_OUT,
                            WORDS.get("guest.tried", guest.name),
                            WORDS.get("guest.skipped.cause", skipFor.toSeconds()),
                            WORDS.get("guest.silent.remedy"));
            guest.problem = Optional.of(why);
            after.run();
            return;
        }
        String tried = WORDS.get("guest.tried", guest.name);
        String key = key(guest.uuid, inactive);
        String what = WORDS.get(inactive ? "domain.config.what" : "domain.live.what", guest.name);
        NativeHandle handle = guest.handle.retain();
        LibvirtSession.NativeCall<DefinitionCache.Parsed> call =
                connection -> {
                    try {
                        return cache.parse(key, xml(handle.pointer(), inactive), what);
                    } finally {
                        handle.release();
                    }
                };
        Consumer<DefinitionCache.Parsed> done =
                parsed -> {
                    take(guest, inactive, parsed);
                    after.run();
                };
        Consumer<Problem> failed =
                problem -> {
                    fail(guest, problem);
                    after.run();
                };
        if (inactive) {
            calls.then(tried, call, done, failed);
        } else {
            calls.first(tried, call, done, failed);
        }
    }

    static String key(String uuid, boolean inactive) {
        return uuid + (inactive ? "/config" : "/live");
    }

    private static String xml(Pointer domain, boolean inactive) throws LibvirtError.Failed {
        return LibvirtRuntime.takeText(
                LibvirtApi.virDomainGetXMLDesc(
                        domain, inactive ? LibvirtApi.DOMAIN_XML_INACTIVE : 0));
    }

    private static void take(GuestDraft guest, boolean inactive, DefinitionCache.Parsed parsed) {
        boolean stopped =
                !inactive
                        && parsed.definition().isPresent()
                        && !parsed.definition().get().running();
        if (inactive || stopped) { // it stopped between list and call: what came is its config
            guest.config = Optional.of(parsed);
        } else {
            guest.live = Optional.of(parsed);
        }
    }

    private void fail(GuestDraft guest, Problem problem) {
        switch (problem.kind()) {
            case NOT_FOUND -> guest.isGone = true;
            case TIMED_OUT -> {
                silent.put(guest.uuid, clock.instant().plus(skipFor));
                guest.problem =
                        Optional.of(
                                Problem.of(
                                        Problem.Kind.TIMED_OUT,
                                        problem.summary(),
                                        WORDS.get("guest.silent.cause"),
                                        WORDS.get("guest.silent.remedy")));
            }
            default -> guest.problem = Optional.of(problem);
        }
    }

    /// `virsh domstate`'s word for libvirt's number; the number itself for one that is not known.
    static String stateWord(int number) {
        return GuestState.ofNumber(number).map(GuestState::word).orElse("state " + number);
    }
}
