package org.bridgewright.core.model;

import java.util.Optional;

/// The libvirt that answered. Version as `9.0.0`.
///
/// @param readOnly the connection is read-only
public record LibvirtInfo(
        String version,
        Optional<String> hypervisor,
        Optional<String> hypervisorVersion,
        boolean readOnly,
        Optional<String> capabilitiesXml) {}
