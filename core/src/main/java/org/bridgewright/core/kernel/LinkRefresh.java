package org.bridgewright.core.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Part;

/// Lays a fresh read of a few links over what is known of all. Pure.
public final class LinkRefresh {
    private LinkRefresh() {}

    /// `state` with the links `names` as `answer` (of [KernelScript#links]) has them; those that it lacks are gone.
    public static KernelState apply(KernelState state, List<String> names, RawOutputs answer) {
        PartReader parts = new PartReader(answer);
        LinkTables tables = LinkTables.read(answer, parts);
        Part<List<LinkAddress>> addresses = KernelReader.addresses(answer, parts);
        Set<String> changed = new HashSet<>(names);
        return state.withWiring(
                lay(state.links(), tables.links(), changed, Link::name)
                        .map(
                                links ->
                                        keepHardware(
                                                links.stream()
                                                        .sorted(
                                                                Comparator.comparingInt(
                                                                        Link::index))
                                                        .toList(),
                                                state.links())),
                lay(state.addresses(), addresses, changed, LinkAddress::link),
                lay(state.bridges(), tables.bridges(), changed, BridgeState::name),
                lay(state.ports(), tables.ports(), changed, BridgePort::link),
                state.fdb());
    }

    private static <T> Part<List<T>> lay(
            Part<List<T>> old, Part<List<T>> fresh, Set<String> names, Function<T, String> nameOf) {
        return old.map(
                list -> {
                    List<T> all = new ArrayList<>(list);
                    all.removeIf(entry -> names.contains(nameOf.apply(entry)));
                    all.addAll(fresh.orElse(List.of()));
                    return List.copyOf(all);
                });
    }

    /// Driver, speed and Wi-Fi come from sysfs, which a read of a few links leaves out.
    private static List<Link> keepHardware(List<Link> links, Part<List<Link>> old) {
        Map<String, Link> known =
                old.orElse(List.of()).stream()
                        .collect(Collectors.toMap(Link::name, l -> l, (a, b) -> a));
        return links.stream().map(l -> l.withHardwareOf(known.getOrDefault(l.name(), l))).toList();
    }
}
