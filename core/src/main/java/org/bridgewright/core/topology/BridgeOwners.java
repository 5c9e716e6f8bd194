package org.bridgewright.core.topology;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.OwnerFile;
import org.bridgewright.core.model.VirtualNetwork;

/// Who made a bridge, and will make it again in its own way.
final class BridgeOwners {
    private record ByName(Pattern name, String owner) {}

    private static final List<ByName> BY_NAME =
            List.of(
                    new ByName(
                            Pattern.compile("docker0|docker_gwbridge|br-[0-9a-f]{12}"), "docker"),
                    new ByName(Pattern.compile("podman\\d+|cni-podman\\d+"), "podman"),
                    new ByName(Pattern.compile("cni\\d+|cbr0"), "kubernetes"),
                    new ByName(Pattern.compile("lxcbr\\d+"), "lxc"),
                    new ByName(Pattern.compile("lxdbr\\d+"), "lxd"),
                    new ByName(Pattern.compile("incusbr\\d+"), "incus"),
                    new ByName(Pattern.compile("(vmbr|fwbr).*"), "proxmox"),
                    new ByName(Pattern.compile("(qbr|brq)[0-9a-f].*"), "openstack"));

    private record ByPath(String part, String owner) {}

    private static final List<ByPath> BY_PATH =
            List.of(
                    new ByPath("/netplan/", "netplan"),
                    new ByPath("/NetworkManager/", "networkmanager"),
                    new ByPath("/systemd/network/", "systemd-networkd"),
                    new ByPath("/network/interfaces", "ifupdown"),
                    new ByPath("/sysconfig/network", "ifcfg"));

    private BridgeOwners() {}

    /// `libvirt:NETWORK`, a tool's word, or empty.
    static Optional<String> ownerOf(String bridge, HostIndex index) {
        for (VirtualNetwork network : index.networksOfBridge.getOrDefault(bridge, List.of())) {
            if (network.active() && network.mode().filter(ForwardMode::hasOwnBridge).isPresent()) {
                return Optional.of("libvirt:" + network.name());
            }
        }
        for (ByName rule : BY_NAME) {
            if (rule.name().matcher(bridge).matches()) {
                return Optional.of(rule.owner());
            }
        }
        return byFile(bridge, index.snapshot.kernel().ownerFiles().orElse(List.of()));
    }

    private static Optional<String> byFile(String bridge, List<OwnerFile> files) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Pattern word =
                Pattern.compile("(?<![\\w.-])" + Pattern.quote(bridge) + "(?![\\w-]|\\.\\d)");
        for (ByPath rule : BY_PATH) {
            for (OwnerFile file : files) {
                if (file.path().contains(rule.part()) && word.matcher(file.text()).find()) {
                    return Optional.of(rule.owner());
                }
            }
        }
        return Optional.empty();
    }
}
