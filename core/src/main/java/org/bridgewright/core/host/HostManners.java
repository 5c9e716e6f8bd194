package org.bridgewright.core.host;

import java.util.List;

/// How a live host is reached and treated, in finished sentences for its details: what is read how often, how much is asked at once, what is
/// left there.
///
/// @param rows in the order to show them
public record HostManners(List<Row> rows) {
    public HostManners {
        rows = List.copyOf(rows);
    }

    /// One line of the details.
    ///
    /// @param thing what it is about, such as `Way to libvirt`
    /// @param text how it is done, one or two short sentences
    public record Row(String thing, String text) {}
}
