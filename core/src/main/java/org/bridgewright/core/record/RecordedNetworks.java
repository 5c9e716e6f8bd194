package org.bridgewright.core.record;

import static org.bridgewright.core.record.RecordingWriter.refused;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.libvirt.NetworkXml;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.VirtualNetwork;

/// Starting and stopping networks of a recorded host. Pure.
final class RecordedNetworks {
    private RecordedNetworks() {}

    static HostSnapshot start(HostSnapshot host, VirtualNetwork network) {
        if (network.active()) {
            throw refused(Kind.HOST_REFUSED, "recording.network-active", network.name());
        }
        KernelState kernel = host.kernel();
        boolean own = network.mode().filter(ForwardMode::hasOwnBridge).isPresent();
        if (own && network.bridge().isPresent()) {
            kernel = RecordedKernel.addBridge(kernel, network, network.bridge().get());
        }
        return with(host, network, true, network.configXml()).withKernel(kernel);
    }

    /// As libvirt does it: the bridge goes, and what was plugged in it hangs in the air.
    static HostSnapshot stop(HostSnapshot host, VirtualNetwork network) {
        if (!network.active()) {
            throw refused(Kind.HOST_REFUSED, "recording.network-inactive", network.name());
        }
        KernelState kernel = host.kernel();
        boolean own = network.mode().filter(ForwardMode::hasOwnBridge).isPresent();
        if (own && network.bridge().isPresent()) {
            kernel = RecordedKernel.removeLink(kernel, network.bridge().get());
        }
        return with(host, network, false, Optional.empty()).withKernel(kernel);
    }

    private static HostSnapshot with(
            HostSnapshot host, VirtualNetwork network, boolean active, Optional<String> live) {
        VirtualNetwork changed =
                NetworkXml.read(
                        new NetworkXml.Listing(
                                network.name(),
                                network.uuid(),
                                active,
                                network.autostart(),
                                network.persistent()),
                        live,
                        network.configXml(),
                        Part.present(List.of()));
        return host.withLibvirt(
                host.libvirt()
                        .withNetworks(
                                host.libvirt()
                                        .networks()
                                        .map(
                                                all ->
                                                        all.stream()
                                                                .map(
                                                                        n ->
                                                                                n.name()
                                                                                                .equals(
                                                                                                        network
                                                                                                                .name())
                                                                                        ? changed
                                                                                        : n)
                                                                .toList())));
    }
}
