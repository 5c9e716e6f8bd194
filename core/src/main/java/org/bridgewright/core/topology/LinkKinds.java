package org.bridgewright.core.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;

/// Which kind of element a kernel link is. The words are the JSON's.
final class LinkKinds {
    static final String BRIDGE = "bridge";
    static final String OVS_BRIDGE = "ovs-bridge";
    static final String NIC = "nic";
    static final String BOND = "bond";
    static final String TEAM = "team";
    static final String VLAN = "vlan";
    static final String MACVTAP = "macvtap";
    static final String VETH = "veth";
    static final String VF = "vf";
    static final String TAP = "tap";
    static final String TUNNEL = "tunnel";
    static final String LINK = "link";

    /// The datapath of Open vSwitch: master of every port, but no bridge that a user knows.
    static final String OVS_DATAPATH = "ovs-system";

    private static final Pattern NIC_NAME = Pattern.compile("(en|eth|wl|ww|ib|mgmt).*");
    private static final Set<String> TUNNELS =
            Set.of(
                    "vxlan",
                    "geneve",
                    "gre",
                    "gretap",
                    "erspan",
                    "ip6gre",
                    "ip6gretap",
                    "ip6erspan",
                    "ipip",
                    "sit",
                    "ip6tnl",
                    "vti",
                    "vti6",
                    "xfrm",
                    "wireguard",
                    "ppp",
                    "bareudp",
                    "l2tpeth");

    private final HostIndex index;
    private final Map<MacAddress, String> functionParents = new HashMap<>();

    /// Whether this host's capture tells devices at all; old ones do not, and names must do.
    private final boolean devicesTold;

    /// For those who come after the guests marked their taps.
    LinkKinds(HostIndex index) {
        this.index = index;
        boolean told = !index.hardwareLinks.isEmpty();
        for (LinkFacts facts : index.links) {
            Link link = facts.link;
            if (link == null) {
                continue;
            }
            told |= link.hasDevice();
            for (Link.VirtualFunction function : link.virtualFunctions()) {
                function.mac()
                        .filter(mac -> !mac.isZero())
                        .ifPresent(mac -> functionParents.put(mac, link.name()));
            }
        }
        devicesTold = told;
    }

    String kindOf(Link link, LinkFacts facts) {
        String kind = link.infoKind().orElse("");
        return switch (kind) {
            case "bridge" -> BRIDGE;
            case "openvswitch" -> link.name().equals(OVS_DATAPATH) ? LINK : OVS_BRIDGE;
            case "bond" -> BOND;
            case "team" -> TEAM;
            case "vlan" -> VLAN;
            case "macvtap" -> MACVTAP;
            case "tun" -> isTap(link) ? TAP : TUNNEL;
            case "veth" -> isOutsideVeth(link) ? NIC : VETH;
            case "" -> hardwareOrPlain(link, facts);
            default -> TUNNELS.contains(kind) ? TUNNEL : LINK;
        };
    }

    /// A tun device carries Ethernet frames when it says `tap`; where it does not say, a MAC tells.
    private static boolean isTap(Link link) {
        String type = link.details().get("type");
        return type == null ? link.mac().isPresent() : type.equals("tap");
    }

    private boolean isOutsideVeth(Link link) {
        return link.peerInOtherNamespace()
                && (NIC_NAME.matcher(link.name()).matches()
                        || index.defaultRoutes.containsKey(link.name())
                        || index.carriesSsh(link.name()));
    }

    private String hardwareOrPlain(Link link, LinkFacts facts) {
        if (link.flags().contains("LOOPBACK")) {
            return LINK;
        }
        if (facts.target) {
            return TAP;
        }
        if (link.hasDevice() || link.wireless() || index.hardwareLinks.contains(link.name())) {
            return functionParent(link).isPresent() ? VF : NIC;
        }
        return !devicesTold && NIC_NAME.matcher(link.name()).matches() ? NIC : LINK;
    }

    /// The physical function that `link` is a virtual function of.
    Optional<String> functionParent(Link link) {
        return Optional.ofNullable(link.details().get("physfn"))
                .or(() -> link.mac().map(functionParents::get))
                .filter(parent -> !parent.equals(link.name()));
    }
}
