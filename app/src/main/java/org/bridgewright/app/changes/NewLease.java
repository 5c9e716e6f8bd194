// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.KnownAddress;
import org.bridgewright.core.topology.Element.NetworkElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;

/// A lease that a moved vNIC is expected to get, and whether it has come. Pure.
///
/// @param known addresses that it had before the move
record NewLease(ElementId vnic, String guest, String network, Set<String> known) {
    private static final Words WORDS = Words.of(NewLease.class);

    NewLease {
        known = Set.copyOf(known);
    }

    /// Those of a plan that moves running VMs to networks with DHCP.
    ///
    /// @param before the wiring that the plan was made for
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
        boolean dhcp =
                before.find(ElementId.network(move.host(), to.name()), NetworkElement.class)
                        .filter(n -> n.network().hasDhcp())
                        .isPresent();
        boolean runs =
                before.find(ElementId.guest(move.host(), move.guest()), Element.GuestElement.class)
                        .filter(g -> g.guest().isActive())
                        .isPresent();
        Set<String> known =
                before.find(move.vnic(), VnicElement.class).stream()
                        .flatMap(v -> v.addresses().stream())
                        .map(a -> a.ip().toString())
                        .collect(Collectors.toSet());
        return dhcp && runs
                ? Optional.of(new NewLease(move.vnic(), move.guest(), to.name(), known))
                : Optional.empty();
    }

    /// What to say of it once it is there: an address by lease that it did not have.
    Optional<String> arrived(Topology now) {
        return now.find(vnic, VnicElement.class).stream()
                .flatMap(v -> v.addresses().stream())
                .filter(a -> a.source() == AddressSource.LEASE)
                .map(KnownAddress::ip)
                .map(Object::toString)
                .filter(ip -> !known.contains(ip))
                .findFirst()
                .map(ip -> WORDS.get("lease.arrived", guest, ip, network));
    }
}
