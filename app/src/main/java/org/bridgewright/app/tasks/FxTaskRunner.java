// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;

/// The application's runner: named platform threads (libvirt's calls block in native code), answers on the FX thread.
public final class FxTaskRunner implements TaskRunner, AutoCloseable {
    /// Quicker work shows nothing, so that the window does not flicker.
    static final Duration SHOW_AFTER = Duration.ofMillis(100);

    static final Duration SAVE_LIMIT = Duration.ofSeconds(3);
    static final Duration CANCEL_AFTER = Duration.ofSeconds(1);

    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("worker-", 1).factory());

    /// One thread: of two writes of one file the later one stays.
    private final ExecutorService saver =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("save-", 1).factory());

    private final ObservableList<Running> shown = FXCollections.observableArrayList();
    private volatile boolean closed;
    private volatile Consumer<Problem> unsaved = problem -> {}; // it is in the log

    @Override
    public <T> Call<T> call(String name, Duration limit, Work<T> work) {
        return new FxCall<>(name, limit, work);
    }

    @Override
    public void save(Runnable write) {
        if (closed) {
            Faults.log("asked to save after the application was closed");
            return;
        }
        saver.execute(
                () -> {
                    try {
                        write.run();
                    } catch (RuntimeException thrown) {
                        // The boundary of this thread.
                        Problem problem = Faults.problemOf(thrown);
                        Faults.log(problem);
                        Platform.runLater(() -> unsaved.accept(problem));
                    }
                });
    }

    @Override
    public void onUnsaved(Consumer<Problem> listener) {
        unsaved = listener;
    }

    @Override
    public void onFx(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else {
            Platform.runLater(action);
        }
    }

    @Override
    public ObservableList<Running> shown() {
        return shown;
    }

    /// Ends what runs; nothing that was asked for, or is asked for from now on, is answered. What is being saved is waited for,
    /// at most [#SAVE_LIMIT].
    @Override
    public void close() {
        closed = true;
        workers.shutdownNow();
        saver.shutdown();
        try {
            if (!saver.awaitTermination(SAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                Faults.log("closed before all was saved");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class FxCall<T> implements Call<T> {
        private final String name;
        private final Duration limit;
        private final Work<T> work;
        private Optional<Lane> lane = Optional.empty();
        private boolean quiet;

        FxCall(String name, Duration limit, Work<T> work) {
            this.name = name;
            this.limit = limit;
            this.work = work;
        }

        @Override
        public Call<T> in(Lane newLane) {
            lane = Optional.of(newLane);
            return this;
        }

        @Override
        public Call<T> quietly() {
            quiet = true;
            return this;
        }

        @Override
        public Running then(Consumer<? super T> done, Consumer<? super Problem> failed) {
            Cancel cancel = Cancel.after(limit);
            long asked = lane.map(l -> l.begin(cancel)).orElse(0L);
            Running running = new Running(name, cancel);
            Optional<Timeline> clock = quiet ? Optional.empty() : Optional.of(clock(running));
            if (closed) {
                cancel.cancel();
                return running;
            }
            clock.ifPresent(c -> onFx(c::play));
            workers.execute(
                    () -> {
                        Runnable end = outcome(cancel, done, failed);
                        Platform.runLater(
                                () -> {
                                    clock.ifPresent(Timeline::stop);
                                    shown.remove(running);
                                    if (closed) {
                                        return;
                                    }
                                    if (lane.isEmpty() || lane.get().isCurrent(asked)) {
                                        end.run();
                                    }
                                });
                    });
            return running;
        }

        /// The boundary of all background work: whatever it throws becomes a problem.
        @SuppressWarnings("CatchAndPrintStackTrace")
        private Runnable outcome(
                Cancel cancel, Consumer<? super T> done, Consumer<? super Problem> failed) {
            try {
                T value = work.run(cancel);
                return () -> done.accept(value);
            } catch (Throwable thrown) {
                Problem problem =
                        cancel.isCancelled() ? Faults.cancelled(name) : Faults.problemOf(thrown);
                return () -> failed.accept(problem);
            }
        }

        private Timeline clock(Running running) {
            return new Timeline(
                    new KeyFrame(millis(SHOW_AFTER), e -> shown.add(running)),
                    new KeyFrame(millis(CANCEL_AFTER), e -> running.offerCancel()));
        }
    }

    private static javafx.util.Duration millis(Duration duration) {
        return javafx.util.Duration.millis(duration.toMillis());
    }
}
