package org.bridgewright.ui.topologyview;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// The live picture: shows a [TopologyScene], lets the user pan, zoom, walk, select and drag in it.
///
/// ```java
/// TopologyView view = new TopologyView();
/// view.show(Arranger.arrange(topology, viewpoint));
/// view.setDropAdvisor((subject, target) -> verdicts.of(subject, target));
/// view.setOnMoveRequested(request -> cards.open(request));
/// ```
/// | CSS | meaning |
/// | --- | --- |
/// | `-topology-nat`, `-topology-ink`... | one colour for each tone of the picture; the sheet maps them to `-bw-nat`... |
/// | `.topology-element` | the transparent node over a readable element; `.cursor` where the keyboard is |
/// | `.topology-bubble`, `.topology-drag-card`, `.topology-minimap` | what floats over the picture |
///
/// FX thread only. Holds ids, never states: selection and position survive each new scene.
public final class TopologyView extends Region {
    private static final Words WORDS = Words.of(TopologyView.class);
    private static final List<CssMetaData<? extends Styleable, ?>> META =
            ToneColours.cssMetaData(Region.getClassCssMetaData());

    private final Canvas canvas = new Canvas();
    private final Pane nodes = new Pane();
    private final Pane over = new Pane();
    private final Camera camera = new Camera();
    private final ToneColours colours = new ToneColours(this, this::redraw);
    private final ObservableSet<ElementId> selected =
            FXCollections.observableSet(new java.util.LinkedHashSet<>());
    private final ElementNodes elements = new ElementNodes(nodes, id -> {});
    private final DragGesture drag;
    private final Minimap minimap;
    private final Glide glide;
    private final ViewPainter painter;

    private final PauseTransition calm = new PauseTransition(Duration.millis(140));

    private TopologyScene scene = TopologyScene.EMPTY;
    private CardPorts cardPorts = new CardPorts(TopologyScene.EMPTY);
    private Optional<ElementId> cursor = Optional.empty();
    private Optional<ElementId> hovered = Optional.empty();
    private Set<ElementId> faded = Set.of();
    private List<StagedMove> staged = List.of();
    private Map<ElementId, String> rates = Map.of();
    private @Nullable TopologyScene held;
    private boolean everFitted;
    private boolean userMoved;
    private @Nullable DropAdvisor dropAdvisor;
    private Consumer<MoveRequested> onMoveRequested = request -> {};
    private Consumer<ElementId> onActivated = id -> {};
    private Consumer<ElementId> onFoldToggled = id -> {};
    private MenuRequest onMenuRequested = (id, x, y) -> {};

    /// A wish for the menu of an element, at a place on screen.
    @FunctionalInterface
    public interface MenuRequest {
        /// Both coordinates are of the screen, as JavaFX counts them. FX thread.
        void show(ElementId element, double screenX, double screenY);
    }

    public TopologyView() {
        getStyleClass().add("topology-view");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleText(WORDS.get("view.name"));
        setMinSize(80, 60);
        canvas.setManaged(false);
        nodes.setMouseTransparent(true);
        nodes.setManaged(false);
        over.setManaged(false);
        over.setPickOnBounds(false);
        minimap = new Minimap(this::centerOn);
        glide = new Glide(this::redraw);
        over.getChildren().add(minimap);
        drag = new DragGesture(this, over);
        painter = new ViewPainter(this, canvas, camera, drag);
        getChildren().addAll(canvas, nodes, over);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        selected.addListener((SetChangeListener<ElementId>) change -> redraw());
        focusedProperty().addListener((p, before, now) -> redraw());
        calm.setOnFinished(
                e -> {
                    painter.hurry(false);
                    requestLayout();
                });
        new ViewInput(this, camera, drag);
    }

    // ---- what is shown

    /// Shows a scene. What stays, stays; what moved glides there; selection and place are kept. While something is dragged
    /// the picture stays as it is; the last scene given meanwhile is shown when the drag ends.
    public void show(TopologyScene next) {
        if (drag.isActive()) {
            held = next;
            return;
        }
        if (next.equals(scene)) {
            return;
        }
        TopologyScene before = scene;
        scene = next;
        cardPorts = new CardPorts(next);
        selected.removeIf(id -> !next.boundsOf(id).isPresent());
        cursor = cursor.filter(id -> next.box(id).isPresent());
        hovered = Optional.empty();
        if (getWidth() > 0 && (!everFitted || !userMoved)) {
            camera.first(scene.bounds());
            everFitted = true;
        }
        glide.begin(before, next);
        redraw();
        notifyAccessibleAttributeChanged(AccessibleAttribute.ITEM_COUNT);
    }

    public TopologyScene getShown() {
        return scene;
    }

    /// Selected elements, by id; changes go both ways.
    public ObservableSet<ElementId> getSelected() {
        return selected;
    }

    /// Where the keyboard is.
    public Optional<ElementId> getFocusedElement() {
        return cursor;
    }

    /// Elements that step back: what a search does not hit, what is greyed.
    public void setFaded(Set<ElementId> ids) {
        faded = Set.copyOf(ids);
        redraw();
    }

    /// Moves that are planned: their ghosts.
    public void setStaged(List<StagedMove> moves) {
        staged = List.copyOf(moves);
        redraw();
    }

    /// What each vNIC receives, in words, by its id.
    public void setRates(Map<ElementId, String> newRates) {
        rates = Map.copyOf(newRates);
        redraw();
    }

    /// When set, what changed its place is there at once, instead of moving in 200 ms.
    public void setReducedMotion(boolean reduced) {
        glide.setReduced(reduced);
    }

    /// Without an advisor (null) nothing can be dragged.
    public void setDropAdvisor(@Nullable DropAdvisor advisor) {
        dropAdvisor = advisor;
    }

    /// Without an advisor nothing can be dragged.
    public @Nullable DropAdvisor getDropAdvisor() {
        return dropAdvisor;
    }

    /// Told of a drop that the advisor allowed; the view itself changes nothing.
    public void setOnMoveRequested(Consumer<MoveRequested> action) {
        onMoveRequested = action;
    }

    /// Enter or a double click on an element.
    public void setOnActivated(Consumer<ElementId> action) {
        onActivated = action;
    }

    /// A fold was clicked: its id goes into or out of the viewpoint's unfolded ones.
    public void setOnFoldToggled(Consumer<ElementId> action) {
        onFoldToggled = action;
    }

    /// Told when the menu of an element is asked for, by mouse or key.
    public void setOnMenuRequested(MenuRequest action) {
        onMenuRequested = action;
    }

    // ---- moving about

    /// Shows all of the picture (Ctrl+0).
    public void fit() {
        camera.fit(scene.bounds());
        userMoved = true;
        redraw();
    }

    public void zoomIn() {
        zoom(1, getWidth() / 2, getHeight() / 2);
    }

    public void zoomOut() {
        zoom(-1, getWidth() / 2, getHeight() / 2);
    }

    /// 100 %, about the middle of the view.
    public void zoomToHundred() {
        camera.hundred(camera.view());
        userMoved = true;
        redraw();
    }

    public double getScale() {
        return camera.scale();
    }

    void zoom(int steps, double x, double y) {
        camera.zoom(steps, x, y, scene.bounds());
        userMoved = true;
        painter.hurry(true);
        calm.playFromStart();
        requestLayout();
    }

    void pan(double dx, double dy) {
        camera.pan(dx, dy, scene.bounds());
        userMoved = true;
        painter.panned();
        calm.playFromStart();
        requestLayout();
    }

    private void centerOn(double x, double y) {
        camera.center(new Rect(x, y, 0, 0));
        userMoved = true;
        redraw();
    }

    /// Brings an element on screen, readable, selects it and puts the keyboard there.
    public void reveal(ElementId id) {
        Optional<Rect> at = scene.boundsOf(id);
        if (at.isEmpty()) {
            return;
        }
        if (camera.scale() < 0.7) {
            camera.hundred(at.get());
            userMoved = true;
        } else if (camera.bringIn(at.get())) {
            userMoved = true;
        }
        cursor = Optional.of(id).filter(i -> scene.box(i).isPresent()).or(() -> cursor);
        selected.retainAll(Set.of(id)); // what is selected already is not told again
        selected.add(id);
        redraw();
    }

    /// Where an element is in this control's coordinates.
    public Optional<Rect> boundsOf(ElementId id) {
        return scene.boundsOf(id).map(camera::toScreen);
    }

    // ---- for the parts

    ToneColours colours() {
        return colours;
    }

    TopologyScene scene() {
        return glide.shown(scene);
    }

    Optional<ElementId> hovered() {
        return hovered;
    }

    void hover(Optional<ElementId> id) {
        if (!id.equals(hovered)) {
            hovered = id;
            redraw();
        }
    }

    boolean isFaded(ElementId id) {
        return faded.contains(id);
    }

    List<StagedMove> staged() {
        return staged;
    }

    Map<ElementId, String> rates() {
        return rates;
    }

    boolean isGuest(ElementId id) {
        return scene.box(id).filter(b -> b.kind() == Box.Kind.GUEST).isPresent();
    }

    List<Port> portsOf(ElementId guest) {
        return cardPorts.of(guest);
    }

    String nameOf(ElementId id) {
        return scene.box(id)
                .filter(b -> !b.texts().isEmpty())
                .map(b -> b.texts().getFirst().text())
                .orElse(id.value());
    }

    String describe(Port port) {
        return cardPorts.describe(port, this::nameOf);
    }

    double toSceneX(double x) {
        return camera.toSceneX(x);
    }

    double toSceneY(double y) {
        return camera.toSceneY(y);
    }

    Rect toScreen(Rect r) {
        return camera.toScreen(r);
    }

    void bringIn(Rect r) {
        if (camera.bringIn(r)) {
            userMoved = true;
            redraw();
        }
    }

    /// The scene that came during a drag is shown now.
    void dragEnded() {
        TopologyScene next = held;
        held = null;
        if (next != null) {
            show(next);
        }
    }

    void fire(MoveRequested request) {
        onMoveRequested.accept(request);
    }

    void activate(ElementId id) {
        Optional<ElementId> elsewhere = scene.box(id).flatMap(Box::leadsTo);
        if (elsewhere.isPresent()) {
            reveal(elsewhere.get());
        } else if (scene.box(id).filter(b -> b.kind() == Box.Kind.FOLD).isPresent()) {
            onFoldToggled.accept(id);
        } else {
            onActivated.accept(id);
        }
    }

    void menu(ElementId id, double screenX, double screenY) {
        onMenuRequested.show(id, screenX, screenY);
    }

    void moveCursor(ElementId id) {
        cursor = Optional.of(id);
        scene.boundsOf(id).filter(camera::bringIn).ifPresent(r -> userMoved = true);
        redraw();
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    void redraw() {
        requestLayout();
        painter.dirty();
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        boolean resized = nodes.getWidth() != w || nodes.getHeight() != h;
        if (resized) {
            nodes.resizeRelocate(0, 0, w, h);
            over.resizeRelocate(0, 0, w, h);
            camera.size(w, h);
            if (!userMoved && w > 0 && h > 0) {
                camera.first(scene.bounds());
                everFitted = true;
            }
            painter.dirty();
        }
        if (painter.paint(w, h)) {
            Set<ElementId> always = new HashSet<>(selected);
            cursor.ifPresent(always::add);
            boolean moving = calm.getStatus() == Animation.Status.RUNNING;
            if (!moving || resized || glide.isRunning() || !elements.follow(camera)) {
                boolean still = !glide.isRunning() && !moving;
                elements.show(scene, camera, always, still && camera.scale() >= 0.69);
            }
            elements.cursor(isFocused() ? cursor : Optional.empty());
            minimap.show(scene, camera, colours::of, w, h);
        }
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(
            AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case ITEM_COUNT -> scene.focusable().size();
            case FOCUS_ITEM -> cursor.flatMap(elements::node).orElse(null);
            case ITEM_AT_INDEX -> elements.at(scene, camera, (Integer) parameters[0]);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public String getUserAgentStylesheet() {
        return Objects.requireNonNull(TopologyView.class.getResource("topology-view.css"))
                .toExternalForm();
    }

    public static List<CssMetaData<? extends Styleable, ?>> getClassCssMetaData() {
        return META;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return META;
    }
}
