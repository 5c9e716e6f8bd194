package org.bridgewright.core.change;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.MacAddress;

/// The machine that we run on, so that a plan sees when it is a VM of the host to be changed.
public final class OwnMachine {
    private static final Path DMI_UUID = Path.of("/sys/class/dmi/id/product_uuid");

    private OwnMachine() {}

    /// `context` with our MACs and DMI UUID. Blocks on the disk; the UUID is readable for root only, and is then left out.
    public static PlanContext read(PlanContext context) {
        return context.withOurselves(macs(), uuid(), context.wayIn());
    }

    private static Set<MacAddress> macs() {
        Set<MacAddress> macs = new HashSet<>();
        try {
            for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
                byte[] octets = link.getHardwareAddress();
                if (octets != null && octets.length == 6) {
                    MacAddress.parse(HexFormat.ofDelimiter(":").formatHex(octets))
                            .ifPresent(macs::add);
                }
            }
        } catch (SocketException noInterfaces) {
            // Without our own MACs the UUID and the host's SSH_CONNECTION still tell.
            return macs;
        }
        return macs;
    }

    private static Optional<String> uuid() {
        try {
            return Optional.of(Files.readString(DMI_UUID).strip()).filter(u -> !u.isEmpty());
        } catch (IOException notReadable) {
            return Optional.empty();
        }
    }
}
