// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bridgewright.app.hosts.HostOpener.OpenHost;
import org.bridgewright.app.tasks.Lane;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// One host from saved to connected, followed, lost and closed. FX thread only; blocking work goes through the runner.
///
/// What is made once per host (the connection) is owned here and closed with it.
public final class HostSession {
    private static final Words WORDS = Words.of(HostSession.class);
    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(10);
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private static final Duration UNLOCK_LIMIT = Duration.ofHours(1);

    private static final ConnectionState.Connected LOCAL =
            new ConnectionState.Connected("local", false, Optional.empty());

    private final HostOpener opener;
    private final LoginDialog login;
    private final TaskRunner tasks;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<SavedHost> saved;
    private final ReadOnlyObjectWrapper<HostState> state;
    private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper(true);
    private final Lane connecting = new Lane();
    private final Lane reading = new Lane();
    private final AtomicReference<@Nullable Arrival> newest = new AtomicReference<>();
    private Optional<OpenHost> open = Optional.empty();
    private ConnectionState.Connected how = LOCAL;
    private Optional<HostSource.Following> following = Optional.empty();
    private Optional<Instant> unlockedUntil = Optional.empty();
    private HostSource.Attention attention = HostSource.Attention.SHOWN;

    HostSession(
            SavedHost saved,
            Optional<LastPicture> last,
            HostOpener opener,
            LoginDialog login,
            TaskRunner tasks,
            Clock clock) {
        this.saved = new ReadOnlyObjectWrapper<>(saved);
        this.state = new ReadOnlyObjectWrapper<>(new HostState.Closed(last));
        this.opener = opener;
        this.login = login;
        this.tasks = tasks;
        this.clock = clock;
        locked.set(!saved.unlocked());
    }

    public ReadOnlyObjectProperty<SavedHost> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    public SavedHost saved() {
        return saved.get();
    }

    public ReadOnlyObjectProperty<HostState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public HostState state() {
        return state.get();
    }

    /// The user's name for it where one was given, else the host's own once it is known.
    public String title() {
        return saved().isNamed() ? saved().name() : id().map(HostId::value).orElse(saved().name());
    }

    public Optional<HostId> id() {
        return state().last().map(p -> p.snapshot().host());
    }

    /// Read-only for the user: nothing may be applied.
    public ReadOnlyBooleanProperty lockedProperty() {
        return locked.getReadOnlyProperty();
    }

    /// Whether a change may be applied right now; an hour's unlocking may have run out.
    public boolean isLocked() {
        if (unlockedUntil.filter(until -> clock.instant().isAfter(until)).isPresent()) {
            lock();
        }
        return locked.get();
    }

    public void lock() {
        unlockedUntil = Optional.empty();
        locked.set(true);
        saved.set(saved().withUnlocked(false));
    }

    public void unlockForAnHour() {
        unlockedUntil = Optional.of(clock.instant().plus(UNLOCK_LIMIT));
        locked.set(false);
    }

    /// Remembered for this host.
    public void unlock() {
        unlockedUntil = Optional.empty();
        locked.set(false);
        saved.set(saved().withUnlocked(true));
    }

    /// Puts other saved settings in place; an open connection stays as it is.
    public void change(SavedHost newSaved) {
        saved.set(newSaved);
    }

    /// The opened host, for whoever applies a plan.
    public Optional<OpenHost> opened() {
        return open;
    }

    /// Connects, reads and follows. Nothing happens while it is open or on its way.
    public void open() {
        if (state() instanceof HostState.Open || state() instanceof HostState.Connecting) {
            return;
        }
        saved.set(saved().withOpen(true));
        how = LOCAL;
        state.set(new HostState.Connecting(List.of(), state().last()));
        SavedHost target = saved();
        tasks.call(
                        WORDS.get("task.connect", target.name()),
                        CONNECT_LIMIT,
                        cancel ->
                                opener.open(
                                        target,
                                        login,
                                        step -> tasks.onFx(() -> standing(step)),
                                        cancel))
                .in(connecting)
                .then(this::opened, this::failed);
    }

    /// Closes the connection; the last picture stays searchable.
    public void close() {
        connecting.drop();
        reading.drop();
        release();
        saved.set(saved().withOpen(false));
        state.set(new HostState.Closed(state().last()));
    }

    /// Ends without changing what is remembered: the window closes.
    void shutdown() {
        connecting.drop();
        reading.drop();
        release();
    }

    public void reconnect() {
        connecting.drop();
        reading.drop();
        release();
        state.set(new HostState.Closed(state().last()));
        open();
    }

    /// Reads again now (F5).
    public void refresh() {
        if (state() instanceof HostState.Failed) {
            reconnect();
        } else {
            open.ifPresent(host -> read(host, ReadScope.FULL));
        }
    }

    /// Shows what somebody else has read of this host just now.
    public void showNewer(HostSnapshot snapshot) {
        if (open.isPresent()) {
            show(snapshot, state() instanceof HostState.Open o && o.complete());
        }
    }

    /// How closely to follow from now on; a host that is opened later is followed so, too.
    public void attention(HostSource.Attention now) {
        if (attention != now) {
            attention = now;
            following.ifPresent(f -> f.attention(now));
        }
    }

    private void opened(OpenHost host) {
        open = Optional.of(host);
        // Until the first picture has come, the last one stays grey.
        read(host, ReadScope.PICTURE);
    }

    private void read(OpenHost host, ReadScope scope) {
        tasks.call(
                        WORDS.get("task.read", title()),
                        READ_LIMIT,
                        cancel ->
                                host.source()
                                        .read(
                                                scope,
                                                first -> arrived(new Arrival(first, false)),
                                                cancel))
                .in(reading)
                .then(snapshot -> complete(host, snapshot, scope), this::readFailed);
    }

    private void complete(OpenHost host, HostSnapshot snapshot, ReadScope scope) {
        show(snapshot, true);
        if (following.isEmpty()) {
            HostSource.Following begun = host.source().follow(new Ears());
            if (attention != HostSource.Attention.SHOWN) {
                begun.attention(attention);
            }
            following = Optional.of(begun);
        }
        if (scope == ReadScope.PICTURE) {
            tasks.call(
                            WORDS.get("task.read", title()),
                            READ_LIMIT,
                            cancel -> host.source().read(ReadScope.REST, ignored -> {}, cancel))
                    .in(reading)
                    .quietly()
                    .then(full -> show(full, true), this::readFailed);
        }
    }

    /// From a worker: only the newest of several that wait is shown.
    private void arrived(Arrival arrival) {
        if (newest.getAndSet(arrival) == null) {
            tasks.onFx(
                    () -> {
                        Arrival now = newest.getAndSet(null);
                        if (now != null && open.isPresent()) {
                            show(
                                    now.snapshot(),
                                    now.followed()
                                            || state() instanceof HostState.Open o && o.complete());
                        }
                    });
        }
    }

    /// A picture that a worker has.
    ///
    /// @param followed whether it is whole: what comes before that is told by [HostSource#read] alone
    private record Arrival(HostSnapshot snapshot, boolean followed) {}

    private void show(HostSnapshot snapshot, boolean complete) {
        LastPicture picture = new LastPicture(snapshot, clock.instant());
        state.set(new HostState.Open(how, Optional.of(picture), complete));
    }

    private void standing(ConnectionState told) {
        switch (told) {
            case ConnectionState.Connecting step -> {
                List<ConnectionState.Connecting> steps = new ArrayList<>();
                if (state() instanceof HostState.Connecting before) {
                    steps.addAll(before.steps());
                }
                if (!steps.isEmpty() && steps.getLast().step().equals(step.step())) {
                    steps.removeLast();
                }
                steps.add(step);
                state.set(new HostState.Connecting(steps, state().last()));
            }
            case ConnectionState.Connected now -> {
                how = now;
                if (!(state() instanceof HostState.Connecting)) {
                    state.set(
                            new HostState.Open(
                                    now,
                                    state().last(),
                                    state() instanceof HostState.Open o && o.complete()));
                }
            }
            case ConnectionState.Lost lost ->
                    state.set(
                            new HostState.Failed(
                                    lost.why(), lost.retryIn(), List.of(), state().last()));
            case ConnectionState.Closed closed -> state.set(new HostState.Closed(state().last()));
        }
    }

    private void failed(Problem problem) {
        List<ConnectionState.Connecting> steps =
                state() instanceof HostState.Connecting c ? c.steps() : List.of();
        release();
        state.set(new HostState.Failed(problem, Optional.empty(), steps, state().last()));
    }

    /// A failed read keeps the connection and the picture; the host says why it is old.
    private void readFailed(Problem problem) {
        if (problem.kind() == Problem.Kind.CANCELLED && state() instanceof HostState.Open) {
            return;
        }
        state.set(new HostState.Failed(problem, Optional.empty(), List.of(), state().last()));
    }

    private void release() {
        following.ifPresent(HostSource.Following::close);
        following = Optional.empty();
        open.ifPresent(
                host ->
                        tasks.call(
                                        WORDS.get("task.close", title()),
                                        cancel -> {
                                            host.close();
                                            return true;
                                        })
                                .quietly()
                                .then(done -> {}, problem -> {}));
        open = Optional.empty();
    }

    private final class Ears implements HostSource.Listener {
        @Override
        public void changed(HostSnapshot snapshot) {
            arrived(new Arrival(snapshot, true));
        }

        @Override
        public void state(ConnectionState told) {
            tasks.onFx(() -> standing(told));
        }
    }
}
