package org.bridgewright.core.record;

import static org.bridgewright.core.record.RecordingWriter.refused;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

    /// A network that lives only as long as it runs.
    static HostSnapshot create(HostSnapshot host, String xml) {
        VirtualNetwork read = NetworkXml.read(xml, host.host().value());
        if (host.libvirt().networks().orElse(List.of()).stream()
                .anyMatch(n -> n.name().equals(read.name()))) {
            throw refused(Kind.HOST_REFUSED, "recording.network-exists", read.name());
        }
        VirtualNetwork made =
                NetworkXml.read(
                        new NetworkXml.Listing(read.name(), Optional.empty(), true, false, false),
                        Optional.of(xml),
                        Optional.empty(),
                        Part.present(List.of()));
        KernelState kernel = host.kernel();
        if (made.bridge().isPresent()) {
            kernel = RecordedKernel.addBridge(kernel, made, made.bridge().get());
        }
        return networks(host, all -> Stream.concat(all, Stream.of(made))).withKernel(kernel);
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
        HostSnapshot stopped =
                network.persistent()
                        ? with(host, network, false, Optional.empty())
                        : without(host, network);
        return stopped.withKernel(kernel);
    }

    private static HostSnapshot without(HostSnapshot host, VirtualNetwork network) {
        return networks(host, all -> all.filter(n -> !n.name().equals(network.name())));
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
                        network.leases()); // its file outlives the network
        return networks(host, all -> all.map(n -> n.name().equals(network.name()) ? changed : n));
    }

    private static HostSnapshot networks(
            HostSnapshot host, UnaryOperator<Stream<VirtualNetwork>> change) {
        Part<List<VirtualNetwork>> changed =
                host.libvirt().networks().map(all -> change.apply(all.stream()).toList());
        return host.withLibvirt(host.libvirt().withNetworks(changed));
    }
}
