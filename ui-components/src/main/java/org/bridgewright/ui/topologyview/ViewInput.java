package org.bridgewright.ui.topologyview;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Box;
import org.bridgewright.core.topology.scene.Direction;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.topology.scene.Rect;

/// Mouse and keyboard of the view.
///
/// A drag that begins on a card or port moves that; on the ground it pans, with Shift it draws a selection frame. The wheel zooms
/// under the pointer; with Shift it scrolls sideways.
final class ViewInput {
    private static final double REACH = 7;

    private final TopologyView view;
    private final Camera camera;
    private final DragGesture drag;
    private final Walker walker;
    private double lastX;
    private double lastY;
    private boolean panning;
    private boolean moved;
    private boolean framing;
    private double frameX;
    private double frameY;
    private double wheel;

    ViewInput(TopologyView view, Camera camera, DragGesture drag) {
        this.view = view;
        this.camera = camera;
        this.drag = drag;
        this.walker = new Walker(view);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        view.addEventHandler(MouseEvent.MOUSE_EXITED, e -> view.hover(Optional.empty()));
        view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        view.addEventHandler(ZoomEvent.ZOOM, this::pinched);
        view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        view.addEventHandler(
                KeyEvent.KEY_TYPED,
                e -> {
                    if (drag.isActive() && !e.isShortcutDown() && !e.isAltDown()) {
                        drag.type(e.getCharacter());
                        e.consume();
                    }
                });
    }

    private Optional<Box> boxAt(double x, double y) {
        return view.scene()
                .at(camera.toSceneX(x), camera.toSceneY(y))
                .filter(b -> b.kind() != Box.Kind.HOST && b.kind() != Box.Kind.AREA);
    }

    private Optional<Port> portAt(double x, double y) {
        return camera.scale() < 0.5
                ? Optional.empty()
                : view.scene()
                        .portAt(
                                camera.toSceneX(x),
                                camera.toSceneY(y),
                                Math.max(REACH, REACH / camera.scale()))
                        .filter(p -> view.isGuest(p.owner()));
    }

    private void pressed(MouseEvent e) {
        view.requestFocus();
        lastX = e.getX();
        lastY = e.getY();
        moved = false;
        framing = false;
        panning = false;
        if (e.getButton() == MouseButton.MIDDLE) {
            panning = true;
            return;
        }
        if (e.getButton() != MouseButton.PRIMARY) {
            return;
        }
        Optional<Box> box = boxAt(e.getX(), e.getY());
        Optional<Port> port = portAt(e.getX(), e.getY());
        if (box.isEmpty() && port.isEmpty()) {
            framing = e.isShiftDown();
            panning = !framing;
            frameX = e.getX();
            frameY = e.getY();
        }
        drag.press(box, port, e.getX(), e.getY());
        e.consume();
    }

    private void dragged(MouseEvent e) {
        double dx = e.getX() - lastX;
        double dy = e.getY() - lastY;
        moved |= Math.hypot(dx, dy) > 3;
        if (framing) {
            frame(e);
        } else if (panning) {
            if (moved || drag.isActive()) {
                view.setCursor(Cursor.CLOSED_HAND);
                view.pan(dx, dy);
                lastX = e.getX();
                lastY = e.getY();
                moved = true;
            }
        } else if (e.getButton() == MouseButton.PRIMARY) {
            moved |= drag.move(e.getX(), e.getY());
        }
        e.consume();
    }

    private void frame(MouseEvent e) {
        double x0 = camera.toSceneX(Math.min(frameX, e.getX()));
        double y0 = camera.toSceneY(Math.min(frameY, e.getY()));
        double x1 = camera.toSceneX(Math.max(frameX, e.getX()));
        double y1 = camera.toSceneY(Math.max(frameY, e.getY()));
        Rect frame = new Rect(x0, y0, x1 - x0, y1 - y0);
        view.getSelected().clear();
        for (Box box : view.scene().boxesIn(frame)) {
            if (box.kind() == Box.Kind.GUEST) {
                view.getSelected().add(box.id());
            }
        }
    }

    private void released(MouseEvent e) {
        view.setCursor(Cursor.DEFAULT);
        if (e.getButton() != MouseButton.PRIMARY) {
            panning = false;
            return;
        }
        boolean dropped = drag.release(e.isShiftDown(), e.getSceneX(), e.getSceneY());
        if (dropped || framing || moved && panning) {
            panning = false;
            framing = false;
            return;
        }
        panning = false;
        click(e);
    }

    private void click(MouseEvent e) {
        Optional<ElementId> hit =
                boxAt(e.getX(), e.getY())
                        .map(Box::id)
                        .or(() -> portAt(e.getX(), e.getY()).map(Port::owner));
        boolean add = e.isShortcutDown() || e.isShiftDown();
        if (hit.isEmpty()) {
            if (!add) {
                view.getSelected().clear();
            }
            return;
        }
        ElementId id = hit.get();
        if (view.scene().box(id).filter(b -> b.kind() == Box.Kind.FOLD).isPresent()) {
            view.activate(id);
            return;
        }
        Optional<ElementId> elsewhere = view.scene().box(id).flatMap(Box::leadsTo);
        if (elsewhere.isPresent()) {
            view.reveal(elsewhere.get());
            return;
        }
        view.moveCursor(id);
        if (add) {
            if (!view.getSelected().remove(id)) {
                view.getSelected().add(id);
            }
        } else if (view.getSelected().size() != 1 || !view.getSelected().contains(id)) {
            view.getSelected().clear();
            view.getSelected().add(id);
        }
        if (e.getClickCount() == 2) {
            view.activate(id);
        }
    }

    private void hover(MouseEvent e) {
        Optional<Box> box = boxAt(e.getX(), e.getY());
        view.hover(box.filter(b -> b.kind() == Box.Kind.GUEST).map(Box::id));
        view.setCursor(
                portAt(e.getX(), e.getY()).isPresent() && view.getDropAdvisor() != null
                        ? Cursor.OPEN_HAND
                        : Cursor.DEFAULT);
        Tips.show(view, box, e);
    }

    private void scrolled(ScrollEvent e) {
        if (e.isShiftDown() || e.getDeltaX() != 0 && e.getDeltaY() == 0) {
            double dx = e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY();
            view.pan(dx, 0);
        } else {
            wheel += e.getDeltaY() / 40;
            int steps = (int) wheel;
            if (steps != 0) {
                wheel -= steps;
                view.zoom(Math.clamp(steps, -4, 4), e.getX(), e.getY());
            }
        }
        e.consume();
    }

    private void pinched(ZoomEvent e) {
        wheel += Math.log(e.getZoomFactor()) / Math.log(1.1);
        int steps = (int) wheel;
        if (steps != 0) {
            wheel -= steps;
            view.zoom(steps, e.getX(), e.getY());
        }
        e.consume();
    }

    private void menu(ContextMenuEvent e) {
        Optional<ElementId> hit =
                e.isKeyboardTrigger()
                        ? view.getFocusedElement()
                        : boxAt(e.getX(), e.getY()).map(Box::id);
        hit.ifPresent(
                id -> {
                    if (!view.getSelected().contains(id)) {
                        view.getSelected().clear();
                        view.getSelected().add(id);
                    }
                    view.moveCursor(id);
                    double x = e.getScreenX();
                    double y = e.getScreenY();
                    if (e.isKeyboardTrigger()) {
                        Optional<Rect> at = view.boundsOf(id);
                        if (at.isPresent()) {
                            var p = view.localToScreen(at.get().x() + 20, at.get().centerY());
                            x = p.getX();
                            y = p.getY();
                        }
                    }
                    view.menu(id, x, y);
                });
        e.consume();
    }

    private void key(KeyEvent e) {
        if (drag.isActive()) {
            // What is typed narrows the targets; no shortcut of the window takes it.
            if (e.getCode() == KeyCode.ESCAPE) {
                drag.cancel();
            }
            e.consume();
            return;
        }
        boolean done = true;
        switch (e.getCode()) {
            case LEFT -> walker.walk(Direction.LEFT);
            case RIGHT -> walker.walk(Direction.RIGHT);
            case UP -> walker.walk(Direction.UP);
            case DOWN -> walker.walk(Direction.DOWN);
            case TAB -> done = !e.isControlDown() && walker.walkRegion(e.isShiftDown());
            case SPACE -> view.getFocusedElement().ifPresent(this::toggle);
            case ENTER -> view.getFocusedElement().ifPresent(view::activate);
            case ESCAPE -> {
                done = !view.getSelected().isEmpty();
                view.getSelected().clear();
            }
            case DIGIT0, NUMPAD0 -> {
                done = e.isShortcutDown();
                if (done) {
                    view.fit();
                }
            }
            case PLUS, ADD, EQUALS -> {
                done = e.isShortcutDown();
                if (done) {
                    view.zoomIn();
                }
            }
            case MINUS, SUBTRACT -> {
                done = e.isShortcutDown();
                if (done) {
                    view.zoomOut();
                }
            }
            default -> done = false;
        }
        if (done && !e.isAltDown()) {
            e.consume();
        }
    }

    private void toggle(ElementId id) {
        if (!view.getSelected().remove(id)) {
            view.getSelected().add(id);
        }
    }
}
