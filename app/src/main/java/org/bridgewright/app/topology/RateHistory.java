// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// The last five minutes of rates of vNICs and NICs, made from the counters of each read. A vNIC's are told as the VM sees
/// them: what its tap sends, it receives. FX thread only.
public final class RateHistory {
    private static final Words WORDS = Words.of(RateHistory.class);
    private static final Duration SPAN = Duration.ofMinutes(5);
    private static final double HEIGHT = 60;

    private final Map<ElementId, Deque<Sample>> samples = new HashMap<>();

    /// Bytes so far, as the VM (or the NIC) sees them.
    private record Sample(Instant at, long received, long sent) {}

    /// Bits a second in the middle of two samples.
    private record Rate(Instant at, double received, double sent) {}

    public RateHistory(Workspace workspace) {
        ChangeListener<Wiring> listener = (property, before, now) -> take(now.topology());
        workspace.wiringProperty().addListener(listener);
        take(workspace.wiring().topology());
    }

    private void take(Topology topology) {
        for (HostTopology host : topology.hosts()) {
            Optional<Instant> at = host.snapshot().readAt();
            if (at.isEmpty()) {
                continue;
            }
            for (Element element : host.elements()) {
                switch (element) {
                    case VnicElement vnic ->
                            vnic.tapLink()
                                    .flatMap(Link::counters)
                                    .ifPresent(
                                            c ->
                                                    add(
                                                            vnic.id(),
                                                            new Sample(
                                                                    at.get(),
                                                                    c.txBytes(),
                                                                    c.rxBytes())));
                    case LinkElement link when link.kind().equals("nic") ->
                            link.link()
                                    .counters()
                                    .ifPresent(
                                            c ->
                                                    add(
                                                            link.id(),
                                                            new Sample(
                                                                    at.get(),
                                                                    c.rxBytes(),
                                                                    c.txBytes())));
                    case Element other -> {
                        // Nothing that is charted.
                    }
                }
            }
        }
    }

    private void add(ElementId id, Sample sample) {
        Deque<Sample> of = samples.computeIfAbsent(id, k -> new ArrayDeque<>());
        if (!of.isEmpty() && !sample.at().isAfter(of.getLast().at())) {
            return;
        }
        of.addLast(sample);
        while (of.getFirst().at().isBefore(sample.at().minus(SPAN))) {
            of.removeFirst();
        }
    }

    private List<Rate> rates(ElementId id) {
        List<Rate> rates = new ArrayList<>();
        Optional<Sample> before = Optional.empty();
        for (Sample now : samples.getOrDefault(id, new ArrayDeque<>())) {
            if (before.isPresent()) {
                double seconds = Duration.between(before.get().at(), now.at()).toMillis() / 1000.0;
                double received = (now.received() - before.get().received()) * 8 / seconds;
                double sent = (now.sent() - before.get().sent()) * 8 / seconds;
                // Counters begin anew when a link is made anew.
                if (received >= 0 && sent >= 0) {
                    rates.add(new Rate(now.at(), received, sent));
                }
            }
            before = Optional.of(now);
        }
        return rates;
    }

    /// `receives 1.2 Mb/s`; empty while nothing is known.
    public Optional<String> words(ElementId id) {
        List<Rate> rates = rates(id);
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        WORDS.get(
                                "rates.words",
                                bits(rates.getLast().received()),
                                bits(rates.getLast().sent())));
    }

    /// The chart of an element, or what there is to say while there is none.
    public Node chart(ElementId id) {
        List<Rate> rates = rates(id);
        if (rates.isEmpty()) {
            return Dialogs.text(WORDS.get("rates.none"), "muted", "small");
        }
        Pane pane = new Pane();
        pane.getStyleClass().add("rate-chart");
        pane.setPrefHeight(HEIGHT);
        pane.setMinHeight(HEIGHT);
        double most = 1000;
        for (Rate rate : rates) {
            most = Math.max(most, Math.max(rate.received(), rate.sent()));
        }
        double scale = most;
        pane.widthProperty().addListener((property, before, now) -> draw(pane, rates, scale));
        String words = words(id).orElse("");
        pane.setAccessibleText(words);
        return new VBox(4, pane, Dialogs.text(words, "muted", "small"));
    }

    private static void draw(Pane pane, List<Rate> rates, double most) {
        Polyline received = new Polyline();
        Polyline sent = new Polyline();
        received.getStyleClass().addAll("rate-line", "received");
        sent.getStyleClass().addAll("rate-line", "sent");
        Instant end = rates.getLast().at();
        double width = pane.getWidth() - 8;
        for (Rate rate : rates) {
            double age = Duration.between(rate.at(), end).toMillis() / (double) SPAN.toMillis();
            double x = 4 + width * (1 - age);
            received.getPoints().addAll(x, y(rate.received(), most));
            sent.getPoints().addAll(x, y(rate.sent(), most));
        }
        pane.getChildren().setAll(received, sent);
    }

    private static double y(double value, double most) {
        return HEIGHT - 5 - value / most * (HEIGHT - 10);
    }

    private static String bits(double perSecond) {
        if (perSecond < 1) {
            return WORDS.get("rates.idle");
        }
        String[] units = {"b/s", "kb/s", "Mb/s", "Gb/s"};
        double value = perSecond;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
