package org.bridgewright.core.model;

import java.util.List;
import java.util.Optional;

/// A libvirt domain, with its vNICs as its live and its config definition have them.
///
/// @param state empty for a word of the host that is not known: then [#stateWord()] is shown
/// @param live vNICs of the live definition; empty list when off
/// @param config vNICs of the config; for a transient guest the same as nothing
/// @param managedBy the tool that made it and keeps it (OpenStack, oVirt, KubeVirt, Vagrant), from its metadata
/// @param agentConnected whether the guest agent's channel says `connected`
/// @param unreadable why its XML could not be read; its lists are then empty
public record Guest(
        String name,
        Optional<String> uuid,
        Optional<GuestState> state,
        String stateWord,
        boolean persistent,
        boolean autostart,
        boolean managedSave,
        Optional<Long> memoryKib,
        Optional<Integer> vcpus,
        List<Vnic> live,
        List<Vnic> config,
        Optional<String> managedBy,
        boolean agentConnected,
        Optional<String> liveXml,
        Optional<String> configXml,
        Optional<Problem> unreadable) {
    public Guest {
        live = List.copyOf(live);
        config = List.copyOf(config);
    }

    public boolean isActive() {
        return state.map(GuestState::isActive).orElse(liveXml.isPresent());
    }
}
