package org.bridgewright.core.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;

/// One kernel link to be.
public final class LinkSpec {
    private final String name;
    private Optional<MacAddress> mac = Optional.empty();
    private List<String> flags = List.of("BROADCAST", "MULTICAST", "UP", "LOWER_UP");
    private Optional<String> kind = Optional.empty();
    private Optional<String> slaveKind = Optional.empty();
    private Optional<String> master = Optional.empty();
    private Optional<String> parent = Optional.empty();
    private boolean otherNamespace;
    private boolean device;
    private List<Link.VirtualFunction> functions = List.of();
    private final Map<String, String> details = new HashMap<>();

    LinkSpec(String name) {
        this.name = name;
    }

    LinkSpec(Link old) {
        name = old.name();
        mac = old.mac();
        flags = old.flags();
        kind = old.infoKind();
        slaveKind = old.slaveKind();
        master = old.master();
        parent = old.parent();
        otherNamespace = old.peerInOtherNamespace();
        device = old.hasDevice();
        functions = old.virtualFunctions();
        details.putAll(old.details());
    }

    public LinkSpec mac(String text) {
        mac = MacAddress.parse(text);
        return this;
    }

    public LinkSpec flags(List<String> newFlags) {
        flags = newFlags;
        return this;
    }

    public LinkSpec kind(String newKind) {
        kind = Optional.of(newKind);
        return this;
    }

    public LinkSpec slaveKind(String newKind) {
        slaveKind = Optional.of(newKind);
        return this;
    }

    public LinkSpec master(String newMaster) {
        master = Optional.of(newMaster);
        return this;
    }

    public LinkSpec parent(String newParent) {
        parent = Optional.of(newParent);
        return this;
    }

    public LinkSpec peerElsewhere() {
        kind = Optional.of("veth");
        otherNamespace = true;
        return this;
    }

    public LinkSpec device() {
        device = true;
        return this;
    }

    public LinkSpec function(int number, String functionMac) {
        functions =
                Stream.concat(
                                functions.stream(),
                                Stream.of(
                                        new Link.VirtualFunction(
                                                number,
                                                MacAddress.parse(functionMac),
                                                Optional.empty())))
                        .toList();
        return this;
    }

    public LinkSpec detail(String word, String value) {
        details.put(word, value);
        return this;
    }

    Link build(int index) {
        return new Link(
                index,
                name,
                true,
                mac,
                flags,
                1500,
                "UP",
                Optional.of(flags.contains("LOWER_UP")),
                Optional.of(1000),
                kind,
                slaveKind,
                master,
                parent,
                otherNamespace,
                device,
                false,
                device ? Optional.of(1000) : Optional.empty(),
                device ? Optional.of("e1000e") : Optional.empty(),
                List.of(),
                functions,
                details,
                Optional.of(new Link.Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }
}
