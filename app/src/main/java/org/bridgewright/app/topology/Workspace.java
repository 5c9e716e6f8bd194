// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostColour;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.hosts.HostState;
import org.bridgewright.app.hosts.LastPicture;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.scene.HostHeader;
import org.bridgewright.core.words.Words;

/// Joins the pictures of all drawn hosts whenever one changes, on a worker, and holds the result. FX thread only.
public final class Workspace {
    private static final Words WORDS = Words.of(Workspace.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withZone(ZoneId.systemDefault());
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(20);

    private final HostBook book;
    private final WiringRules rules;
    private final TaskRunner tasks;
    private final ReadOnlyObjectWrapper<Wiring> wiring = new ReadOnlyObjectWrapper<>(Wiring.NONE);
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    private final ObjectProperty<List<String>> hidden = new SimpleObjectProperty<>(List.of());
    private final ChangeListener<Boolean> onLock = (property, before, now) -> join();
    private final ChangeListener<SavedHost> onSaved =
            (property, before, now) -> {
                if (!before.name().equals(now.name()) || !before.colour().equals(now.colour())) {
                    join();
                }
            };
    private final ChangeListener<HostState> onState =
            (property, before, now) -> changed(before, now);
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean joining;
    private boolean again;
    private Consumer<Problem> faults = problem -> {};

    @Inject
    public Workspace(HostBook book, WiringRules rules, TaskRunner tasks) {
        this.book = book;
        this.rules = rules;
        this.tasks = tasks;
        book.sessions().forEach(this::watch);
        book.sessions()
                .addListener(
                        (ListChangeListener<HostSession>)
                                change -> {
                                    while (change.next()) {
                                        change.getAddedSubList().forEach(this::watch);
                                        change.getRemoved().forEach(this::forget);
                                    }
                                    join();
                                });
        following.addListener((property, before, now) -> join());
        hidden.addListener((property, before, now) -> join());
    }

    private void watch(HostSession session) {
        session.stateProperty().addListener(onState);
        session.lockedProperty().addListener(onLock);
        session.savedProperty().addListener(onSaved);
    }

    private void forget(HostSession session) {
        session.stateProperty().removeListener(onState);
        session.lockedProperty().removeListener(onLock);
        session.savedProperty().removeListener(onSaved);
    }

    /// Name patterns (`*` and `?`) of VMs that are not shown now.
    public ObjectProperty<List<String>> hiddenProperty() {
        return hidden;
    }

    public ReadOnlyObjectProperty<Wiring> wiringProperty() {
        return wiring.getReadOnlyProperty();
    }

    public Wiring wiring() {
        return wiring.get();
    }

    /// False = paused: hosts go on being read, the picture stands still.
    public BooleanProperty followingProperty() {
        return following;
    }

    /// Who is told of faults from now on, in place of whoever was before.
    public void onFault(Consumer<Problem> listener) {
        faults = listener;
    }

    /// The session of a host whose id is known by now; else empty.
    public Optional<HostSession> session(HostId id) {
        return book.sessions().stream().filter(s -> s.id().equals(Optional.of(id))).findFirst();
    }

    /// Runs `action` as soon as the wiring holds all that the hosts have shown until now; at once where it does.
    public void whenJoined(Runnable action) {
        if (joining) {
            afterwards.add(action);
        } else {
            action.run();
        }
    }

    private void changed(HostState before, HostState now) {
        boolean sameDrawing =
                before.isDrawn() == now.isDrawn()
                        && before.isOpen() == now.isOpen()
                        && before.last().equals(now.last());
        if (!sameDrawing) {
            join();
        }
    }

    private void join() {
        if (!following.get()) {
            return;
        }
        if (joining) {
            again = true;
            return;
        }
        List<HostSnapshot> snapshots = new ArrayList<>();
        Map<HostId, Instant> stale = new HashMap<>();
        Map<HostId, HostHeader> headers = new HashMap<>();
        Set<HostId> taken = new HashSet<>();
        for (HostSession session : book.sessions()) {
            HostState state = session.state();
            if (!state.isDrawn()) {
                continue;
            }
            state.last()
                    .ifPresent(
                            picture -> {
                                HostSnapshot snapshot = picture.snapshot();
                                if (taken.add(snapshot.host())) {
                                    snapshots.add(snapshot);
                                    headers.put(
                                            snapshot.host(),
                                            new HostHeader(
                                                    note(session, picture),
                                                    session.saved()
                                                            .colour()
                                                            .flatMap(HostColour::tone)));
                                    if (!state.isOpen()) {
                                        stale.put(snapshot.host(), picture.seen());
                                    }
                                }
                            });
        }
        joining = true;
        Topology before = wiring.get().topology();
        HiddenGuests hides = HiddenGuests.of(hidden.get());
        tasks.call(
                        WORDS.get("task.join"),
                        JOIN_LIMIT,
                        cancel -> {
                            Topology topology = rules.build().apply(snapshots);
                            int count = hides.count(snapshots);
                            Topology shown =
                                    count == 0
                                            ? topology
                                            : rules.build()
                                                    .apply(
                                                            snapshots.stream()
                                                                    .map(hides::without)
                                                                    .toList());
                            return new Wiring(
                                    topology,
                                    shown,
                                    count,
                                    rules.check().apply(before, topology),
                                    stale,
                                    headers);
                        })
                .quietly()
                .then(
                        joined -> {
                            wiring.set(joined);
                            joined();
                        },
                        problem -> {
                            faults.accept(problem);
                            joined();
                        });
    }

    /// The user's own name of a host, that it is locked, and since when it does not answer.
    private static Optional<String> note(HostSession session, LastPicture picture) {
        List<String> parts = new ArrayList<>();
        SavedHost saved = session.saved();
        if (saved.isNamed() && !saved.name().equals(picture.snapshot().host().value())) {
            parts.add(saved.name());
        }
        if (saved.isRemote() && session.lockedProperty().get()) {
            parts.add(WORDS.get("note.locked"));
        }
        if (!session.state().isOpen()) {
            parts.add(WORDS.get("note.last", TIME.format(picture.seen())));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" · ", parts));
    }

    private void joined() {
        joining = false;
        if (again) {
            again = false;
            join();
        }
        if (!joining) {
            List<Runnable> due = List.copyOf(afterwards);
            afterwards.clear();
            due.forEach(Runnable::run);
        }
    }
}
