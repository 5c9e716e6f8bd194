// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.SetChangeListener;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.bridgewright.app.tasks.Lane;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.core.words.Words;
import org.bridgewright.ui.topologyview.TopologyView;

/// The picture in the window: the workspace's wiring arranged on a worker, with the shared selection, and a layer for the
/// card at the drop point.
public final class PictureView extends StackPane {
    private static final Words WORDS = Words.of(PictureView.class);
    private static final double MARGIN = 8;

    private final Workspace workspace;
    private final Selection selection;
    private final TaskRunner tasks;
    private final TopologyView view = new TopologyView();
    private final Pane cards = new Pane();
    private final Lane lane = new Lane();
    private final ReadOnlyObjectWrapper<Viewpoint> viewpoint =
            new ReadOnlyObjectWrapper<>(Viewpoint.EMPTY);
    private boolean joining;

    public PictureView(Workspace workspace, Selection selection, TaskRunner tasks) {
        this.workspace = workspace;
        this.selection = selection;
        this.tasks = tasks;
        setId("picture");
        getStyleClass().add("picture-page");
        view.setId("topology");
        cards.setPickOnBounds(false);
        getChildren().addAll(view, cards);
        view.getSelected().addListener((SetChangeListener<ElementId>) change -> tellSelection());
        selection.idsProperty().addListener((property, before, now) -> takeSelection());
        view.setOnFoldToggled(this::toggleFold);
        workspace.wiringProperty().addListener((property, before, now) -> arrange());
        viewpoint.addListener((property, before, now) -> arrange());
        arrange();
    }

    /// The control itself, for the window's actions.
    public TopologyView view() {
        return view;
    }

    public ReadOnlyObjectProperty<Viewpoint> viewpointProperty() {
        return viewpoint.getReadOnlyProperty();
    }

    public Viewpoint viewpoint() {
        return viewpoint.get();
    }

    /// Arranges the picture anew for this viewpoint.
    public void look(Viewpoint from) {
        viewpoint.set(from);
    }

    /// Told of faults of arranging.
    private Consumer<org.bridgewright.core.model.Problem> faults = problem -> {};

    /// Who is told of faults of arranging, in place of whoever was before.
    public void onFault(Consumer<org.bridgewright.core.model.Problem> listener) {
        faults = listener;
    }

    /// Puts `card` at a place of the scene, inside the picture.
    public void showCard(Region card, double sceneX, double sceneY) {
        cards.getChildren().setAll(card);
        card.applyCss();
        card.autosize();
        javafx.geometry.Point2D at = cards.sceneToLocal(sceneX, sceneY);
        place(card, at.getX() + 14, at.getY() + 14);
        card.layoutBoundsProperty()
                .addListener(
                        (property, before, now) ->
                                place(card, card.getLayoutX(), card.getLayoutY()));
    }

    /// Puts `card` beside an element.
    public void showCard(Region card, ElementId beside) {
        Rect at = view.boundsOf(beside).orElse(new Rect(40, 40, 0, 0));
        cards.getChildren().setAll(card);
        card.applyCss();
        card.autosize();
        place(card, at.x() + at.width() + 12, at.y());
        card.layoutBoundsProperty()
                .addListener(
                        (property, before, now) ->
                                place(card, card.getLayoutX(), card.getLayoutY()));
    }

    public void closeCard() {
        if (!cards.getChildren().isEmpty()) {
            cards.getChildren().clear();
            view.requestFocus();
        }
    }

    /// Whether a card stands over the picture and waits for an answer.
    public BooleanBinding hasCard() {
        return Bindings.isNotEmpty(cards.getChildren());
    }

    private void place(Region card, double x, double y) {
        double right = Math.max(MARGIN, cards.getWidth() - card.getWidth() - MARGIN);
        double bottom = Math.max(MARGIN, cards.getHeight() - card.getHeight() - MARGIN);
        card.relocate(Math.clamp(x, MARGIN, right), Math.clamp(y, MARGIN, bottom));
    }

    private void arrange() {
        Wiring wiring = workspace.wiring();
        Viewpoint from = viewpoint.get();
        tasks.call(
                        WORDS.get("task.arrange"),
                        cancel ->
                                Arranger.arrange(
                                        wiring.shown(), wiring.findings(), wiring.headers(), from))
                .in(lane)
                .quietly()
                .then(scene -> show(wiring, scene), problem -> faults.accept(problem));
    }

    private void show(Wiring wiring, TopologyScene scene) {
        joining = true;
        view.show(scene);
        Set<ElementId> faded = new HashSet<>();
        wiring.topology()
                .elements()
                .filter(e -> wiring.stale().containsKey(e.host()))
                .map(Element::id)
                .forEach(faded::add);
        view.setFaded(faded);
        joining = false;
        takeSelection();
    }

    private void tellSelection() {
        if (!joining) {
            joining = true;
            selection.set(List.copyOf(view.getSelected()));
            joining = false;
        }
    }

    private void takeSelection() {
        if (joining) {
            return;
        }
        joining = true;
        Set<ElementId> wanted = new LinkedHashSet<>(selection.ids());
        wanted.removeIf(id -> view.getShown().boundsOf(id).isEmpty());
        view.getSelected().retainAll(wanted);
        view.getSelected().addAll(wanted);
        joining = false;
    }

    /// Lets a VM stand between its networks, or no longer.
    public void toggleRouter(ElementId guest) {
        Set<ElementId> routers = new HashSet<>(viewpoint.get().routers());
        if (!routers.remove(guest)) {
            routers.add(guest);
        }
        viewpoint.set(viewpoint.get().withRouters(routers));
    }

    private void toggleFold(ElementId fold) {
        Set<ElementId> open = new HashSet<>(viewpoint.get().unfolded());
        if (!open.remove(fold)) {
            open.add(fold);
        }
        viewpoint.set(viewpoint.get().withUnfolded(open));
    }
}
