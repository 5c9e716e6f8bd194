package org.bridgewright.core.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bridgewright.core.model.BridgePort;
import org.bridgewright.core.model.BridgeState;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Element.LinkElement;
import org.bridgewright.core.topology.Element.Port;
import org.bridgewright.core.topology.Element.SeenMac;
import org.bridgewright.core.topology.Topology;

/// The kernel's links in the document: bridges with their ports, and all others.
final class LinkJson {
    private final Json json;
    private final Topology topology;

    LinkJson(Json json, Topology topology) {
        this.json = json;
        this.topology = topology;
    }

    void link(LinkElement element) {
        common(element.link(), element.addresses(), element.host());
    }

    void bridge(BridgeElement element) {
        common(element.link(), element.addresses(), element.host());
        Optional<BridgeState> state = element.state();
        json.put("bridgeId", state.flatMap(BridgeState::bridgeId));
        json.put("rootId", state.flatMap(BridgeState::rootId));
        json.putNumber("rootPort", state.flatMap(BridgeState::rootPort));
        json.putNumber("rootPathCost", state.flatMap(BridgeState::rootPathCost));
        json.putFlag("stp", state.map(BridgeState::stp));
        json.putNumber("priority", state.flatMap(BridgeState::priority));
        json.putNumber("forwardDelaySeconds", state.flatMap(BridgeState::forwardDelaySeconds));
        json.putNumber("helloTimeSeconds", state.flatMap(BridgeState::helloTimeSeconds));
        json.putNumber("maxAgeSeconds", state.flatMap(BridgeState::maxAgeSeconds));
        json.putNumber("ageingTimeSeconds", state.flatMap(BridgeState::ageingTimeSeconds));
        json.putFlag("vlanFiltering", state.flatMap(BridgeState::vlanFiltering));
        json.putFlag("multicastSnooping", state.flatMap(BridgeState::multicastSnooping));
        json.put("owner", element.owner());
        json.array("ports");
        element.ports().forEach(this::port);
        json.endArray();
    }

    private void common(Link link, List<LinkAddress> addresses, HostId host) {
        json.put("name", link.name());
        json.put("index", link.index());
        json.put("mac", link.mac().map(MacAddress::text));
        json.put("up", link.isUp());
        json.putFlag("carrier", link.carrier());
        json.put("operState", link.operState());
        json.put("mtu", link.mtuBytes());
        json.putNumber("txQueueLength", link.txQueueLength());
        json.put("linkKind", link.infoKind());
        json.put("master", link.master());
        json.put("parent", link.parent());
        json.putNumber("speedMbps", link.speedMbps());
        json.put("driver", link.driver());
        json.array("altNames");
        link.altNames().forEach(json::add);
        json.endArray();
        if (!link.virtualFunctions().isEmpty()) {
            json.put("virtualFunctions", link.virtualFunctions().size());
        }
        if (!link.details().isEmpty()) {
            json.object("details");
            for (Map.Entry<String, String> detail : new TreeMap<>(link.details()).entrySet()) {
                json.put(detail.getKey(), detail.getValue());
            }
            json.end();
        }
        boolean read =
                topology.host(host)
                        .filter(h -> h.snapshot().kernel().addresses().isPresent())
                        .isPresent();
        if (read) {
            json.array("addresses");
            addresses.forEach(a -> json.add(a.ip().toString()));
            json.endArray();
        } else {
            json.putNull("addresses");
        }
        counters(link.counters());
    }

    private void counters(Optional<Link.Counters> counters) {
        if (counters.isEmpty()) {
            json.putNull("counters");
            return;
        }
        Link.Counters c = counters.get();
        json.object("counters");
        json.put("rxBytes", c.rxBytes());
        json.put("rxPackets", c.rxPackets());
        json.put("rxErrors", c.rxErrors());
        json.put("rxDropped", c.rxDropped());
        json.put("rxOverruns", c.rxOverruns());
        json.put("multicast", c.multicast());
        json.put("txBytes", c.txBytes());
        json.put("txPackets", c.txPackets());
        json.put("txErrors", c.txErrors());
        json.put("txDropped", c.txDropped());
        json.put("txCarrierErrors", c.txCarrierErrors());
        json.put("collisions", c.collisions());
        json.end();
    }

    private void port(Port port) {
        BridgePort p = port.port();
        json.object();
        json.put("link", p.link());
        json.putNumber("portNo", p.number());
        json.put("portId", p.portId());
        json.put("state", Optional.of(p.state()).filter(s -> !s.isEmpty()));
        json.putNumber("priority", p.priority());
        json.putNumber("cost", p.cost());
        json.put("isolated", p.isolated());
        json.put("hairpin", p.hairpin());
        json.put("designatedRoot", p.designatedRoot());
        json.put("designatedBridge", p.designatedBridge());
        switch (port.macs()) {
            case Part.Present<List<SeenMac>> macs -> {
                json.array("macs");
                macs.value().forEach(this::mac);
                json.endArray();
            }
            case Part.Missing<List<SeenMac>> missing -> json.putNull("macs");
        }
        json.end();
    }

    private void mac(SeenMac seen) {
        FdbEntry entry = seen.entry();
        json.object();
        json.put("mac", entry.mac().text());
        json.put("owner", seen.owner().map(ElementId::value));
        json.putNumber("ageSeconds", entry.ageSeconds());
        json.put("local", entry.local());
        entry.vlan().ifPresent(v -> json.put("vlan", v));
        json.end();
    }
}
