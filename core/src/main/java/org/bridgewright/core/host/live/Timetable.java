package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When which work is due. For the follower's thread.
final class Timetable {
    enum Job {
        READ,
        STATS,
        AGENTS,
        DUMP,
        LEASES,
        MONITOR,
        LIBVIRT
    }

    private final Map<Job, Long> at = new HashMap<>();

    void in(Job job, Duration wait) {
        at.put(job, System.nanoTime() + wait.toNanos());
    }

    /// So long after the first of several wishes: a host that changes all the time is read all the same.
    void firstIn(Job job, Duration wait) {
        at.putIfAbsent(job, System.nanoTime() + wait.toNanos());
    }

    void atMostIn(Job job, Duration wait) {
        at.merge(job, System.nanoTime() + wait.toNanos(), Math::min);
    }

    void never(Job job) {
        at.remove(job);
    }

    void clear() {
        at.clear();
    }

    Duration untilNext() {
        long now = System.nanoTime();
        return at.values().stream()
                .min(Long::compare)
                .map(t -> Duration.ofNanos(Math.max(0, t - now)))
                .orElse(Duration.ofHours(1));
    }

    List<Job> takeDue() {
        long now = System.nanoTime();
        List<Job> jobs =
                at.entrySet().stream()
                        .filter(e -> e.getValue() - now <= 0)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        jobs.forEach(at::remove);
        return jobs;
    }
}
