package org.bridgewright.core.host.live;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;

/// The addresses of all VMs and links of the hosts that are open in this process: what a picture needs of a forwarding table that is too long to be
/// kept. Any thread.
final class KnownMacs {
    private final Map<Object, Set<MacAddress>> byHost = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger();

    /// @param host whose picture it is; the same object each time
    void take(Object host, HostSnapshot snapshot) {
        Set<MacAddress> macs = new HashSet<>();
        for (Guest guest : snapshot.libvirt().guests().orElse(List.of())) {
            Stream.concat(guest.live().stream(), guest.config().stream())
                    .map(Vnic::mac)
                    .flatMap(mac -> mac.stream())
                    .forEach(macs::add);
        }
        for (Link link : snapshot.kernel().links().orElse(List.of())) {
            link.mac().ifPresent(macs::add);
        }
        if (!macs.equals(byHost.put(host, macs))) {
            version.incrementAndGet();
        }
    }

    void forget(Object host) {
        byHost.remove(host);
    }

    /// Another number when there are other addresses.
    int version() {
        return version.get();
    }

    boolean contains(MacAddress mac) {
        return byHost.values().stream().anyMatch(macs -> macs.contains(mac));
    }
}
