// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui.topologyview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
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
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.ui.theme.Fonts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("window")
@ExtendWith(ApplicationExtension.class)
class TopologyViewTest {
    private static final HostId KVM1 = new HostId("kvm1");
    private static final ElementId VM1 = ElementId.guest(KVM1, "VM1");
    private static final ElementId VM2 = ElementId.guest(KVM1, "VM2");
    private static final ElementId ROUTER = ElementId.network(KVM1, "router");
    private static final ElementId DEFAULT = ElementId.network(KVM1, "default");

    private final List<MoveRequested> requests = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TopologyView view;

    @Start
    void start(Stage stage) {
        view = new TopologyView();
        view.setReducedMotion(true);
        view.setDropAdvisor(
                (subject, target) ->
                        target.element().equals(ROUTER)
                                ? new DropVerdict(
                                        true,
                                        "VM1 vNIC 1: default → router",
                                        Optional.of("VM1's link"),
                                        Optional.empty(),
                                        false)
                                : DropVerdict.refused("not there"));
        view.setOnMoveRequested(requests::add);
        view.show(
                Arranger.arrange(
                        Topologies.build(
                                List.of(
                                        Snapshots.host("kvm1")
                                                .nic("eth0", Snapshots.mac(0, 1))
                                                .defaultRoute("192.0.2.1", "eth0")
                                                .network(
                                                        "default",
                                                        ForwardMode.NAT,
                                                        "virbr0",
                                                        "192.168.122.1/24")
                                                .network(
                                                        "router",
                                                        ForwardMode.ROUTE,
                                                        "virbr1",
                                                        "192.168.132.1/24")
                                                .network("third", ForwardMode.ISOLATED, "virbr2")
                                                .guest(
                                                        "VM1",
                                                        Snapshots.on("default")
                                                                .mac(Snapshots.mac(1, 1)))
                                                .guest(
                                                        "VM2",
                                                        Snapshots.on("default")
                                                                .mac(Snapshots.mac(1, 2)),
                                                        Snapshots.on("third")
                                                                .mac(Snapshots.mac(1, 3)))
                                                .build())),
                        Viewpoint.EMPTY));
        StackPane root = new StackPane(view);
        root.getStyleClass().add("light");
        Scene scene = new Scene(root, 1000, 640);
        scene.getStylesheets().add(Fonts.tones());
        stage.setScene(scene);
        stage.show();
    }

    private Point2D at(ElementId id) {
        Rect r = view.boundsOf(id).orElseThrow();
        return view.localToScreen(r.centerX(), r.centerY());
    }

    private void drag(FxRobot robot, Point2D from, Point2D to) {
        robot.moveTo(from).press(MouseButton.PRIMARY);
        for (int i = 1; i <= 6; i++) {
            robot.moveTo(from.interpolate(to, i / 6.0));
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void clickSelectsAndShortcutAdds(FxRobot robot) {
        robot.clickOn(at(VM1));
        assertEquals(Set.of(VM1), view.getSelected());
        robot.press(KeyCode.CONTROL).clickOn(at(VM2)).release(KeyCode.CONTROL);
        assertEquals(Set.of(VM1, VM2), view.getSelected());
    }

    @Test
    void droppingACardOnANetworkAsksForTheMove(FxRobot robot) {
        drag(robot, at(VM1), at(ROUTER));
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, requests.size());
        assertEquals(List.of(VM1), requests.getFirst().subject().guests());
        assertTrue(requests.getFirst().subject().vnic().isPresent(), "its only vNIC");
        assertEquals(
                new DropTarget(ROUTER, new MoveTarget.ToNetwork("router")),
                requests.getFirst().target());
    }

    @Test
    void refusedAndEscapedDropsLeaveEverythingAsItWas(FxRobot robot) {
        drag(robot, at(VM1), at(ElementId.network(KVM1, "third")));
        robot.release(MouseButton.PRIMARY);
        drag(robot, at(VM1), at(ROUTER));
        robot.type(KeyCode.ESCAPE).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), requests);
    }

    @Test
    void cardWithSeveralVnicsAsksWhichOneBeforeItMoves(FxRobot robot) {
        drag(robot, at(VM2), at(ROUTER));
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), requests);
        robot.clickOn("#choose-vnic-2");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(
                Optional.of(ElementId.vnic(KVM1, "VM2", Snapshots.mac(1, 3), 1)),
                requests.getFirst().subject().vnic());
    }

    @Test
    void draggingANumberedPortNeedsNoQuestion(FxRobot robot) {
        ElementId second = ElementId.vnic(KVM1, "VM2", Snapshots.mac(1, 3), 1);
        drag(robot, at(second), at(ROUTER));
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(Optional.of(second), requests.getFirst().subject().vnic());
    }

    @Test
    void arrowsWalkAndTabChangesTheRegion(FxRobot robot) {
        robot.interact(view::requestFocus);
        robot.interact(() -> view.reveal(VM1));
        robot.type(KeyCode.RIGHT);
        assertEquals(Optional.of(VM2), view.getFocusedElement());
        robot.type(KeyCode.LEFT).type(KeyCode.DOWN);
        assertEquals(Optional.of(DEFAULT), view.getFocusedElement());
        robot.type(KeyCode.TAB);
        assertEquals(Optional.of(ElementId.routing(KVM1)), view.getFocusedElement());
    }

    @Test
    void aScreenReaderFindsEveryElementWithItsSentence(FxRobot robot) {
        robot.interact(
                () -> {
                    int n = view.getShown().focusable().size();
                    assertEquals(n, view.queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT));
                    for (int i = 0; i < n; i++) {
                        Object item =
                                view.queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, i);
                        assertTrue(
                                item instanceof javafx.scene.Node node
                                        && !node.getAccessibleText().isBlank());
                    }
                });
    }
}
