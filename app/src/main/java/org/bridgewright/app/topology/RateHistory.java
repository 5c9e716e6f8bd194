// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;
import org.bridgewright.ui.ratechart.RateChart;

/// The last five minutes of rates of vNICs and NICs, made from the counters of each picture. A vNIC's are told as the VM sees
/// them: what its tap sends, it receives. FX thread only.
///
/// A follower tells what has changed only, so counters that stand still for longer than their beat mean that nothing flowed.
public final class RateHistory {
    private static final Words WORDS = Words.of(RateHistory.class);
    private static final Duration SPAN = Duration.ofMinutes(5);

    /// Taps are counted each 2 s while the host is looked at, NICs with each full dump (DESIGN 5.1).
    private static final Duration TAP_BEAT = Duration.ofSeconds(2);

    private static final Duration NIC_BEAT = Duration.ofSeconds(60);

    /// After the first dump, until when the first beat has come.
    private static final Duration COUNTING_BEGINS = Duration.ofSeconds(10);

    /// Less is a bridge's own hellos.
    private static final double IDLE_BITS = 1000;

    private final Map<ElementId, Course> courses = new HashMap<>();

    /// Bytes so far, as the VM (or the NIC) sees them.
    private record Sample(Instant at, long received, long sent) {}

    /// One element's counters, oldest first.
    private static final class Course {
        private final Duration beat;
        private final Deque<Sample> samples = new ArrayDeque<>();
        private boolean broken;
        private int stepsBack;

        Course(Duration beat) {
            this.beat = beat;
        }

        private Duration patience() {
            return beat.multipliedBy(5).dividedBy(2);
        }

        /// A kernel dump may come after statistics that are newer than it: one step back is such a dump, a second one a
        /// link that was made anew.
        void add(Sample sample) {
            Sample last = samples.peekLast();
            boolean back =
                    last != null
                            && (sample.received() < last.received() || sample.sent() < last.sent());
            stepsBack = back ? stepsBack + 1 : 0;
            if (broken || stepsBack >= 2) {
                samples.clear();
                broken = false;
                stepsBack = 0;
            } else if (last != null) {
                boolean same = sample.received() == last.received() && sample.sent() == last.sent();
                boolean soon =
                        sample.at().isBefore(last.at().plus(beat.multipliedBy(3).dividedBy(4)));
                if (back || same || soon) {
                    return;
                }
                // Counting begins some seconds after the first dump: what came by until then did so
                // in all of that time.
                boolean begins =
                        samples.size() == 1
                                && sample.at().isBefore(last.at().plus(COUNTING_BEGINS));
                if (!begins && last.at().plus(patience()).isBefore(sample.at())) {
                    samples.addLast(
                            new Sample(sample.at().minus(beat), last.received(), last.sent()));
                }
            }
            samples.addLast(sample);
            while (samples.getFirst().at().isBefore(sample.at().minus(SPAN))) {
                samples.removeFirst();
            }
        }

        List<RateChart.Sample> rates(Instant now) {
            List<RateChart.Sample> rates = new ArrayList<>();
            Sample before = null;
            for (Sample sample : samples) {
                if (before != null) {
                    double seconds = Duration.between(before.at(), sample.at()).toMillis() / 1000.0;
                    rates.add(
                            new RateChart.Sample(
                                    ago(sample.at(), now),
                                    (sample.received() - before.received()) * 8 / seconds,
                                    (sample.sent() - before.sent()) * 8 / seconds));
                }
                before = sample;
            }
            if (before != null && !broken && before.at().plus(patience()).isBefore(now)) {
                rates.add(new RateChart.Sample(ago(before.at().plus(beat), now), 0, 0));
                rates.add(new RateChart.Sample(0, 0, 0));
            }
            return rates;
        }

        private static double ago(Instant then, Instant now) {
            return Math.max(0, Duration.between(then, now).toMillis() / 1000.0);
        }
    }

    /// Takes the counters of a new picture. What is not there any more is forgotten.
    ///
    /// @param stale hosts that are not followed now: nothing is told of them until they are read again
    public void take(Topology topology, Set<HostId> stale) {
        Set<ElementId> here = new HashSet<>();
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
                                    .map(c -> new Sample(at.get(), c.txBytes(), c.rxBytes()))
                                    .ifPresent(s -> add(vnic.id(), TAP_BEAT, s, here));
                    case LinkElement link when link.kind().equals("nic") ->
                            link.link()
                                    .counters()
                                    .map(c -> new Sample(at.get(), c.rxBytes(), c.txBytes()))
                                    .ifPresent(s -> add(link.id(), NIC_BEAT, s, here));
                    case Element other -> {
                        // Nothing that is charted.
                    }
                }
            }
        }
        courses.keySet().retainAll(here);
        courses.forEach(
                (id, course) -> {
                    if (stale.stream().anyMatch(id::isOn)) {
                        course.broken = true;
                    }
                });
    }

    private void add(ElementId id, Duration beat, Sample sample, Set<ElementId> here) {
        here.add(id);
        courses.computeIfAbsent(id, k -> new Course(beat)).add(sample);
    }

    /// Nobody counts from now on (the window is minimised): what comes next has no rate with what was before.
    public void pause() {
        courses.values().forEach(course -> course.broken = true);
    }

    /// Oldest first; empty while nothing is known.
    public List<RateChart.Sample> rates(ElementId id, Instant now) {
        Course course = courses.get(id);
        return course == null ? List.of() : course.rates(now);
    }

    /// What stands at the links of the vNICs: `receives 1.2 Mb/s`, `sends 4 kb/s`, `idle`; nothing where nothing is known.
    public Map<ElementId, String> words(Instant now) {
        Map<ElementId, String> words = new HashMap<>();
        courses.forEach(
                (id, course) -> {
                    List<RateChart.Sample> rates = course.rates(now);
                    if (!rates.isEmpty() && !course.broken) {
                        words.put(id, words(rates.getLast()));
                    }
                });
        return words;
    }

    private static String words(RateChart.Sample rate) {
        if (Math.max(rate.receives(), rate.sends()) < IDLE_BITS) {
            return WORDS.get("rates.idle");
        }
        return rate.receives() >= rate.sends()
                ? WORDS.get("rates.receives", RateChart.words(rate.receives()))
                : WORDS.get("rates.sends", RateChart.words(rate.sends()));
    }
}
