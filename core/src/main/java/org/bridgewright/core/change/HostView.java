package org.bridgewright.core.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// One host of a topology as the planner asks about it.
///
/// @param starting networks that an earlier change of the same plan starts
record HostView(Topology topology, HostTopology host, Set<String> starting) {
    HostView {
        starting = Set.copyOf(starting);
    }

    HostId id() {
        return host.host();
    }

    HostSnapshot snapshot() {
        return host.snapshot();
    }

    Optional<HostFacts> facts() {
        return snapshot().kernel().facts().optional();
    }

    Optional<GuestElement> guest(String name) {
        return topology.find(ElementId.guest(id(), name), GuestElement.class);
    }

    Optional<NetworkElement> network(String name) {
        return topology.find(ElementId.network(id(), name), NetworkElement.class);
    }

    Optional<Element> link(String name) {
        return topology.find(ElementId.link(id(), name));
    }

    Optional<BridgeElement> bridge(String name) {
        return topology.find(ElementId.link(id(), name), BridgeElement.class);
    }

    Optional<VnicElement> vnic(ElementId vnic) {
        return topology.find(vnic, VnicElement.class);
    }

    List<VnicElement> vnicsOf(GuestElement guest) {
        return guest.vnics().stream().flatMap(v -> vnic(v).stream()).toList();
    }

    Stream<VnicElement> vnics() {
        return host.elements().stream()
                .filter(VnicElement.class::isInstance)
                .map(VnicElement.class::cast);
    }

    boolean linksRead() {
        return snapshot().kernel().links().isPresent();
    }

    boolean readOnly() {
        return snapshot().libvirt().info().optional().map(LibvirtInfo::readOnly).orElse(true);
    }

    /// Whether this host's libvirt is at least `major.minor`; one whose version is not known is taken as old.
    boolean libvirtAtLeast(int major, int minor) {
        String version =
                snapshot().libvirt().info().optional().map(LibvirtInfo::version).orElse("");
        String[] parts = version.split("\\.", -1);
        try {
            int haveMajor = Integer.parseInt(parts[0]);
            int haveMinor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return haveMajor > major || haveMajor == major && haveMinor >= minor;
        } catch (NumberFormatException unknownVersion) {
            return false;
        }
    }

    String libvirtVersion() {
        return snapshot().libvirt().info().optional().map(LibvirtInfo::version).orElse("?");
    }

    boolean willBeActive(VirtualNetwork network) {
        return network.active() || starting.contains(network.name());
    }

    HostView withStarting(Set<String> networks) {
        return new HostView(topology, host, networks);
    }

    /// Whether the VM is running, or will be when this plan starts it.
    static boolean isActive(Guest guest) {
        return guest.isActive();
    }
}
