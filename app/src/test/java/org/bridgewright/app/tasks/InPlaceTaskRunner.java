// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;

/// Runs everything at once on the caller's thread, so that view models are tested without waiting.
public final class InPlaceTaskRunner implements TaskRunner {
    private final ObservableList<Running> shown = FXCollections.observableArrayList();

    private Consumer<Problem> unsaved =
            problem -> {
                throw new AssertionError(problem.line());
            };

    @Override
    public <T> Call<T> call(String name, Duration limit, Work<T> work) {
        return new Call<>() {
            private Optional<Lane> lane = Optional.empty();

            @Override
            public Call<T> in(Lane newLane) {
                lane = Optional.of(newLane);
                return this;
            }

            @Override
            public Call<T> quietly() {
                return this;
            }

            @Override
            public Running then(Consumer<? super T> done, Consumer<? super Problem> failed) {
                Cancel cancel = Cancel.after(limit);
                long asked = lane.map(l -> l.begin(cancel)).orElse(0L);
                T value;
                try {
                    value = work.run(cancel);
                } catch (RuntimeException thrown) {
                    if (lane.map(l -> l.isCurrent(asked)).orElse(true)) {
                        failed.accept(Faults.problemOf(thrown));
                    }
                    return new Running(name, cancel);
                }
                if (lane.map(l -> l.isCurrent(asked)).orElse(true)) {
                    done.accept(value);
                }
                return new Running(name, cancel);
            }
        };
    }

    @Override
    public void save(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException thrown) {
            unsaved.accept(Faults.problemOf(thrown));
        }
    }

    @Override
    public void onUnsaved(Consumer<Problem> listener) {
        unsaved = listener;
    }

    @Override
    public void onFx(Runnable action) {
        action.run();
    }

    @Override
    public ObservableList<Running> shown() {
        return shown;
    }
}
