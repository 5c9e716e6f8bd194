// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;

/// libvirt's two definitions of an element; empty for what only the kernel knows.
record XmlTexts(Optional<String> live, Optional<String> config) {
    static XmlTexts of(Topology topology, ElementId id) {
        return switch (topology.find(id).orElse(null)) {
            case GuestElement guest ->
                    new XmlTexts(guest.guest().liveXml(), guest.guest().configXml());
            case NetworkElement network ->
                    new XmlTexts(network.network().liveXml(), network.network().configXml());
            case VnicElement vnic ->
                    new XmlTexts(vnic.live().map(Vnic::xml), vnic.config().map(Vnic::xml));
            case null, default -> new XmlTexts(Optional.empty(), Optional.empty());
        };
    }
}
