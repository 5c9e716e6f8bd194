// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bridgewright.app.hosts.HostOpener.OpenHost;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.change.Applier;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.words.Words;

/// Connections for writing that are opened while the user still reads the card, so that Apply itself is quick. At most one
/// waits per host. Any thread.
final class Writers {
    private static final Words WORDS = Words.of(Writers.class);

    private final TaskRunner tasks;
    private final Map<HostId, Waiting> waiting = new HashMap<>();

    /// @param planId the plan that it was made ready for
    private record Waiting(
            OpenHost open, String planId, CompletableFuture<Optional<HostWriter>> writer) {}

    Writers(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /// Opens a writer for `plan` in the background, and what the plan needs on it. That it fails is told by Apply.
    synchronized void prepare(ChangePlan plan, OpenHost open) {
        Waiting now = waiting.get(plan.host());
        if (now != null && now.open() == open) {
            if (!now.planId().equals(plan.id())) {
                waiting.put(plan.host(), new Waiting(open, plan.id(), now.writer()));
                now.writer().thenAccept(writer -> writer.ifPresent(w -> readyFor(plan, w)));
            }
            return;
        }
        release(plan.host());
        CompletableFuture<Optional<HostWriter>> writer = new CompletableFuture<>();
        waiting.put(plan.host(), new Waiting(open, plan.id(), writer));
        tasks.call(
                        WORDS.get("task.prepare", plan.host()),
                        cancel -> {
                            Optional<HostWriter> opened = open.writer(cancel);
                            opened.ifPresent(w -> Applier.prepare(plan, w));
                            return opened;
                        })
                .quietly()
                .then(writer::complete, problem -> writer.complete(Optional.empty()));
    }

    private void readyFor(ChangePlan plan, HostWriter writer) {
        tasks.call(
                        WORDS.get("task.prepare", plan.host()),
                        cancel -> {
                            Applier.prepare(plan, writer);
                            return true;
                        })
                .quietly()
                .then(done -> {}, problem -> {});
    }

    /// The writer that waits for this host, else a new one; the caller closes it. Blocks.
    Optional<HostWriter> take(HostId host, OpenHost open, Cancel cancel) {
        Optional<Waiting> ready;
        synchronized (this) {
            ready = Optional.ofNullable(waiting.get(host)).filter(w -> w.open() == open);
            if (ready.isPresent()) {
                waiting.remove(host);
            }
        }
        return ready.flatMap(w -> await(w, cancel)).or(() -> open.writer(cancel));
    }

    private Optional<HostWriter> await(Waiting ready, Cancel cancel) {
        try {
            return ready.writer().get(cancel.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close(ready);
            return Optional.empty();
        } catch (TimeoutException | ExecutionException late) {
            close(ready);
            return Optional.empty();
        }
    }

    /// The card is gone: what waits for this host is closed.
    synchronized void release(HostId host) {
        Waiting unused = waiting.remove(host);
        if (unused != null) {
            close(unused);
        }
    }

    private void close(Waiting unused) {
        unused.writer()
                .thenAccept(
                        opened ->
                                opened.ifPresent(
                                        writer ->
                                                tasks.call(
                                                                WORDS.get("task.release"),
                                                                cancel -> {
                                                                    writer.close();
                                                                    return true;
                                                                })
                                                        .quietly()
                                                        .then(done -> {}, problem -> {})));
    }
}
