package org.bridgewright.core.topology;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;

/// Something that is drawn. Immutable; identity is [#id()].
public sealed interface Element {
    ElementId id();

    /// The host it belongs to; a segment outside belongs to the host that names it first.
    HostId host();

    /// The user's own name for it (`default`, `VM1`, `vnet3`).
    String name();

    /// The JSON's `kind`.
    String kind();

    /// A libvirt network.
    ///
    /// @param guests with a vNIC on it, live, or in their config for those that are off
    /// @param leases with the guest of any known host that each belongs to
    record NetworkElement(
            ElementId id,
            HostId host,
            VirtualNetwork network,
            Optional<ElementId> bridge,
            List<ElementId> guests,
            Part<List<OwnedLease>> leases)
            implements Element {
        @Override
        public String name() {
            return network.name();
        }

        @Override
        public String kind() {
            return "network";
        }
    }

    record OwnedLease(DhcpLease lease, Optional<ElementId> guest) {}

    record GuestElement(ElementId id, HostId host, Guest guest, List<ElementId> vnics)
            implements Element {
        @Override
        public String name() {
            return guest.name();
        }

        @Override
        public String kind() {
            return "guest";
        }
    }

    /// A vNIC: its two definitions and the kernel's truth.
    ///
    /// @param number in the guest, from 1 (live order, then those only in the config)
    /// @param configAt where the config says; `NOWHERE` when the config lacks it
    /// @param liveAt where the live definition says; empty when the guest is off
    /// @param kernelAt where the tap is in the kernel; empty when there is no tap or it could not be read
    record VnicElement(
            ElementId id,
            HostId host,
            ElementId guest,
            int number,
            Optional<MacAddress> mac,
            Optional<Vnic> config,
            Optional<Vnic> live,
            Attachment configAt,
            Optional<Attachment> liveAt,
            Optional<Attachment> kernelAt,
            Optional<Link> tapLink,
            List<KnownAddress> addresses,
            Optional<String> managedBy)
            implements Element {
        @Override
        public String name() {
            return mac.map(MacAddress::text).orElse("vNIC " + number);
        }

        @Override
        public String kind() {
            return "vnic";
        }

        /// The live definition, or the config of a guest that is off.
        public Optional<Vnic> shown() {
            return live.or(() -> config);
        }

        /// Where the traffic goes now (live), or will at next start (config).
        public Attachment at() {
            return liveAt.orElse(configAt);
        }
    }

    /// An address of a guest, and how it is known.
    record KnownAddress(IpAddress ip, AddressSource source) {}

    /// Where a vNIC is attached, in the words of one of the three truths.
    sealed interface Attachment {
        /// @param network id of the network, `known` = the host has it
        record ToNetwork(ElementId network, String name, boolean known) implements Attachment {}

        /// A bridge or other link, by name.
        record ToLink(ElementId link, String name, boolean known) implements Attachment {}

        /// In none: detached, or a tap without master.
        record Nowhere() implements Attachment {}

        /// A kind of its own (user, vhostuser, hostdev...), with its word.
        record Own(String type, Optional<String> detail) implements Attachment {}
    }

    /// A bridge of the kernel (also one of Open vSwitch, `kind` `ovs-bridge`).
    ///
    /// @param owner who made it: `libvirt:default`, `docker`, ... or empty
    record BridgeElement(
            ElementId id,
            HostId host,
            String kind,
            Link link,
            Optional<BridgeState> state,
            Optional<String> owner,
            List<LinkAddress> addresses,
            List<Port> ports)
            implements Element {
        @Override
        public String name() {
            return link.name();
        }
    }

    /// A port with the MACs behind it. `macs` is `Missing` when the forwarding table was not read.
    record Port(ElementId link, BridgePort port, Part<List<SeenMac>> macs) {}

    /// A MAC of a forwarding database; `owner` is the vNIC or link of any known host that has it.
    record SeenMac(FdbEntry entry, Optional<ElementId> owner) {}

    /// Any other link: `tap nic bond team vlan macvtap veth vf tunnel link`.
    ///
    /// @param ofGuest whether a VM names it as its tap
    record LinkElement(
            ElementId id,
            HostId host,
            String kind,
            Link link,
            List<LinkAddress> addresses,
            boolean ofGuest)
            implements Element {
        @Override
        public String name() {
            return link.name();
        }
    }

    /// The host's own IP stack.
    record RoutingElement(
            ElementId id,
            HostId host,
            Optional<Boolean> forwardsV4,
            Optional<Boolean> forwardsV6,
            Part<List<Route>> routes)
            implements Element {
        @Override
        public String name() {
            return "routing";
        }

        @Override
        public String kind() {
            return "routing";
        }
    }

    /// An outside LAN: one L2 domain beyond the NICs, shared by hosts or just seen from one.
    record SegmentElement(
            ElementId id,
            HostId host,
            String name,
            Optional<IpPrefix> subnet,
            Optional<IpAddress> gateway,
            List<ElementId> nics,
            String evidence)
            implements Element {
        @Override
        public String kind() {
            return "segment";
        }
    }
}
