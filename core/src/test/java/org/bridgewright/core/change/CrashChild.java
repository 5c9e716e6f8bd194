package org.bridgewright.core.change;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.Manners;
import org.bridgewright.core.host.live.OpenOptions;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.ssh.Lab;
import org.bridgewright.core.topology.Topologies;

/// A process that applies a plan to the lab and stands still at one point of it, to be killed there.
final class CrashChild {
    static final String STANDING = "STANDING";
    static final HostId HOST = new HostId("caldera02");
    private static final String GUEST = "VM1";
    private static final String MAC = "52:54:00:02:01:01";
    private static final Set<String> WRITES =
            Set.of("updateDevice", "attachDevice", "detachDevice", "startNetwork", "startGuest");

    private CrashChild() {}

    /// The plans that are died in.
    enum Kind {
        MOVE {
            @Override
            List<Change> changes() {
                return List.of(move(new MoveTarget.ToNetwork("router")));
            }
        },
        DETACH {
            @Override
            List<Change> changes() {
                return List.of(move(new MoveTarget.Detached()));
            }
        },
        START_AND_MOVE {
            @Override
            List<Change> changes() {
                return List.of(
                        new Change.StartNetwork(HOST, "island"),
                        move(new MoveTarget.ToNetwork("island")));
            }
        };

        abstract List<Change> changes();

        static Change move(MoveTarget target) {
            return new Change.MoveVnic(
                    HOST,
                    GUEST,
                    ElementId.vnic(HOST, GUEST, MAC, 1),
                    target,
                    When.BOTH,
                    Change.LinkCycle.AUTO);
        }
    }

    /// @param args the journal's directory, the kind, and the point: 1 is before the first write, 2 after it, and so on
    public static void main(String[] args) {
        Journal journal = new Journal(Path.of(args[0]), Instant::now);
        int point = Integer.parseInt(args[2]);
        Lab lab = Lab.orSkip();
        try (HostSources sources = new HostSources(lab.connector().config());
                OpenedHost host = open(sources, lab);
                HostWriter writer = host.writer(soon()).orElseThrow()) {
            Planned planned =
                    Planner.plan(
                            Topologies.build(
                                    List.of(
                                            host.source()
                                                    .read(ReadScope.PICTURE, p -> {}, soon()))),
                            Kind.valueOf(args[1]).changes(),
                            PlanContext.OPEN);
            Outcome outcome =
                    new Applier(journal)
                            .apply(
                                    ((Planned.Ready) planned).plan(),
                                    standing(writer, point),
                                    Progress.NONE,
                                    Cancel.never());
            System.exit(outcome instanceof Outcome.Applied ? 0 : 1);
        }
    }

    static OpenedHost open(HostSources sources, Lab lab) {
        return sources.open(
                        lab.uri("root", HOST.value()),
                        new OpenOptions(false, false, LoginDialog.NONE, Manners.DEFAULT),
                        s -> {},
                        soon())
                .getFirst();
    }

    static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(60));
    }

    private static HostWriter standing(HostWriter writer, int point) {
        AtomicInteger passed = new AtomicInteger();
        return (HostWriter)
                Proxy.newProxyInstance(
                        CrashChild.class.getClassLoader(),
                        new Class<?>[] {HostWriter.class},
                        (proxy, method, arguments) -> {
                            boolean writes = WRITES.contains(method.getName());
                            if (writes && passed.incrementAndGet() == point) {
                                standStill();
                            }
                            try {
                                return method.invoke(writer, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                if (writes && passed.incrementAndGet() == point) {
                                    standStill();
                                }
                            }
                        });
    }

    private static void standStill() throws InterruptedException {
        System.out.println(STANDING);
        new CountDownLatch(1).await();
    }
}
