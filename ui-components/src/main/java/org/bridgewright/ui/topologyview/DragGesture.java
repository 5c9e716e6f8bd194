package org.bridgewright.ui.topologyview;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;

/// Dragging a card or a port: threshold, card under the pointer, targets, sentence, edges, drop or return.
///
/// In-scene, from press, move and release: platform drag-and-drop does not work everywhere. The scene stays as it was when
/// the drag began, so that no target moves away under the pointer.
final class DragGesture {
    private static final Words WORDS = Words.of(DragGesture.class);
    private static final double THRESHOLD = 8;
    private static final double EDGE = 28;
    private static final long OPEN_NANOS = 400_000_000;

    /// Advice for targets under no pointer is asked for in slices, so that the window stays quick.
    private static final long SLICE_NANOS = 4_000_000;

    private final TopologyView view;
    private final Bubble bubble = new Bubble();
    private final VBox card = new VBox(1);
    private final Label filterLabel = new Label();
    private final LaneList lanes;
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    edgeScroll();
                    openLanes(now);
                    adviseSome();
                }
            };

    private Optional<Box> pressed = Optional.empty();
    private Optional<Port> pressedPort = Optional.empty();
    private double pressX;
    private double pressY;
    private double x;
    private double y;
    private Optional<DragSubject> subject = Optional.empty();
    private Targets targets = new Targets(TopologyScene.EMPTY);
    private Optional<Targets.Place> target = Optional.empty();
    private final Map<DropTarget, DropVerdict> verdicts = new HashMap<>();
    private final Deque<Targets.Place> unasked = new ArrayDeque<>();
    private String filter = "";
    private Optional<ElementId> tabbed = Optional.empty();
    private long tabbedSince;

    DragGesture(TopologyView view, Pane over) {
        this.view = view;
        card.getStyleClass().add("topology-drag-card");
        card.setManaged(false);
        card.setMouseTransparent(true);
        card.setVisible(false);
        filterLabel.getStyleClass().add("topology-drag-filter");
        filterLabel.setManaged(false);
        filterLabel.setMouseTransparent(true);
        filterLabel.setVisible(false);
        lanes = new LaneList();
        over.getChildren().addAll(lanes, card, bubble, filterLabel);
    }

    boolean isActive() {
        return subject.isPresent();
    }

    Optional<Targets.Place> target() {
        return target;
    }

    Targets targets() {
        return targets;
    }

    boolean isAllowed() {
        return target.flatMap(this::verdict).map(DropVerdict::allowed).orElse(false);
    }

    /// What a drop there would do, as far as it was asked.
    Optional<DropVerdict> verdict(Targets.Place place) {
        return Optional.ofNullable(verdicts.get(place.target()));
    }

    /// Whether a place takes the drop, as far as is known, and matches what was typed.
    boolean isOpen(Targets.Place place) {
        return verdict(place).map(DropVerdict::allowed).orElse(true)
                && Targets.matches(place, filter);
    }

    /// Whether `id`, a guest or a vNIC, is what is being dragged: it fades where it was.
    boolean drags(ElementId id) {
        return subject.map(
                        s ->
                                s.vnic().isPresent()
                                        ? s.vnic().get().equals(id)
                                                || s.guests().contains(id)
                                                        && view.portsOf(id).size() == 1
                                        : s.guests().contains(id)
                                                || s.guests().stream()
                                                        .flatMap(g -> view.portsOf(g).stream())
                                                        .anyMatch(p -> p.subject().equals(id)))
                .orElse(false);
    }

    /// The card under the pointer, in the view's coordinates.
    Rect cardRect() {
        return new Rect(card.getLayoutX(), card.getLayoutY(), card.getWidth(), card.getHeight());
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
                    targets = new Targets(view.scene());
                    verdicts.clear();
                    unasked.clear();
                    unasked.addAll(targets.all());
                    filter = "";
                    fillCard(s);
                    card.setVisible(true);
                    timer.start();
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

    private Optional<DropVerdict> advise(Targets.Place place) {
        DropAdvisor advisor = view.getDropAdvisor();
        if (advisor == null || subject.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                verdicts.computeIfAbsent(place.target(), t -> advisor.advise(subject.get(), t)));
    }

    private void adviseSome() {
        if (unasked.isEmpty()) {
            return;
        }
        long until = System.nanoTime() + SLICE_NANOS;
        while (!unasked.isEmpty() && System.nanoTime() < until) {
            advise(unasked.poll());
        }
        view.redraw();
    }

    private void follow() {
        card.relocate(x - card.getWidth() / 2, y - 16);
        Optional<Targets.Place> now =
                lanes.at(x, y)
                        .or(() -> targets.at(view.toSceneX(x), view.toSceneY(y)))
                        .filter(p -> Targets.matches(p, filter));
        if (!now.equals(target)) {
            target = now;
            now.ifPresent(this::advise);
            lanes.highlight(now);
        }
        noteTabbed();
        Optional<DropVerdict> verdict = target.flatMap(this::verdict);
        verdict.ifPresentOrElse(
                v ->
                        bubble.show(
                                v,
                                countsAs(),
                                x + card.getWidth() / 2 - 12,
                                y,
                                view.getWidth(),
                                view.getHeight()),
                bubble::hide);
        view.redraw();
    }

    /// Over another VM's card: that it stands for its network.
    private Optional<String> countsAs() {
        return view.scene()
                .at(view.toSceneX(x), view.toSceneY(y))
                .filter(b -> b.kind() == Box.Kind.GUEST && !drags(b.id()))
                .flatMap(
                        b ->
                                target.map(
                                        t ->
                                                WORDS.get(
                                                        "drag.counts-as",
                                                        view.nameOf(b.id()),
                                                        view.nameOf(t.bar().id()))));
    }

    // ---- bars with several networks or lanes

    private void noteTabbed() {
        Optional<ElementId> over =
                targets.tabbedAt(view.scene(), view.toSceneX(x), view.toSceneY(y)).map(Box::id);
        boolean inList = lanes.covers(x, y);
        if (!inList && !over.equals(tabbed)) {
            tabbed = over;
            tabbedSince = System.nanoTime();
            lanes.close();
        }
    }

    private void openLanes(long now) {
        if (tabbed.isPresent()
                && !lanes.isVisible()
                && System.nanoTime() - tabbedSince >= OPEN_NANOS) {
            view.scene()
                    .box(tabbed.get())
                    .ifPresent(
                            bar ->
                                    lanes.open(
                                            targets.tabsOf(bar.id()),
                                            view.toScreen(bar.rect()),
                                            view.getWidth(),
                                            view.getHeight()));
            follow();
        }
    }

    // ---- keys

    /// Typing narrows the targets to those whose names have the letters.
    void type(String text) {
        if (subject.isEmpty()) {
            return;
        }
        for (char c : text.toCharArray()) {
            if (c == '\b') {
                filter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
            } else if (!Character.isISOControl(c)) {
                filter += c;
            }
        }
        List<Targets.Place> left =
                targets.all().stream().filter(p -> Targets.matches(p, filter)).toList();
        filterLabel.setText(WORDS.get("drag.filter", filter, left.size()));
        filterLabel.setVisible(!filter.isEmpty());
        filterLabel.applyCss();
        filterLabel.autosize();
        filterLabel.relocate((view.getWidth() - filterLabel.getWidth()) / 2, 10);
        if (left.size() == 1 && !filter.isEmpty()) {
            view.bringIn(left.getFirst().rect());
        }
        follow();
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
        Optional<DropTarget> where =
                isAllowed() ? target.map(Targets.Place::target) : Optional.empty();
        cancel();
        where.ifPresent(
                t -> {
                    if (what.vnic().isEmpty() && what.guests().size() == 1) {
                        VnicChoice.show(
                                view,
                                what.guests().getFirst(),
                                sceneX,
                                sceneY,
                                chosen ->
                                        view.fire(
                                                new MoveRequested(
                                                        chosen, t, shift, sceneX, sceneY)));
                    } else {
                        view.fire(new MoveRequested(what, t, shift, sceneX, sceneY));
                    }
                });
        return true;
    }

    /// Lets go of everything; the picture catches up with what it was told meanwhile.
    void cancel() {
        boolean was = subject.isPresent();
        timer.stop();
        subject = Optional.empty();
        target = Optional.empty();
        tabbed = Optional.empty();
        pressed = Optional.empty();
        pressedPort = Optional.empty();
        verdicts.clear();
        unasked.clear();
        card.setVisible(false);
        filterLabel.setVisible(false);
        lanes.close();
        bubble.hide();
        if (was) {
            view.dragEnded();
        }
        view.redraw();
    }
}
