// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bridgewright.app.settings.JsonFile;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// All hosts that the user knows, as sessions, in the order of the sidebar; saved after each change. FX thread only.
///
/// The demo and recordings named on the command line are in the list, but not in the file.
public final class HostBook {
    private static final Words WORDS = Words.of(HostBook.class);

    private final ObservableList<HostSession> sessions = FXCollections.observableArrayList();
    private final JsonFile<SavedHosts> file;
    private final PictureCache cache;
    private final HostOpener opener;
    private final LoginDialog login;
    private final TaskRunner tasks;
    private final Clock clock;

    record SavedHosts(List<SavedHost> hosts) {
        SavedHosts {
            hosts = List.copyOf(hosts);
        }
    }

    @Inject
    public HostBook(
            XdgPaths paths,
            PictureCache cache,
            HostOpener opener,
            LoginDialog login,
            TaskRunner tasks,
            Clock clock) {
        this.file =
                new JsonFile<>(
                        paths.config().resolve("hosts.json"),
                        clock,
                        "bridgewright.hosts",
                        SavedHosts.class);
        this.cache = cache;
        this.opener = opener;
        this.login = login;
        this.tasks = tasks;
        this.clock = clock;
    }

    public ObservableList<HostSession> sessions() {
        return sessions;
    }

    /// The session of a host whose id is known by now; else empty.
    public Optional<HostSession> session(HostId id) {
        return sessions.stream().filter(s -> s.id().equals(Optional.of(id))).findFirst();
    }

    /// Reads the saved hosts with their last pictures, and opens those that were open.
    ///
    /// @param loaded told when done, with what had to be said about damaged files
    public void load(Consumer<List<Problem>> loaded) {
        tasks.call(
                        WORDS.get("task.load"),
                        cancel -> {
                            var read = file.read();
                            List<SavedHost> hosts =
                                    read.value().map(SavedHosts::hosts).orElse(List.of());
                            List<Known> known =
                                    hosts.stream()
                                            .map(h -> new Known(h, cache.read(h.uri())))
                                            .toList();
                            return new Loaded(known, read.notices());
                        })
                .quietly()
                .then(
                        result -> {
                            result.hosts().forEach(known -> put(known.host(), known.last()));
                            loaded.accept(result.notices());
                            List.copyOf(sessions).stream()
                                    .filter(s -> s.saved().open())
                                    .forEach(HostSession::open);
                        },
                        problem -> loaded.accept(List.of(problem)));
    }

    private record Known(SavedHost host, Optional<LastPicture> last) {}

    private record Loaded(List<Known> hosts, List<Problem> notices) {}

    /// Adds a host, or finds it when it is there already.
    public HostSession add(SavedHost host) {
        HostSession session =
                sessions.stream()
                        .filter(s -> s.saved().uri().equals(host.uri()))
                        .findFirst()
                        .orElseGet(() -> put(host, Optional.empty()));
        save();
        return session;
    }

    /// Forgets a host; nothing changes on it.
    public void remove(HostSession session) {
        session.close();
        sessions.remove(session);
        save();
    }

    /// Ends all connections, remembering which were open.
    public void shutdown() {
        sessions.forEach(HostSession::shutdown);
    }

    private HostSession put(SavedHost host, Optional<LastPicture> last) {
        HostSession session = new HostSession(host, last, opener, login, tasks, clock);
        session.savedProperty().addListener((property, before, now) -> save());
        session.stateProperty()
                .addListener(
                        (property, before, now) -> {
                            if (before instanceof HostState.Open && !now.isOpen()) {
                                keepPicture(session);
                            } else if (now instanceof HostState.Open o
                                    && o.complete()
                                    && !(before instanceof HostState.Open b && b.complete())) {
                                keepPicture(session);
                            }
                        });
        sessions.add(session);
        return session;
    }

    private void keepPicture(HostSession session) {
        SavedHost host = session.saved();
        if (host.isRecording()) {
            return;
        }
        session.state()
                .last()
                .ifPresent(
                        picture ->
                                tasks.call(
                                                WORDS.get("task.keep", session.title()),
                                                cancel -> {
                                                    cache.write(host.uri(), picture);
                                                    return true;
                                                })
                                        .quietly()
                                        .then(done -> {}, problem -> {}));
    }

    private void save() {
        List<SavedHost> hosts =
                sessions.stream()
                        .map(HostSession::saved)
                        .filter(host -> !host.isRecording())
                        .toList();
        tasks.save(() -> file.write(new SavedHosts(hosts)));
    }
}
