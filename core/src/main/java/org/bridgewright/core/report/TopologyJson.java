package org.bridgewright.core.report;

import java.io.StringWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostFacts;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.Edge;
import org.bridgewright.core.topology.HostTopology;
import org.bridgewright.core.topology.Topology;

/// A topology as `bridgewright.topology`, version 1 (`docs/topology-json.md`). Same topology, same text; one element a line.
///
/// Fields may be added; those that are documented keep their names and meaning.
public final class TopologyJson {
    /// The value of the field `format`, by which a reader knows the document.
    public static final String FORMAT = "bridgewright.topology";

    /// The value of the field `version`; a field that is only added does not raise it.
    public static final int VERSION = 1;

    private TopologyJson() {}

    /// The whole document, with a line feed at its end.
    public static String write(Topology topology, List<Finding> findings) {
        StringWriter text = new StringWriter();
        try (Json json = new Json(text)) {
            json.object();
            json.put("format", FORMAT);
            json.put("version", VERSION);
            json.put(
                    "readAt",
                    topology.hosts().stream()
                            .flatMap(h -> h.snapshot().readAt().stream())
                            .min(Comparator.naturalOrder())
                            .map(Instant::toString));
            json.array("hosts");
            topology.hosts().forEach(h -> host(json, h));
            json.endLines();
            json.array("elements");
            ElementJson elements = new ElementJson(json, topology);
            topology.elements().forEach(elements::write);
            json.endLines();
            json.array("links");
            topology.edges().forEach(e -> edge(json, e));
            json.endLines();
            json.array("findings");
            findings.forEach(f -> finding(json, f));
            json.endLines();
            json.end();
        }
        return text.append('\n').toString();
    }

    private static void host(Json json, HostTopology host) {
        HostSnapshot snapshot = host.snapshot();
        Optional<LibvirtInfo> info = snapshot.libvirt().info().optional();
        Optional<HostFacts> facts = snapshot.kernel().facts().optional();
        json.line();
        json.object();
        json.put("id", ElementId.host(host.host()).value());
        json.put("name", facts.flatMap(HostFacts::hostname));
        json.put("uri", snapshot.uri());
        json.put("readAt", snapshot.readAt().map(Instant::toString));
        json.put("libvirt", info.map(LibvirtInfo::version));
        json.putFlag("readOnly", info.map(LibvirtInfo::readOnly));
        json.put("kernel", facts.flatMap(HostFacts::kernelRelease));
        json.object("ipForward");
        json.putFlag("v4", facts.flatMap(f -> f.forwarding(4)));
        json.putFlag("v6", facts.flatMap(f -> f.forwarding(6)));
        json.end();
        json.object("parts");
        libvirtParts(json, snapshot.libvirt());
        kernelParts(json, snapshot.kernel());
        json.end();
        json.array("notes");
        snapshot.kernel().notes().forEach(n -> json.add(n.line()));
        json.endArray();
        json.end();
    }

    private static void libvirtParts(Json json, LibvirtState libvirt) {
        part(json, "libvirt", libvirt.info());
        part(json, "networks", libvirt.networks());
        part(json, "guests", libvirt.guests());
        part(json, "nodeDevices", libvirt.nodeDevices());
    }

    private static void kernelParts(Json json, KernelState kernel) {
        part(json, "facts", kernel.facts());
        part(json, "links", kernel.links());
        part(json, "addresses", kernel.addresses());
        part(json, "bridges", kernel.bridges());
        part(json, "ports", kernel.ports());
        part(json, "fdb", kernel.fdb());
        part(json, "vlans", kernel.vlans());
        part(json, "routes", kernel.routes());
        part(json, "rules", kernel.rules());
        part(json, "neighbours", kernel.neighbours());
        part(json, "bonds", kernel.bonds());
        part(json, "firewall", kernel.firewall());
        part(json, "ownerFiles", kernel.ownerFiles());
        part(json, "listeners", kernel.listeners());
        part(json, "agents", kernel.guestAddressesByAgent());
        part(json, "multicast", kernel.multicast());
    }

    private static void part(Json json, String name, Part<?> part) {
        json.object(name);
        switch (part) {
            case Part.Present<?> present -> {
                json.put("state", "present");
                json.put("readAt", present.readAt().map(Instant::toString));
            }
            case Part.Missing<?> missing -> {
                json.put("state", "missing");
                missing(json, missing.why());
            }
        }
        json.end();
    }

    static void missing(Json json, Problem why) {
        json.put("kind", why.kind().id());
        json.put("why", why.cause().isEmpty() ? why.summary() : why.cause());
        json.put("remedy", why.remedy());
    }

    private static void edge(Json json, Edge edge) {
        json.line();
        json.object();
        json.put("kind", edge.kind().word());
        json.array("ends");
        json.add(edge.from().value());
        json.add(edge.to().value());
        json.endArray();
        edge.how().ifPresent(how -> json.put("how", how));
        edge.evidence().ifPresent(evidence -> json.put("evidence", evidence));
        json.end();
    }

    private static void finding(Json json, Finding finding) {
        json.line();
        json.object();
        json.put("id", finding.id());
        json.put("severity", finding.severity().word());
        json.put("confidence", finding.confidence().word());
        json.put("subject", finding.subject().value());
        json.array("related");
        finding.related().forEach(r -> json.add(r.value()));
        json.endArray();
        json.put("summary", finding.summary());
        json.array("evidence");
        finding.evidence().forEach(json::add);
        json.endArray();
        json.put("remedy", finding.remedy());
        json.end();
    }
}
