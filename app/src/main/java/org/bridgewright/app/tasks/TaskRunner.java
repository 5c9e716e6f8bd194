// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.model.Problem;

/// Runs work away from the FX thread and brings its answer back to it.
///
/// ```java
/// tasks.call("Read caldera02", cancel -> source.read(scope, partial, cancel))
///      .then(snapshot -> show(snapshot), problem -> explain(problem));
/// ```
/// Any thread may call; both consumers run on the FX thread. The application's runner hops threads, the tests' runs in place.
public interface TaskRunner {
    /// The deadline of work that does not name its own.
    Duration USUAL_LIMIT = Duration.ofSeconds(30);

    /// @param name what the status bar says while it runs, finished for people
    /// @param limit after which its [Cancel] counts as past its deadline
    <T> Call<T> call(String name, Duration limit, Work<T> work);

    /// Work with the deadline [#USUAL_LIMIT].
    default <T> Call<T> call(String name, Work<T> work) {
        return call(name, USUAL_LIMIT, work);
    }

    /// Writes a small file of the user's: one write after the other in the order asked, and to the end also when the
    /// application closes. A failure is told to whoever listens by [#onUnsaved].
    ///
    /// @param write runs on a worker; throws `ProblemException` when it cannot be written
    void save(Runnable write);

    /// Who is told, on the FX thread, of what could not be saved; in place of whoever was before.
    void onUnsaved(Consumer<Problem> listener);

    /// The door from a worker (a listener, a dialog's question) to the FX thread; returns at once.
    void onFx(Runnable action);

    /// Work that has lasted long enough to be shown (100 ms). FX thread only.
    ObservableList<Running> shown();

    /// @param <T> what the work gives
    @FunctionalInterface
    interface Work<T> {
        /// Runs on a worker and may block; must heed `cancel`.
        T run(Cancel cancel);
    }

    /// Work that was described and waits for its two ends.
    interface Call<T> {
        /// Drops this answer when `lane` has been asked again meanwhile, and cancels what the lane still ran before.
        Call<T> in(Lane lane);

        /// Work that is not shown in the status bar, since its own place shows it.
        Call<T> quietly();

        /// Starts it. Exactly one of the two is called, on the FX thread, unless a newer question of the lane replaced it.
        Running then(Consumer<? super T> done, Consumer<? super Problem> failed);
    }
}
