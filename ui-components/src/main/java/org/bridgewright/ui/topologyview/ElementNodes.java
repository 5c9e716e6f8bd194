package org.bridgewright.ui.topologyview;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.jspecify.annotations.Nullable;

/// Nodes over the canvas for what is readable, selected or focused: they carry role, sentence and focus. Recycled.
final class ElementNodes {
    private static final int MOST = 250;

    private final Pane layer;
    private final Consumer<ElementId> focused;
    private final Map<ElementId, ElementNode> shown = new HashMap<>();
    private Camera placedFor = new Camera();
    private final Deque<ElementNode> spare = new ArrayDeque<>();

    /// One element's stand-in.
    static final class ElementNode extends Region {
        private ElementId element = new ElementId("none");

        ElementId element() {
            return element;
        }

        private void bind(Box box) {
            element = box.id();
            setId("element-" + box.id().value());
            setAccessibleRole(
                    switch (box.kind()) {
                        case GUEST, BADGE, BAR, TAB, FOLD -> AccessibleRole.BUTTON;
                        default -> AccessibleRole.TEXT;
                    });
            setAccessibleText(box.sentence());
        }
    }

    ElementNodes(Pane layer, Consumer<ElementId> focused) {
        this.layer = layer;
        this.focused = focused;
    }

    /// While the user pans the nodes go along with the canvas; they are bound anew when it is calm.
    ///
    /// @return false when that is not enough: the scale is another one
    boolean follow(Camera camera) {
        if (camera.scale() != placedFor.scale()) {
            return false;
        }
        layer.setTranslateX((placedFor.left() - camera.left()) * camera.scale());
        layer.setTranslateY((placedFor.top() - camera.top()) * camera.scale());
        return true;
    }

    void show(TopologyScene scene, Camera camera, Set<ElementId> always, boolean readable) {
        layer.setTranslateX(0);
        layer.setTranslateY(0);
        placedFor = camera.grown(0);
        Set<ElementId> wanted = new LinkedHashSet<>(always);
        if (readable) {
            for (Box box : scene.boxesIn(camera.view())) {
                if (wanted.size() >= MOST) {
                    break;
                }
                if (box.kind() != Box.Kind.HOST && box.kind() != Box.Kind.AREA) {
                    wanted.add(box.id());
                }
            }
        }
        for (ElementId gone : new HashSet<>(shown.keySet())) {
            if (!wanted.contains(gone) || scene.box(gone).isEmpty()) {
                ElementNode node = shown.remove(gone);
                if (node != null) {
                    node.setVisible(false);
                    spare.push(node);
                }
            }
        }
        for (ElementId id : wanted) {
            scene.box(id)
                    .ifPresent(
                            box -> {
                                ElementNode node = shown.computeIfAbsent(id, k -> take());
                                node.bind(box);
                                var r = camera.toScreen(box.rect());
                                node.resizeRelocate(r.x(), r.y(), r.width(), r.height());
                                node.setVisible(true);
                            });
        }
    }

    private ElementNode take() {
        ElementNode node = spare.poll();
        if (node == null) {
            ElementNode made = new ElementNode();
            made.setManaged(false);
            made.setMouseTransparent(true);
            made.getStyleClass().add("topology-element");
            made.focusedProperty()
                    .addListener(
                            (p, before, now) -> {
                                if (now) {
                                    focused.accept(made.element());
                                }
                            });
            layer.getChildren().add(made);
            return made;
        }
        return node;
    }

    /// The node of the `index`-th element in reading order; null when there are not so many.
    @Nullable Node at(TopologyScene scene, Camera camera, int index) {
        List<Box> all = new ArrayList<>(scene.focusable());
        if (index < 0 || index >= all.size()) {
            return null;
        }
        ElementId id = all.get(index).id();
        return node(id).orElseGet(() -> make(scene, camera, id));
    }

    /// The node of an element that is not on screen, for a screen reader that asks.
    @Nullable Node make(TopologyScene scene, Camera camera, ElementId id) {
        Optional<Box> box = scene.box(id);
        if (box.isEmpty()) {
            return null;
        }
        ElementNode node = shown.computeIfAbsent(id, k -> take());
        node.bind(box.get());
        var r = camera.toScreen(box.get().rect());
        node.resizeRelocate(r.x(), r.y(), r.width(), r.height());
        return node;
    }

    /// Marks the node where the keyboard is.
    void cursor(Optional<ElementId> at) {
        shown.forEach(
                (id, node) -> {
                    boolean here = at.filter(id::equals).isPresent();
                    node.getStyleClass().remove("cursor");
                    if (here) {
                        node.getStyleClass().add("cursor");
                    }
                });
    }

    Optional<Node> node(ElementId id) {
        return Optional.ofNullable(shown.get(id));
    }
}
