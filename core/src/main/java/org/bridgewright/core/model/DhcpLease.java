package org.bridgewright.core.model;

import java.time.Instant;
import java.util.Optional;

/// A lease that libvirt's dnsmasq gave. `expires` is empty for one that does not end.
public record DhcpLease(
        String network,
        Optional<MacAddress> mac,
        IpPrefix ip,
        Optional<String> hostname,
        Optional<String> clientId,
        Optional<Instant> expires) {}
