package org.bridgewright.core.host.live;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Waits for answers, no longer than the caller's [Cancel].
final class Waiting {
    private static final Words WORDS = Words.of(Waiting.class);

    private Waiting() {}

    static <T> T join(CompletableFuture<T> future, Cancel cancel) {
        try (Cancel.Registration ignored = cancel.onCancel(() -> future.cancel(false))) {
            return future.get(cancel.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.TIMED_OUT,
                            WORDS.get("timeout"),
                            WORDS.get("timeout.cause"),
                            WORDS.get("timeout.remedy")),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(stopped(), e);
        } catch (CancellationException e) {
            throw new ProblemException(stopped(), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ProblemException known -> throw new ProblemException(known.problem(), known);
                case Error error -> throw error;
                case null, default ->
                        throw new IllegalStateException(
                                "reading failed in our own code", e.getCause());
            }
        }
    }

    static Problem stopped() {
        return Problem.of(
                Problem.Kind.CANCELLED,
                WORDS.get("stopped"),
                WORDS.get("stopped.cause"),
                WORDS.get("stopped.remedy"));
    }
}
