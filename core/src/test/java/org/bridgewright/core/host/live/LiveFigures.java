package org.bridgewright.core.host.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.libvirt.LibvirtRuntime;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.ssh.SshConfig;

/// What the scripts of `bench/` measure inside a running process: opening, reading and following a host. No test.
///
/// `read URI SSH-CONFIG RUNS` prints, for each opening of the host, the milliseconds to its connection, to the first live picture and to the
/// complete one: `open 512 first 820 complete 900 cpu 310 guests 6`,
/// `cpu` being this process's own. `follow URI SSH-CONFIG SECONDS` opens, reads and follows, prints `following`, and at its
/// end what it heard, with the processor time and memory of this process.
public final class LiveFigures {
    private LiveFigures() {}

    public static void main(String[] args) throws InterruptedException {
        HostSources.warmUpNow(); // as the window does behind its first picture
        LibvirtRuntime.missing().ifPresent(why -> System.out.println(why.line()));
        SshConfig config =
                SshConfig.ofFile(
                        Path.of(args[2]),
                        new SshConfig.Environment(
                                Path.of(System.getProperty("user.home")),
                                System.getProperty("user.name"),
                                Map.of(),
                                Optional.empty()));
        try (HostSources sources = new HostSources(config)) {
            switch (args[0]) {
                case "read" -> {
                    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                        System.out.println(read(sources, args[1]));
                    }
                }
                case "follow" -> follow(sources, args[1], Integer.parseInt(args[3]));
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(120));
    }

    private static OpenedHost open(HostSources sources, String uri) {
        OpenOptions how = OpenOptions.reading(LoginDialog.NONE);
        return sources.open(HostUris.parse(uri), how, state -> {}, soon()).getFirst();
    }

    private static String read(HostSources sources, String uri) {
        long start = System.nanoTime();
        long cpu = processorMillis();
        try (OpenedHost host = open(sources, uri)) {
            long opened = System.nanoTime();
            List<Long> first = new ArrayList<>();
            HostSnapshot complete =
                    host.source()
                            .read(
                                    ReadScope.PICTURE,
                                    partial -> {
                                        if (isPicture(partial)) {
                                            first.add(System.nanoTime());
                                        }
                                    },
                                    soon());
            long end = System.nanoTime();
            if (!isPicture(complete) || !complete.libvirt().nodeDevices().isPresent()) {
                return "incomplete: " + complete.libvirt().nodeDevices();
            }
            return String.format(
                    Locale.ROOT,
                    "open %d first %d complete %d cpu %d guests %d",
                    (opened - start) / 1_000_000,
                    ((first.isEmpty() ? end : first.getFirst()) - start) / 1_000_000,
                    (end - start) / 1_000_000,
                    processorMillis() - cpu,
                    complete.libvirt().guests().orElse(List.of()).size());
        }
    }

    /// Bars, NICs and running VMs are there.
    private static boolean isPicture(HostSnapshot snapshot) {
        return snapshot.kernel().links().isPresent() && snapshot.libvirt().guests().isPresent();
    }

    private static void follow(HostSources sources, String uri, int seconds)
            throws InterruptedException {
        int[] heard = {0};
        try (OpenedHost host = open(sources, uri)) {
            host.source().read(ReadScope.PICTURE, partial -> {}, soon());
            HostSource.Listener listener =
                    new HostSource.Listener() {
                        @Override
                        public void changed(HostSnapshot snapshot) {
                            heard[0]++;
                        }

                        @Override
                        public void state(ConnectionState state) {
                            System.out.println(state);
                        }
                    };
            try (HostSource.Following following = host.source().follow(listener)) {
                following.attention(HostSource.Attention.SHOWN);
                Thread.sleep(Duration.ofSeconds(5));
                System.out.println("following");
                long cpu = processorMillis();
                for (int at = 0; at < seconds; at += 30) {
                    Thread.sleep(Duration.ofSeconds(Math.min(30, seconds - at)));
                    System.out.printf(
                            Locale.ROOT,
                            "seconds %d cpu %d heap %d told %d%n",
                            Math.min(seconds, at + 30),
                            processorMillis() - cpu,
                            heapKilobytes(),
                            heard[0]);
                }
                Thread.sleep(Duration.ofSeconds(5)); // for who asks this process's memory
            }
        }
    }

    private static long processorMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    /// What is really in use: garbage is collected first.
    private static long heapKilobytes() {
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return (jvm.totalMemory() - jvm.freeMemory()) >> 10;
    }
}
