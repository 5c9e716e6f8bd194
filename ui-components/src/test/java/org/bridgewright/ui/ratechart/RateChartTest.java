// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.ui.ratechart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
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
class RateChartTest {
    @SuppressWarnings("NullAway.Init")
    private RateChart chart;

    @Start
    void start(Stage stage) {
        chart = new RateChart();
        StackPane root = new StackPane(chart);
        root.getStyleClass().add("light");
        Scene scene = new Scene(root, 320, 80);
        scene.getStylesheets().add(Fonts.tones());
        stage.setScene(scene);
        stage.show();
    }

    private String readout() {
        WaitForAsyncUtils.waitForFxEvents();
        return ((Label) chart.lookup(".readout")).getText();
    }

    @Test
    void ratesAreSaidInWordsOfTheField() {
        assertEquals("idle", RateChart.words(0));
        assertEquals("640 b/s", RateChart.words(640));
        assertEquals("1.2 Mb/s", RateChart.words(1_200_000));
        assertEquals("940 Mb/s", RateChart.words(940e6));
    }

    @Test
    void emptyChartSaysSo() {
        assertEquals("no rates yet", readout());
        assertEquals("no rates yet", chart.getAccessibleText());
    }

    @Test
    void valuesUnderThePointerAreTold(FxRobot robot) {
        robot.interact(
                () ->
                        chart.show(
                                List.of(
                                        new RateChart.Sample(900, 9e9, 0),
                                        new RateChart.Sample(150, 1000, 2_500_000),
                                        new RateChart.Sample(0, 1_200_000, 0))));
        assertEquals("receives 1.2 Mb/s, sends idle", chart.getAccessibleText());
        assertEquals("peak 2.5 Mb/s", readout(), "what is older than five minutes does not count");
        robot.moveTo(chart);
        assertEquals("150 s ago: receives 1.0 kb/s, sends 2.5 Mb/s", readout());
    }

    @Test
    void gapInTheMeasurementsIsAGapInTheLine(FxRobot robot) {
        robot.interact(
                () ->
                        chart.show(
                                List.of(
                                        new RateChart.Sample(200, 1000, 0),
                                        new RateChart.Sample(198, 1000, 0),
                                        new RateChart.Sample(102, 1000, 0),
                                        new RateChart.Sample(100, 1000, 0))));
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> image[0] = chart.snapshot(null, null));
        int w = (int) chart.getWidth();
        int top = 16;
        assertEquals(1, colours(image[0], w / 2, top), "between the measurements there is ground");
        assertTrue(
                colours(image[0], (int) (w * (1 - 199 / 300.0)), top) > 1, "a line where measured");
    }

    private static long colours(WritableImage image, int x, int from) {
        return java.util.stream.IntStream.range(from, (int) image.getHeight() / 2)
                .map(y -> image.getPixelReader().getArgb(x, y))
                .distinct()
                .count();
    }
}
