// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Stage;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.changes.Applying;
import org.bridgewright.app.changes.HistoryList;
import org.bridgewright.app.changes.StagedChanges;
import org.bridgewright.app.changes.Subjects;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.inspector.Clip;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.settings.Settings;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.core.words.Words;

/// Registers what every action does, and when it can be done; makes the two menus.
final class DeskActions {
    private static final Words WORDS = Words.of(DeskActions.class);

    private final MainWindow window;
    private final Actions actions;
    private final HostBook book;
    private final Workspace workspace;
    private final Selection selection;
    private final SettingsStore settings;
    private final StagedChanges staged;
    private final Applying applying;
    private final Wishes wishes;
    private final PictureView picture;

    /// What the window does itself.
    record Views(
            Runnable picture,
            Runnable table,
            Runnable plan,
            Runnable apply,
            Supplier<Optional<String>> script,
            Runnable addHost,
            Runnable demo,
            Runnable inspect,
            Runnable export,
            Supplier<Optional<HostSession>> host,
            Consumer<HostSession> edit,
            Consumer<HostSession> forget) {}

    DeskActions(
            MainWindow window,
            Actions actions,
            HostBook book,
            Workspace workspace,
            Selection selection,
            SettingsStore settings,
            StagedChanges staged,
            Applying applying,
            Wishes wishes,
            PictureView picture) {
        this.window = window;
        this.actions = actions;
        this.book = book;
        this.workspace = workspace;
        this.selection = selection;
        this.settings = settings;
        this.staged = staged;
        this.applying = applying;
        this.wishes = wishes;
        this.picture = picture;
    }

    void register(Stage stage, Views views) {
        actions.register(ActionId.FIND, () -> window.topBar().search().requestFocus());
        actions.register(ActionId.PICTURE, views.picture());
        actions.register(ActionId.TABLE, views.table());
        actions.register(ActionId.PLAN, views.plan());
        actions.register(
                ActionId.FOLLOW,
                () -> workspace.followingProperty().set(!workspace.followingProperty().get()));
        actions.register(ActionId.FIT, picture.view()::fit);
        actions.register(ActionId.ZOOM_IN, picture.view()::zoomIn);
        actions.register(ActionId.ZOOM_OUT, picture.view()::zoomOut);
        actions.register(
                ActionId.TIDY,
                // Which VM is a router is no matter of tidiness.
                () -> picture.look(Viewpoint.EMPTY.withRouters(picture.viewpoint().routers())));
        actions.register(
                ActionId.BETWEEN,
                Bindings.createBooleanBinding(
                        () -> selectedGuest().filter(g -> g.vnics().size() > 1).isPresent(),
                        selection.idsProperty(),
                        workspace.wiringProperty()),
                () -> selectedGuest().ifPresent(g -> picture.toggleRouter(g.id())));
        actions.register(
                ActionId.EXPORT,
                Bindings.createBooleanBinding(
                        () -> !workspace.wiring().topology().hosts().isEmpty(),
                        workspace.wiringProperty()),
                views.export());
        BooleanBinding any =
                Bindings.createBooleanBinding(
                        () -> selection.main().isPresent(), selection.idsProperty());
        // Enter belongs to a card that waits for an answer.
        actions.register(ActionId.INSPECT, any.and(picture.hasCard().not()), views.inspect());
        for (Settings.Theme theme : Settings.Theme.values()) {
            actions.register(
                    ActionId.valueOf("THEME_" + theme.name()),
                    () -> settings.change(settings.settingsProperty().get().with(theme)));
        }
        registerHosts(views);
        registerOneHost(views);
        registerChanges(views);
        actions.register(ActionId.KEYS, () -> KeysCard.open(window, actions));
        actions.register(ActionId.ABOUT, this::about);
        actions.register(ActionId.QUIT, stage::close);
        actions.requireAll();
    }

    private void registerHosts(Views views) {
        actions.register(ActionId.ADD_HOST, views.addHost());
        actions.register(ActionId.OPEN_DEMO, views.demo());
        actions.register(ActionId.REFRESH, () -> book.sessions().forEach(HostSession::refresh));
        actions.register(ActionId.OPEN_HOST, () -> views.host().get().ifPresent(HostSession::open));
        actions.register(
                ActionId.CLOSE_HOST, () -> views.host().get().ifPresent(HostSession::close));
        actions.register(
                ActionId.TOGGLE_LOCK,
                () ->
                        views.host()
                                .get()
                                .ifPresent(
                                        s -> {
                                            if (s.isLocked()) {
                                                s.unlockForAnHour();
                                            } else {
                                                s.lock();
                                            }
                                        }));
    }

    private void registerOneHost(Views views) {
        actions.register(ActionId.EDIT_HOST, () -> views.host().get().ifPresent(views.edit()));
        actions.register(ActionId.REMOVE_HOST, () -> views.host().get().ifPresent(views.forget()));
    }

    private void registerChanges(Views views) {
        BooleanBinding vnics =
                Bindings.createBooleanBinding(
                        () ->
                                !Subjects.vnics(workspace.wiring().topology(), selection.ids())
                                        .isEmpty(),
                        selection.idsProperty(),
                        workspace.wiringProperty());
        actions.register(ActionId.MOVE, vnics.or(wishes.canAttach()), wishes::moveTo);
        actions.register(ActionId.LINK_TOGGLE, vnics, wishes::toggleLink);
        actions.register(ActionId.DETACH, vnics, wishes::detach);
        actions.register(ActionId.ATTACH, wishes.canAttach(), wishes::attach);
        actions.register(
                ActionId.START_GUEST, guest(false), () -> wishes.power(Wishes.Power.START));
        actions.register(
                ActionId.SHUTDOWN_GUEST, guest(true), () -> wishes.power(Wishes.Power.SHUTDOWN));
        actions.register(
                ActionId.REBOOT_GUEST,
                guest(GuestState.RUNNING),
                () -> wishes.power(Wishes.Power.REBOOT));
        actions.register(
                ActionId.SUSPEND_GUEST,
                guest(GuestState.RUNNING),
                () -> wishes.power(Wishes.Power.SUSPEND));
        actions.register(
                ActionId.RESUME_GUEST,
                guest(GuestState.PAUSED),
                () -> wishes.power(Wishes.Power.RESUME));
        actions.register(
                ActionId.FORCE_OFF_GUEST, guest(true), () -> wishes.power(Wishes.Power.FORCE_OFF));
        actions.register(ActionId.START_NETWORK, network(false), wishes::startNetwork);
        actions.register(ActionId.STOP_NETWORK, network(true), wishes::stopNetwork);
        actions.register(ActionId.RESTART_NETWORK, network(true), wishes::restartNetwork);
        actions.register(ActionId.UNDO, staged.canUndo(), staged::undo);
        actions.register(ActionId.REDO, staged.canRedo(), staged::redo);
        BooleanBinding any =
                Bindings.createBooleanBinding(
                        () -> !staged.changes().isEmpty(), staged.changesProperty());
        actions.register(ActionId.APPLY, any, views.apply());
        actions.register(ActionId.DISCARD, any, staged::discard);
        actions.register(
                ActionId.COPY_SCRIPT, any, () -> views.script().get().ifPresent(Clip::copy));
        actions.register(ActionId.HISTORY, this::history);
    }

    private BooleanBinding network(boolean active) {
        return Bindings.createBooleanBinding(
                () ->
                        Subjects.network(workspace.wiring().topology(), selection.main())
                                .filter(n -> n.network().active() == active)
                                .isPresent(),
                selection.idsProperty(),
                workspace.wiringProperty());
    }

    private Optional<GuestElement> selectedGuest() {
        return Subjects.guest(workspace.wiring().topology(), selection.main());
    }

    private BooleanBinding guest(GuestState state) {
        return Bindings.createBooleanBinding(
                () ->
                        selectedGuest()
                                .filter(g -> g.guest().stateWord().equals(state.word()))
                                .isPresent(),
                selection.idsProperty(),
                workspace.wiringProperty());
    }

    private BooleanBinding guest(boolean active) {
        return Bindings.createBooleanBinding(
                () -> selectedGuest().filter(g -> g.guest().isActive() == active).isPresent(),
                selection.idsProperty(),
                workspace.wiringProperty());
    }

    private void history() {
        HistoryList list =
                new HistoryList(
                        applying,
                        Optional.empty(),
                        run -> {
                            window.overlay().close();
                            wishes.undo(run);
                        });
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefSize(620, 420);
        window.overlay()
                .show(
                        Dialogs.card(
                                "history-dialog",
                                WORDS.get("history.title"),
                                scroll,
                                Dialogs.button(
                                        "history-close",
                                        WORDS.get("keys.close"),
                                        window.overlay()::close,
                                        "dialog-focus")));
    }

    private void about() {
        window.overlay()
                .show(
                        Dialogs.card(
                                "about",
                                WORDS.get("about.title", "0.1.0"),
                                Dialogs.text(WORDS.get("about.text")),
                                Dialogs.button(
                                        "about-close",
                                        WORDS.get("about.close"),
                                        window.overlay()::close,
                                        "dialog-focus")));
    }

    /// The menu of what is selected.
    ContextMenu menu() {
        return actions.contextMenu(
                List.of(
                        Optional.of(ActionId.MOVE),
                        Optional.of(ActionId.LINK_TOGGLE),
                        Optional.of(ActionId.DETACH),
                        Optional.of(ActionId.ATTACH),
                        Optional.empty(),
                        Optional.of(ActionId.START_GUEST),
                        Optional.of(ActionId.SHUTDOWN_GUEST),
                        Optional.of(ActionId.REBOOT_GUEST),
                        Optional.of(ActionId.SUSPEND_GUEST),
                        Optional.of(ActionId.RESUME_GUEST),
                        Optional.of(ActionId.FORCE_OFF_GUEST),
                        Optional.of(ActionId.START_NETWORK),
                        Optional.of(ActionId.STOP_NETWORK),
                        Optional.of(ActionId.RESTART_NETWORK),
                        Optional.empty(),
                        Optional.of(ActionId.BETWEEN)));
    }

    ContextMenu mainMenu() {
        ContextMenu menu = new ContextMenu();
        for (ActionId.Group group : ActionId.Group.values()) {
            if (group == ActionId.Group.HELP) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(actions.menu(group));
        }
        return menu;
    }
}
