// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.hosts.AddHostCard;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.hosts.HostState;
import org.bridgewright.app.hosts.HostsSidebar;
import org.bridgewright.app.hosts.KnownPlaces;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.app.hosts.WelcomePage;
import org.bridgewright.app.settings.Settings;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.model.ElementId;

/// Fills the window and joins its parts: what is clicked here shows there. FX thread only.
public final class Desk {
    private final MainWindow window;
    private final Look look;
    private final Actions actions;
    private final HostBook book;
    private final Workspace workspace;
    private final Selection selection;
    private final SettingsStore settings;
    private final KnownPlaces places;
    private final TaskRunner tasks;
    private final Clock clock;
    private final StackPane content = new StackPane();

    @Inject
    public Desk(
            MainWindow window,
            Look look,
            Actions actions,
            HostBook book,
            Workspace workspace,
            Selection selection,
            SettingsStore settings,
            KnownPlaces places,
            TaskRunner tasks,
            Clock clock) {
        this.window = window;
        this.look = look;
        this.actions = actions;
        this.book = book;
        this.workspace = workspace;
        this.selection = selection;
        this.settings = settings;
        this.places = places;
        this.tasks = tasks;
        this.clock = clock;
    }

    /// @param uris hosts to open beside the saved ones
    public void fill(Stage stage, List<String> uris) {
        registerActions(stage);
        look.use(settings.settingsProperty().get().theme());
        settings.settingsProperty().addListener((property, before, now) -> look.use(now.theme()));
        window.statusBar().watch(tasks.shown());
        window.centre(content);
        window.sidebar(
                new HostsSidebar(
                        book,
                        clock,
                        new HostsSidebar.Wishes(
                                () -> actions.get(ActionId.ADD_HOST).fire(),
                                this::hostChosen,
                                this::explain,
                                session -> Optional.empty())));
        book.sessions().addListener((ListChangeListener<HostSession>) change -> showContent());
        workspace.onFault(window.notices()::problem);
        book.onSaveFailed(window.notices()::problem);
        wireTopBar();
        showContent();
        book.load(
                notices -> {
                    notices.forEach(window.notices()::problem);
                    uris.forEach(uri -> book.add(hostOf(uri)).open());
                    showContent();
                });
    }

    private void wireTopBar() {
        TopBar top = window.topBar();
        top.showFollowing(true);
        top.following().setOnAction(event -> actions.get(ActionId.FOLLOW).fire());
        workspace
                .followingProperty()
                .addListener((property, before, now) -> top.showFollowing(now));
        ContextMenu menu = new ContextMenu();
        for (ActionId.Group group : ActionId.Group.values()) {
            menu.getItems().add(actions.menu(group));
        }
        top.onMenu(menu);
        actions.install(window.getScene());
    }

    private void registerActions(Stage stage) {
        actions.register(ActionId.FIND, () -> window.topBar().search().requestFocus());
        actions.register(
                ActionId.FOLLOW,
                () -> workspace.followingProperty().set(!workspace.followingProperty().get()));
        actions.register(ActionId.ADD_HOST, () -> addHost(""));
        actions.register(ActionId.OPEN_DEMO, () -> book.add(hostOf("demo:")).open());
        actions.register(ActionId.REFRESH, () -> book.sessions().forEach(HostSession::refresh));
        for (Settings.Theme theme : Settings.Theme.values()) {
            actions.register(
                    ActionId.valueOf("THEME_" + theme.name()),
                    () -> settings.change(settings.settingsProperty().get().with(theme)));
        }
        actions.register(
                ActionId.KEYS,
                new SimpleBooleanProperty(true),
                () -> KeysCard.open(window, actions));
        actions.register(ActionId.QUIT, stage::close);
    }

    private void addHost(String preset) {
        new AddHostCard(book, window.overlay(), tasks, places, Desk::hostOf).open(preset);
    }

    /// A bare `user@host` or alias is a host over SSH.
    static SavedHost hostOf(String typed) {
        String text =
                typed.contains(":/") || typed.startsWith("file:") || typed.startsWith("demo")
                        ? typed
                        : typed.isEmpty() ? typed : "qemu+ssh://" + typed + "/system";
        HostUri uri = HostUris.parse(text);
        return SavedHost.of(uri.text(), uri.label(), "");
    }

    private void hostChosen(HostSession session) {
        session.id().ifPresent(id -> selection.select(ElementId.host(id)));
    }

    private void explain(HostSession session) {
        if (session.state() instanceof HostState.Failed failed) {
            window.notices().problem(failed.why());
        }
    }

    private void showContent() {
        if (book.sessions().isEmpty()) {
            content.getChildren()
                    .setAll(
                            new WelcomePage(
                                    new WelcomePage.Ways(
                                            () -> book.add(hostOf("qemu:///system")).open(),
                                            () -> actions.get(ActionId.ADD_HOST).fire(),
                                            () -> actions.get(ActionId.OPEN_DEMO).fire())));
        } else {
            content.getChildren().clear();
        }
    }
}
