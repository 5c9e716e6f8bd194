// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui.topologyview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.ui.theme.Fonts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What happens between the press on a card and the drop, in a real window.
@Tag("window")
@ExtendWith(ApplicationExtension.class)
class DragTest {
    private static final HostId KVM1 = new HostId("kvm1");
    private static final ElementId VM1 = ElementId.guest(KVM1, "VM1");
    private static final ElementId VM2 = ElementId.guest(KVM1, "VM2");
    private static final ElementId VM3 = ElementId.guest(KVM1, "VM3");
    private static final ElementId ROUTER = ElementId.network(KVM1, "router");
    private static final ElementId THIRD = ElementId.network(KVM1, "third");
    private static final MoveTarget TO_ROUTER = new MoveTarget.ToNetwork("router");

    private final List<MoveRequested> requests = new ArrayList<>();
    private final List<MoveTarget> asked = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TopologyView view;

    @Start
    void start(Stage stage) {
        view = new TopologyView();
        view.setReducedMotion(true);
        view.setDropAdvisor(
                (subject, target) -> {
                    asked.add(target.target());
                    return target.element().equals(THIRD)
                            ? DropVerdict.refused("not there")
                            : new DropVerdict(
                                    true, "there", Optional.empty(), Optional.empty(), false);
                });
        view.setOnMoveRequested(requests::add);
        view.show(scene("VM1", "VM2"));
        StackPane root = new StackPane(view);
        root.getStyleClass().add("light");
        Scene scene = new Scene(root, 1100, 700);
        scene.getStylesheets().add(Fonts.tones());
        stage.setScene(scene);
        stage.show();
    }

    private static TopologyScene scene(String... onDefault) {
        Snapshots host =
                Snapshots.host("kvm1")
                        .nic("eth0", Snapshots.mac(0, 1))
                        .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                        .network("router", ForwardMode.ROUTE, "virbr1", "192.168.132.1/24")
                        .network("third", ForwardMode.ISOLATED, "virbr2")
                        .bridge("br0")
                        .network("blue", ForwardMode.BRIDGE, "br0")
                        .network("green", ForwardMode.BRIDGE, "br0")
                        .guest("VM3", Snapshots.on("third").mac(Snapshots.mac(2, 9)));
        for (int i = 0; i < onDefault.length; i++) {
            host.guest(onDefault[i], Snapshots.on("default").mac(Snapshots.mac(1, i + 1)));
        }
        return Arranger.arrange(Topologies.build(List.of(host.build())), Viewpoint.EMPTY);
    }

    private Point2D at(ElementId id) {
        Rect r = view.boundsOf(id).orElseThrow();
        return view.localToScreen(r.centerX(), r.centerY());
    }

    private static void drag(FxRobot robot, Point2D from, Point2D to) {
        robot.moveTo(from).press(MouseButton.PRIMARY);
        for (int i = 1; i <= 6; i++) {
            robot.moveTo(from.interpolate(to, i / 6.0));
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void drop(FxRobot robot) {
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void await(java.util.function.BooleanSupplier what) throws Exception {
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(what::getAsBoolean).get());
    }

    @Test
    void emptyNetworkOpensAnAreaOverItsBar(FxRobot robot) {
        drag(robot, at(VM1), at(ROUTER).subtract(0, 70));
        drop(robot);
        assertEquals(
                List.of(new DropTarget(ROUTER, TO_ROUTER)),
                requests.stream().map(MoveRequested::target).toList());
    }

    @Test
    void anothersCardCountsAsItsNetworkAndSaysSo(FxRobot robot) {
        drag(robot, at(VM3), at(VM2));
        assertTrue(
                robot.lookup(".topology-bubble .line").queryAllAs(Label.class).stream()
                        .anyMatch(
                                l ->
                                        l.getText().contains("VM2")
                                                && l.getText().contains("default")));
        drop(robot);
        assertEquals(new MoveTarget.ToNetwork("default"), requests.getFirst().target().target());
    }

    @Test
    void severalSelectedGuestsAreDraggedAtOnce(FxRobot robot) {
        robot.interact(() -> view.getSelected().addAll(Set.of(VM1, VM2)));
        drag(robot, at(VM1), at(ROUTER));
        drop(robot);
        assertEquals(1, requests.size());
        assertEquals(Set.of(VM1, VM2), Set.copyOf(requests.getFirst().subject().guests()));
        assertEquals(Optional.empty(), requests.getFirst().subject().vnic());
    }

    @Test
    void everyTargetIsAskedForWhileDraggingSoThatItCanLightUpOrDim(FxRobot robot) throws Exception {
        drag(robot, at(VM1), at(VM1).add(30, 30));
        await(
                () ->
                        asked.contains(TO_ROUTER)
                                && asked.contains(new MoveTarget.ToNetwork("third"))
                                && asked.contains(new MoveTarget.ToNetwork("blue")));
        robot.type(KeyCode.ESCAPE);
        drop(robot);
        assertEquals(List.of(), requests);
    }

    @Test
    void typingNarrowsTheTargets(FxRobot robot) {
        drag(robot, at(VM1), at(ROUTER));
        robot.type(KeyCode.B).type(KeyCode.L);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(robot.lookup(".topology-drag-filter").queryAs(Label.class).isVisible());
        drop(robot);
        assertEquals(List.of(), requests, "router has no 'bl' in its name");
        drag(robot, at(VM1), at(ROUTER));
        robot.type(KeyCode.R).type(KeyCode.O).type(KeyCode.X).type(KeyCode.BACK_SPACE);
        drop(robot);
        assertEquals(1, requests.size());
    }

    @Test
    void pictureStaysWhileDraggingAndCatchesUpAfterwards(FxRobot robot) {
        TopologyScene before = view.getShown();
        TopologyScene next = scene("VM1");
        drag(robot, at(VM1), at(VM1).add(40, 40));
        robot.interact(() -> view.show(next));
        assertEquals(before, view.getShown());
        robot.type(KeyCode.ESCAPE);
        drop(robot);
        assertEquals(next, view.getShown());
    }

    @Test
    void barOfSeveralNetworksIsNoTargetButOpensThem(FxRobot robot) throws Exception {
        ElementId blue = ElementId.network(KVM1, "blue");
        ElementId green = ElementId.network(KVM1, "green");
        Rect tab = view.boundsOf(blue).orElseThrow();
        Rect bar = view.boundsOf(ElementId.link(KVM1, "br0")).orElseThrow();
        Point2D name = view.localToScreen(bar.x() + 20, bar.y() + 10);
        assertTrue(bar.y() + 10 < tab.y(), "over the tabs");
        drag(robot, at(VM1), name);
        drop(robot);
        assertEquals(List.of(), requests, "the bar itself");
        drag(robot, at(VM1), name);
        LaneList lanes = robot.lookup(".topology-lanes").queryAs(LaneList.class);
        await(lanes::isVisible);
        robot.moveTo(lanes.getChildren().get(1));
        drop(robot);
        assertEquals(green, requests.getFirst().target().element());
        assertFalse(lanes.isVisible());
    }

    @Test
    void lessThanEightPixelsIsAClick(FxRobot robot) {
        robot.moveTo(at(VM1)).press(MouseButton.PRIMARY).moveBy(5, 4);
        drop(robot);
        assertEquals(Set.of(VM1), view.getSelected());
        assertEquals(List.of(), asked);
    }

    @Test
    void edgesScrollWhileDragging(FxRobot robot) throws Exception {
        robot.interact(
                () -> {
                    for (int i = 0; i < 10; i++) {
                        view.zoomIn();
                    }
                    view.reveal(VM1);
                });
        Rect before = view.boundsOf(VM1).orElseThrow();
        Point2D edge = view.localToScreen(view.getWidth() - 6, view.getHeight() / 2);
        drag(robot, at(VM1), edge);
        await(() -> view.boundsOf(VM1).orElseThrow().x() < before.x() - 60);
        robot.type(KeyCode.ESCAPE);
        drop(robot);
    }
}
