// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.changes;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the planner must know of the machine that we run on, so that we do not cut ourselves off. Blocks.
record OwnMachine(Set<MacAddress> macs, Optional<String> dmiUuid) {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMachine.class);
    private static final Path UUID = Path.of("/sys/class/dmi/id/product_uuid");

    static OwnMachine read() {
        Set<MacAddress> macs = new HashSet<>();
        try {
            for (NetworkInterface link :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                byte[] octets = link.getHardwareAddress();
                if (octets != null && octets.length == 6) {
                    MacAddress.parse(HexFormat.ofDelimiter(":").formatHex(octets))
                            .ifPresent(macs::add);
                }
            }
        } catch (SocketException unreadable) {
            LOG.warn("our own links cannot be listed: {}", unreadable.toString());
        }
        return new OwnMachine(macs, uuid());
    }

    /// Readable for root alone; others are told apart by MAC.
    private static Optional<String> uuid() {
        if (!Files.isReadable(UUID)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(UUID).strip());
        } catch (IOException unreadable) {
            LOG.debug("no DMI UUID: {}", unreadable.toString());
            return Optional.empty();
        }
    }
}
