package org.bridgewright.core.change;

import java.util.Optional;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;

/// The vNIC that is to move, and which of its definitions the change concerns.
///
/// @param vnic empty when only our history still knows it
/// @param detachedXml the element it had when it was detached, from our history
/// @param doLive whether the live definition is to change
/// @param doConfig whether the config is to change
record MoveSubject(
        Change.MoveVnic change,
        GuestElement guestElement,
        Optional<VnicElement> vnic,
        Optional<String> detachedXml,
        boolean doLive,
        boolean doConfig) {

    static MoveSubject of(
            Change.MoveVnic change,
            GuestElement guest,
            Optional<VnicElement> vnic,
            Optional<String> detachedXml) {
        boolean active = guest.guest().isActive();
        boolean persistent = guest.guest().persistent();
        return new MoveSubject(
                change,
                guest,
                vnic,
                detachedXml,
                active && change.when() != When.NEXT_START,
                persistent && (!active || change.when() != When.NOW));
    }

    Guest guest() {
        return guestElement.guest();
    }

    boolean active() {
        return guest().isActive();
    }

    Optional<Vnic> live() {
        return vnic.flatMap(VnicElement::live);
    }

    Optional<Vnic> config() {
        return vnic.flatMap(VnicElement::config);
    }

    /// The definition that the user sees: live, else config.
    Optional<Vnic> shown() {
        return live().or(this::config);
    }

    /// How people name it: the VM's name, with the vNIC's number where it has several.
    String name() {
        if (vnic.isEmpty() || guestElement.vnics().size() < 2) {
            return guest().name();
        }
        return Phrases.WORDS.get("vnic.numbered", guest().name(), vnic.get().number());
    }
}
