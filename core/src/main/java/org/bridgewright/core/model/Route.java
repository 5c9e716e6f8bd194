package org.bridgewright.core.model;

import java.util.Optional;

/// A route of any table. `destination` as `ip route` prints it (`default`, no `/32`); `table` by name or number.
public record Route(
        int family,
        String destination,
        Optional<IpAddress> gateway,
        Optional<String> link,
        Optional<Integer> metric,
        String table,
        String type,
        Optional<String> protocol,
        Optional<String> scope,
        Optional<IpAddress> source,
        boolean linkDown) {
    public boolean isDefault() {
        return destination.equals("default");
    }
}
