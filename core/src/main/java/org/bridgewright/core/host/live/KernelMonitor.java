package org.bridgewright.core.host.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.kernel.KernelScript;
import org.bridgewright.core.kernel.MonitorParser;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.words.Words;

/// The one long-lived script on a host: tells changes of the kernel as they happen, and answers questions in one round trip.
final class KernelMonitor implements AutoCloseable {
    private static final Words WORDS = Words.of(KernelMonitor.class);
    private final Map<Integer, CompletableFuture<RawOutputs>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Consumer<MonitorParser.Event> events;
    private final Consumer<Optional<Problem>> ended;
    private final HostShell.ScriptStream stream;
    private volatile boolean over;

    /// @param events changes; answers go to who asked
    /// @param ended the script or the way to it is gone
    KernelMonitor(
            HostShell shell,
            Consumer<MonitorParser.Event> events,
            Consumer<Optional<Problem>> ended,
            Cancel cancel) {
        this.events = events;
        this.ended = ended;
        String mark = KernelScript.newMark();
        MonitorParser parser = new MonitorParser(mark, Instant::now);
        this.stream =
                shell.stream(
                        KernelScript.monitor(mark),
                        new HostShell.StreamListener() {
                            @Override
                            public void bytes(byte[] chunk) {
                                parser.feed(chunk).forEach(KernelMonitor.this::take);
                            }

                            @Override
                            public void ended(Optional<Problem> why) {
                                finish(why);
                            }
                        },
                        cancel);
    }

    private void take(MonitorParser.Event event) {
        if (event instanceof MonitorParser.Event.Answer answer) {
            Optional.ofNullable(asked.remove(answer.number()))
                    .ifPresent(f -> f.complete(answer.outputs()));
        } else {
            events.accept(event);
        }
    }

    private void finish(Optional<Problem> why) {
        over = true;
        Problem problem =
                why.orElseGet(
                        () ->
                                Problem.of(
                                        Problem.Kind.CANNOT_CONNECT,
                                        WORDS.get("monitor.ended"),
                                        WORDS.get("monitor.ended.cause"),
                                        WORDS.get("monitor.ended.remedy")));
        asked.values().forEach(f -> f.completeExceptionally(new ProblemException(problem)));
        asked.clear();
        ended.accept(why);
    }

    boolean isOver() {
        return over;
    }

    /// Asks; the answer comes on the stream's thread, or fails with a [ProblemException].
    CompletableFuture<RawOutputs> ask(KernelScript.Ask what, List<String> names) {
        int number = numbers.incrementAndGet();
        CompletableFuture<RawOutputs> answer = new CompletableFuture<>();
        asked.put(number, answer);
        try {
            stream.send(KernelScript.command(what, number, names));
        } catch (ProblemException e) {
            asked.remove(number);
            answer.completeExceptionally(e);
        }
        return answer;
    }

    @Override
    public void close() {
        stream.close();
    }
}
