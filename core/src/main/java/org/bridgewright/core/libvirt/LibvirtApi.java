package org.bridgewright.core.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// libvirt's own functions, under their own names: what libvirt-java lacks, and what must run on a handle of ours.
///
/// Mapped directly, since one read makes thousands of calls. Only platform threads may call: libvirt keeps its last
/// error in native thread storage. See libvirt's header files for each function's meaning.
final class LibvirtApi {
    static final String LIBRARY = "libvirt.so.0";

    static final int DOMAIN_XML_INACTIVE = 1 << 1;
    static final int NETWORK_XML_INACTIVE = 1;
    static final int LIST_DOMAINS_TRANSIENT = 1 << 3;
    static final int LIST_DOMAINS_MANAGEDSAVE = 1 << 8;
    static final int LIST_DOMAINS_AUTOSTART = 1 << 10;
    static final int LIST_NETWORKS_ACTIVE = 1 << 1;
    static final int LIST_NETWORKS_TRANSIENT = 1 << 3;
    static final int LIST_NETWORKS_AUTOSTART = 1 << 4;
    static final int LIST_NODE_DEVICES_NET = 1 << 4;
    static final int STATS_STATE = 1;
    static final int STATS_INTERFACE = 1 << 4;
    static final int STATS_ACTIVE = 1;
    static final int STATS_NOWAIT = 1 << 29;
    static final int AFFECT_LIVE = 1;
    static final int AFFECT_CONFIG = 1 << 1;
    static final int ADDRESSES_AGENT = 1;

    static {
        Native.register(
                LibvirtApi.class,
                NativeLibrary.getInstance(
                        LIBRARY, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
    }

    private LibvirtApi() {}

    // --- library and connection

    static native @Nullable Pointer virGetLastError();

    static native void virResetLastError();

    static native void virSetErrorFunc(@Nullable Pointer userData, Pointer handler);

    static native int virEventRegisterDefaultImpl();

    static native int virEventRunDefaultImpl();

    static native int virConnectSetKeepAlive(Pointer connection, int interval, int count);

    static native int virConnectIsAlive(Pointer connection);

    static native int virConnectGetLibVersion(Pointer connection, LongByReference version);

    static native int virConnectGetVersion(Pointer connection, LongByReference version);

    static native @Nullable String virConnectGetType(Pointer connection);

    static native @Nullable Pointer virConnectGetCapabilities(Pointer connection);

    static native int virConnectRegisterCloseCallback(
            Pointer connection,
            CloseCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectUnregisterCloseCallback(Pointer connection, CloseCallback callback);

    // --- lists: arrays of handles that the caller frees, each and the array

    static native int virConnectListAllDomains(
            Pointer connection, PointerByReference domains, int flags);

    static native int virConnectListAllNetworks(
            Pointer connection, PointerByReference networks, int flags);

    static native int virConnectListAllNodeDevices(
            Pointer connection, PointerByReference devices, int flags);

    static native int virConnectGetAllDomainStats(
            Pointer connection, int stats, PointerByReference records, int flags);

    static native void virDomainStatsRecordListFree(Pointer records);

    // --- domains

    static native @Nullable Pointer virDomainLookupByUUIDString(Pointer connection, String uuid);

    static native @Nullable String virDomainGetName(Pointer domain);

    static native int virDomainGetUUIDString(Pointer domain, byte[] buffer);

    static native int virDomainGetID(Pointer domain);

    static native int virDomainFree(Pointer domain);

    static native @Nullable Pointer virDomainGetXMLDesc(Pointer domain, int flags);

    static native int virDomainGetState(
            Pointer domain, IntByReference state, IntByReference reason, int flags);

    static native int virDomainGetAutostart(Pointer domain, IntByReference autostart);

    static native int virDomainIsPersistent(Pointer domain);

    static native int virDomainIsActive(Pointer domain);

    static native int virDomainHasManagedSaveImage(Pointer domain, int flags);

    static native int virDomainUpdateDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainAttachDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainDetachDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainCreate(Pointer domain);

    static native int virDomainShutdown(Pointer domain);

    static native int virDomainReboot(Pointer domain, int flags);

    static native int virDomainSuspend(Pointer domain);

    static native int virDomainResume(Pointer domain);

    static native int virDomainDestroy(Pointer domain);

    static native int virDomainInterfaceAddresses(
            Pointer domain, PointerByReference interfaces, int source, int flags);

    static native void virDomainInterfaceFree(Pointer domainInterface);

    // --- networks

    static native @Nullable Pointer virNetworkLookupByName(Pointer connection, String name);

    static native @Nullable String virNetworkGetName(Pointer network);

    static native int virNetworkGetUUIDString(Pointer network, byte[] buffer);

    static native int virNetworkFree(Pointer network);

    static native @Nullable Pointer virNetworkGetXMLDesc(Pointer network, int flags);

    static native int virNetworkGetAutostart(Pointer network, IntByReference autostart);

    static native int virNetworkIsPersistent(Pointer network);

    static native int virNetworkIsActive(Pointer network);

    static native int virNetworkCreate(Pointer network);

    static native Pointer virNetworkCreateXML(Pointer connection, String xml);

    static native int virNetworkDestroy(Pointer network);

    static native int virNetworkGetDHCPLeases(
            Pointer network, @Nullable String mac, PointerByReference leases, int flags);

    static native void virNetworkDHCPLeaseFree(Pointer lease);

    // --- node devices

    static native @Nullable String virNodeDeviceGetName(Pointer device);

    static native @Nullable Pointer virNodeDeviceGetXMLDesc(Pointer device, int flags);

    static native int virNodeDeviceFree(Pointer device);

    // --- events

    static native int virConnectDomainEventRegisterAny(
            Pointer connection,
            @Nullable Pointer domain,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectDomainEventDeregisterAny(Pointer connection, int callbackId);

    static native int virConnectNetworkEventRegisterAny(
            Pointer connection,
            @Nullable Pointer network,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectNetworkEventDeregisterAny(Pointer connection, int callbackId);

    /// `virConnectCloseFunc`
    interface CloseCallback extends Callback {
        void closed(Pointer connection, int reason, @Nullable Pointer opaque);
    }

    /// Domain and network life cycle, agent life cycle: an object and two numbers.
    interface LifecycleCallback extends Callback {
        void event(
                Pointer connection,
                Pointer object,
                int event,
                int detail,
                @Nullable Pointer opaque);
    }

    /// Device added and removed.
    interface DeviceCallback extends Callback {
        void event(
                Pointer connection,
                Pointer domain,
                @Nullable Pointer alias,
                @Nullable Pointer opaque);
    }
}
