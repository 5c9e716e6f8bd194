package org.bridgewright.core.model;

import java.util.Optional;

/// An address on a link. `scope` is the kernel's word (`global link host`); `origin` `dynamic`, `static`... where told.
public record LinkAddress(
        String link,
        IpPrefix ip,
        String scope,
        boolean dynamic,
        boolean temporary,
        Optional<Long> validSeconds) {}
