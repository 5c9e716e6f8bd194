package org.bridgewright.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Route;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Element.RoutingElement;
import org.bridgewright.core.topology.Element.SegmentElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;

/// One element of the document, in the words of `docs/topology-json.md`.
final class ElementJson {
    private final Json json;
    private final Topology topology;
    private final LinkJson links;

    ElementJson(Json json, Topology topology) {
        this.json = json;
        this.topology = topology;
        links = new LinkJson(json, topology);
    }

    void write(Element element) {
        json.line();
        json.object();
        json.put("id", element.id().value());
        json.put("kind", element.kind());
        json.put("host", ElementId.host(element.host()).value());
        switch (element) {
            case NetworkElement e -> network(e);
            case GuestElement e -> guest(e);
            case VnicElement e -> vnic(e);
            case BridgeElement e -> links.bridge(e);
            case LinkElement e -> links.link(e);
            case RoutingElement e -> routing(e);
            case SegmentElement e -> segment(e);
        }
        json.end();
    }

    private void network(NetworkElement element) {
        VirtualNetwork network = element.network();
        json.put("name", network.name());
        json.put("uuid", network.uuid());
        json.put("mode", network.mode().map(ForwardMode::word).orElse(network.modeWord()));
        json.put("active", network.active());
        json.put("autostart", network.autostart());
        json.put("persistent", network.persistent());
        json.put("bridge", network.bridge());
        json.array("subnets");
        network.subnets().forEach(s -> json.add(s.toString()));
        json.endArray();
        json.array("dhcp");
        for (VirtualNetwork.DhcpRange range : network.dhcpRanges()) {
            json.object();
            json.put("start", range.start().toString());
            json.put("end", range.end().toString());
            json.end();
        }
        json.endArray();
        json.array("reservations");
        for (VirtualNetwork.DhcpReservation kept : network.reservations()) {
            json.object();
            json.put("mac", kept.mac().map(MacAddress::text));
            json.put("id", kept.id());
            json.put("name", kept.name());
            json.put("ip", kept.ip().map(IpAddress::toString));
            json.end();
        }
        json.endArray();
        json.array("devices");
        network.forwardDevices().forEach(json::add);
        json.endArray();
        json.put("domain", network.domain());
        json.putNumber("mtu", network.mtuBytes());
        portGroups(network);
        json.putNumber("connections", network.connections());
        ids("guests", element.guests());
        switch (element.leases()) {
            case Part.Present<List<OwnedLease>> leases -> {
                json.array("leases");
                leases.value().forEach(this::lease);
                json.endArray();
            }
            case Part.Missing<List<OwnedLease>> missing -> {
                json.putNull("leases");
                json.object("leasesMissing");
                TopologyJson.missing(json, missing.why());
                json.end();
            }
        }
        json.put("unreadable", network.unreadable().map(Problem::line));
    }

    private void portGroups(VirtualNetwork network) {
        json.array("portGroups");
        for (VirtualNetwork.PortGroup group : network.portGroups()) {
            json.object();
            json.put("name", group.name());
            json.put("default", group.isDefault());
            json.array("vlans");
            group.vlanTags().forEach(json::add);
            json.endArray();
            json.end();
        }
        json.endArray();
    }

    private void lease(OwnedLease owned) {
        DhcpLease lease = owned.lease();
        json.object();
        json.put("mac", lease.mac().map(MacAddress::text));
        json.put("ip", lease.ip().address().toString());
        json.put("prefix", lease.ip().length());
        json.put("hostname", lease.hostname());
        json.put("clientId", lease.clientId());
        json.put("expires", lease.expires().map(Instant::toString));
        json.put("guest", owned.guest().map(ElementId::value));
        json.end();
    }

    private void guest(GuestElement element) {
        Guest guest = element.guest();
        json.put("name", guest.name());
        json.put("uuid", guest.uuid());
        json.put("state", guest.state().map(GuestState::word).orElse(guest.stateWord()));
        json.put("autostart", guest.autostart());
        json.put("persistent", guest.persistent());
        json.put("managedSave", guest.managedSave());
        json.putNumber("memoryKib", guest.memoryKib());
        json.putNumber("vcpus", guest.vcpus());
        json.put("managedBy", guest.managedBy());
        json.put("agentConnected", guest.agentConnected());
        ids("vnics", element.vnics());
        json.put("unreadable", guest.unreadable().map(Problem::line));
    }

    private void vnic(VnicElement element) {
        Optional<Vnic> shown = element.shown();
        json.put("guest", element.guest().value());
        json.put("number", element.number());
        json.put("mac", element.mac().map(MacAddress::text));
        json.put("alias", shown.flatMap(Vnic::alias));
        json.put("model", shown.flatMap(Vnic::model));
        json.put("type", shown.map(Vnic::type));
        json.put("tap", element.live().flatMap(Vnic::tap));
        json.put("linkState", shown.map(v -> v.linkUp() ? "up" : "down"));
        definition("config", element.config());
        definition("live", element.live());
        kernel(element);
        addresses(element.host(), element.addresses());
        json.put("managedBy", element.managedBy());
        shown.map(Vnic::carried)
                .filter(c -> !c.equals(Vnic.Carried.NOTHING))
                .ifPresent(this::carried);
    }

    private void definition(String name, Optional<Vnic> definition) {
        if (definition.isEmpty()) {
            json.putNull(name);
            return;
        }
        json.object(name);
        switch (definition.get().source()) {
            case Vnic.Source.Network s -> {
                json.put("network", s.name());
                s.portGroup().ifPresent(group -> json.put("portgroup", group));
            }
            case Vnic.Source.Bridge s -> json.put("bridge", s.name());
            case Vnic.Source.Direct s -> {
                json.put("direct", s.device());
                json.put("mode", s.mode());
            }
            case Vnic.Source.HostDevice s -> json.put("hostdev", s.address());
            case Vnic.Source.Other s -> {
                json.put("other", s.type());
                json.put("detail", s.detail());
            }
        }
        json.end();
    }

    /// `{"bridge": null}` is a tap without a bridge; `null` is no tap, or links that could not be read.
    private void kernel(VnicElement element) {
        if (element.kernelAt().isEmpty() || element.tapLink().isEmpty()) {
            json.putNull("kernel");
            return;
        }
        json.object("kernel");
        if (element.tapLink().get().infoKind().filter("macvtap"::equals).isPresent()) {
            json.put("direct", element.tapLink().get().parent());
        } else if (element.kernelAt().get() instanceof Attachment.Nowhere) {
            json.putNull("bridge");
        } else {
            json.put("bridge", element.tapLink().get().master());
        }
        json.end();
    }

    /// Where no source of addresses could be read, nothing is known: `null`.
    private void addresses(HostId host, List<KnownAddress> addresses) {
        boolean told =
                topology.host(host)
                        .filter(
                                h ->
                                        h.snapshot().kernel().neighbours().isPresent()
                                                || h.snapshot().libvirt().networks().isPresent())
                        .isPresent();
        if (addresses.isEmpty() && !told) {
            json.putNull("addresses");
            return;
        }
        json.array("addresses");
        for (KnownAddress address : addresses) {
            json.object();
            json.put("ip", address.ip().toString());
            json.put("source", address.source().word());
            json.end();
        }
        json.endArray();
    }

    private void carried(Vnic.Carried carried) {
        json.object("carries");
        json.put("filter", carried.filter().map(Vnic.FilterRef::name));
        json.put("virtualPort", carried.virtualPort());
        json.array("vlans");
        carried.vlanTags().forEach(json::add);
        json.endArray();
        json.put("isolated", carried.isolated());
        json.put("bandwidth", carried.bandwidth());
        json.putNumber("mtu", carried.mtuBytes());
        json.end();
    }

    private void routing(RoutingElement element) {
        json.object("ipForward");
        json.putFlag("v4", element.forwardsV4());
        json.putFlag("v6", element.forwardsV6());
        json.end();
        switch (element.routes()) {
            case Part.Present<List<Route>> routes -> {
                json.array("routes");
                routes.value().forEach(this::route);
                json.endArray();
            }
            case Part.Missing<List<Route>> missing -> json.putNull("routes");
        }
    }

    private void route(Route route) {
        json.object();
        json.put("family", route.family());
        json.put("destination", route.destination());
        json.put("gateway", route.gateway().map(IpAddress::toString));
        json.put("link", route.link());
        json.putNumber("metric", route.metric());
        json.put("table", route.table());
        json.put("type", route.type());
        json.put("protocol", route.protocol());
        json.put("scope", route.scope());
        json.put("source", route.source().map(IpAddress::toString));
        json.put("linkDown", route.linkDown());
        json.end();
    }

    private void segment(SegmentElement element) {
        json.put("name", element.name());
        json.put("subnet", element.subnet().map(IpPrefix::toString));
        json.put("gateway", element.gateway().map(IpAddress::toString));
        ids("nics", element.nics());
        json.put("evidence", element.evidence());
    }

    private void ids(String name, List<ElementId> ids) {
        json.array(name);
        ids.forEach(id -> json.add(id.value()));
        json.endArray();
    }
}
