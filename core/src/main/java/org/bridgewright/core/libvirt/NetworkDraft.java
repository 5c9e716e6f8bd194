package org.bridgewright.core.libvirt;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.VirtualNetwork;

/// What is known so far of one network, while it is read.
final class NetworkDraft {
    final String name;
    final String uuid;
    final NativeHandle handle;
    Optional<String> liveXml = Optional.empty();
    Optional<String> configXml = Optional.empty();
    Optional<Problem> problem = Optional.empty();
    Part<List<DhcpLease>> leases = Part.present(List.of());
    boolean isGone;
    boolean active;
    boolean persistent = true;
    boolean autostart;

    NetworkDraft(NativeLists.Listed listed) {
        name = listed.name();
        uuid = listed.uuid();
        handle = listed.handle();
    }

    void fail(Problem why) {
        if (why.kind() == Problem.Kind.NOT_FOUND) {
            isGone = true;
        } else {
            problem = Optional.of(why);
        }
    }

    VirtualNetwork network() {
        NetworkXml.Listing listing =
                new NetworkXml.Listing(name, Optional.of(uuid), active, autostart, persistent);
        return problem.map(why -> NetworkXml.unreadable(listing, why, leases))
                .orElseGet(() -> NetworkXml.read(listing, liveXml, configXml, leases));
    }
}
