// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.ui.ratechart.RateChart;
import org.bridgewright.ui.theme.Fonts;
import org.bridgewright.ui.topologyview.DropVerdict;
import org.bridgewright.ui.topologyview.StagedMove;
import org.bridgewright.ui.topologyview.TopologyView;

/// Every control of this module in every state, with fixed data: `bin/gallery [light|dark] [PAGE]`.
///
/// A page is a state: what is wrong with it is seen here before it is seen in the application.
public final class Gallery {
    private Gallery() {}

    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /// The window: a page, and above it which one, light or dark.
    public static final class Window extends Application {
        private static final HostId CALDERA02 = new HostId("caldera02");
        private final Map<String, Supplier<Node>> pages = new LinkedHashMap<>();
        private final BorderPane root = new BorderPane();

        @Override
        public void start(Stage stage) {
            pages.put("demo", () -> view(Window::demo, v -> {}));
            pages.put("selected", () -> view(Window::demo, Window::select));
            pages.put("staged", () -> view(Window::demo, Window::stage));
            pages.put("dragging", () -> view(Window::demo, v -> drag(v, "network/router", 0)));
            pages.put("refused", () -> view(Window::demo, v -> drag(v, "link/mybridge0", 0)));
            pages.put("cases", () -> view(Window::cases, v -> {}));
            pages.put("crowded", () -> view(Window::crowded, v -> {}));
            pages.put("far", () -> view(Window::crowded, TopologyView::fit));
            pages.put("empty", () -> view(List::of, v -> {}));
            pages.put("rates", Window::rates);
            List<String> given = new ArrayList<>(getParameters().getUnnamed());
            boolean dark = given.remove("dark");
            given.remove("light");
            ComboBox<String> choice = new ComboBox<>();
            choice.getItems().addAll(pages.keySet());
            choice.setOnAction(e -> show(choice.getValue()));
            ToggleButton night = new ToggleButton("dark");
            night.setSelected(dark);
            night.setOnAction(e -> theme(night.isSelected()));
            HBox bar = new HBox(8, choice, night);
            bar.setStyle("-fx-padding: 6;");
            root.setTop(bar);
            root.getStyleClass().add("root");
            theme(dark);
            Scene scene = new Scene(root, 1280, 800);
            scene.getStylesheets().add(Fonts.tones());
            stage.setScene(scene);
            stage.setTitle("Gallery");
            stage.show();
            choice.setValue(given.isEmpty() ? "demo" : given.getFirst());
        }

        private void theme(boolean dark) {
            root.getStyleClass().removeAll("light", "dark");
            root.getStyleClass().add(dark ? "dark" : "light");
        }

        private void show(String page) {
            root.setCenter(pages.getOrDefault(page, () -> new Label("no such page")).get());
        }

        private static TopologyView view(
                Supplier<List<HostSnapshot>> hosts,
                java.util.function.Consumer<TopologyView> then) {
            TopologyView view = new TopologyView();
            view.setDropAdvisor(
                    (subject, target) ->
                            target.element().value().endsWith("router")
                                    ? new DropVerdict(
                                            true,
                                            "VM1 vNIC 1: default (NAT) → router (routed), now and in its config",
                                            Optional.of("VM1's link, about 1 s."),
                                            Optional.of(
                                                    "no usable address until 192.168.132.x is set inside VM1 (router has no DHCP)."),
                                            true)
                                    : DropVerdict.refused("VM1 is there already."));
            view.show(Arranger.arrange(Topologies.build(hosts.get()), Viewpoint.EMPTY));
            view.setRates(
                    Map.of(
                            new ElementId("caldera02/vnic/VM1/52:54:00:02:01:01"),
                            "receives 1.2 Mb/s"));
            // What needs places on screen waits until there are some.
            Platform.runLater(() -> Platform.runLater(() -> then.accept(view)));
            return view;
        }

        private static List<HostSnapshot> demo() {
            return Captures.demo().stream().map(RecordingSource::snapshot).toList();
        }

        private static void select(TopologyView view) {
            view.reveal(ElementId.guest(CALDERA02, "VM1"));
            view.requestFocus();
        }

        private static void stage(TopologyView view) {
            view.setStaged(
                    List.of(
                            new StagedMove(
                                    ElementId.guest(CALDERA02, "VM1"),
                                    new ElementId("caldera02/vnic/VM1/52:54:00:02:01:01"),
                                    "VM1",
                                    ElementId.network(CALDERA02, "router"))));
        }

        private static void drag(TopologyView view, String to, int dy) {
            ElementId guest = ElementId.guest(CALDERA02, "VM1");
            Rect from = view.boundsOf(guest).orElseThrow();
            Rect at = view.boundsOf(new ElementId("caldera02/" + to)).orElse(from);
            fire(view, MouseEvent.MOUSE_PRESSED, from.centerX(), from.centerY());
            fire(view, MouseEvent.MOUSE_DRAGGED, from.centerX() + 12, from.centerY());
            fire(view, MouseEvent.MOUSE_DRAGGED, at.centerX(), at.y() - 70 + dy);
        }

        private static void fire(
                TopologyView view, javafx.event.EventType<MouseEvent> type, double x, double y) {
            javafx.geometry.Point2D at = view.localToScene(x, y);
            Event.fireEvent(
                    view,
                    new MouseEvent(
                            type,
                            at.getX(),
                            at.getY(),
                            at.getX(),
                            at.getY(),
                            MouseButton.PRIMARY,
                            1,
                            false,
                            false,
                            false,
                            false,
                            true,
                            false,
                            false,
                            true,
                            false,
                            false,
                            null));
        }

        private static List<HostSnapshot> cases() {
            Snapshots host =
                    Snapshots.host("kvm21")
                            .nic("eno1", Snapshots.mac(0, 1))
                            .nic("eno2", Snapshots.mac(0, 2))
                            .bridge("vmbr0")
                            .port("eno1", "vmbr0")
                            .address("vmbr0", "192.0.2.21/24")
                            .defaultRoute("192.0.2.1", "vmbr0")
                            .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                            .network("lab", ForwardMode.ISOLATED, "virbr1")
                            .network("blue", ForwardMode.BRIDGE, "br5")
                            .network("green", ForwardMode.BRIDGE, "br5")
                            .bridge("br5")
                            .port("eno2", "br5")
                            .bridge("fwbr100i0")
                            .vethPair("fwln100i0", "fwpr100p0")
                            .port("fwln100i0", "fwbr100i0")
                            .port("fwpr100p0", "vmbr0");
            host.guest("filtered", Snapshots.onBridge("fwbr100i0").mac(Snapshots.mac(1, 1)));
            host.guest("nested", Snapshots.on("default").mac(Snapshots.mac(1, 2)));
            host.guest(
                    "storage",
                    Snapshots.on("default").mac(Snapshots.mac(1, 3)),
                    Snapshots.on("lab").mac(Snapshots.mac(1, 4)),
                    Snapshots.onBridge("vmbr0").mac(Snapshots.mac(1, 5)));
            host.guest(
                    "moved", Snapshots.on("default").mac(Snapshots.mac(1, 6)).butKernel("virbr1"));
            host.guestOff("template-1", Snapshots.on("lab").mac(Snapshots.mac(1, 7)));
            HostSnapshot built = host.build();
            String uuid = built.libvirt().guests().orElse(List.of()).get(1).uuid().orElse("none");
            return List.of(built, Snapshots.host("kvm22").dmiUuid(uuid).build());
        }

        private static List<HostSnapshot> crowded() {
            return List.of(Snapshots.synthetic("kvm1", 1000, 2, 20));
        }

        private static Node rates() {
            VBox all = new VBox(16);
            all.setStyle("-fx-padding: 24; -fx-background-color: -bw-surface;");
            all.setFillWidth(false);
            all.getChildren().add(new RateChart());
            RateChart full = new RateChart();
            List<RateChart.Sample> samples = new ArrayList<>();
            for (int ago = 300; ago >= 0; ago -= 2) {
                if (ago < 180 && ago > 140) {
                    continue;
                }
                samples.add(
                        new RateChart.Sample(
                                ago,
                                600_000 + 500_000 * Math.sin(ago / 17.0),
                                200_000 + 150_000 * Math.cos(ago / 29.0)));
            }
            full.show(samples);
            all.getChildren().add(full);
            RateChart idle = new RateChart();
            idle.show(
                    List.of(
                            new RateChart.Sample(20, 0, 0),
                            new RateChart.Sample(10, 0, 0),
                            new RateChart.Sample(0, 0, 0)));
            all.getChildren().add(idle);
            for (Node chart : all.getChildren()) {
                if (chart instanceof RateChart c) {
                    c.setPrefSize(300, 64);
                }
            }
            return all;
        }
    }
}
