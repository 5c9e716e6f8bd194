package org.bridgewright.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kernel network link (`ip -d link`, or sysfs).
///
/// @param name as the kernel has it; controls and bad UTF-8 are replaced by visible marks: see [#actable()]
/// @param actable whether the name as held is the kernel's own, so that a command may name it
/// @param infoKind rtnetlink's kind: `bridge veth tun vlan bond macvtap vxlan`...; empty for hardware
/// @param master the link that it is a port, member or slave of
/// @param parent the link under it (VLAN, macvtap): `link` of `ip -j`
/// @param peerInOtherNamespace `link_netnsid` is set
/// @param hasDevice there is a device behind it (`parentbus`, `/sys/class/net/X/device`)
/// @param speedMbps empty where the driver does not tell
/// @param details rtnetlink's further words by name (`vlan_id`, `mode`, `protocol`), for display
public record Link(
        int index,
        String name,
        boolean actable,
        Optional<MacAddress> mac,
        List<String> flags,
        int mtuBytes,
        String operState,
        Optional<Boolean> carrier,
        Optional<Integer> txQueueLength,
        Optional<String> infoKind,
        Optional<String> slaveKind,
        Optional<String> master,
        Optional<String> parent,
        boolean peerInOtherNamespace,
        boolean hasDevice,
        boolean wireless,
        Optional<Integer> speedMbps,
        Optional<String> driver,
        List<String> altNames,
        List<VirtualFunction> virtualFunctions,
        Map<String, String> details,
        Optional<Counters> counters) {

    /// An SR-IOV virtual function of this physical function.
    public record VirtualFunction(int number, Optional<MacAddress> mac, Optional<Integer> vlan) {}

    /// Counters since the link was made, from the host's side: a tap's rx is what its guest sent.
    public record Counters(
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long rxOverruns,
            long multicast,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped,
            long txCarrierErrors,
            long collisions) {}

    public Link {
        flags = List.copyOf(flags);
        altNames = List.copyOf(altNames);
        virtualFunctions = List.copyOf(virtualFunctions);
        details = Map.copyOf(details);
    }

    /// This link with what only sysfs tells, and its virtual functions, taken from an earlier read.
    public Link withHardwareOf(Link earlier) {
        return new Link(
                index,
                name,
                actable,
                mac,
                flags,
                mtuBytes,
                operState,
                carrier,
                txQueueLength,
                infoKind,
                slaveKind,
                master,
                parent,
                peerInOtherNamespace,
                hasDevice || earlier.hasDevice,
                wireless || earlier.wireless,
                speedMbps.or(earlier::speedMbps),
                driver.or(earlier::driver),
                altNames,
                virtualFunctions.isEmpty() ? earlier.virtualFunctions : virtualFunctions,
                details,
                counters);
    }

    /// This link with another master and other flags.
    public Link plugged(Optional<String> newMaster, List<String> newFlags) {
        return new Link(
                index,
                name,
                actable,
                mac,
                newFlags,
                mtuBytes,
                operState,
                newFlags.contains("LOWER_UP")
                        ? Optional.of(true)
                        : newFlags.contains("NO-CARRIER") ? Optional.of(false) : Optional.empty(),
                txQueueLength,
                infoKind,
                newMaster.map(m -> "bridge"),
                newMaster,
                parent,
                peerInOtherNamespace,
                hasDevice,
                wireless,
                speedMbps,
                driver,
                altNames,
                virtualFunctions,
                details,
                counters);
    }

    /// The administrator's flag, `UP`.
    public boolean isUp() {
        return flags.contains("UP");
    }

    public boolean isBridge() {
        return infoKind.filter("bridge"::equals).isPresent();
    }
}
