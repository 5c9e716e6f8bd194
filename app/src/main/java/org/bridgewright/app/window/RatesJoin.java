// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.topology.RateHistory;
import org.bridgewright.app.topology.Wiring;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.words.Words;
import org.bridgewright.ui.ratechart.RateChart;

/// One history of rates for the whole window: at the links, in the table, as the inspector's chart. FX thread only.
final class RatesJoin {
    private static final Words WORDS = Words.of(RatesJoin.class);
    private static final Duration BEAT = Duration.seconds(2);

    private final RateHistory history = new RateHistory();
    private final Clock clock;
    private final Consumer<Map<ElementId, String>> told;
    private final RateChart chart = new RateChart();
    private final VBox chartBox = new VBox(4, chart);
    private Map<ElementId, String> words = Map.of();
    private ElementId charted = new ElementId("-");

    /// @param told gets the words at the links whenever one of them changes
    RatesJoin(Workspace workspace, Clock clock, Consumer<Map<ElementId, String>> told) {
        this.clock = clock;
        this.told = told;
        chart.setId("rate-chart");
        workspace.wiringProperty().addListener((property, before, now) -> take(now));
        take(workspace.wiring());
        // What stands still tells nothing by itself.
        Timeline beat = new Timeline(new KeyFrame(BEAT, event -> tell()));
        beat.setCycleCount(Timeline.INDEFINITE);
        beat.play();
    }

    private void take(Wiring wiring) {
        // Of a recording no second count comes: that its counters stand still says nothing.
        Set<HostId> uncounted = new HashSet<>(wiring.stale().keySet());
        wiring.topology().hosts().stream()
                .map(HostTopology::snapshot)
                .filter(s -> SavedHost.isRecording(s.uri()))
                .forEach(s -> uncounted.add(s.host()));
        history.take(wiring.topology(), uncounted);
        tell();
    }

    private void tell() {
        Map<ElementId, String> now = history.words(clock.instant());
        if (!now.equals(words)) {
            words = new HashMap<>(now);
            told.accept(now);
        }
        if (chart.getScene() != null) {
            chart.show(history.rates(charted, clock.instant()));
        }
    }

    /// Nobody counts while the window is minimised.
    void pause() {
        history.pause();
        tell();
    }

    /// The chart of an element; the same node for each, so that a pointer over it stays there.
    Node chart(ElementId id) {
        charted = id;
        List<RateChart.Sample> rates = history.rates(id, clock.instant());
        chart.show(rates);
        if (rates.isEmpty()) {
            return Dialogs.text(WORDS.get("rates.none"), "muted", "small");
        }
        return chartBox;
    }
}
