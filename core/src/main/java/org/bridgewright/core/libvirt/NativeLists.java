package org.bridgewright.core.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.MacAddress;
import org.jspecify.annotations.Nullable;

/// Takes libvirt's native lists and structures apart. Offsets are those of 64-bit Linux, the only kind of Java 25.
final class NativeLists {
    private static final int UUID_BUFFER = 37;
    private static final int TYPED_PARAMETER_SIZE = 96;
    private static final int TYPED_PARAMETER_TYPE = 80;
    private static final int TYPED_PARAMETER_VALUE = 88;

    private NativeLists() {}

    /// A domain or network of a list.
    ///
    /// @param id of a running domain; -1 for one that is off, and for networks
    record Listed(String name, String uuid, int id, NativeHandle handle) {}

    private interface ListCall {
        int list(PointerByReference to);
    }

    static List<Listed> domains(LibvirtSession session, Pointer connection)
            throws LibvirtError.Failed {
        List<Listed> listed = new ArrayList<>();
        for (Pointer domain : list(to -> LibvirtApi.virConnectListAllDomains(connection, to, 0))) {
            listed.add(
                    new Listed(
                            text(LibvirtApi.virDomainGetName(domain)),
                            uuid(domain, LibvirtApi::virDomainGetUUIDString),
                            LibvirtApi.virDomainGetID(domain),
                            session.keep(new NativeHandle(domain, LibvirtApi::virDomainFree))));
        }
        LibvirtApi
                .virResetLastError(); // asking a domain that is off for its id is an error to some
        // versions
        return listed;
    }

    static List<Listed> networks(LibvirtSession session, Pointer connection)
            throws LibvirtError.Failed {
        List<Listed> listed = new ArrayList<>();
        for (Pointer network :
                list(to -> LibvirtApi.virConnectListAllNetworks(connection, to, 0))) {
            listed.add(
                    new Listed(
                            text(LibvirtApi.virNetworkGetName(network)),
                            uuid(network, LibvirtApi::virNetworkGetUUIDString),
                            -1,
                            session.keep(new NativeHandle(network, LibvirtApi::virNetworkFree))));
        }
        return listed;
    }

    /// The UUIDs of the domains that `flags` select.
    static Set<String> domainUuids(Pointer connection, int flags) throws LibvirtError.Failed {
        return uuids(
                list(to -> LibvirtApi.virConnectListAllDomains(connection, to, flags)),
                LibvirtApi::virDomainGetUUIDString,
                LibvirtApi::virDomainFree);
    }

    /// The UUIDs of the networks that `flags` select.
    static Set<String> networkUuids(Pointer connection, int flags) throws LibvirtError.Failed {
        return uuids(
                list(to -> LibvirtApi.virConnectListAllNetworks(connection, to, flags)),
                LibvirtApi::virNetworkGetUUIDString,
                LibvirtApi::virNetworkFree);
    }

    /// Network devices of the host, by name.
    static Map<String, NativeHandle> nodeDevices(LibvirtSession session, Pointer connection)
            throws LibvirtError.Failed {
        Map<String, NativeHandle> devices = new LinkedHashMap<>();
        for (Pointer device :
                list(
                        to ->
                                LibvirtApi.virConnectListAllNodeDevices(
                                        connection, to, LibvirtApi.LIST_NODE_DEVICES_NET))) {
            devices.put(
                    text(LibvirtApi.virNodeDeviceGetName(device)),
                    session.keep(new NativeHandle(device, LibvirtApi::virNodeDeviceFree)));
        }
        return devices;
    }

    private static Set<String> uuids(
            List<Pointer> objects,
            BiFunction<Pointer, byte[], Integer> uuidOf,
            Consumer<Pointer> free) {
        Set<String> uuids = new HashSet<>();
        for (Pointer object : objects) {
            uuids.add(uuid(object, uuidOf));
            free.accept(object);
        }
        return uuids;
    }

    /// Calls, takes the array's pointers, and frees the array.
    private static List<Pointer> list(ListCall call) throws LibvirtError.Failed {
        PointerByReference array = new PointerByReference();
        int count = LibvirtError.check(call.list(array));
        List<Pointer> pointers = new ArrayList<>(count);
        if (count > 0) {
            pointers.addAll(List.of(array.getValue().getPointerArray(0, count)));
        }
        LibvirtRuntime.free(array.getValue());
        return pointers;
    }

    static String uuid(Pointer object, BiFunction<Pointer, byte[], Integer> uuidOf) {
        byte[] buffer = new byte[UUID_BUFFER];
        if (uuidOf.apply(object, buffer) < 0) {
            return "";
        }
        return new String(buffer, 0, UUID_BUFFER - 1, StandardCharsets.US_ASCII);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Numbers and words of the statistics of all domains that `flags` select, by their UUID.
    static Map<String, Map<String, String>> stats(Pointer connection, int stats, int flags)
            throws LibvirtError.Failed {
        PointerByReference records = new PointerByReference();
        int count =
                LibvirtError.check(
                        LibvirtApi.virConnectGetAllDomainStats(connection, stats, records, flags));
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        try {
            for (int i = 0; i < count; i++) {
                Pointer record = records.getValue().getPointer((long) i * Native.POINTER_SIZE);
                all.put(
                        uuid(record.getPointer(0), LibvirtApi::virDomainGetUUIDString),
                        parameters(record.getPointer(8), record.getInt(16)));
            }
        } finally {
            LibvirtApi.virDomainStatsRecordListFree(records.getValue());
        }
        return all;
    }

    private static Map<String, String> parameters(@Nullable Pointer parameters, int count) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; parameters != null && i < count; i++) {
            long at = (long) i * TYPED_PARAMETER_SIZE;
            long value = at + TYPED_PARAMETER_VALUE;
            String text =
                    switch (parameters.getInt(at + TYPED_PARAMETER_TYPE)) {
                        case 1 -> Integer.toString(parameters.getInt(value));
                        case 2 -> Integer.toUnsignedString(parameters.getInt(value));
                        case 3 -> Long.toString(parameters.getLong(value));
                        case 4 -> Long.toUnsignedString(parameters.getLong(value));
                        case 5 -> Double.toString(parameters.getDouble(value));
                        case 6 -> parameters.getByte(value) != 0 ? "1" : "0";
                        case 7 -> string(parameters.getPointer(value));
                        default -> "";
                    };
            values.put(parameters.getString(at, "UTF-8"), text);
        }
        return values;
    }

    /// A network's XML; a driver that knows no inactive form (the test driver) gives the one it has.
    static String networkXml(Pointer network, boolean inactive) throws LibvirtError.Failed {
        int flags = inactive ? LibvirtApi.NETWORK_XML_INACTIVE : 0;
        try {
            return LibvirtRuntime.takeText(LibvirtApi.virNetworkGetXMLDesc(network, flags));
        } catch (LibvirtError.Failed failed) {
            if (inactive && failed.error().code() == LibvirtError.INVALID_ARGUMENT) {
                return LibvirtRuntime.takeText(LibvirtApi.virNetworkGetXMLDesc(network, 0));
            }
            throw failed;
        }
    }

    /// The DHCP leases that libvirt's dnsmasq gave on a network.
    static List<DhcpLease> leases(Pointer network, String name) throws LibvirtError.Failed {
        List<DhcpLease> leases = new ArrayList<>();
        for (Pointer lease : list(to -> LibvirtApi.virNetworkGetDHCPLeases(network, null, to, 0))) {
            try {
                long expires = lease.getLong(8);
                IpPrefix.parse(string(lease.getPointer(40)) + "/" + lease.getInt(48))
                        .ifPresent(
                                ip ->
                                        leases.add(
                                                new DhcpLease(
                                                        name,
                                                        MacAddress.parse(
                                                                string(lease.getPointer(24))),
                                                        ip,
                                                        optional(lease.getPointer(56)),
                                                        optional(lease.getPointer(64)),
                                                        expires > 0
                                                                ? Optional.of(
                                                                        Instant.ofEpochSecond(
                                                                                expires))
                                                                : Optional.empty())));
            } finally {
                LibvirtApi.virNetworkDHCPLeaseFree(lease);
            }
        }
        return leases;
    }

    /// The addresses that the guest's own agent tells, without loopback.
    static List<GuestAddress> agentAddresses(Pointer domain) throws LibvirtError.Failed {
        List<GuestAddress> found = new ArrayList<>();
        for (Pointer link :
                list(
                        to ->
                                LibvirtApi.virDomainInterfaceAddresses(
                                        domain, to, LibvirtApi.ADDRESSES_AGENT, 0))) {
            try {
                Optional<MacAddress> mac = MacAddress.parse(string(link.getPointer(8)));
                Pointer addresses = link.getPointer(24);
                for (int i = 0; mac.isPresent() && addresses != null && i < link.getInt(16); i++) {
                    IpAddress.parse(string(addresses.getPointer(i * 24L + 8)))
                            .filter(ip -> !ip.isLoopback())
                            .ifPresent(
                                    ip ->
                                            found.add(
                                                    new GuestAddress(
                                                            mac.get(),
                                                            ip,
                                                            GuestAddress.AddressSource.AGENT)));
                }
            } finally {
                LibvirtApi.virDomainInterfaceFree(link);
            }
        }
        return found;
    }

    private static String string(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }

    private static Optional<String> optional(@Nullable Pointer text) {
        return Optional.of(string(text)).filter(t -> !t.isEmpty());
    }
}
