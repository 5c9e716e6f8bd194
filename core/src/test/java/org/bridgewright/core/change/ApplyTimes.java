package org.bridgewright.core.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.ssh.Lab;
import org.bridgewright.core.topology.Topologies;

/// For `bench/apply.sh`: moves VM2 of the lab between default and router, as the window does it on a host that it follows,
/// and prints the milliseconds from Apply to the tap's new master in the host's kernel, to the live step verified, and to
/// the end (config saved and verified too).
final class ApplyTimes {
    private static final String MAC = "52:54:00:02:01:02";

    private ApplyTimes() {}

    /// @param args the process id of the host's first process, the number of runs, and the journal's directory
    public static void main(String[] args) throws Exception {
        Path links = Path.of("/proc", args[0], "root/sys/class/net");
        Path tap = tap(links);
        int runs = Integer.parseInt(args[1]);
        Lab lab = Lab.orSkip();
        Journal journal = new Journal(Path.of(args[2]), Instant::now);
        try (HostSources sources = new HostSources(lab.connector().config());
                OpenedHost host = CrashChild.open(sources, lab)) {
            CountDownLatch followed = new CountDownLatch(1);
            HostSnapshot first = host.source().read(ReadScope.FULL, p -> {}, CrashChild.soon());
            try (HostSource.Following following = host.source().follow(listener(followed))) {
                followed.await(5, TimeUnit.SECONDS);
                for (int run = 0; run < runs; run++) {
                    once(
                            host,
                            run == 0 ? Optional.of(first) : Optional.empty(),
                            tap,
                            journal,
                            run > 0);
                }
            }
        }
        System.exit(0);
    }

    private static HostSource.Listener listener(CountDownLatch followed) {
        return new HostSource.Listener() {
            @Override
            public void changed(HostSnapshot snapshot) {
                followed.countDown();
            }

            @Override
            public void state(org.bridgewright.core.host.ConnectionState state) {
                if (state instanceof org.bridgewright.core.host.ConnectionState.Connected) {
                    followed.countDown();
                }
            }
        };
    }

    private static void once(
            OpenedHost host,
            Optional<HostSnapshot> known,
            Path tap,
            Journal journal,
            boolean counts)
            throws Exception {
        HostSnapshot now =
                known.orElseGet(
                        () -> host.source().read(ReadScope.PICTURE, p -> {}, CrashChild.soon()));
        String was = master(tap).orElseThrow();
        MoveTarget target = new MoveTarget.ToNetwork(was.equals("virbr0") ? "router" : "default");
        Change move =
                new Change.MoveVnic(
                        CrashChild.HOST,
                        "VM2",
                        ElementId.vnic(CrashChild.HOST, "VM2", MAC, 1),
                        target,
                        When.BOTH,
                        Change.LinkCycle.OFF);
        Planned planned =
                Planner.plan(Topologies.build(List.of(now)), List.of(move), PlanContext.OPEN);
        if (!(planned instanceof Planned.Ready ready)) {
            throw new IllegalStateException(planned.toString());
        }
        try (HostWriter writer = host.writer(CrashChild.soon()).orElseThrow()) {
            Applier applier = new Applier(journal);
            Applier.prepare(ready.plan(), writer);
            List<Long> verified = new ArrayList<>();
            long begun = System.nanoTime();
            CompletableFuture<Long> kernel = CompletableFuture.supplyAsync(() -> changed(tap, was));
            Outcome outcome =
                    applier.apply(
                            ready.plan(),
                            writer,
                            (step, state, detail) -> {
                                if (state == Progress.State.VERIFIED) {
                                    verified.add(System.nanoTime());
                                }
                            },
                            Cancel.never());
            if (!(outcome instanceof Outcome.Applied)) {
                throw new IllegalStateException(PlanReport.text(outcome));
            }
            if (counts) {
                System.out.printf(
                        Locale.ROOT,
                        "%.1f %.1f %.1f%n",
                        millis(kernel.get() - begun),
                        millis(verified.getFirst() - kernel.get()),
                        millis(verified.getLast() - begun));
            }
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    /// When the tap's master became another one.
    private static long changed(Path tap, String was) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            Optional<String> now = master(tap);
            if (now.isPresent() && !now.get().equals(was)) {
                return System.nanoTime();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(300_000);
        }
        throw new IllegalStateException("the tap stayed on " + was);
    }

    private static Optional<String> master(Path tap) {
        try {
            return Optional.of(
                    String.valueOf(Files.readSymbolicLink(tap.resolve("master")).getFileName()));
        } catch (IOException inNoBridge) {
            return Optional.empty(); // for a moment, in the middle of a move
        }
    }

    private static Path tap(Path links) throws IOException {
        try (Stream<Path> all = Files.list(links)) {
            for (Path link : all.toList()) {
                Path address = link.resolve("address");
                if (String.valueOf(link.getFileName()).startsWith("vnet")
                        && Files.readString(address).strip().endsWith(MAC.substring(3))) {
                    return link;
                }
            }
        }
        throw new IllegalStateException("VM2 has no tap");
    }
}
