// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.ui.theme.Fonts;

/// Time from frame to frame of the picture at 1280 x 800, panned and zoomed without a pause, with 100, 1,000 and 5,000 guests.
///
/// Run by `bench/frames.sh` with `-Djavafx.animation.fullspeed=true`: else the clock, not the drawing, is measured.
public final class FrameBench {
    private static final int[] GUESTS = {100, 1000, 5000};
    private static final int FRAMES = 150;

    private FrameBench() {}

    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /// The measuring window.
    public static final class Window extends Application {
        private final List<String> report = new ArrayList<>();
        private final TopologyView view = new TopologyView();
        private int size;
        private int act;

        @Override
        public void start(Stage stage) {
            StackPane root = new StackPane(view);
            root.getStyleClass().add("light");
            Scene scene = new Scene(root, 1280, 800);
            scene.getStylesheets().add(Fonts.tones());
            stage.setScene(scene);
            stage.show();
            next();
        }

        private void next() {
            if (size == GUESTS.length) {
                report.forEach(System.out::println);
                Platform.exit();
                return;
            }
            if (act == 0) {
                TopologyScene picture =
                        Arranger.arrange(
                                Topologies.build(
                                        List.of(
                                                Snapshots.synthetic(
                                                        "kvm1",
                                                        GUESTS[size],
                                                        2,
                                                        Math.max(5, GUESTS[size] / 50)))),
                                Viewpoint.EMPTY);
                view.show(picture);
                view.fit();
            } else if (act == 1) {
                view.zoomToHundred();
            }
            measure();
        }

        /// Of the whole process: on a busy machine the only figure that means something.
        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean)
                            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        private void measure() {
            String what = List.of("pan, all of it", "pan, 100 %", "zoom").get(act);
            new AnimationTimer() {
                private final List<Double> times = new ArrayList<>();
                private long before;
                private long cpu;
                private int frame;

                @Override
                public void handle(long now) {
                    long at = System.nanoTime();
                    if (frame > 20) {
                        times.add((at - before) / 1e6);
                    }
                    before = at;
                    if (frame == 20) {
                        cpu = cpuNanos();
                    }
                    frame++;
                    if (act < 2) {
                        view.pan(frame / 60 % 2 == 0 ? 7 : -7, frame / 30 % 2 == 0 ? 5 : -5);
                    } else {
                        view.zoom(frame / 12 % 2 == 0 ? 1 : -1, 640, 400);
                    }
                    if (frame == FRAMES) {
                        stop();
                        Collections.sort(times);
                        report.add(
                                "%5d guests, %-14s median %6.1f ms, p95 %6.1f ms, CPU a frame %6.1f ms"
                                        .formatted(
                                                GUESTS[size],
                                                what,
                                                times.get(times.size() / 2),
                                                times.get(times.size() * 95 / 100),
                                                (cpuNanos() - cpu) / 1e6 / (FRAMES - 20)));
                        act = (act + 1) % 3;
                        if (act == 0) {
                            size++;
                        }
                        Platform.runLater(Window.this::next);
                    }
                }
            }.start();
        }
    }
}
