package org.bridgewright.core.model;

import java.util.Optional;

/// A network node device of libvirt (`nodedev-dumpxml`): which link has hardware behind it, and of what kind.
///
/// @param wireless capability `80211`
/// @param parent the parent device's name, `pci_0000_00_19_0` or `computer`
public record NodeDevice(
        String name,
        Optional<String> link,
        Optional<MacAddress> mac,
        boolean wireless,
        Optional<String> parent,
        Optional<String> driver,
        Optional<String> linkState,
        Optional<Integer> speedMbps) {}
