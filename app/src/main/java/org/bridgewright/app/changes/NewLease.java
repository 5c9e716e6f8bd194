// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.OwnedLease;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// A lease that a moved vNIC is expected to get, and whether it has come. Pure.
///
/// @param on the network that it was moved to
/// @param known leases that its MAC had there before, by address, with their end; one without end has the last instant
record NewLease(
        ElementId vnic, String guest, ElementId on, MacAddress mac, Map<String, Instant> known) {
    private static final Words WORDS = Words.of(NewLease.class);

    NewLease {
        known = Map.copyOf(known);
    }

    /// Those of a plan that moves running VMs to networks with DHCP.
    ///
    /// @param before the wiring before the guest can have asked
    static List<NewLease> expected(ChangePlan plan, Topology before) {
        return plan.changes().stream()
                .filter(Change.MoveVnic.class::isInstance)
                .map(Change.MoveVnic.class::cast)
                .filter(m -> m.when() != When.NEXT_START)
                .flatMap(m -> expected(m, before).stream())
                .toList();
    }

    private static Optional<NewLease> expected(Change.MoveVnic move, Topology before) {
        if (!(move.target() instanceof MoveTarget.ToNetwork to)) {
            return Optional.empty();
        }
        ElementId network = ElementId.network(move.host(), to.name());
        boolean dhcp =
                before.find(network, NetworkElement.class)
                        .filter(n -> n.network().hasDhcp())
                        .isPresent();
        boolean runs =
                before.find(ElementId.guest(move.host(), move.guest()), Element.GuestElement.class)
                        .filter(g -> g.guest().isActive())
                        .isPresent();
        Optional<MacAddress> mac =
                before.find(move.vnic(), VnicElement.class).flatMap(VnicElement::mac);
        return dhcp && runs
                ? mac.map(
                        m ->
                                new NewLease(
                                        move.vnic(),
                                        move.guest(),
                                        network,
                                        m,
                                        leases(before, network, m)))
                : Optional.empty();
    }

    private static Map<String, Instant> leases(
            Topology topology, ElementId network, MacAddress mac) {
        Map<String, Instant> leases = new HashMap<>();
        topology.find(network, NetworkElement.class).stream()
                .flatMap(n -> n.leases().orElse(List.of()).stream())
                .map(OwnedLease::lease)
                .filter(l -> l.mac().equals(Optional.of(mac)))
                .forEach(
                        l ->
                                leases.put(
                                        l.ip().address().toString(),
                                        l.expires().orElse(Instant.MAX)));
        return leases;
    }

    /// What to say of it once it is there: an address that it did not have, or one that was given anew.
    Optional<String> arrived(Topology now) {
        String network = now.find(on).map(Element::name).orElse("");
        return leases(now, on, mac).entrySet().stream()
                .filter(
                        lease ->
                                !known.containsKey(lease.getKey())
                                        || lease.getValue().isAfter(known.get(lease.getKey())))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(ip -> WORDS.get("lease.arrived", guest, ip, network));
    }
}
