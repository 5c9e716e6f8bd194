// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.changes.Applying;
import org.bridgewright.app.changes.PlanDrawer;
import org.bridgewright.app.changes.Planning;
import org.bridgewright.app.changes.StagedChanges;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.changes.XmlDifference;
import org.bridgewright.app.export.ExportCard;
import org.bridgewright.app.findings.FindingsPanel;
import org.bridgewright.app.hosts.AddHostCard;
import org.bridgewright.app.hosts.ForgetCard;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostCard;
import org.bridgewright.app.hosts.HostOpener;
import org.bridgewright.app.hosts.HostRow;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.hosts.HostState;
import org.bridgewright.app.hosts.HostsSidebar;
import org.bridgewright.app.hosts.KnownPlaces;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.app.hosts.WelcomePage;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.Wiring;
import org.bridgewright.app.topology.WiringTable;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.words.Words;

/// Fills the window and joins its parts: what is clicked here shows there. FX thread only.
public final class Desk {
    private static final Words WORDS = Words.of(Desk.class);

    private final MainWindow window;
    private final Look look;
    private final Actions actions;
    private final HostBook book;
    private final HostOpener opener;
    private final Workspace workspace;
    private final Selection selection;
    private final SettingsStore settings;
    private final KnownPlaces places;
    private final StagedChanges staged;
    private final Planning planning;
    private final Applying applying;
    private final Wishes wishes;
    private final KeptView keptView;
    private final TaskRunner tasks;
    private final Clock clock;
    private final StackPane content = new StackPane();

    /// The parts that are made once the window is filled.
    private record Parts(
            PictureView picture,
            WiringTable table,
            FindingsPanel findings,
            PlanDrawer drawer,
            InspectorJoin inspector,
            VBox column,
            HostsSidebar sidebar) {}

    private Optional<Parts> parts = Optional.empty();

    @Inject
    public Desk(
            MainWindow window,
            Look look,
            Actions actions,
            HostBook book,
            HostOpener opener,
            Workspace workspace,
            Selection selection,
            SettingsStore settings,
            KnownPlaces places,
            StagedChanges staged,
            Planning planning,
            Applying applying,
            Wishes wishes,
            KeptView keptView,
            TaskRunner tasks,
            Clock clock) {
        this.window = window;
        this.look = look;
        this.actions = actions;
        this.book = book;
        this.opener = opener;
        this.workspace = workspace;
        this.selection = selection;
        this.settings = settings;
        this.places = places;
        this.staged = staged;
        this.planning = planning;
        this.applying = applying;
        this.wishes = wishes;
        this.keptView = keptView;
        this.tasks = tasks;
        this.clock = clock;
    }

    /// @param uris hosts to open beside the saved ones
    public void fill(Stage stage, List<String> uris) {
        PictureView picture = new PictureView(workspace, selection, tasks);
        DeskActions made =
                new DeskActions(
                        window, actions, book, workspace, selection, settings, staged, applying,
                        wishes, picture);
        made.register(
                stage,
                new DeskActions.Views(
                        () -> view(TopBar.View.PICTURE),
                        () -> view(TopBar.View.TABLE),
                        this::togglePlan,
                        () -> parts.ifPresent(p -> p.drawer().apply()),
                        () -> parts.flatMap(p -> p.drawer().script()),
                        () -> addHost(""),
                        () -> openUris(List.of("demo:")),
                        () -> parts.ifPresent(p -> p.inspector().view().focus()),
                        this::export,
                        () -> parts.flatMap(p -> p.sidebar().chosen()),
                        this::edit,
                        this::forget));
        look.use(settings.settingsProperty().get().theme());
        settings.settingsProperty().addListener((property, before, now) -> look.use(now.theme()));
        HostsSidebar sidebar = sidebar();
        RatesJoin rates = new RatesJoin(workspace, clock, this::rates);
        Parts all =
                new Parts(
                        picture,
                        new WiringTable(selection, made.menu(), wishes::moveTo),
                        new FindingsPanel(window.overlay(), this::reveal),
                        drawer(),
                        new InspectorJoin(
                                workspace, selection, applying, wishes, actions, rates, clock),
                        new VBox(),
                        sidebar);
        parts = Optional.of(all);
        keptView.join(picture, window.notices()::problem);
        AttentionJoin.join(stage, book, selection, picture.view(), rates::pause);
        all.column().getStyleClass().add("centre-column");
        picture.onFault(window.notices()::problem);
        PictureJoin.join(
                picture,
                workspace,
                planning,
                staged,
                wishes,
                window.overlay(),
                made::menu,
                this::inspect);
        all.table().onOpen(this::reveal);
        window.statusBar().watch(tasks.shown());
        window.centre(content);
        window.sidebar(sidebar);
        wireTopBar(made, all);
        workspace.onFault(window.notices()::problem);
        tasks.onUnsaved(window.notices()::problem);
        book.sessions().addListener((ListChangeListener<HostSession>) change -> showContent());
        workspace.wiringProperty().addListener((property, before, now) -> wired(now));
        staged.changesProperty()
                .addListener((property, before, now) -> stagedChanged(before.size(), now.size()));
        planning.learnOwnMachine();
        planning.recall();
        staged.load(notices -> notices.forEach(window.notices()::problem));
        book.load(
                notices -> {
                    notices.forEach(window.notices()::problem);
                    openUris(uris);
                    if (uris.isEmpty()) {
                        showContent();
                    }
                });
        UnfinishedRuns.ask(applying, wishes, window, workspace);
    }

    private HostsSidebar sidebar() {
        return new HostsSidebar(
                book,
                clock,
                new HostsSidebar.Wishes(
                        () -> actions.get(ActionId.ADD_HOST).fire(),
                        session -> session.id().map(ElementId::host).ifPresent(selection::select),
                        this::explain,
                        this::edit,
                        this::forget,
                        this::badge));
    }

    private PlanDrawer drawer() {
        return new PlanDrawer(
                new PlanDrawer.Doors(
                        planning,
                        applying,
                        staged,
                        wishes::unlock,
                        wishes::applied,
                        wishes::failed,
                        XmlDifference::of));
    }

    private void wireTopBar(DeskActions made, Parts all) {
        TopBar top = window.topBar();
        top.showFollowing(true);
        top.following().setOnAction(event -> actions.get(ActionId.FOLLOW).fire());
        top.picture().setOnAction(event -> view(TopBar.View.PICTURE));
        top.table().setOnAction(event -> view(TopBar.View.TABLE));
        top.plan().setOnAction(event -> togglePlan());
        workspace
                .followingProperty()
                .addListener((property, before, now) -> top.showFollowing(now));
        top.onMenu(made.mainMenu());
        LayersMenu.join(top.layers(), all.picture(), workspace, settings, window.overlay());
        window.floating(
                new SearchJoin(
                                top.search(),
                                book,
                                workspace,
                                tasks,
                                clock,
                                id -> {
                                    reveal(id);
                                    focusView();
                                },
                                window.notices()::problem)
                        .panel());
        actions.install(window.getScene());
    }

    /// Selects an element and brings it on screen.
    private void reveal(ElementId id) {
        selection.select(id);
        parts.ifPresent(
                p -> {
                    if (!content.getChildren().contains(p.table())) {
                        p.picture().view().reveal(id);
                    }
                });
    }

    private void rates(Map<ElementId, String> words) {
        parts.ifPresent(
                p -> {
                    p.picture().view().setRates(words);
                    p.table().showRates(words);
                });
    }

    private void wired(Wiring now) {
        parts.ifPresent(
                p -> {
                    p.table().show(now);
                    p.findings().show(now.findings(), hostsOf(now));
                    p.sidebar().refresh();
                });
        long guests =
                now.topology().elements().filter(Element.GuestElement.class::isInstance).count();
        window.statusBar().facts(now.topology().hosts().isEmpty() ? "" : facts(now, guests));
    }

    private static List<HostId> hostsOf(Wiring now) {
        return now.topology().hosts().stream().map(HostTopology::host).toList();
    }

    private static String facts(Wiring now, long guests) {
        String facts = WORDS.get("status.facts", now.topology().hosts().size(), guests);
        return now.hidden() == 0 ? facts : WORDS.get("status.hidden", facts, now.hidden());
    }

    private void stagedChanged(int before, int now) {
        window.topBar().planCount().set(now == 0 ? "" : Integer.toString(now));
        boolean interrupts = staged.changes().stream().anyMatch(Change::interrupts);
        if (now > before && (now >= 2 || interrupts)) {
            showPlan(true);
        } else if (now == 0 && before > 0) {
            showPlan(false);
        }
    }

    /// The keyboard goes to what is shown in the middle.
    private void focusView() {
        parts.ifPresent(
                p -> {
                    if (p.column().getChildren().contains(p.table())) {
                        p.table().requestFocus();
                    } else {
                        p.picture().view().requestFocus();
                    }
                });
    }

    private void view(TopBar.View view) {
        if (parts.filter(p -> p.column().getChildren().isEmpty()).isPresent()) {
            window.topBar().showView(TopBar.View.PICTURE); // no host yet: there is nothing to list
            return;
        }
        window.topBar().showView(view);
        parts.ifPresent(
                p -> {
                    p.column()
                            .getChildren()
                            .set(
                                    0,
                                    switch (view) {
                                        case PICTURE -> p.picture();
                                        case TABLE -> p.table();
                                    });
                    focusView();
                });
    }

    private void togglePlan() {
        parts.ifPresent(p -> showPlan(!p.column().getChildren().contains(p.drawer())));
    }

    private void showPlan(boolean show) {
        parts.ifPresent(
                p -> {
                    List<javafx.scene.Node> column = p.column().getChildren();
                    if (column.isEmpty() || show == column.contains(p.drawer())) {
                        return;
                    }
                    column.remove(show ? p.findings() : p.drawer());
                    column.add(show ? p.drawer() : p.findings());
                    p.column().pseudoClassStateChanged(PLAN_OPEN, show);
                });
        window.topBar().plan().setSelected(false);
        window.topBar()
                .showView(
                        parts.filter(p -> p.column().getChildren().contains(p.table())).isPresent()
                                ? TopBar.View.TABLE
                                : TopBar.View.PICTURE);
    }

    private static final javafx.css.PseudoClass PLAN_OPEN =
            javafx.css.PseudoClass.getPseudoClass("plan-open");

    private void addHost(String preset) {
        new AddHostCard(book, window.overlay(), tasks, places, Desk::hostOf).open(preset);
    }

    /// Opens all hosts behind an address (a recording may hold several).
    /// One after the other: the list of hosts keeps the order of the command line.
    private void openUris(List<String> typed) {
        if (typed.isEmpty()) {
            return;
        }
        String first = typed.getFirst();
        List<String> rest = typed.subList(1, typed.size());
        tasks.call(WORDS.get("task.open", first), cancel -> opener.hosts(hostOf(first)))
                .then(
                        hosts -> {
                            hosts.forEach(h -> book.add(h).open());
                            openUris(rest);
                        },
                        problem -> {
                            window.notices().problem(problem);
                            openUris(rest);
                        });
    }

    /// A bare `user@host` or alias is a host over SSH.
    static SavedHost hostOf(String typed) {
        boolean whole =
                typed.isEmpty()
                        || typed.contains(":/")
                        || typed.startsWith("file:")
                        || typed.startsWith("demo");
        HostUri uri = HostUris.parse(whole ? typed : "qemu+ssh://" + typed + "/system");
        return SavedHost.of(uri.text(), uri.label(), "");
    }

    private void edit(HostSession session) {
        new HostCard(window.overlay(), session).open();
    }

    private void forget(HostSession session) {
        ForgetCard.ask(window.overlay(), session, () -> book.remove(session));
    }

    private void export() {
        parts.ifPresent(
                p ->
                        new ExportCard(
                                        window.overlay(),
                                        window.notices(),
                                        tasks,
                                        new ExportCard.Picture(
                                                p.picture().view().getShown(),
                                                Set.copyOf(selection.ids()),
                                                look.darkProperty().get()),
                                        clock)
                                .open());
    }

    private void inspect(ElementId id) {
        reveal(id);
        actions.get(ActionId.INSPECT).fire();
    }

    private void explain(HostSession session) {
        if (session.state() instanceof HostState.Failed failed) {
            window.notices().problem(failed.why());
        }
    }

    private Optional<HostRow.Badge.Count> badge(HostSession session) {
        Optional<HostId> id = session.id();
        List<Finding> own =
                workspace.wiring().findings().stream()
                        .filter(f -> f.severity() != Finding.Severity.NOTE)
                        .filter(f -> id.filter(f.subject()::isOn).isPresent())
                        .toList();
        boolean bad = own.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostRow.Badge.Count(own.size(), bad ? "error" : "warning"));
    }

    private void showContent() {
        boolean none = book.sessions().isEmpty();
        parts.ifPresent(p -> window.inspector(p.inspector().view(), !none));
        if (none) {
            content.getChildren()
                    .setAll(
                            new WelcomePage(
                                    new WelcomePage.Ways(
                                            () -> openUris(List.of("qemu:///system")),
                                            () -> actions.get(ActionId.ADD_HOST).fire(),
                                            () -> actions.get(ActionId.OPEN_DEMO).fire())));
            return;
        }
        parts.ifPresent(
                p -> {
                    if (p.column().getChildren().isEmpty()) {
                        p.column().getChildren().addAll(p.picture(), p.findings());
                        VBox.setVgrow(p.picture(), javafx.scene.layout.Priority.ALWAYS);
                        VBox.setVgrow(p.table(), javafx.scene.layout.Priority.ALWAYS);
                    }
                    content.getChildren().setAll(p.column());
                });
    }
}
