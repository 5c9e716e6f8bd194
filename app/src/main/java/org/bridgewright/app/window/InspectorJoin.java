// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.app.changes.Applying;
import org.bridgewright.app.changes.HistoryList;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.inspector.HostSheet;
import org.bridgewright.app.inspector.Inspector;
import org.bridgewright.app.inspector.Sheet;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.HostTopology;

/// Joins the inspector with the selection and the wiring; ages go on counting while nothing else changes.
final class InspectorJoin {
    private static final Duration AGES = Duration.seconds(5);

    private final Workspace workspace;
    private final Selection selection;
    private final Actions actions;
    private final Inspector view;

    InspectorJoin(
            Workspace workspace,
            Selection selection,
            Applying applying,
            Wishes wishes,
            Actions actions,
            RatesJoin rates,
            Clock clock) {
        this.workspace = workspace;
        this.selection = selection;
        this.actions = actions;
        this.view =
                new Inspector(
                        clock,
                        new Inspector.Wishes(
                                selection::select,
                                rates::chart,
                                id -> new HistoryList(applying, Optional.of(id), wishes::undo),
                                this::buttons,
                                InspectorJoin::icon,
                                this::manners));
        selection.idsProperty().addListener((property, before, now) -> show());
        workspace.wiringProperty().addListener((property, before, now) -> show());
        actions.get(ActionId.ATTACH).enabled().addListener((property, before, now) -> show());
        Timeline ages = new Timeline(new KeyFrame(AGES, event -> showWhenQuiet()));
        ages.setCycleCount(Timeline.INDEFINITE);
        ages.play();
    }

    Inspector view() {
        return view;
    }

    private void show() {
        view.show(workspace.wiring().topology(), selection.main(), selection.ids().size());
    }

    /// A panel in which the user types, selects text or presses is left alone.
    private void showWhenQuiet() {
        boolean busy = view.getScene() == null || hasFocus() || view.isHover();
        if (!busy && selection.main().isPresent()) {
            show();
        }
    }

    private boolean hasFocus() {
        Node owner = view.getScene().getFocusOwner();
        while (owner != null && owner != view) {
            owner = owner.getParent();
        }
        return owner == view;
    }

    private List<Button> buttons(ElementId id) {
        List<Button> buttons = new ArrayList<>();
        Optional<Element> element = workspace.wiring().topology().find(id);
        if (element.isEmpty()) {
            return buttons;
        }
        switch (element.get()) {
            case Element.GuestElement guest -> {
                if (!guest.vnics().isEmpty()) {
                    buttons.add(primary(ActionId.MOVE));
                    buttons.add(actions.button(ActionId.LINK_TOGGLE));
                }
                if (actions.get(ActionId.ATTACH).enabled().get()) {
                    buttons.add(actions.button(ActionId.ATTACH));
                }
                buttons.add(
                        actions.button(
                                guest.guest().isActive()
                                        ? ActionId.SHUTDOWN_GUEST
                                        : ActionId.START_GUEST));
            }
            case Element.VnicElement vnic -> {
                buttons.add(primary(ActionId.MOVE));
                buttons.add(actions.button(ActionId.LINK_TOGGLE));
                buttons.add(actions.button(ActionId.DETACH));
            }
            case Element.NetworkElement network -> {
                if (network.network().active()) {
                    buttons.add(actions.button(ActionId.RESTART_NETWORK));
                    buttons.add(actions.button(ActionId.STOP_NETWORK));
                } else {
                    buttons.add(primary(ActionId.START_NETWORK));
                }
            }
            case Element other -> {
                // Nothing can be done with it yet.
            }
        }
        return buttons;
    }

    private Button primary(ActionId id) {
        Button button = actions.button(id);
        button.getStyleClass().add("primary");
        return button;
    }

    /// Of a host that is selected: how it is reached and treated now.
    private List<Sheet.Section> manners(ElementId id) {
        return workspace.wiring().topology().hosts().stream()
                .map(HostTopology::host)
                .filter(host -> ElementId.host(host).equals(id))
                .findFirst()
                .flatMap(workspace::session)
                .flatMap(HostSession::opened)
                .flatMap(open -> open.source().manners())
                .map(HostSheet::manners)
                .orElse(List.of());
    }

    private static Node icon(Sheet sheet) {
        Region mark = new Region();
        mark.getStyleClass().addAll("kind-icon", "kind-" + sheet.kind());
        if (sheet.lively()) {
            mark.getStyleClass().add("lively");
        }
        mark.setMinSize(22, 18);
        mark.setMaxSize(22, 18);
        return mark;
    }
}
