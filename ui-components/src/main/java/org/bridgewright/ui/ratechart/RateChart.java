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
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineJoin;
import org.bridgewright.core.words.Words;

/// Two lines, what a VM receives and what it sends, over the last five minutes. Gaps in the values are gaps in the lines.
///
/// | CSS | meaning |
/// | --- | --- |
/// | `-rate-receives`, `-rate-sends` | the lines' colours |
/// | `.rate-chart` | its ground, as of any region |
///
/// FX thread only.
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
    private static final double WINDOW_SECONDS = 300;
    private static final double PAD = 6;

    /// One measurement.
    ///
    /// @param secondsAgo before now; older than five minutes is not drawn
    /// @param receives bits per second as the VM sees them
    public record Sample(double secondsAgo, double receives, double sends) {}

    private final Canvas canvas = new Canvas();
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
        getChildren().add(canvas);
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

    /// @param newSamples oldest first
    public void show(List<Sample> newSamples) {
        samples = List.copyOf(newSamples);
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
        for (Sample s : samples) {
            most = Math.max(most, Math.max(s.receives(), s.sends()));
        }
        draw(gc, w, h, most, true);
        draw(gc, w, h, most, false);
    }

    private void draw(GraphicsContext gc, double w, double h, double most, boolean received) {
        gc.setStroke(received ? receives.get() : sends.get());
        gc.setLineWidth(received ? 1.8 : 1.6);
        gc.setLineJoin(StrokeLineJoin.ROUND);
        gc.beginPath();
        double before = Double.NaN;
        for (Sample s : samples) {
            if (s.secondsAgo() > WINDOW_SECONDS) {
                continue;
            }
            double x = w - PAD - s.secondsAgo() / WINDOW_SECONDS * (w - 2 * PAD);
            double value = received ? s.receives() : s.sends();
            double y = h - PAD - value / most * (h - 2 * PAD);
            // A reader that pauses leaves a gap.
            if (Double.isNaN(before) || before - s.secondsAgo() > 25) {
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
