package org.bridgewright.core.topology;

import java.util.ArrayList;
import java.util.List;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Neighbour;
import org.jspecify.annotations.Nullable;

/// All that one snapshot says of one link, so that a name is looked up once. Filled by [HostIndex] and [HostDraft], then read.
final class LinkFacts {
    final String name;

    /// Null for a name that only other tables tell.
    @Nullable Link link;

    /// What it is in the graph; null like [#link].
    HostDraft.@Nullable LinkDraft draft;

    List<LinkAddress> addresses = List.of();

    /// Learnt and local entries of a bridge's forwarding database; a link's own filter (`self`) is left out.
    List<FdbEntry> fdb = List.of();

    List<Neighbour> neighbours = List.of();

    /// What the host tells of it as a port.
    @Nullable BridgePort port;

    /// Whether a running guest has it as its tap.
    boolean target;

    /// Whether any guest names it as its tap, one that is off in its config.
    boolean claimed;

    LinkFacts(String name) {
        this.name = name;
    }

    void add(LinkAddress address) {
        addresses = added(addresses, address, 2);
    }

    void add(FdbEntry entry) {
        fdb = added(fdb, entry, 4);
    }

    void add(Neighbour neighbour) {
        neighbours = added(neighbours, neighbour, 2);
    }

    private static <T> List<T> added(List<T> to, T item, int room) {
        List<T> list = to.isEmpty() ? new ArrayList<>(room) : to;
        list.add(item);
        return list;
    }
}
