// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import org.bridgewright.app.settings.JsonFile;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// The changes that wait to be applied, with undo and redo. They hold ids, so no re-read loses them; each change is saved,
/// so no crash does. FX thread only.
public final class StagedChanges {
    private static final Words WORDS = Words.of(StagedChanges.class);

    private final ReadOnlyObjectWrapper<List<Change>> changes =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Deque<List<Change>> before = new ArrayDeque<>();
    private final Deque<List<Change>> undone = new ArrayDeque<>();
    private final IntegerProperty undoable = new SimpleIntegerProperty();
    private final IntegerProperty redoable = new SimpleIntegerProperty();
    private final JsonFile<Kept> file;
    private final TaskRunner tasks;

    record Kept(List<Change> changes) {
        Kept {
            changes = List.copyOf(changes);
        }
    }

    /// Sealed types carry their record's name.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface ByKind {}

    @Inject
    public StagedChanges(XdgPaths paths, Clock clock, TaskRunner tasks) {
        this.file =
                new JsonFile<>(
                        paths.state().resolve("staged.json"),
                        clock,
                        "bridgewright.staged",
                        Kept.class,
                        mapper ->
                                mapper.addMixIn(Change.class, ByKind.class)
                                        .addMixIn(MoveTarget.class, ByKind.class));
        this.tasks = tasks;
    }

    public ReadOnlyObjectProperty<List<Change>> changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public List<Change> changes() {
        return changes.get();
    }

    public List<Change> of(HostId host) {
        return changes().stream().filter(c -> c.host().equals(host)).toList();
    }

    public BooleanBinding canUndo() {
        return Bindings.greaterThan(undoable, 0);
    }

    public BooleanBinding canRedo() {
        return Bindings.greaterThan(redoable, 0);
    }

    /// Reads what an earlier run of the program left.
    ///
    /// @param told what had to be said about a damaged file
    public void load(Consumer<List<Problem>> told) {
        tasks.call(WORDS.get("task.load"), cancel -> file.read())
                .quietly()
                .then(
                        read -> {
                            read.value().ifPresent(kept -> changes.set(kept.changes()));
                            told.accept(read.notices());
                        },
                        problem -> told.accept(List.of(problem)));
    }

    /// Adds wishes; a newer one for the same thing takes the place of the older.
    public void stage(List<? extends Change> wishes) {
        List<Change> now = new ArrayList<>(changes());
        for (Change wish : wishes) {
            now.removeIf(c -> concernsSame(c, wish));
            now.add(wish);
        }
        put(now);
    }

    /// Takes one wish back; nothing happens when it is not staged.
    public void unstage(Change change) {
        put(changes().stream().filter(c -> !c.equals(change)).toList());
    }

    /// Takes out what was applied; that is not undone by Ctrl+Z, but by History.
    public void applied(List<Change> done) {
        undone.clear();
        before.clear();
        set(changes().stream().filter(c -> !done.contains(c)).toList());
    }

    public void discard() {
        put(List.of());
    }

    public void undo() {
        if (!before.isEmpty()) {
            undone.push(changes());
            set(before.pop());
        }
    }

    public void redo() {
        if (!undone.isEmpty()) {
            before.push(changes());
            set(undone.pop());
        }
    }

    private void put(List<Change> now) {
        if (now.equals(changes())) {
            return;
        }
        before.push(changes());
        undone.clear();
        set(now);
    }

    private void set(List<Change> now) {
        List<Change> kept = List.copyOf(now);
        changes.set(kept);
        undoable.set(before.size());
        redoable.set(undone.size());
        tasks.save(() -> file.write(new Kept(kept)));
    }

    /// Whether the two set the same thing: a vNIC's place, its link, a network's or a VM's state.
    private static boolean concernsSame(Change a, Change b) {
        return switch (a) {
            case Change.MoveVnic move ->
                    b instanceof Change.MoveVnic other
                            && move.vnic().equals(other.vnic())
                            && isLink(move.target()) == isLink(other.target());
            case Change.StartNetwork start -> start.equals(b);
            case Change.StopNetwork stop -> stop.equals(b);
            case Change.RestartNetwork restart -> restart.equals(b);
            case Change.StartGuest start -> start.equals(b);
            case Change.ShutdownGuest stop -> stop.equals(b);
            case Change.ForceOffGuest stop -> stop.equals(b);
            case Change.RebootGuest again -> again.equals(b);
            case Change.SuspendGuest pause -> pause.equals(b);
            case Change.ResumeGuest on -> on.equals(b);
        };
    }

    private static boolean isLink(MoveTarget target) {
        return target instanceof MoveTarget.LinkDown || target instanceof MoveTarget.LinkUp;
    }
}
