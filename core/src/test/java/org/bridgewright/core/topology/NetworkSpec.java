package org.bridgewright.core.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.VirtualNetwork;

/// One libvirt network to be.
public final class NetworkSpec {
    private final String name;
    private Optional<ForwardMode> mode = Optional.of(ForwardMode.NAT);
    private String modeWord = "nat";
    private boolean active = true;
    private boolean autostart = true;
    private Optional<String> bridge = Optional.empty();
    private List<IpPrefix> subnets = List.of();
    private List<String> devices = List.of();
    private Part<List<DhcpLease>> leases = Part.present(List.of(), Snapshots.READ_AT);

    public NetworkSpec(String name) {
        this.name = name;
    }

    NetworkSpec(VirtualNetwork old) {
        name = old.name();
        mode = old.mode();
        modeWord = old.modeWord();
        active = old.active();
        autostart = old.autostart();
        bridge = old.bridge();
        subnets = old.subnets();
        devices = old.forwardDevices();
        leases = old.leases();
    }

    public NetworkSpec mode(ForwardMode newMode) {
        mode = Optional.of(newMode);
        modeWord = newMode.word();
        return this;
    }

    public NetworkSpec modeWord(String word) {
        mode = ForwardMode.ofWord(word);
        modeWord = word;
        return this;
    }

    public NetworkSpec inactive() {
        active = false;
        return this;
    }

    public NetworkSpec noAutostart() {
        autostart = false;
        return this;
    }

    public NetworkSpec bridge(String newBridge) {
        bridge = Optional.of(newBridge);
        return this;
    }

    public NetworkSpec subnets(String... texts) {
        subnets = List.of(texts).stream().map(t -> IpPrefix.parse(t).orElseThrow()).toList();
        return this;
    }

    public NetworkSpec devices(String... names) {
        devices = List.of(names);
        return this;
    }

    public NetworkSpec leases(Part<List<DhcpLease>> newLeases) {
        leases = newLeases;
        return this;
    }

    public VirtualNetwork build() {
        return new VirtualNetwork(
                name,
                Optional.of(
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString()),
                mode,
                modeWord,
                active,
                autostart,
                true,
                bridge,
                Optional.empty(),
                Optional.of(true),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                subnets,
                subnets.stream()
                        .filter(
                                s ->
                                        s.family() == 4
                                                && mode.filter(ForwardMode::isForwardedByHost)
                                                        .isPresent())
                        .map(
                                s ->
                                        new VirtualNetwork.DhcpRange(
                                                s.network().address(), s.network().address()))
                        .toList(),
                List.of(),
                devices,
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                leases,
                active ? Optional.of("<network/>") : Optional.empty(),
                Optional.of("<network/>"),
                Optional.empty());
    }
}
