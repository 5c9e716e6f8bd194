// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TextField;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.hosts.HostState;
import org.bridgewright.app.hosts.LastPicture;
import org.bridgewright.app.search.SearchIndex;
import org.bridgewright.app.search.SearchPanel;
import org.bridgewright.app.tasks.Lane;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.Wiring;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.words.Words;

/// The search over the last picture of all known hosts, open or not. FX thread only.
final class SearchJoin {
    private static final Words WORDS = Words.of(SearchJoin.class);

    private final HostBook book;
    private final Workspace workspace;
    private final TaskRunner tasks;
    private final Consumer<ElementId> reveal;
    private final Consumer<Problem> notice;
    private final SearchPanel panel;
    private final Lane indexing = new Lane();
    private Optional<ElementId> awaited = Optional.empty();

    /// @param reveal selects what was found and brings it on screen
    SearchJoin(
            TextField field,
            HostBook book,
            Workspace workspace,
            TaskRunner tasks,
            Clock clock,
            Consumer<ElementId> reveal,
            Consumer<Problem> notice) {
        this.book = book;
        this.workspace = workspace;
        this.tasks = tasks;
        this.reveal = reveal;
        this.notice = notice;
        this.panel = new SearchPanel(field, clock, this::found);
        workspace.wiringProperty().addListener((property, before, now) -> wired(now));
        book.sessions()
                .addListener((ListChangeListener<HostSession>) change -> index(workspace.wiring()));
        index(workspace.wiring());
    }

    SearchPanel panel() {
        return panel;
    }

    private void wired(Wiring now) {
        index(now);
        awaited.filter(id -> now.topology().find(id).isPresent())
                .ifPresent(
                        id -> {
                            awaited = Optional.empty();
                            reveal.accept(id);
                        });
    }

    /// Makes the index anew, on a worker.
    private void index(Wiring wiring) {
        List<LastPicture> closed =
                book.sessions().stream()
                        .map(HostSession::state)
                        .filter(s -> !s.isDrawn())
                        .map(HostState::last)
                        .flatMap(Optional::stream)
                        .toList();
        tasks.call(WORDS.get("task.index"), cancel -> SearchIndex.of(sources(wiring, closed)))
                .in(indexing)
                .quietly()
                .then(panel::use, notice);
    }

    /// What is drawn, with the age of what does not answer; then each closed host by itself.
    private static List<SearchIndex.Source> sources(Wiring wiring, List<LastPicture> closed) {
        List<SearchIndex.Source> sources = new ArrayList<>();
        sources.add(new SearchIndex.Source(wiring.topology(), wiring.stale()));
        for (LastPicture picture : closed) {
            HostId host = picture.snapshot().host();
            Map<HostId, Instant> seen = Map.of(host, picture.seen());
            sources.add(
                    new SearchIndex.Source(Topologies.build(List.of(picture.snapshot())), seen));
        }
        return sources;
    }

    /// What is on a host that is not drawn is shown when the host has come.
    private void found(SearchIndex.Hit hit) {
        if (workspace.wiring().topology().find(hit.id()).isPresent()) {
            reveal.accept(hit.id());
            return;
        }
        awaited = Optional.of(hit.id());
        workspace.session(hit.host()).ifPresent(HostSession::open);
    }
}
