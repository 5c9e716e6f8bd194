package org.bridgewright.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One `<interface>` of a domain, as one of its two definitions has it.
///
/// @param number its place in that definition, from 1
/// @param type libvirt's word: `network`, `bridge`, `direct`, `hostdev`, `user`...
/// @param tap the live target device, `vnet3`; empty in a config that leaves it to libvirt
/// @param xml the element's own text, exactly as the host gave it
public record Vnic(
        int number,
        Optional<MacAddress> mac,
        Optional<String> alias,
        String type,
        Source source,
        Optional<String> model,
        Optional<String> tap,
        boolean linkUp,
        Optional<String> deviceAddress,
        Carried carried,
        String xml) {

    /// Where its traffic goes, as written. A live vNIC on a forward=bridge network has type `bridge` and a network's name.
    public sealed interface Source {
        /// @param bridge the bridge that libvirt chose, in live definitions only
        record Network(String name, Optional<String> portGroup, Optional<String> bridge)
                implements Source {}

        record Bridge(String name) implements Source {}

        /// macvtap over the NIC `device`, in `mode` (`bridge vepa private passthrough`).
        record Direct(String device, String mode) implements Source {}

        /// A PCI function handed to the guest.
        record HostDevice(String address) implements Source {}

        /// `user`, `ethernet`, `vhostuser`, `vdpa`, `udp`, `null` and what is not known: libvirt's word, and what it names.
        record Other(String type, Optional<String> detail) implements Source {}
    }

    /// What the interface carries along when it moves, and what may not fit where it goes.
    ///
    /// A port group stands on the interface's source, not here.
    /// @param vlanTags empty = none; `trunk` when several
    public record Carried(
            Optional<FilterRef> filter,
            Optional<String> virtualPort,
            List<Integer> vlanTags,
            boolean trunk,
            boolean isolated,
            boolean bandwidth,
            Optional<Integer> mtuBytes,
            boolean trustGuestRxFilters) {
        public static final Carried NOTHING =
                new Carried(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        false,
                        false,
                        Optional.empty(),
                        false);

        public Carried {
            vlanTags = List.copyOf(vlanTags);
        }
    }

    /// A network filter, with its parameters by name (`IP` -> the pinned addresses).
    public record FilterRef(String name, Map<String, List<String>> parameters) {
        public FilterRef {
            parameters = Map.copyOf(parameters);
        }
    }
}
