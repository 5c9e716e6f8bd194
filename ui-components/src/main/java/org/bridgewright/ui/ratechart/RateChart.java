package org.bridgewright.ui.ratechart;

import java.util.List;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineJoin;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Two lines, what a VM receives (solid) and what it sends (dashed), over the last five minutes. Gaps in the values are gaps
/// in the lines. Under the pointer it tells the values of that moment, else the highest of all.
///
/// ```java
/// RateChart chart = new RateChart();
/// chart.show(List.of(new RateChart.Sample(4, 1200, 0), new RateChart.Sample(2, 900, 64_000)));
/// ```
/// | CSS | meaning |
/// | --- | --- |
/// | `-rate-receives`, `-rate-sends` | the lines' colours |
/// | `.rate-chart` | its ground, as of any region |
/// | `.rate-chart .readout` | the text in its upper left corner |
///
/// Holds plain values: it asks nobody for new ones. FX thread only.
public final class RateChart extends Region {
    private static final StyleablePropertyFactory<RateChart> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<RateChart, Paint> RECEIVES =
            FACTORY.createPaintCssMetaData(
                    "-rate-receives", c -> c.receives, Color.web("#2563eb"), false);
    private static final CssMetaData<RateChart, Paint> SENDS =
            FACTORY.createPaintCssMetaData(
                    "-rate-sends", c -> c.sends, Color.web("#0f766e"), false);
    private static final Words WORDS = Words.of(RateChart.class);

    /// How far back the chart reaches.
    public static final double WINDOW_SECONDS = 300;

    /// A longer time without a measurement is a gap: a reader that was paused.
    private static final double GAP_SECONDS = 25;

    private static final double PAD = 6;

    /// One measurement.
    ///
    /// @param secondsAgo before now; older than five minutes is not drawn
    /// @param receives bits per second as the VM sees them
    public record Sample(double secondsAgo, double receives, double sends) {}

    private final Canvas canvas = new Canvas();
    private final Label readout = new Label();
    private double pointer = Double.NaN;
    private final StyleableObjectProperty<Paint> receives;
    private final StyleableObjectProperty<Paint> sends;
    private List<Sample> samples = List.of();

    public RateChart() {
        receives = paint(RECEIVES);
        sends = paint(SENDS);
        getStyleClass().add("rate-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(WORDS.get("empty"));
        setPrefSize(284, 64);
        setMinSize(80, 40);
        readout.getStyleClass().add("readout");
        readout.setMouseTransparent(true);
        getChildren().addAll(canvas, readout);
        setOnMouseMoved(e -> point(e.getX()));
        setOnMouseExited(e -> point(Double.NaN));
    }

    private void point(double x) {
        pointer = x;
        requestLayout();
    }

    private StyleableObjectProperty<Paint> paint(CssMetaData<RateChart, Paint> meta) {
        return new javafx.css.SimpleStyleableObjectProperty<>(
                meta, this, meta.getProperty(), meta.getInitialValue(this)) {
            @Override
            protected void invalidated() {
                requestLayout();
            }
        };
    }

    /// Shows these instead of what was there.
    ///
    /// @param newSamples oldest first; none = "no rates yet"
    public void show(List<Sample> newSamples) {
        samples = newSamples.stream().filter(s -> s.secondsAgo() <= WINDOW_SECONDS).toList();
        setAccessibleText(
                samples.isEmpty()
                        ? WORDS.get("empty")
                        : WORDS.get(
                                "now",
                                words(samples.getLast().receives()),
                                words(samples.getLast().sends())));
        requestLayout();
    }

    /// `1.2 Mb/s`
    public static String words(double bitsPerSecond) {
        if (bitsPerSecond < 1000) {
            return WORDS.get(bitsPerSecond < 1 ? "idle" : "rate.b", Math.round(bitsPerSecond));
        }
        double value = bitsPerSecond / 1000;
        String unit = "rate.kb";
        if (value >= 1000) {
            value /= 1000;
            unit = "rate.mb";
        }
        if (value >= 1000) {
            value /= 1000;
            unit = "rate.gb";
        }
        return WORDS.get(
                unit,
                value >= 100
                        ? Long.toString(Math.round(value))
                        : String.format(java.util.Locale.ROOT, "%.1f", value));
    }

    @Override
    protected void layoutChildren() {
        double w = getWidth();
        double h = getHeight();
        canvas.setWidth(w);
        canvas.setHeight(h);
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, w, h);
        double most = 1000;
        double peak = 0;
        for (Sample s : samples) {
            peak = Math.max(peak, Math.max(s.receives(), s.sends()));
        }
        most = Math.max(most, peak);
        draw(gc, w, h, most, false);
        draw(gc, w, h, most, true);
        Sample near = nearest(w);
        if (near == null) {
            readout.setText(
                    samples.isEmpty() ? WORDS.get("empty") : WORDS.get("peak", words(peak)));
        } else {
            mark(gc, x(near, w), y(near.receives(), h, most), receives.get());
            mark(gc, x(near, w), y(near.sends(), h, most), sends.get());
            readout.setText(
                    WORDS.get(
                            "at",
                            Math.round(near.secondsAgo()),
                            words(near.receives()),
                            words(near.sends())));
        }
        readout.resizeRelocate(PAD, 2, Math.max(0, w - 2 * PAD), readout.prefHeight(-1));
    }

    /// The measurement under the pointer; null when it is not over one.
    private @Nullable Sample nearest(double w) {
        Sample best = null;
        for (Sample s : samples) {
            if (Math.abs(x(s, w) - pointer) <= 12
                    && (best == null
                            || Math.abs(x(s, w) - pointer) < Math.abs(x(best, w) - pointer))) {
                best = s;
            }
        }
        return best;
    }

    private static double x(Sample s, double w) {
        return w - PAD - s.secondsAgo() / WINDOW_SECONDS * (w - 2 * PAD);
    }

    private static double y(double value, double h, double most) {
        return h - PAD - value / most * (h - 2 * PAD - 10);
    }

    private static void mark(GraphicsContext gc, double x, double y, Paint paint) {
        gc.setFill(paint);
        gc.fillOval(x - 3, y - 3, 6, 6);
    }

    private void draw(GraphicsContext gc, double w, double h, double most, boolean received) {
        gc.setStroke(received ? receives.get() : sends.get());
        gc.setLineWidth(received ? 1.8 : 1.6);
        gc.setLineJoin(StrokeLineJoin.ROUND);
        gc.setLineDashes(received ? new double[0] : new double[] {4, 3});
        gc.beginPath();
        double before = Double.NaN;
        for (Sample s : samples) {
            double x = x(s, w);
            double y = y(received ? s.receives() : s.sends(), h, most);
            if (Double.isNaN(before) || before - s.secondsAgo() > GAP_SECONDS) {
                gc.moveTo(x, y);
            } else {
                gc.lineTo(x, y);
            }
            before = s.secondsAgo();
        }
        gc.stroke();
    }

    @Override
    public String getUserAgentStylesheet() {
        return Objects.requireNonNull(RateChart.class.getResource("rate-chart.css"))
                .toExternalForm();
    }

    public static List<CssMetaData<? extends Styleable, ?>> getClassCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
