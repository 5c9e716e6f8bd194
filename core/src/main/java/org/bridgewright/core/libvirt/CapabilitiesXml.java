package org.bridgewright.core.libvirt;

import java.util.Optional;

/// Reads `<capabilities>`: what the host is.
public final class CapabilitiesXml {
    private CapabilitiesXml() {}

    /// The machine's own UUID, by which a host that is a guest of another host is known.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when the text is not a capabilities document
    public static Optional<String> hostUuid(String xml, String what) {
        return NetworkXml.root(xml, what, "capabilities")
                .child("host")
                .flatMap(h -> h.childText("uuid"));
    }
}
