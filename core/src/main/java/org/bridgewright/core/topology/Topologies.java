package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;

/// Joins snapshots into one graph. Pure: same snapshots in the same order, same topology. Any thread.
public final class Topologies {
    private Topologies() {}

    /// The wiring of these hosts. Hosts stay in the given order; of two with one name the later gets `~2`.
    public static Topology build(Collection<HostSnapshot> snapshots) {
        List<HostDraft> drafts = new ArrayList<>(snapshots.size());
        Set<HostId> taken = new HashSet<>();
        for (HostSnapshot snapshot : snapshots) {
            HostId id = unused(snapshot.host(), taken);
            drafts.add(
                    new HostDraft(
                            new HostIndex(
                                    id.equals(snapshot.host())
                                            ? snapshot
                                            : snapshot.withHost(id))));
        }
        MacIndex macs = new MacIndex(drafts);
        List<HostJoin> joins = drafts.stream().map(draft -> new HostJoin(draft, macs)).toList();
        SideBySide.both(
                drafts.stream().mapToInt(draft -> draft.links.size()).sum(),
                () -> {
                    GuestAddresses.find(drafts, macs);
                    joins.forEach(HostJoin::joinGuests);
                },
                () -> joins.forEach(HostJoin::joinLinks));
        List<Edge> edges = new ArrayList<>();
        List<HostTopology> hosts = joins.stream().map(join -> join.topology(edges)).toList();
        Outside outside = Outside.of(drafts, macs);
        edges.addAll(outside.edges());
        return new Topology(hosts, outside.segments(), edges);
    }

    private static HostId unused(HostId wanted, Set<HostId> taken) {
        HostId id = wanted;
        for (int n = 2; !taken.add(id); n++) {
            id = new HostId(wanted.value() + "~" + n);
        }
        return id;
    }
}
