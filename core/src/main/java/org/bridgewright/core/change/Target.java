package org.bridgewright.core.change;

import java.util.Optional;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.NetworkElement;

/// A [MoveTarget] as the host has it: which network or bridge it is, and what kind of wiring that makes.
///
/// @param network empty for a bridge that is named directly
/// @param bridgeName the kernel bridge that a tap will be a port of; empty for pools
/// @param bridge that bridge as the kernel has it; empty while it does not exist
record Target(
        MoveTarget asked,
        Optional<VirtualNetwork> network,
        Optional<String> bridgeName,
        Optional<BridgeElement> bridge,
        Wiring wiring) {

    /// What a vNIC there is made of.
    enum Wiring {
        LINUX_BRIDGE,
        OVS,
        MACVTAP,
        HOSTDEV
    }

    /// Empty when the target is no place (link up, link down, detached), or the host does not have it.
    static Optional<Target> of(HostView host, MoveTarget asked) {
        return switch (asked) {
            case MoveTarget.ToNetwork to ->
                    host.network(to.name()).map(network -> ofNetwork(host, asked, network));
            case MoveTarget.ToBridge to ->
                    host.bridge(to.name()).map(bridge -> ofBridge(asked, bridge));
            case MoveTarget.LinkDown down -> Optional.empty();
            case MoveTarget.LinkUp up -> Optional.empty();
            case MoveTarget.Detached detached -> Optional.empty();
        };
    }

    /// The network's or bridge's name as people say it.
    String name() {
        return switch (asked) {
            case MoveTarget.ToNetwork to -> to.name();
            case MoveTarget.ToBridge to -> to.name();
            case MoveTarget.LinkDown down -> "";
            case MoveTarget.LinkUp up -> "";
            case MoveTarget.Detached detached -> "";
        };
    }

    boolean isPool() {
        return wiring == Wiring.MACVTAP || wiring == Wiring.HOSTDEV;
    }

    boolean hasDhcp() {
        return network.filter(VirtualNetwork::hasDhcp).isPresent();
    }

    /// The kernel's word for a tap's master there: Open vSwitch ports all have the same one.
    Optional<String> kernelMaster() {
        return switch (wiring) {
            case LINUX_BRIDGE -> bridgeName;
            case OVS -> Optional.of("ovs-system");
            case MACVTAP, HOSTDEV -> Optional.empty();
        };
    }

    /// Whether libvirt joins it to the outside at layer 2, without a subnet of its own.
    boolean isLayer2() {
        return network.isEmpty()
                || network.flatMap(VirtualNetwork::mode)
                        .filter(mode -> mode == ForwardMode.BRIDGE || mode.isDirect())
                        .isPresent();
    }

    private static Target ofNetwork(HostView host, MoveTarget asked, NetworkElement element) {
        VirtualNetwork network = element.network();
        Optional<BridgeElement> bridge = network.bridge().flatMap(host::bridge);
        Wiring wiring;
        if (network.mode().filter(mode -> mode == ForwardMode.HOSTDEV).isPresent()) {
            wiring = Wiring.HOSTDEV;
        } else if (network.isPool()) {
            wiring = Wiring.MACVTAP;
        } else if (bridge.filter(Target::isOvs).isPresent()
                || network.virtualPort().filter("openvswitch"::equals).isPresent()) {
            wiring = Wiring.OVS;
        } else {
            wiring = Wiring.LINUX_BRIDGE;
        }
        return new Target(asked, Optional.of(network), network.bridge(), bridge, wiring);
    }

    private static Target ofBridge(MoveTarget asked, BridgeElement bridge) {
        return new Target(
                asked,
                Optional.empty(),
                Optional.of(bridge.name()),
                Optional.of(bridge),
                isOvs(bridge) ? Wiring.OVS : Wiring.LINUX_BRIDGE);
    }

    static boolean isOvs(Element bridge) {
        return bridge.kind().equals("ovs-bridge");
    }
}
