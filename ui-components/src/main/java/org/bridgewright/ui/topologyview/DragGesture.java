package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.words.Words;

/// Dragging a card or a port: threshold, card under the pointer, targets, sentence, edges, drop or return.
///
/// In-scene, from press, move and release: platform drag-and-drop does not work everywhere.
final class DragGesture {
    private static final Words WORDS = Words.of(DragGesture.class);
    private static final double THRESHOLD = 8;
    private static final double EDGE = 28;

    private final TopologyView view;
    private final Bubble bubble = new Bubble();
    private final VBox card = new VBox(1);
    private final AnimationTimer scroll =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    edgeScroll();
                }
            };

    private Optional<Box> pressed = Optional.empty();
    private Optional<Port> pressedPort = Optional.empty();
    private double pressX;
    private double pressY;
    private double x;
    private double y;
    private Optional<DragSubject> subject = Optional.empty();
    private Optional<DropTarget> target = Optional.empty();
    private Optional<DropVerdict> verdict = Optional.empty();

    DragGesture(TopologyView view, Pane over) {
        this.view = view;
        card.getStyleClass().add("topology-drag-card");
        card.setManaged(false);
        card.setMouseTransparent(true);
        card.setVisible(false);
        over.getChildren().addAll(card, bubble);
    }

    boolean isActive() {
        return subject.isPresent();
    }

    Optional<DropTarget> target() {
        return target;
    }

    boolean isAllowed() {
        return verdict.map(DropVerdict::allowed).orElse(false);
    }

    /// Whether `id` is what is being dragged: it fades where it was.
    boolean drags(ElementId id) {
        return subject.map(s -> s.guests().contains(id)).orElse(false);
    }

    void press(Optional<Box> box, Optional<Port> port, double atX, double atY) {
        pressed = box;
        pressedPort = port;
        pressX = atX;
        pressY = atY;
    }

    /// @return whether a drag is going on, so that nobody else takes the movement
    boolean move(double atX, double atY) {
        x = atX;
        y = atY;
        if (subject.isEmpty()) {
            boolean far = Math.hypot(atX - pressX, atY - pressY) >= THRESHOLD;
            if (!far || view.getDropAdvisor() == null) {
                return false;
            }
            begin();
        }
        if (subject.isPresent()) {
            follow();
            return true;
        }
        return false;
    }

    private void begin() {
        if (pressedPort.isPresent() && view.isGuest(pressedPort.get().owner())) {
            Port port = pressedPort.get();
            subject =
                    Optional.of(
                            new DragSubject(List.of(port.owner()), Optional.of(port.subject())));
        } else if (pressed.filter(b -> b.kind() == Box.Kind.GUEST).isPresent()) {
            ElementId guest = pressed.get().id();
            List<ElementId> guests = new ArrayList<>();
            if (view.getSelected().contains(guest)) {
                view.getSelected().stream().filter(view::isGuest).forEach(guests::add);
            } else {
                guests.add(guest);
            }
            List<Port> ports = view.portsOf(guest);
            Optional<ElementId> only =
                    guests.size() == 1 && ports.size() == 1
                            ? Optional.of(ports.getFirst().subject())
                            : Optional.empty();
            if (!ports.isEmpty()) {
                subject = Optional.of(new DragSubject(guests, only));
            }
        }
        subject.ifPresent(
                s -> {
                    fillCard(s);
                    card.setVisible(true);
                    scroll.start();
                    view.redraw();
                });
    }

    private void fillCard(DragSubject s) {
        String name =
                s.guests().size() == 1
                        ? view.nameOf(s.guests().getFirst())
                        : WORDS.get("drag.several", s.guests().size());
        Label title = new Label(name);
        title.getStyleClass().add("name");
        card.getChildren().setAll(title);
        s.vnic()
                .flatMap(
                        v ->
                                view.portsOf(s.guests().getFirst()).stream()
                                        .filter(p -> p.subject().equals(v))
                                        .findFirst())
                .ifPresent(
                        p -> {
                            Label detail = new Label(WORDS.get("drag.vnic", p.number().orElse(1)));
                            detail.getStyleClass().add("detail");
                            card.getChildren().add(detail);
                        });
        card.applyCss();
        card.resize(Math.max(110, card.prefWidth(-1)), card.prefHeight(-1));
        card.setRotate(-2);
    }

    private void follow() {
        card.relocate(x - card.getWidth() / 2, y - 16);
        Optional<DropTarget> now = view.targetAt(x, y);
        if (!now.equals(target)) {
            target = now;
            verdict = Optional.empty();
            DropAdvisor advisor = view.getDropAdvisor();
            if (now.isPresent() && advisor != null) {
                verdict = Optional.of(advisor.advise(subject.orElseThrow(), now.get()));
            }
            view.redraw();
        }
        verdict.ifPresentOrElse(
                v ->
                        bubble.show(
                                v,
                                x + card.getWidth() / 2 - 12,
                                y,
                                view.getWidth(),
                                view.getHeight()),
                bubble::hide);
    }

    private void edgeScroll() {
        double dx =
                x < EDGE ? EDGE - x : x > view.getWidth() - EDGE ? view.getWidth() - EDGE - x : 0;
        double dy =
                y < EDGE ? EDGE - y : y > view.getHeight() - EDGE ? view.getHeight() - EDGE - y : 0;
        if (dx != 0 || dy != 0) {
            view.pan(Math.clamp(dx, -14, 14), Math.clamp(dy, -14, 14));
            follow();
        }
    }

    /// @return whether a drag ended here
    boolean release(boolean shift, double sceneX, double sceneY) {
        if (subject.isEmpty()) {
            pressed = Optional.empty();
            pressedPort = Optional.empty();
            return false;
        }
        DragSubject what = subject.get();
        Optional<DropTarget> where = isAllowed() ? target : Optional.empty();
        cancel();
        where.ifPresent(
                t -> {
                    if (what.vnic().isEmpty() && what.guests().size() == 1) {
                        choose(what.guests().getFirst(), t, shift, sceneX, sceneY);
                    } else {
                        view.fire(new MoveRequested(what, t, shift, sceneX, sceneY));
                    }
                });
        return true;
    }

    /// A guest with several vNICs: none is taken before the user says which.
    private void choose(
            ElementId guest, DropTarget t, boolean shift, double sceneX, double sceneY) {
        ContextMenu menu = new ContextMenu();
        MenuItem title = new MenuItem(WORDS.get("drag.choose"));
        title.setDisable(true);
        menu.getItems().add(title);
        for (Port port : view.portsOf(guest)) {
            MenuItem item = new MenuItem(view.describe(port));
            item.setId("choose-vnic-" + port.number().orElse(1));
            item.setOnAction(
                    e ->
                            view.fire(
                                    new MoveRequested(
                                            new DragSubject(
                                                    List.of(guest), Optional.of(port.subject())),
                                            t,
                                            shift,
                                            sceneX,
                                            sceneY)));
            menu.getItems().add(item);
        }
        var at = view.localToScreen(view.sceneToLocal(sceneX, sceneY));
        menu.show(view, at.getX(), at.getY());
    }

    void cancel() {
        scroll.stop();
        subject = Optional.empty();
        target = Optional.empty();
        verdict = Optional.empty();
        pressed = Optional.empty();
        pressedPort = Optional.empty();
        card.setVisible(false);
        bubble.hide();
        view.redraw();
    }
}
