package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;

/// Reads the three truths (live, config, kernel) of what a plan touches, and compares. All reads of one look are in flight
/// together, so that a look costs one round trip.
final class HostProbe {
    static final Duration READ_LIMIT = Duration.ofSeconds(10);

    private final HostWriter writer;
    private final Executor workers;
    private final Map<String, String> knownTaps = new ConcurrentHashMap<>();

    HostProbe(HostWriter writer, Executor workers) {
        this.writer = writer;
        this.workers = workers;
    }

    /// The tap of a vNIC as it was last seen.
    Optional<String> knownTap(String guestUuid, String mac) {
        return Optional.ofNullable(knownTaps.get(guestUuid + mac));
    }

    /// What a look found.
    ///
    /// @param fact one sentence about what is there
    /// @param now what is there, for the third of three columns
    /// @param found fingerprints of what is there, by layer, for the journal
    record Look(boolean holds, String fact, String now, Map<String, String> found) {}

    /// Looks at each; throws only when the host cannot be asked.
    List<Look> expectations(List<Step.Expectation> expects) {
        Reads reads = new Reads();
        List<CompletableFuture<Look>> all =
                expects.stream().map(e -> expectation(e, reads)).toList();
        return join(all);
    }

    List<Look> checks(List<Step.Check> checks) {
        Reads reads = new Reads();
        List<CompletableFuture<Look>> all = checks.stream().map(c -> check(c, reads)).toList();
        return join(all);
    }

    private static List<Look> join(List<CompletableFuture<Look>> all) {
        List<Look> looks = new ArrayList<>();
        try {
            for (CompletableFuture<Look> look : all) {
                looks.add(look.join());
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw e;
        }
        return looks;
    }

    private CompletableFuture<Look> expectation(Step.Expectation expected, Reads reads) {
        return switch (expected) {
            case Step.Expectation.InterfaceIs e ->
                    iface(
                            reads,
                            e.guestUuid(),
                            e.scope(),
                            e.mac(),
                            e.deviceAddress(),
                            e.fingerprint());
            case Step.Expectation.InterfaceAbsent e ->
                    absent(reads, e.guestUuid(), e.scope(), e.mac());
            case Step.Expectation.GuestIs e -> guest(reads, e.guestUuid(), e.active());
            case Step.Expectation.GuestStateIs e -> state(reads, e.guestUuid(), e.state());
            case Step.Expectation.NetworkIs e -> network(reads, e.network(), e.active());
            case Step.Expectation.LinkIn e -> link(reads, e.link(), e.bridge());
            case Step.Expectation.NoManagedSave e ->
                    reads.ask(
                            "save " + e.guestUuid(),
                            cancel -> writer.hasManagedSave(e.guestUuid(), cancel),
                            saved ->
                                    look(
                                            !saved,
                                            Phrases.WORDS.get(
                                                    saved
                                                            ? "found.managed-save"
                                                            : "found.no-managed-save")));
        };
    }

    private CompletableFuture<Look> check(Step.Check check, Reads reads) {
        return switch (check) {
            case Step.Check.InterfaceIs c ->
                    iface(
                            reads,
                            c.guestUuid(),
                            c.scope(),
                            c.mac(),
                            c.deviceAddress(),
                            c.fingerprint());
            case Step.Check.InterfaceAbsent c -> absent(reads, c.guestUuid(), c.scope(), c.mac());
            case Step.Check.TapIn c -> tapIn(reads, c);
            case Step.Check.GuestIs c -> guest(reads, c.guestUuid(), c.active());
            case Step.Check.GuestStateIs c -> state(reads, c.guestUuid(), c.state());
            case Step.Check.NetworkIs c -> network(reads, c.network(), c.active());
            case Step.Check.LinkIn c -> link(reads, c.link(), c.bridge());
        };
    }

    private CompletableFuture<Look> iface(
            Reads reads,
            String uuid,
            Scope scope,
            String mac,
            Optional<String> address,
            String wanted) {
        return xml(reads, uuid, scope)
                .thenApply(
                        domain -> {
                            if (domain.isEmpty()) {
                                return look(false, gone(scope));
                            }
                            Optional<Vnic> found = InterfaceEdit.find(domain.get(), mac, address);
                            if (found.isEmpty()) {
                                return look(
                                        false,
                                        Phrases.WORDS.get(
                                                "found.no-vnic", Drafts.layer(scope).word(), mac));
                            }
                            if (scope == Scope.LIVE) {
                                found.get().tap().ifPresent(tap -> knownTaps.put(uuid + mac, tap));
                            }
                            String layer = Drafts.layer(scope).word();
                            String xml = found.get().xml();
                            String wiring = InterfaceEdit.wiring(xml);
                            return new Look(
                                    InterfaceEdit.fingerprint(xml, wanted).equals(wanted),
                                    Phrases.WORDS.get("found.wiring", layer, wiring),
                                    xml,
                                    Map.of(layer, InterfaceEdit.wholeFingerprint(xml)));
                        });
    }

    private CompletableFuture<Look> absent(Reads reads, String uuid, Scope scope, String mac) {
        String layer = Drafts.layer(scope).word();
        return xml(reads, uuid, scope)
                .thenApply(
                        domain -> {
                            if (domain.isEmpty()) {
                                return look(false, gone(scope));
                            }
                            Optional<Vnic> found =
                                    InterfaceEdit.find(domain.get(), mac, Optional.empty());
                            return new Look(
                                    found.isEmpty(),
                                    Phrases.WORDS.get(
                                            found.isEmpty() ? "found.no-vnic" : "found.vnic",
                                            layer,
                                            mac),
                                    found.map(Vnic::xml).orElse(""),
                                    Map.of(layer, "absent"));
                        });
    }

    private CompletableFuture<Optional<String>> xml(Reads reads, String uuid, Scope scope) {
        return reads.ask(
                scope + " " + uuid,
                cancel -> writer.guestXml(uuid, scope, cancel),
                Function.identity());
    }

    private static String gone(Scope scope) {
        return Phrases.WORDS.get(scope == Scope.LIVE ? "found.not-running" : "found.no-config");
    }

    /// The tap's name is known from the last look; a vNIC that was attached anew has another, which is then asked again.
    private CompletableFuture<Look> tapIn(Reads reads, Step.Check.TapIn check) {
        String key = check.guestUuid() + check.mac();
        Optional<String> guess = Optional.ofNullable(knownTaps.get(key));
        Optional<CompletableFuture<Look>> early =
                guess.map(tap -> master(reads, tap, check.bridge()));
        return xml(reads, check.guestUuid(), Scope.LIVE)
                .thenCompose(
                        domain -> {
                            Optional<String> tap =
                                    domain.flatMap(
                                                    d ->
                                                            InterfaceEdit.find(
                                                                    d,
                                                                    check.mac(),
                                                                    check.deviceAddress()))
                                            .flatMap(Vnic::tap);
                            if (tap.isEmpty()) {
                                return CompletableFuture.completedFuture(
                                        look(
                                                false,
                                                Phrases.WORDS.get("found.no-tap", check.mac())));
                            }
                            knownTaps.put(key, tap.get());
                            return early.isPresent() && tap.equals(guess)
                                    ? early.get()
                                    : master(reads, tap.get(), check.bridge());
                        });
    }

    private CompletableFuture<Look> link(Reads reads, String link, Optional<String> bridge) {
        return reads.ask(
                "master " + link, cancel -> kernelMaster(link, cancel), m -> m.look(link, bridge));
    }

    private CompletableFuture<Look> master(Reads reads, String tap, String bridge) {
        return reads.ask(
                "master " + tap,
                cancel -> kernelMaster(tap, cancel),
                m -> m.look(tap, Optional.of(bridge)));
    }

    private Master kernelMaster(String tap, Cancel cancel) {
        try {
            return new Master(writer.kernelMaster(tap, cancel), Optional.empty());
        } catch (ProblemException e) {
            return switch (e.problem().kind()) {
                // No shell there, or no right: libvirt's word must do, and the fact says so.
                case TOOL_MISSING, NOT_PERMITTED, NOT_READ ->
                        new Master(Optional.empty(), Optional.of(e.problem()));
                case NOT_FOUND -> new Master(Optional.empty(), Optional.empty());
                default -> throw e;
            };
        }
    }

    private record Master(Optional<String> master, Optional<Problem> unread) {
        Look look(String tap, Optional<String> bridge) {
            if (unread.isPresent()) {
                return HostProbe.look(
                        true, Phrases.WORDS.get("found.kernel-unread", unread.get().summary()));
            }
            String now = master.orElseGet(() -> Phrases.WORDS.get("found.no-bridge"));
            return new Look(
                    master.equals(bridge),
                    Phrases.WORDS.get("found.kernel", tap, now),
                    Phrases.WORDS.get("found.kernel", tap, now),
                    Map.of("kernel", now));
        }
    }

    private CompletableFuture<Look> state(Reads reads, String uuid, String wanted) {
        return reads.ask(
                "state " + uuid,
                cancel -> writer.guestState(uuid, cancel),
                state ->
                        look(
                                state.filter(wanted::equals).isPresent(),
                                Phrases.WORDS.get(
                                        "found.guest",
                                        state.orElseGet(() -> Phrases.WORDS.get("found.gone")))));
    }

    private CompletableFuture<Look> guest(Reads reads, String uuid, boolean active) {
        return reads.ask(
                "state " + uuid,
                cancel -> writer.guestState(uuid, cancel),
                state -> {
                    boolean is =
                            state.flatMap(org.bridgewright.core.model.GuestState::ofWord)
                                    .map(org.bridgewright.core.model.GuestState::isActive)
                                    .orElse(false);
                    String word = state.orElseGet(() -> Phrases.WORDS.get("found.gone"));
                    return look(
                            state.isPresent() && is == active,
                            Phrases.WORDS.get("found.guest", word));
                });
    }

    private CompletableFuture<Look> network(Reads reads, String name, boolean active) {
        return reads.ask(
                "network " + name,
                cancel -> writer.networkXml(name, Scope.LIVE, cancel),
                xml ->
                        look(
                                xml.isPresent() == active,
                                Phrases.WORDS.get(
                                        xml.isPresent()
                                                ? "found.network-active"
                                                : "found.network-inactive",
                                        name)));
    }

    private static Look look(boolean holds, String fact) {
        return new Look(holds, fact, fact, Map.of());
    }

    /// The reads of one look: each question is asked once, on a worker of its own.
    private final class Reads {
        private final Map<String, CompletableFuture<?>> asked = new TreeMap<>();

        @SuppressWarnings("unchecked") // one key is always asked with one kind of answer
        <T, R> CompletableFuture<R> ask(
                String key, Function<Cancel, T> question, Function<T, R> then) {
            CompletableFuture<T> answer =
                    (CompletableFuture<T>)
                            asked.computeIfAbsent(
                                    key,
                                    k ->
                                            CompletableFuture.supplyAsync(
                                                    () -> question.apply(Cancel.after(READ_LIMIT)),
                                                    workers));
            return answer.thenApply(then);
        }
    }
}
