package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.KernelState;

/// A host's bridges as `brctl` (bridge-utils 1.7.1) prints them, for copying as text. What was not read is shown as `?`.
public final class BridgeText {
    private BridgeText() {}

    /// `brctl show`.
    public static String show(KernelState kernel) {
        StringBuilder out =
                new StringBuilder("bridge name\tbridge id\t\tSTP enabled\tinterfaces\n");
        List<BridgeState> bridges = new ArrayList<>(kernel.bridges().orElse(List.of()));
        bridges.sort(Comparator.comparing(BridgeState::name));
        for (BridgeState bridge : bridges) {
            List<String> ports =
                    ports(kernel, bridge.name()).stream().map(BridgePort::link).sorted().toList();
            out.append(bridge.name())
                    .append("\t\t")
                    .append(bridge.bridgeId().orElse("?"))
                    .append('\t')
                    .append(bridge.stp() ? "yes" : "no")
                    .append("\t\t")
                    .append(String.join("\n\t\t\t\t\t\t\t", ports))
                    .append('\n');
        }
        return out.toString();
    }

    /// `brctl showmacs BRIDGE`; sorted by address.
    public static String showmacs(KernelState kernel, String bridge) {
        StringBuilder out = new StringBuilder("port no\tmac addr\t\tis local?\tageing timer\n");
        List<BridgePort> ports = ports(kernel, bridge);
        List<FdbEntry> entries =
                kernel.fdb().orElse(List.of()).stream()
                        .filter(e -> e.bridge().filter(bridge::equals).isPresent() && !e.self())
                        .toList();
        // `bridge` lists entries that have run out until the kernel sweeps them away; they alone
        // have no age.
        boolean ages = entries.stream().anyMatch(e -> e.ageSeconds().isPresent());
        entries.stream()
                .filter(e -> e.local() || !ages || e.ageSeconds().isPresent())
                .sorted(Comparator.comparing(FdbEntry::mac))
                .forEach(
                        e ->
                                port(ports, e.link())
                                        .ifPresent(
                                                port ->
                                                        out.append(
                                                                "%3s\t%s\t%s\t\t%7s\n"
                                                                        .formatted(
                                                                                number(port),
                                                                                e.mac(),
                                                                                e.local()
                                                                                        ? "yes"
                                                                                        : "no",
                                                                                e.local()
                                                                                        ? "0.00"
                                                                                        : e.ageSeconds()
                                                                                                .map(
                                                                                                        BridgeText
                                                                                                                ::seconds)
                                                                                                .orElse(
                                                                                                        "?")))));
        return out.toString();
    }

    /// `brctl showstp BRIDGE`. Empty when there is no such bridge.
    public static String showstp(KernelState kernel, String name) {
        Optional<BridgeState> found =
                kernel.bridges().orElse(List.of()).stream()
                        .filter(b -> b.name().equals(name))
                        .findFirst();
        if (found.isEmpty()) {
            return "";
        }
        BridgeState b = found.get();
        StringBuilder out = new StringBuilder(name).append('\n');
        out.append(" bridge id\t\t").append(b.bridgeId().orElse("?")).append('\n');
        out.append(" designated root\t").append(b.rootId().orElse("?")).append('\n');
        out.append(
                " root port\t\t%4s\t\t\tpath cost\t\t%4s\n"
                        .formatted(text(b.rootPort()), text(b.rootPathCost())));
        pair(out, "max age\t\t", b.maxAgeSeconds(), "bridge max age\t\t", b.maxAgeSeconds());
        pair(
                out,
                "hello time\t\t",
                b.helloTimeSeconds(),
                "bridge hello time\t",
                b.helloTimeSeconds());
        pair(
                out,
                "forward delay\t\t",
                b.forwardDelaySeconds(),
                "bridge forward delay\t",
                b.forwardDelaySeconds());
        out.append(" ageing time\t\t%7s\n".formatted(decimal(b.ageingTimeSeconds())));
        pair(
                out,
                "hello timer\t\t",
                b.timers().map(BridgeState.Timers::hello),
                "tcn timer\t\t",
                b.timers().map(BridgeState.Timers::tcn));
        pair(
                out,
                "topology change timer\t",
                b.timers().map(BridgeState.Timers::topologyChange),
                "gc timer\t\t",
                b.timers().map(BridgeState.Timers::gc));
        out.append(" flags\t\t\t")
                .append(b.topologyChange().orElse(false) ? "TOPOLOGY_CHANGE " : "")
                .append("\n\n\n");
        List<BridgePort> ports = new ArrayList<>(ports(kernel, name));
        ports.sort(Comparator.comparing(BridgePort::link));
        ports.forEach(port -> port(out, b, port));
        return out.toString();
    }

    private static void port(StringBuilder out, BridgeState bridge, BridgePort p) {
        String id = p.portId().map(i -> i.startsWith("0x") ? i.substring(2) : i).orElse("?");
        boolean own = p.designatedBridge().equals(bridge.bridgeId());
        out.append("%s (%s)\n".formatted(p.link(), number(p)));
        out.append(" port id\t\t%4s\t\t\tstate\t\t%15s\n".formatted(id, p.state()));
        out.append(
                " designated root\t%s\tpath cost\t\t%4s\n"
                        .formatted(p.designatedRoot().orElse("?"), text(p.cost())));
        out.append(
                " designated bridge\t%s\tmessage age timer\t%7s\n"
                        .formatted(
                                p.designatedBridge().orElse("?"),
                                decimal(p.timers().map(BridgePort.Timers::messageAge))));
        out.append(
                " designated port\t%4s\t\t\tforward delay timer\t%7s\n"
                        .formatted(
                                own ? id : "?",
                                decimal(p.timers().map(BridgePort.Timers::forwardDelay))));
        out.append(
                " designated cost\t%4s\t\t\thold timer\t\t%7s\n"
                        .formatted(
                                text(p.designatedCost()),
                                decimal(p.timers().map(BridgePort.Timers::hold))));
        out.append(" flags\t\t\t").append(p.hairpin() ? "hairpin mode\t\t   1" : "").append("\n\n");
    }

    private static void pair(
            StringBuilder out,
            String first,
            Optional<Double> a,
            String second,
            Optional<Double> b) {
        out.append(" ").append(first).append("%7s".formatted(decimal(a)));
        out.append("\t\t\t").append(second).append("%7s\n".formatted(decimal(b)));
    }

    private static List<BridgePort> ports(KernelState kernel, String bridge) {
        return kernel.ports().orElse(List.of()).stream()
                .filter(p -> p.bridge().equals(bridge))
                .toList();
    }

    private static Optional<BridgePort> port(List<BridgePort> ports, String link) {
        return ports.stream().filter(p -> p.link().equals(link)).findFirst();
    }

    private static String number(BridgePort port) {
        return text(port.number());
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("?");
    }

    private static String decimal(Optional<Double> value) {
        return value.map(BridgeText::seconds).orElse("?");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
